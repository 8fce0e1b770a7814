"""Asks those who may approve a text now; where nobody is left for a step, whoever keeps the steps hears of it."""

from datetime import datetime

from sada.desk.approval_steps import Standing
from sada.desk.nearest import nearest
from sada.kernel.notices import tell
from sada.store.models import Answer, Person


def ask_approvers(answer: Answer, now: Standing, *, by: Person, at: datetime) -> None:
    """In the caller's transaction, after a change of how the approval stands."""
    tell(now.nearest(), "answer.submitted", on=answer, by=by, at=at, text=answer.title)
    if now.stuck() is not None:
        tell(nearest("policy.edit", answer.case.path), "answer.stuck", on=answer, by=by, at=at, text=answer.title)
