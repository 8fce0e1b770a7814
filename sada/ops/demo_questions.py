"""What the demo's desk asks of experts: one answered, one waiting, one late, one by link."""

from collections.abc import Iterator
from typing import Any

from sada.desk.answer_question import Reply, answer_question
from sada.desk.ask_expert import Expert, ask_expert
from sada.kernel import mail
from sada.ops.demo_cases import NOT_SENT
from sada.ops.demo_data import read
from sada.ops.demo_play import Scene, Stage
from sada.store.models import Outgoing, OutgoingState, Question


def questions(stage: Stage) -> Iterator[Scene]:
    """One scene for each question."""
    for row in read("questions"):
        yield _question(row, stage)


def _question(row: dict[str, Any], stage: Stage) -> Scene:
    """Asked so many minutes of working time ago (`w`); answered `after` so many more, where the plan has a reply."""
    at = yield stage.working_ago(row["w"])
    while row["case"] not in stage.cases:
        at = yield stage.later(at, 5)
    case = stage.cases[row["case"]]
    case.refresh_from_db()
    expert = Expert(stage.cast.people.get(row.get("to", "")), row.get("name", ""), row.get("email", ""))
    question = ask_expert(case, row["text"], expert, by=stage.cast.people[row["by"]], at=at)
    # No letter leaves this machine, so nobody is reminded by one either.
    Question.objects.filter(pk=question.pk).update(next_alarm_at=None)
    _keep_letters(question)
    if "reply" in row and question.to is not None:
        at = yield stage.later(at, row["after"])
        answer_question(question, Reply(row["reply"], row["figures"]), by=question.to, at=at)
        _keep_letters(question)


def _keep_letters(question: Question) -> None:
    waiting = Outgoing.objects.filter(key__startswith=f"question-{question.pk}-", state=OutgoingState.WAITING)
    for letter in waiting:
        mail.taken(letter, detail=NOT_SENT, at=letter.created_at)
