"""The duty rota of a unit: shifts with somebody on call and a deputy, dated, none over another."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.kernel import access, acts
from sada.kernel.notices import tell
from sada.kernel.refusals import Missing, Refusal
from sada.rules.rota import overlapping
from sada.store.models import DutyShift, Person, Unit

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
LONGEST, MOST = timedelta(days=7), 31  # of one shift; days written at once


class Overlapping(Refusal):
    """Two shifts would hold at once."""

    sentence = _("Another shift of this unit holds then. End or move it first.")


class CannotBeOnCall(Refusal):
    """The person answers nothing for this unit."""

    sentence = _(
        "This person has no role in which they answer for this unit. Choose another or give them a role first."
    )


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift as it is wanted; `days`: on how many days in a row."""

    unit: Unit
    starts: datetime
    ends: datetime
    person: Person
    deputy: Person | None = None
    note: str = ""
    days: int = 1


def add_shifts(wanted: Shift, *, by: Person, at: datetime) -> list[DutyShift]:
    """Write the shifts of one or more days, all or none; those on call are told."""
    access.require(by, "rota.edit", wanted.unit.path)
    _check(wanted, at)
    with transaction.atomic():
        rows = _write(wanted.unit, [_row(wanted, n) for n in range(wanted.days)])
        _tell(rows[0], by, at)
        acts.record("rota.changed", by=by, on=rows[0], at=at, unit=wanted.unit, after=_shown(rows[0], wanted.days))
    return rows


def change_shift(shift: DutyShift, wanted: Shift, *, by: Person, at: datetime) -> DutyShift:
    """Write a shift otherwise: another person, other hours. It stays of its unit."""
    access.require(by, "rota.edit", shift.unit.path)
    _check(wanted, at)
    with transaction.atomic():
        locked = DutyShift.objects.select_for_update().get(pk=shift.pk)
        before = _shown(locked)
        row = _row(wanted, 0)
        row.pk, row.unit = locked.pk, shift.unit
        _write(shift.unit, [row])
        _tell(row, by, at)
        acts.record("rota.changed", by=by, on=row, at=at, unit=shift.unit, before=before, after=_shown(row))
    return row


def remove_shift(shift: DutyShift, *, by: Person, at: datetime) -> None:
    """Take a shift back; one that has begun ends now, so that who was on call stays known."""
    access.require(by, "rota.edit", shift.unit.path)
    with transaction.atomic():
        before, unit = _shown(shift), shift.unit
        on = DutyShift(pk=shift.pk)
        after: dict[str, object] = {}
        if shift.starts < at:
            DutyShift.objects.filter(pk=shift.pk, ends__gt=at).update(ends=at)
            after = {"ends": min(at, shift.ends)}
        else:
            shift.delete()
        acts.record("rota.changed", by=by, on=on, at=at, unit=unit, before=before, after=after)


def repeat_week(unit: Unit, first: datetime, *, by: Person, at: datetime) -> list[DutyShift]:
    """Write the shifts that begin in the week from `first` again for the week after it, all or none."""
    access.require(by, "rota.edit", unit.path)
    with transaction.atomic():
        held = list(DutyShift.objects.filter(unit=unit, starts__gte=first, starts__lt=first + WEEK))
        if not held:
            raise Missing(_("This week has no shift to repeat."))
        copies = [
            DutyShift(
                unit=unit, starts=s.starts + WEEK, ends=s.ends + WEEK, person=s.person, deputy=s.deputy, note=s.note
            )
            for s in held
        ]
        rows = _write(unit, copies)
        acts.record("rota.changed", by=by, on=rows[0], at=at, unit=unit, after=_shown(rows[0]) | {"shifts": len(rows)})
    return rows


def _row(wanted: Shift, n: int) -> DutyShift:
    return DutyShift(
        unit=wanted.unit,
        starts=wanted.starts + DAY * n,
        ends=wanted.ends + DAY * n,
        person=wanted.person,
        deputy=wanted.deputy,
        note=wanted.note.strip(),
    )


def _write(unit: Unit, rows: list[DutyShift]) -> list[DutyShift]:
    """Save the rows where none holds together with another of the unit."""
    Unit.objects.select_for_update().get(
        pk=unit.pk
    )  # of two who write at once, one waits and sees what the other wrote
    since, until = min(row.starts for row in rows), max(row.ends for row in rows)
    known = DutyShift.objects.filter(unit=unit, starts__lt=until, ends__gt=since)
    known = known.exclude(pk__in=[row.pk for row in rows if row.pk])
    if overlapping([*known.values_list("starts", "ends"), *((row.starts, row.ends) for row in rows)]):
        raise Overlapping
    for row in rows:
        row.save()
    return rows


def _check(wanted: Shift, at: datetime) -> None:
    if not wanted.starts < wanted.ends <= wanted.starts + LONGEST or wanted.ends <= at:
        raise Missing(_("A shift ends after it begins, not in the past, and lasts a week at most."))
    if not 1 <= wanted.days <= MOST:
        raise Missing(_("Write shifts of 31 days at most at once."))
    if wanted.deputy == wanted.person:
        raise Missing(_("The deputy is another person."))
    for person in (wanted.person, wanted.deputy):
        if person is not None and not access.may(person, "answer.draft", wanted.unit.path):
            raise CannotBeOnCall


def _tell(row: DutyShift, by: Person, at: datetime) -> None:
    people = [row.person, *([row.deputy] if row.deputy else [])]
    tell(people, "rota.changed", on=row, by=by, at=at)


def _shown(row: DutyShift, days: int = 1) -> dict[str, object]:
    shown = {"starts": row.starts, "ends": row.ends, "person": row.person_id, "deputy": row.deputy_id}
    return shown | ({"days": days} if days > 1 else {})
