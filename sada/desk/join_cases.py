"""Several cases about one matter become one: the one asked first goes on, the others end in it with their items."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk.close_case import end_case
from sada.desk.join_case import hear_deadline
from sada.desk.leave_unanswered import open_silence
from sada.desk.states import case_after
from sada.kernel import access, acts
from sada.kernel.notices import tell
from sada.kernel.refusals import Missing, SomeoneElseDidIt, WrongState
from sada.store.models import AnswerState, Case, CaseItem, Outcome, Person, QuestionState

ACT = "case.split"  # who may part a case may join it with another
SETTLED = (AnswerState.SUBMITTED, AnswerState.APPROVED, AnswerState.SENT)


def leading(cases: Sequence[Case]) -> Case:
    """The case that the others join: the one asked first, so that nobody waits longer for it."""
    return min(cases, key=lambda case: (case.asked_at, case.pk))


def join_case(case: Case, into: Case, *, by: Person, at: datetime) -> None:
    """End `case` in `into`, which answers its items too; the earlier deadline of an asker holds for both.

    What somebody else has begun on it (a text before approval, a question to an expert, a report elsewhere) must be
    settled first.
    """
    for one in (case, into):
        access.require(by, ACT, one.path)
    with transaction.atomic():
        _stand_still(case, into)
        _check(case, into)
        after = case_after(case, "merge")
        _carry(case, into, at)
        end_case(case, after, at=at, outcome=Outcome.JOINED, joined_to=into)
        hear_deadline(into, case.outside_deadline, by=by, at=at)
        tell([case.owner] if case.owner else [], "case.joined", on=case, by=by, at=at, text=into.number)
        acts.record("case.joined", by=by, on=case, at=at, unit=case.unit, after={"number": into.number})
        acts.record("case.took_in", by=by, on=into, at=at, unit=into.unit, after={"number": case.number})


def _stand_still(*cases: Case) -> None:
    """Lock the cases in one order for all, and see that they are as they were when one looked: of two who join A to B
    and B to C at the same moment, one is told."""
    found = Case.objects.select_for_update(no_key=True).filter(pk__in=[one.pk for one in cases]).order_by("pk")
    now = {one.pk: (one.state, one.path, one.answered_at) for one in found}
    for one in cases:
        if now.get(one.pk) != (one.state, one.path, one.answered_at):
            raise SomeoneElseDidIt(about=one)


def _check(case: Case, into: Case) -> None:
    if case.pk == into.pk:
        raise Missing(_("Choose at least two cases first."))
    if case.path != into.path:
        raise WrongState(_("Only cases of one unit are joined. Transfer the case first."))
    case_after(into, "join")
    if case.answered_at is not None or into.answered_at is not None:
        raise WrongState(_("It was answered. Answered cases are not joined."))
    if case.answers.filter(state__in=SETTLED).exists():
        raise WrongState(_("A text of it awaits approval or is approved. Withdraw the text first."))
    if case.questions.filter(state=QuestionState.ASKED).exists():
        raise WrongState(_("An expert was asked and has not answered. Withdraw the question first."))
    if case.reports.exists():
        raise WrongState(_("A report at 940 or Balady is tied to it. Let this case go on by itself."))
    if open_silence(case):
        raise WrongState(_("It is proposed to leave it unanswered. That is decided first."))


def _carry(case: Case, into: Case, at: datetime) -> None:
    there = set(into.case_items.values_list("item_id", flat=True))
    items = [item for item in case.case_items.values_list("item_id", flat=True) if item not in there]
    CaseItem.objects.bulk_create([CaseItem(case=into, item_id=item, added_at=at) for item in items])
