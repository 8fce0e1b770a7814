"""The state tables of `rules`, with refusals a person can read."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from sada.kernel.refusals import WrongState
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


def rests(answer: Answer) -> bool:
    """Whether a text was begun before its case ended and never left: one begun after that, as a reminder to print our
    reply, is worked on."""
    ended = answer.case.closed_at
    return ended is not None and answer.created_at <= ended


def stand_by(answer: Answer) -> None:
    """Hold the case of a text to the end of the transaction, and see that it has not ended meanwhile: what ends it at
    the same moment waits, and finds the text as it is now."""
    ended = Case.objects.select_for_update().values_list("closed_at", flat=True).get(pk=answer.case_id)
    if ended is not None and answer.created_at <= ended:
        raise CaseEnded


def answer_after(answer: Answer, act: str) -> str:
    """The state an answer has after an act; raises WrongState where the table does not allow it, or its case ended."""
    if act in WORK and rests(answer):
        raise CaseEnded
    try:
        return answer_states.next_state(answer.state, act)
    except answer_states.NotAllowed:
        raise WrongState(about=answer) from None
