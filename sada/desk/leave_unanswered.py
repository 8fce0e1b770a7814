"""Not answering is a decision of two: one proposes it with the reason, a second agrees or refuses."""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from sada.desk.close_case import end_case
from sada.desk.states import case_after, hold
from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.notices import tell
from sada.kernel.refusals import Missing, OwnWork, SomeoneElseDidIt, WrongState
from sada.store.models import Case, Outcome, Outgoing, OutgoingState, Person, Silence


class SilenceReason(models.TextChoices):
    """Why a case is left without an answer."""

    WITHDRAWN = "withdrawn", _("The asker withdrew the question")
    ANSWERED = "answered", _("Already answered elsewhere")
    NO_QUESTION = "no_question", _("An opinion that asks nothing")
    NO_BENEFIT = "no_benefit", _("An answer would give it more weight")
    ABUSE = "abuse", _("Insult or provocation")
    COURT = "court", _("Before a court or under inquiry")
    OTHER = "other", _("Another reason, written below")


class OwnProposal(OwnWork):
    """Nobody agrees to their own proposal, whatever their role."""

    sentence = _("You proposed this yourself, so another person must decide.")


def open_silence(case: Case) -> Silence | None:
    """The proposal not to answer that waits for a decision; the few of a case are read whole, or were already."""
    return next((one for one in case.silences.all() if one.is_agreed is None), None)


def propose_silence(case: Case, reason: str, note: str, *, by: Person, at: datetime) -> Silence:
    """Propose to leave the case unanswered; those who may decide are told. The clock runs on until they have."""
    access.require(by, "case.no_answer", case.path)
    case_after(case, "no_answer")
    if reason not in SilenceReason.values or not note.strip():
        raise Missing(_("Not answering is a decision: choose the reason and explain it."))
    _nothing_leaves(case)
    if open_silence(case):
        raise WrongState(_("This is proposed already and waits for a decision."))
    with transaction.atomic():
        hold(case)
        silence, is_new = Silence.objects.get_or_create(
            case=case, is_agreed=None, defaults={"reason": reason, "note": note.strip(), "by": by, "at": at}
        )
        if not is_new:
            raise SomeoneElseDidIt(about=case)
        tell(access.who_may("case.agree_silence", case.path), "case.silence_proposed", on=case, by=by, at=at, text=note)
        acts.record(
            "case.silence_proposed", by=by, on=case, at=at, unit=case.unit, after={"reason": reason}, note=note.strip()
        )
    return silence


def _nothing_leaves(case: Case) -> None:
    """Raise where an answer is on its way, or nobody knows whether it arrived; a holding line is no answer."""
    underway = (OutgoingState.WAITING, OutgoingState.SENDING, OutgoingState.HELD)
    if Outgoing.objects.filter(answer__case=case, answer__is_holding=False, state__in=underway).exists():
        raise WrongState(_("An answer to this case is on its way. See what becomes of it first."))


def agree_silence(silence: Silence, *, by: Person, at: datetime) -> None:
    """A second person agrees: the case ends without an answer. Raises OwnProposal for whoever proposed it."""
    case = silence.case
    access.require(by, "case.agree_silence", case.path)
    if silence.by_id == by.pk:
        raise OwnProposal
    after = case_after(case, "no_answer")
    with transaction.atomic():
        hold(case)
        _nothing_leaves(case)
        update_if(silence, {"is_agreed": None}, is_agreed=True, decided_by=by, decided_at=at)
        end_case(case, after, at=at, outcome=Outcome.NO_ANSWER, closing_note=silence.note)
        tell([silence.by], "case.closed", on=case, by=by, at=at, text=silence.note)
        decided = {"outcome": str(Outcome.NO_ANSWER), "reason": silence.reason, "proposed_by": silence.by_id}
        acts.record("case.closed", by=by, on=case, at=at, unit=case.unit, after=decided, note=silence.note)


def refuse_silence(silence: Silence, remark: str, *, by: Person, at: datetime) -> None:
    """The case is to be answered after all; whoever proposed otherwise is told why."""
    case = silence.case
    access.require(by, "case.agree_silence", case.path)
    if not remark.strip():
        raise Missing(_("Write why the case is to be answered."))
    with transaction.atomic():
        update_if(silence, {"is_agreed": None}, is_agreed=False, decided_by=by, decided_at=at, remark=remark.strip())
        tell([silence.by], "case.silence_refused", on=case, by=by, at=at, text=remark)
        acts.record("case.silence_refused", by=by, on=case, at=at, unit=case.unit, note=remark.strip())
