"""Wakes what is due: climbs the ladder of alarms, ends overlong pauses, recalls follow-ups.

`next_alarm_at` only wakes; the truth is computed anew from the dates, and a conditional update lets one worker act.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from sada.desk import clock, promises
from sada.desk.carriers import carrier, carriers, release
from sada.desk.close_case import recall
from sada.desk.escalate import escalate
from sada.desk.pause_clock import resume_clock
from sada.desk.reckon import limit_of
from sada.desk.sweep_questions import sweep_questions
from sada.kernel import acts
from sada.kernel.notices import tell
from sada.kernel.refusals import SomeoneElseDidIt
from sada.rules.policies import ANSWER
from sada.store.models import Case, CaseClock, CaseState

log = logging.getLogger(__name__)


def sweep_clocks(*, at: datetime, most: int = 500) -> int:
    """Deal with every case, clock and question to an expert whose alarm has rung by `at`; returns how many."""
    due = Case.objects.filter(next_alarm_at__lte=at).order_by("next_alarm_at").select_related("unit", "owner")[:most]
    done = sum(_wake(case, at, _deal_with) for case in due)
    rows = CaseClock.objects.filter(next_alarm_at__lte=at).order_by("next_alarm_at")
    clocks = rows.select_related("case", "case__unit", "case__owner")[:most]
    return done + sum(_wake(row, at, _climb) for row in clocks) + sweep_questions(at=at, most=most)


def _wake(row: Any, at: datetime, deal_with: Callable[[Any, datetime], None]) -> bool:
    rung, rows = row.next_alarm_at, type(row).objects.filter(pk=row.pk)
    try:
        with transaction.atomic():
            if not rows.filter(next_alarm_at=rung).update(next_alarm_at=None):
                return False
            deal_with(row, at)
        return True
    except SomeoneElseDidIt:
        return False
    except Exception:
        # One broken row must not stop the others: it is looked at again in an hour.
        log.exception("alarm of %s %s", type(row).__name__, row.pk)
        rows.filter(next_alarm_at=rung).update(next_alarm_at=at + timedelta(hours=1))
        return False


def _deal_with(case: Case, at: datetime) -> None:
    if case.owner is not None and carrier(case) is None:  # a role that ended by its date frees the case here
        release(case.owner, by=None, at=at)
        case.owner = None
    if case.state == CaseState.PAUSED:
        limit = limit_of(case)
        if limit is not None and limit > at:  # woken for something else: the pause lasts
            Case.objects.filter(pk=case.pk).update(next_alarm_at=limit)
            return
        resume_clock(case, by=None, at=at)
    elif case.state == CaseState.OPEN:
        steps = promises.steps_of(case, ANSWER, case.asked_at)
        name = f"case-{case.pk}-{case.asked_at.timestamp():.0f}"
        following = escalate(case, ANSWER, name, clock.promise_of(case), steps, at=at)
        Case.objects.filter(pk=case.pk).update(next_alarm_at=following)
    elif case.state == CaseState.CLOSED:
        Case.objects.filter(pk=case.pk).update(next_alarm_at=recall(at, case.promise_on, case.follow_up_on))
        tell(carriers(case), "case.follow_up_due", on=case, by=None, at=at, text=case.subject)
        acts.record("case.follow_up_due", by=None, on=case, at=at, unit=case.unit, after={"due_at": case.due_at})


def _climb(row: CaseClock, at: datetime) -> None:
    """The ladder of a clock that still runs; one kept or fallen away meanwhile stays silent."""
    if row.met_at is not None or row.ended_at is not None or row.paused_at is not None:
        return
    steps = promises.steps_of(row.case, row.promise, row.started_at)
    following = escalate(row.case, row.promise, f"clock-{row.pk}", promises.promise_of(row, row.case), steps, at=at)
    CaseClock.objects.filter(pk=row.pk).update(next_alarm_at=following)
