"""Wakes the clocks of questions: reminds the expert before the answer is due, tells the asker once when it is late."""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from sada.desk.ask_expert import remind
from sada.desk.carriers import expert_left, may_answer, reachable, was_told
from sada.kernel import acts
from sada.kernel.notices import tell
from sada.kernel.refusals import SomeoneElseDidIt
from sada.store.models import CaseState, Question, QuestionState

log = logging.getLogger(__name__)
AFTER = timedelta(seconds=1)  # at the deadline itself an answer is not late yet
RUNNING = (CaseState.OPEN, CaseState.PAUSED)


def sweep_questions(*, at: datetime, most: int = 500) -> int:
    """Deal with every question whose alarm has rung by `at`; returns how many."""
    due = Question.objects.filter(next_alarm_at__lte=at).order_by("next_alarm_at")
    rows = due.select_related("case", "case__unit", "case__owner", "to", "asked_by")[:most]
    return sum(_wake(question, at) for question in rows)


def _wake(question: Question, at: datetime) -> bool:
    rung = question.next_alarm_at
    try:
        with transaction.atomic():
            if not Question.objects.filter(pk=question.pk, next_alarm_at=rung).update(next_alarm_at=None):
                return False
            _deal_with(question, at)
        return True
    except SomeoneElseDidIt:
        return False
    except Exception:
        # One broken row must not stop the others: it is looked at again in an hour.
        log.exception("alarm of question %s", question.pk)
        Question.objects.filter(pk=question.pk, next_alarm_at=rung).update(next_alarm_at=at + timedelta(hours=1))
        return False


def _deal_with(question: Question, at: datetime) -> None:
    if question.state != QuestionState.ASKED or question.case.state not in RUNNING:
        return
    if at > question.due_at:
        _tell_late(question, at)
        return
    Question.objects.filter(pk=question.pk).update(next_alarm_at=question.due_at + AFTER)
    if may_answer(question):
        remind(question, by=None, at=at)
    elif not was_told(question):  # a role that ended by its date
        expert_left(question, by=None, at=at)


def _tell_late(question: Question, at: datetime) -> None:
    case = question.case
    people = reachable(case, question.asked_by, case.owner)
    tell(people, "question.became_late", on=case, by=None, at=at, text=question.text)
    after = {"question": question.pk, "name": question.to_name, "due_at": question.due_at}
    acts.record("question.became_late", by=None, on=case, at=at, unit=case.unit, after=after)
