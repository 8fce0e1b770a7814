"""Computes the deadlines of open cases anew, after a holiday was announced late or working hours changed."""

from datetime import datetime

from django.db import transaction

from sada.desk import clock
from sada.kernel import acts
from sada.store.models import Case, CaseState, Person, Unit


def cases_to_recompute(unit: Unit | None) -> list[Case]:
    """The open and paused cases under a unit (all, where it is None)."""
    cases = Case.objects.filter(state__in=(CaseState.OPEN, CaseState.PAUSED)).select_related("unit")
    return list(cases.filter(path__startswith=unit.path) if unit else cases)


def would_move(unit: Unit | None) -> int:
    """How many open cases have another deadline by the present calendar than the one they carry."""
    return sum(clock.deadline_of(case).due_at != case.due_at for case in cases_to_recompute(unit))


def recompute_clocks(unit: Unit | None, *, by: Person | None, at: datetime, note: str = "") -> int:
    """Write the new deadlines, each with an act that says from when to when; returns how many moved."""
    moved = 0
    for case in cases_to_recompute(unit):
        with transaction.atomic():
            before = case.due_at
            if clock.recompute(case):
                moved += 1
                acts.record(
                    "case.recomputed",
                    by=by,
                    on=case,
                    at=at,
                    unit=case.unit,
                    before={"due_at": before},
                    after={"due_at": case.due_at},
                    note=note,
                )
    return moved
