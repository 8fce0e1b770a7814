"""The state tables of `rules`, with refusals a person can read."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from sada.kernel.refusals import SomeoneElseDidIt, WrongState
from sada.rules import answer_states, case_states
from sada.store.models import Answer, Case

WORK: Final = frozenset({"change", "submit", "approve", "return", "reject", "amend"})


class CaseEnded(WrongState):
    """A text rests with its case."""

    sentence = _("The case has ended, and this text with it. Open the case again first.")


def case_after(case: Case, act: str) -> str:
    """The state a case has after an act; raises WrongState where the table does not allow it."""
    try:
        return case_states.next_state(case.state, act)
    except case_states.NotAllowed:
        raise WrongState(about=case) from None


def hold(case: Case) -> None:
    """Lock a case for the rest of the transaction. Whatever touches a case and a text of it begins here, so that no two
    wait for each other. Raises SomeoneElseDidIt where the case has moved on, or to another unit, since it was read."""
    now = Case.objects.select_for_update(no_key=True).filter(pk=case.pk).values_list("state", "path").first()
    if now != (case.state, case.path):
        raise SomeoneElseDidIt(about=case)


def rests(answer: Answer) -> bool:
    """Whether a text was begun before its case ended and never left: one begun after that, as a reminder to print our
    reply, is worked on."""
    ended = answer.case.closed_at
    return ended is not None and answer.created_at <= ended


def answer_after(answer: Answer, act: str) -> str:
    """The state an answer has after an act; raises WrongState where the table does not allow it, or its case ended."""
    if act in WORK and rests(answer):
        raise CaseEnded
    try:
        return answer_states.next_state(answer.state, act)
    except answer_states.NotAllowed:
        raise WrongState(about=answer) from None
