"""A unit's working calendar and the promises that hold for it: its own rows and those of the units above."""

from functools import lru_cache
from zoneinfo import ZoneInfo

from django.db.models import Q

from sada.rules.alarms import Rung, Step
from sada.rules.calendar import Holiday as RuleHoliday
from sada.rules.calendar import Hours, WorkingCalendar
from sada.rules.policies import Basis, Policy, Rule
from sada.store.models import ClockPolicy, Holiday, LadderStep, Unit, WorkingHours

RIYADH = ZoneInfo("Asia/Riyadh")


def paths_above(path: str) -> list[str]:
    """The path itself and those of the units above it, the root first: /a/b/ gives /a/ and /a/b/."""
    parts = path.strip("/").split("/")
    return ["/" + "/".join(parts[: n + 1]) + "/" for n in range(len(parts))]


def calendar_of(unit: Unit) -> WorkingCalendar:
    """The working calendar of a unit in Riyadh time: its own rows before those of the units above."""
    rows = WorkingHours.objects.filter(_holding(unit)).select_related("unit")
    days = Holiday.objects.filter(_holding(unit))
    return calendar_from(tuple(map(hours_of, rows)), tuple(map(holiday_of, days)))


def hours_of(row: WorkingHours) -> Hours:
    """A row of hours as the rules take it; the depth of its unit is its rank."""
    return Hours.parse(row.valid_from, row.valid_to, row.weekdays, row.windows, row.kind, _depth(row.unit))


def holiday_of(row: Holiday) -> RuleHoliday:
    """A row of holidays as the rules take it."""
    return RuleHoliday(row.starts, row.ends, row.name_ar, row.name_en)


@lru_cache(maxsize=64)
def calendar_from(hours: tuple[Hours, ...], holidays: tuple[RuleHoliday, ...]) -> WorkingCalendar:
    """The calendar of these rows, kept by their content: its table is built once and never stands for other rows."""
    return WorkingCalendar(hours, holidays, RIYADH)


def promises_of(unit: Unit) -> list[Rule]:
    """Every policy row that may speak of a unit's cases; `rules.policies.choose` picks the one that holds."""
    return [
        Rule(
            Policy(r.promise, r.minutes, basis_of(r.basis)),
            r.kind,
            r.medium,
            r.urgency,
            r.valid_from,
            r.valid_to,
            _depth(r.unit),
        )
        for r in ClockPolicy.objects.filter(_holding(unit)).select_related("unit")
    ]


def basis_of(kept: str) -> Basis:
    """The basis of a promise as the rules know it."""
    return "wall" if kept == "wall" else "day" if kept == "day" else "work"


def ladder_of(unit: Unit) -> list[Rung]:
    """Every step of a ladder that may speak of a unit's cases; `rules.alarms.ladder` picks those that hold."""
    return [
        Rung(Step(r.share, tuple(r.to)), r.promise, r.urgency, r.valid_from, r.valid_to, _depth(r.unit))
        for r in LadderStep.objects.filter(_holding(unit)).select_related("unit")
    ]


def _holding(unit: Unit) -> Q:
    return Q(unit=None) | Q(unit__path__in=paths_above(unit.path))


def _depth(unit: Unit | None) -> int:
    return unit.path.count("/") if unit else 0
