"""A case's clock: which promise holds, when it is due, why; from rows of the store to the pure rules and back."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sada.desk import expert_clock, promises
from sada.desk.reckon import NoPolicy, Promise, limit_of, pauses_of
from sada.kernel.clock import RIYADH
from sada.rules import clocks, policies
from sada.rules.alarms import ladder
from sada.rules.calendar import WorkingCalendar
from sada.store.models import Case, Unit
from sada.store.queries.working_time import calendar_of, ladder_of, promises_of

__all__ = ["RIYADH", "NoPolicy", "deadline_of", "pauses_of", "promise_of", "recompute", "start", "worked"]


def start(
    unit: Unit, kind: str, medium: str, urgency: str, asked_at: datetime, outside_deadline: datetime | None
) -> dict[str, Any]:
    """The clock columns of a case that begins to run at `asked_at`: clock, due_at, warn_at, next_alarm_at."""
    rows, on = promises_of(unit), asked_at.astimezone(RIYADH).date()
    answer = policies.choose(rows, policies.ANSWER, kind, medium, urgency, on)
    ceiling = policies.choose(rows, policies.CEILING, kind, medium, urgency, on)
    if answer is None:
        raise NoPolicy
    promise = Promise(answer, asked_at, calendar_of(unit), outside=outside_deadline, ceiling=ceiling)
    times, steps = promise.deadline(), ladder(ladder_of(unit), policies.ANSWER, urgency, on)
    return {
        "clock": {"answer": asdict(answer), "ceiling": asdict(ceiling) if ceiling else None},
        "due_at": times.due_at,
        "warn_at": times.warn_at,
        "next_alarm_at": promise.next_alarm(steps, asked_at),
    }


def promise_of(case: Case, calendar: WorkingCalendar | None = None) -> Promise:
    """The promise of an answer with everything that its deadline is reckoned from."""
    answer, ceiling = policies.Policy(**case.clock["answer"]), case.clock.get("ceiling")
    return Promise(
        answer,
        case.asked_at,
        calendar or calendar_of(case.unit),
        pauses_of(case),
        case.outside_deadline,
        policies.Policy(**ceiling) if ceiling else None,
    )


def deadline_of(case: Case, calendar: WorkingCalendar | None = None) -> clocks.Deadline:
    """The deadline computed anew from policy, pauses and calendar, with its reasons."""
    return promise_of(case, calendar).deadline()


def recompute(case: Case, at: datetime | None = None) -> bool:
    """Write the deadlines anew (after a pause, a new holiday, a journalist's deadline); whether the answer's moved.

    `at` is the present: alarms before it are not set again.
    """
    promise = promise_of(case)
    times = promise.deadline()
    moved = times.due_at != case.due_at
    alarm = case.next_alarm_at
    if case.paused_at is not None:
        alarm = limit_of(case)
    elif case.answered_at is None:
        alarm = promise.look_again(promises.steps_of(case, policies.ANSWER, case.asked_at), at or case.asked_at)
    Case.objects.filter(pk=case.pk).update(due_at=times.due_at, warn_at=times.warn_at, next_alarm_at=alarm)
    case.due_at, case.warn_at, case.next_alarm_at = times.due_at, times.warn_at, alarm
    promises.recompute(case, at or case.asked_at)
    expert_clock.recompute_all(case, at or case.asked_at)
    return moved


def worked(case: Case, until: datetime) -> int:
    """Seconds of working time that the asker has waited so far, pauses left out."""
    return clocks.worked(case.asked_at, until, pauses_of(case), calendar_of(case.unit))
