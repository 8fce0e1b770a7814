"""The state tables of `rules`, with refusals a person can read."""

from sada.kernel.refusals import WrongState
from sada.rules import answer_states, case_states
from sada.store.models import Answer, Case


def case_after(case: Case, act: str) -> str:
    """The state a case has after an act; raises WrongState where the table does not allow it."""
    try:
        return case_states.next_state(case.state, act)
    except case_states.NotAllowed:
        raise WrongState(about=case) from None


def answer_after(answer: Answer, act: str) -> str:
    """The state an answer has after an act; raises WrongState where the table does not allow it."""
    try:
        return answer_states.next_state(answer.state, act)
    except answer_states.NotAllowed:
        raise WrongState(about=answer) from None
