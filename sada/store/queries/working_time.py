"""A unit's working calendar and the promise that holds for a case: the nearest and most specific rows."""

from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from sada.rules.calendar import Holiday as RuleHoliday
from sada.rules.calendar import Hours, WorkingCalendar
from sada.store.models import ClockPolicy, Holiday, Unit, WorkingHours

RIYADH = ZoneInfo("Asia/Riyadh")


def paths_above(path: str) -> list[str]:
    """The path itself and those of the units above it, the root first: /a/b/ gives /a/ and /a/b/."""
    parts = path.strip("/").split("/")
    return ["/" + "/".join(parts[: n + 1]) + "/" for n in range(len(parts))]


def _holding(unit: Unit) -> Q:
    return Q(unit=None) | Q(unit__path__in=paths_above(unit.path))


def calendar_of(unit: Unit) -> WorkingCalendar:
    """The working calendar of a unit in Riyadh time: its own rows before those of the units above."""
    rows: QuerySet[WorkingHours] = WorkingHours.objects.filter(_holding(unit)).select_related("unit")
    hours = [
        Hours.parse(r.valid_from, r.valid_to, r.weekdays, r.windows, r.kind, _depth(r.unit)) for r in rows
    ]
    days = Holiday.objects.filter(_holding(unit))
    return WorkingCalendar(hours, [RuleHoliday(h.starts, h.ends, h.name_ar, h.name_en) for h in days], RIYADH)


def promise_of(unit: Unit, promise: str, kind: str, medium: str, urgency: str, on: date) -> ClockPolicy | None:
    """The policy that holds: of those that fit, the one of the nearest unit, then the one that names most."""
    rows = ClockPolicy.objects.filter(
        _holding(unit),
        Q(valid_to=None) | Q(valid_to__gte=on),
        promise=promise,
        valid_from__lte=on,
        kind__in=("", kind),
        medium__in=("", medium),
        urgency__in=("", urgency),
    ).select_related("unit")
    return max(rows, key=_specific, default=None)


def _specific(row: ClockPolicy) -> tuple[int, int, date]:
    named = 4 * bool(row.urgency) + 2 * bool(row.medium) + bool(row.kind)  # urgency outranks medium outranks kind
    return _depth(row.unit), named, row.valid_from


def _depth(unit: Unit | None) -> int:
    return unit.path.count("/") if unit else 0
