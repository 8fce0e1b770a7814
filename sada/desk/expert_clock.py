"""The clock of a question: the promise `fact` on the unit's calendar, never later than what the case itself allows."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sada.desk.reckon import AFTER, CASE, NoPolicy, Promise
from sada.kernel.clock import RIYADH
from sada.rules import clocks, policies
from sada.rules.calendar import WorkingCalendar
from sada.store.models import Case, Question, QuestionState
from sada.store.queries.working_time import calendar_of, promises_of

LINK_LIVES = timedelta(days=7)  # after the answer was due: a late answer is better than none


def start(case: Case, at: datetime) -> dict[str, Any]:
    """The clock columns of a question asked at `at`: clock, due_at, warn_at, next_alarm_at, link_until."""
    rows, on = promises_of(case.unit), at.astimezone(RIYADH).date()
    promise = policies.choose(rows, policies.FACT, case.kind, case.medium, case.urgency, on)
    if promise is None:
        raise NoPolicy
    kept = asdict(promise)
    due = promise_of(kept, at, case, calendar_of(case.unit)).deadline()
    return {
        "clock": kept,
        "due_at": due.due_at,
        "warn_at": due.warn_at,
        "next_alarm_at": due.warn_at,
        "link_until": due.due_at + LINK_LIVES,
    }


def phase(question: Question, now: datetime) -> clocks.Phase:
    """Where the question stands."""
    return clocks.phase(now, question.due_at, question.warn_at, question.answered_at, None)


def left(question: Question, now: datetime, calendar: WorkingCalendar) -> int:
    """Seconds left in the promise's own time; negative when it is late."""
    return clocks.left(now, question.due_at, policies.Policy(**question.clock).counted, calendar)


def took(question: Question, calendar: WorkingCalendar) -> int:
    """Seconds, in the promise's own time, from the question to its answer."""
    until = question.answered_at or question.asked_at
    return clocks.left(question.asked_at, until, policies.Policy(**question.clock).counted, calendar)


def promise_of(kept: dict[str, Any], asked_at: datetime, case: Case, calendar: WorkingCalendar) -> Promise:
    """What the deadline of a question is reckoned from."""
    # An expert's answer that comes with the case's own deadline comes too late to be written and approved.
    return Promise(policies.Policy(**kept), asked_at, calendar, outside=case.due_at, outranks=CASE)


def recompute_all(case: Case, at: datetime) -> None:
    """Reckon the questions still asked of a case anew, after its calendar or its deadline moved."""
    rows = list(case.questions.filter(state=QuestionState.ASKED))
    calendar = calendar_of(case.unit) if rows else None
    for question in rows:
        if calendar is not None:
            _recompute(question, case, calendar, at)


def _recompute(question: Question, case: Case, calendar: WorkingCalendar, at: datetime) -> None:
    times = promise_of(question.clock, question.asked_at, case, calendar).deadline()
    moved = times.due_at != question.due_at
    alarm = times.warn_at if at < times.warn_at else times.due_at + AFTER
    Question.objects.filter(pk=question.pk).update(
        due_at=times.due_at,
        warn_at=times.warn_at,
        next_alarm_at=alarm if moved and alarm > at else question.next_alarm_at,
        link_until=max(question.link_until, times.due_at + LINK_LIVES),
    )
