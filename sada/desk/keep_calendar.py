"""Days off, working hours and promises. A change moves the deadlines of open cases and says which."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk import clock
from sada.desk.recompute_clocks import cases_to_recompute, moves, recompute_around, record, rewrite
from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.refusals import Missing
from sada.store.models import Case, ClockPolicy, Holiday, Person, Unit, WorkingHours

LONGEST = 60  # days; a longer "holiday" is a slip of the keyboard


@dataclass(frozen=True, slots=True)
class Moved:
    """A case whose deadline a change moves."""

    case_id: int
    number: str
    subject: str
    before: datetime
    after: datetime


@dataclass(frozen=True, slots=True)
class DaysOff:
    """A holiday as it is announced; both ends are days off."""

    unit: Unit
    name_ar: str
    starts: date
    ends: date
    name_en: str = ""
    source: str = ""


def add_holiday(wanted: DaysOff, *, by: Person, at: datetime) -> tuple[Holiday, list[Moved]]:
    """Days off for a unit and those under it. Open cases get their new deadline at once; each is recorded."""
    access.require(by, "calendar.edit", wanted.unit.path)
    _check(wanted)
    with transaction.atomic():
        holiday = _create(wanted)
        moved = _recompute(wanted.unit, by, at)
        acts.record(
            "calendar.changed", by=by, on=holiday, at=at, unit=wanted.unit, after=_shown(holiday) | _count(moved)
        )
    return holiday, moved


def preview_holiday(wanted: DaysOff, *, by: Person, at: datetime) -> list[Moved]:
    """The cases that `add_holiday` would move. The holiday is made and taken back; no case is written or locked."""
    access.require(by, "calendar.edit", wanted.unit.path)
    _check(wanted)
    return _rehearse(lambda: (_create(wanted), _moves(wanted.unit))[1])


def remove_holiday(holiday: Holiday, *, by: Person, at: datetime) -> list[Moved]:
    """Take days off back (undo, or an announcement that was withdrawn). Deadlines move back."""
    unit = _unit_of(holiday.unit)
    access.require(by, "calendar.edit", unit.path)
    with transaction.atomic():
        before = _shown(holiday)
        acts_subject = Holiday(pk=holiday.pk)
        holiday.delete()
        moved = _recompute(unit, by, at)
        acts.record("calendar.changed", by=by, on=acts_subject, at=at, unit=unit, before=before, after=_count(moved))
    return moved


@dataclass(frozen=True, slots=True)
class Windows:
    """Working hours of a period; `windows` as ("07:30-14:30", ...)."""

    unit: Unit
    kind: str
    valid_from: date
    valid_to: date | None
    weekdays: tuple[str, ...]
    windows: tuple[str, ...]


def add_hours(wanted: Windows, *, by: Person, at: datetime) -> tuple[WorkingHours, list[Moved]]:
    """Working hours of a period for a unit and those under it; of two rows the younger one wins."""
    access.require(by, "calendar.edit", wanted.unit.path)
    if not wanted.weekdays or not wanted.windows or (wanted.valid_to and wanted.valid_to < wanted.valid_from):
        raise Missing(_("Choose the days, the hours and a period that ends after it begins."))
    with transaction.atomic():
        hours = WorkingHours.objects.create(
            unit=wanted.unit,
            kind=wanted.kind,
            valid_from=wanted.valid_from,
            valid_to=wanted.valid_to,
            weekdays=list(wanted.weekdays),
            windows=list(wanted.windows),
        )
        moved = _recompute(wanted.unit, by, at)
        after = {"from": wanted.valid_from, "to": wanted.valid_to, "windows": list(wanted.windows)}
        acts.record("calendar.changed", by=by, on=hours, at=at, unit=wanted.unit, after=after | _count(moved))
    return hours, moved


def remove_hours(hours: WorkingHours, *, by: Person, at: datetime) -> list[Moved]:
    """Take working hours back."""
    unit = _unit_of(hours.unit)
    access.require(by, "calendar.edit", unit.path)
    with transaction.atomic():
        gone = WorkingHours(pk=hours.pk)
        before = {"from": hours.valid_from, "to": hours.valid_to, "windows": list(hours.windows)}
        hours.delete()
        moved = _recompute(unit, by, at)
        acts.record("calendar.changed", by=by, on=gone, at=at, unit=unit, before=before, after=_count(moved))
    return moved


def set_promise(policy: ClockPolicy, unit: Unit, minutes: int, *, by: Person, at: datetime) -> ClockPolicy:
    """Give a promise another length for `unit` from today on. What was asked before keeps its old promise.

    The row that held until now is ended, where it is the unit's own; a row of a unit above stays for the others.
    """
    access.require(by, "policy.edit", unit.path)
    if minutes < 1:
        raise Missing(_("A promise needs at least one minute."))
    today = at.astimezone(clock.RIYADH).date()
    with transaction.atomic():
        if policy.unit_id == unit.pk and policy.valid_from >= today:
            before = policy.minutes
            update_if(policy, {"minutes": before}, minutes=minutes)
            row = policy
        else:
            before = policy.minutes
            row = _succeed(policy, unit, minutes, today)
        acts.record(
            "policy.changed", by=by, on=row, at=at, unit=unit,
            before={"promise": row.promise, "minutes": before}, after={"promise": row.promise, "minutes": minutes},
        )  # fmt: skip
    return row


def _succeed(policy: ClockPolicy, unit: Unit, minutes: int, today: date) -> ClockPolicy:
    if policy.unit_id == unit.pk:
        update_if(policy, {"valid_to": policy.valid_to}, valid_to=today - timedelta(days=1))
    return ClockPolicy.objects.create(
        unit=unit,
        kind=policy.kind,
        medium=policy.medium,
        urgency=policy.urgency,
        promise=policy.promise,
        minutes=minutes,
        basis=policy.basis,
        valid_from=today,
    )


def _check(wanted: DaysOff) -> None:
    if not wanted.name_ar.strip():
        raise Missing(_("Write the name of the holiday."))
    if wanted.ends < wanted.starts or (wanted.ends - wanted.starts).days >= LONGEST:
        raise Missing(_("Write two dates, the second not before the first and at most two months later."))


def _create(wanted: DaysOff) -> Holiday:
    return Holiday.objects.create(
        unit=wanted.unit,
        name_ar=wanted.name_ar.strip(),
        name_en=wanted.name_en.strip() or wanted.name_ar.strip(),
        starts=wanted.starts,
        ends=wanted.ends,
        source=wanted.source.strip(),
    )


def _recompute(unit: Unit, by: Person, at: datetime) -> list[Moved]:
    """New deadlines for the open cases under a unit; each that moved is recorded, all of them at the end: whoever
    records holds up every other act."""
    moved = rewrite(cases_to_recompute(unit), at)
    recompute_around(unit, at)
    for case, before in moved:
        record(case, before, by=by, at=at)
    return [_moved(case, before, case.due_at) for case, before in moved]


def _moves(unit: Unit) -> list[Moved]:
    return [_moved(case, case.due_at, due) for case, due in moves(unit)]


def _moved(case: Case, before: datetime, after: datetime) -> Moved:
    return Moved(case.pk, case.number, case.subject, before, after)


class _TakeBack(Exception):
    """Ends a rehearsal."""


def _rehearse(act: Callable[[], list[Moved]]) -> list[Moved]:
    moved: list[Moved] = []
    try:
        with transaction.atomic():
            moved = act()
            raise _TakeBack
    except _TakeBack:
        return moved


def _unit_of(unit: Unit | None) -> Unit:
    """A row without a unit holds for all, so it is the root's."""
    return unit or Unit.objects.get(parent=None)


def _shown(holiday: Holiday) -> dict[str, object]:
    return {"name": holiday.name_ar, "starts": holiday.starts, "ends": holiday.ends}


def _count(moved: list[Moved]) -> dict[str, object]:
    return {"cases_moved": len(moved)}
