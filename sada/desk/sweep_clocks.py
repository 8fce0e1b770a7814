"""Wakes what is due: warns before a deadline, records once that it passed, ends overlong pauses, recalls follow-ups.

`next_alarm_at` only wakes; the truth is computed anew from the dates, and a conditional update lets one worker act.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from sada.desk.close_case import recall
from sada.desk.pause_clock import resume_clock
from sada.desk.sweep_questions import sweep_questions
from sada.kernel import access, acts
from sada.kernel.notices import tell
from sada.kernel.refusals import SomeoneElseDidIt
from sada.store.models import Case, CaseState, Person

log = logging.getLogger(__name__)
AFTER = timedelta(seconds=1)  # at the deadline itself a case is not late yet


def sweep_clocks(*, at: datetime, most: int = 500) -> int:
    """Deal with every case and every question to an expert whose alarm has rung by `at`; returns how many."""
    due = Case.objects.filter(next_alarm_at__lte=at).order_by("next_alarm_at").select_related("unit", "owner")[:most]
    return sum(_wake(case, at) for case in due) + sweep_questions(at=at, most=most)


def _wake(case: Case, at: datetime) -> bool:
    rung = case.next_alarm_at
    try:
        with transaction.atomic():
            taken = Case.objects.filter(pk=case.pk, next_alarm_at=rung).update(next_alarm_at=None)
            if not taken:
                return False
            _deal_with(case, at)
        return True
    except SomeoneElseDidIt:
        return False
    except Exception:
        # One broken row must not stop the others: it is looked at again in an hour.
        log.exception("alarm of case %s", case.number)
        Case.objects.filter(pk=case.pk, next_alarm_at=rung).update(next_alarm_at=at + timedelta(hours=1))
        return False


def _deal_with(case: Case, at: datetime) -> None:
    if case.state == CaseState.PAUSED:
        resume_clock(case, by=None, at=at)
    elif case.state == CaseState.OPEN and at > case.due_at:
        _announce(case, "case.became_late", at, [*_carriers(case), *access.who_may("case.assign", case.path)])
    elif case.state == CaseState.OPEN:
        Case.objects.filter(pk=case.pk).update(next_alarm_at=case.due_at + AFTER)
        _announce(case, "case.near", at, _carriers(case))
    elif case.state == CaseState.CLOSED:
        Case.objects.filter(pk=case.pk).update(next_alarm_at=recall(at, case.promise_on, case.follow_up_on))
        _announce(case, "case.follow_up_due", at, _carriers(case))


def _carriers(case: Case) -> list[Person]:
    return [case.owner] if case.owner else list(access.who_may("case.assign", case.path))


def _announce(case: Case, name: str, at: datetime, people: list[Person]) -> None:
    tell(people, name, on=case, by=None, at=at, text=case.subject)
    acts.record(name, by=None, on=case, at=at, unit=case.unit, after={"due_at": case.due_at})
