"""A unit's working calendar and the promises that hold for it: its own rows and those of the units above."""

from zoneinfo import ZoneInfo

from django.db.models import Q

from sada.rules.calendar import Holiday as RuleHoliday
from sada.rules.calendar import Hours, WorkingCalendar
from sada.rules.policies import Policy, Rule
from sada.store.models import ClockPolicy, Holiday, Unit, WorkingHours

RIYADH = ZoneInfo("Asia/Riyadh")


def paths_above(path: str) -> list[str]:
    """The path itself and those of the units above it, the root first: /a/b/ gives /a/ and /a/b/."""
    parts = path.strip("/").split("/")
    return ["/" + "/".join(parts[: n + 1]) + "/" for n in range(len(parts))]


def calendar_of(unit: Unit) -> WorkingCalendar:
    """The working calendar of a unit in Riyadh time: its own rows before those of the units above."""
    rows = WorkingHours.objects.filter(_holding(unit)).select_related("unit")
    hours = [Hours.parse(r.valid_from, r.valid_to, r.weekdays, r.windows, r.kind, _depth(r.unit)) for r in rows]
    days = Holiday.objects.filter(_holding(unit))
    return WorkingCalendar(hours, [RuleHoliday(h.starts, h.ends, h.name_ar, h.name_en) for h in days], RIYADH)


def promises_of(unit: Unit) -> list[Rule]:
    """Every policy row that may speak of a unit's cases; `rules.policies.choose` picks the one that holds."""
    return [
        Rule(
            Policy(r.promise, r.minutes, "wall" if r.basis == "wall" else "work"),
            r.kind,
            r.medium,
            r.urgency,
            r.valid_from,
            r.valid_to,
            _depth(r.unit),
        )
        for r in ClockPolicy.objects.filter(_holding(unit)).select_related("unit")
    ]


def _holding(unit: Unit) -> Q:
    return Q(unit=None) | Q(unit__path__in=paths_above(unit.path))


def _depth(unit: Unit | None) -> int:
    return unit.path.count("/") if unit else 0
