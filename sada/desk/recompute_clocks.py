"""Computes the deadlines of open cases anew, after a holiday was announced late or working hours changed.

Each case is read anew and locked before its deadline is written: a deadline of the asker or a pause that somebody sets
at the same time is neither overwritten nor overlooked.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from sada.desk import clock, promises
from sada.kernel import acts
from sada.store.models import Case, CaseState, Person, Unit

UNANSWERED = (CaseState.OPEN, CaseState.PAUSED)


def cases_to_recompute(unit: Unit | None) -> QuerySet[Case]:
    """The open and paused cases under a unit (all, where it is None)."""
    cases = Case.objects.filter(state__in=UNANSWERED).select_related("unit").order_by("pk")
    return cases.filter(path__startswith=unit.path) if unit else cases


def moves(unit: Unit | None) -> Iterator[tuple[Case, datetime]]:
    """The open cases that have another deadline by the present calendar than the one they carry, with that deadline;
    nothing is written."""
    for case in cases_to_recompute(unit):
        due = clock.deadline_of(case).due_at
        if due != case.due_at:
            yield case, due


def recompute_clocks(unit: Unit | None, *, by: Person | None, at: datetime, note: str = "") -> int:
    """Write the new deadlines, each with an act that says from when to when; returns how many moved. Each case is a
    transaction of its own."""
    moved = 0
    for pk in list(cases_to_recompute(unit).values_list("pk", flat=True)):
        with transaction.atomic():
            for case, before in rewrite(cases_to_recompute(unit).filter(pk=pk), at):
                record(case, before, by=by, at=at, note=note)
                moved += 1
    recompute_around(unit, at)
    return moved


def rewrite(cases: QuerySet[Case], at: datetime) -> list[tuple[Case, datetime]]:
    """Lock the cases and write their deadlines, in the caller's transaction; those that moved, with the one before."""
    moved = []
    for case in cases.select_for_update(of=("self",), no_key=True):
        before = case.due_at
        if clock.recompute(case, at):
            moved.append((case, before))
    return moved


def record(case: Case, before: datetime, *, by: Person | None, at: datetime, note: str = "") -> None:
    """Say in the log of a case from when to when its deadline moved."""
    dates = {"before": {"due_at": before}, "after": {"due_at": case.due_at}}
    acts.record("case.recomputed", by=by, on=case, at=at, unit=case.unit, note=note, **dates)


def recompute_around(unit: Unit | None, at: datetime) -> None:
    """The clocks that still run in answered cases: of replies awaited in print, of a promised update."""
    under = {"path__startswith": unit.path} if unit else {}
    awaited = Case.objects.filter(state=CaseState.ANSWERED, clocks__met_at=None, clocks__ended_at=None, **under)
    for pk in list(awaited.exclude(clocks=None).order_by("pk").values_list("pk", flat=True).distinct()):
        with transaction.atomic():
            case = Case.objects.select_for_update(of=("self",), no_key=True).select_related("unit").get(pk=pk)
            promises.recompute(case, at)
