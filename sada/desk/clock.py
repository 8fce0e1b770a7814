"""A case's clock: which promise holds, when it is due, why; from rows of the store to the pure rules and back."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sada.kernel.clock import RIYADH
from sada.kernel.refusals import Refusal
from sada.rules import clocks, policies
from sada.rules.calendar import NoWorkingTime, WorkingCalendar
from sada.store.models import Case, Unit
from sada.store.queries.working_time import calendar_of, promises_of

__all__ = ["RIYADH", "deadline_of", "recompute", "start", "worked"]


class NoPolicy(Refusal):
    """No promise is set for such a case, or the calendar has no working time."""

    sentence = _("No response time is set for this unit, or its calendar has no working hours. Ask the administrator.")


def start(
    unit: Unit, kind: str, medium: str, urgency: str, asked_at: datetime, outside_deadline: datetime | None
) -> dict[str, Any]:
    """The clock columns of a case that begins to run at `asked_at`: clock, due_at, warn_at, next_alarm_at."""
    rows, on = promises_of(unit), asked_at.astimezone(RIYADH).date()
    answer = policies.choose(rows, policies.ANSWER, kind, medium, urgency, on)
    ceiling = policies.choose(rows, policies.CEILING, kind, medium, urgency, on)
    if answer is None:
        raise NoPolicy
    kept = {"answer": asdict(answer), "ceiling": asdict(ceiling) if ceiling else None}
    times = _deadline(kept, asked_at, [], calendar_of(unit), outside_deadline)
    return {"clock": kept, "due_at": times.due_at, "warn_at": times.warn_at, "next_alarm_at": times.warn_at}


def deadline_of(case: Case, calendar: WorkingCalendar | None = None) -> clocks.Deadline:
    """The deadline computed anew from policy, pauses and calendar, with its reasons."""
    calendar = calendar or calendar_of(case.unit)
    return _deadline(case.clock, case.asked_at, pauses_of(case), calendar, case.outside_deadline)


def recompute(case: Case) -> bool:
    """Write the deadline anew (after a pause, a new holiday, a journalist's deadline); whether it moved."""
    times = deadline_of(case)
    moved = times.due_at != case.due_at
    alarm = times.warn_at if case.answered_at is None and case.paused_at is None else case.next_alarm_at
    Case.objects.filter(pk=case.pk).update(due_at=times.due_at, warn_at=times.warn_at, next_alarm_at=alarm)
    case.due_at, case.warn_at, case.next_alarm_at = times.due_at, times.warn_at, alarm
    return moved


def worked(case: Case, until: datetime) -> int:
    """Seconds of working time that the asker has waited so far, pauses left out."""
    return clocks.worked(case.asked_at, until, pauses_of(case), calendar_of(case.unit))


def pauses_of(case: Case) -> list[clocks.Pause]:
    """The pauses of a case as the rules know them, oldest first."""
    return [clocks.Pause(p.since, p.until, p.reason) for p in case.pauses.order_by("since")]


def _deadline(
    kept: dict[str, Any],
    asked_at: datetime,
    pauses: list[clocks.Pause],
    calendar: WorkingCalendar,
    outside_deadline: datetime | None,
) -> clocks.Deadline:
    answer = clocks.Policy(**kept["answer"])
    ceiling = clocks.Policy(**kept["ceiling"]) if kept.get("ceiling") else None
    try:
        return clocks.deadline(answer, asked_at, pauses, calendar, outside_deadline, ceiling=ceiling)
    except NoWorkingTime:
        raise NoPolicy from None
