"""What a text was approved on must hold when it leaves: its facts, the proofs of what it says was done, its case.

Asked whenever a text leaves: when it is decided, at the worker's try, by a further channel, on the public page.
"""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sada.desk.citations import disputes
from sada.desk.closure_claims import unproven_claims
from sada.desk.states import CaseEnded, rests
from sada.kernel.clock import RIYADH
from sada.kernel.refusals import Refusal
from sada.rules import case_states
from sada.store.models import Answer, Fact, FactUse
from sada.store.queries.facts import cited_in, no_longer_holding


class FactChanged(Refusal):
    """A fact of the frozen text has another value, has expired, or may no longer be quoted."""

    code = "facts"
    sentence = _(
        "A fact in this text no longer holds: %(facts)s. Renew its proof where it still holds as written; else change "
        "the text, which then needs a new approval."
    )

    def __init__(self, uses: Iterable[FactUse]) -> None:
        named = "، ".join(f"{use.fact.statement_ar} ({use.value})" for use in uses)
        super().__init__(str(type(self).sentence) % {"facts": named})


class FactDisputed(Refusal):
    """Another valid fact of the same thing says otherwise."""

    code = "facts"
    sentence = _(
        "Two facts of the same thing differ: %(facts)s. Settle which holds; until then the text that cites one of them "
        "does not leave."
    )

    def __init__(self, facts: Iterable[Fact]) -> None:
        named = "، ".join(f"{fact.statement_ar} ({fact.value})" for fact in facts)
        super().__init__(str(type(self).sentence) % {"facts": named})


class Unproven(Refusal):
    """The text says that something was done, and a report at 940 or Balady still waits for the proof."""

    code = "unproven"
    sentence = _(
        "The text says that it was done: «%(said)s». The report tied to the case is not proven to be closed. Take in "
        "its proof first, or change the text."
    )

    def __init__(self, said: str) -> None:
        super().__init__(str(type(self).sentence) % {"said": said})


class Ended(CaseEnded):
    """A text that never left rests with its ended case."""

    code = "ended"


class ApprovedElsewhere(Refusal):
    """The case has come to a unit where others approve."""

    sentence = _(
        "This text was approved in %(unit)s, before the case came here. Whoever approves here has not seen it: make a "
        "new version and submit it."
    )


AGAINST = (FactChanged, FactDisputed, Unproven, Ended)  # what holds up a letter that was decided already


def fit_to_leave(answer: Answer | None, at: datetime) -> None:
    """Raise one of AGAINST unless what the text was approved on holds; None is a letter within the house."""
    if answer is None:
        return
    case, today = answer.case, at.astimezone(RIYADH).date()
    if (case.state == case_states.NO_ANSWER or case.joined_to_id is not None) and rests(answer):
        raise Ended
    if gone := no_longer_holding(answer, today):
        raise FactChanged(gone)
    facts = {use.fact_id: use.fact for use in cited_in(answer)}
    if disputed := disputes(facts, today):
        pk, other = next(iter(disputed.items()))
        raise FactDisputed((facts[pk], other))
    if claims := unproven_claims(case, answer.title, answer.final):
        raise Unproven(claims[0].text)


def approved_here(answer: Answer) -> None:
    """Raise ApprovedElsewhere where the case has come from another unit since the text was approved there."""
    since = answer.case.transfers.filter(at__gt=answer.approved_at).select_related("from_unit").order_by("pk").first()
    if since is not None and since.from_path != answer.case.path:
        raise ApprovedElsewhere(str(ApprovedElsewhere.sentence) % {"unit": since.from_unit.name_ar})
