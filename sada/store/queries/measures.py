"""What was heard and what was asked in a span of time: the samples of the measures, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import CharField, Count, F, Func, Q, QuerySet, Value
from django.db.models.functions import TruncDate

from sada.rules.calendar import WorkingCalendar
from sada.rules.clocks import Pause as RulePause
from sada.store.models import Case, CaseState, Holiday, Mention, Outcome, Pause, Unit, WorkingHours
from sada.store.queries.clocks import phase_is
from sada.store.queries.working_time import calendar_from, holiday_of, hours_of, paths_above

RIYADH = ZoneInfo("Asia/Riyadh")
DIMENSIONS = ("unit", "medium", "family", "kind")


@dataclass(frozen=True, slots=True)
class Wanted:
    """From (included) and to (excluded) when, and narrowed by what; an empty value narrows nothing."""

    since: datetime
    until: datetime
    path: str = ""
    medium: str = ""
    family: str = ""
    kind: str = ""


class Asked(NamedTuple):
    """One case as the measures see it."""

    pk: int
    path: str
    medium: str
    family_id: str | None
    kind: str
    asked_at: datetime
    due_at: datetime
    answered_at: datetime | None
    working_seconds: int | None
    state: str
    outcome: str
    paused_at: datetime | None


def asked_rows(cases: QuerySet[Case], wanted: Wanted) -> QuerySet[Case]:
    """The cases asked within the span, each matter once."""
    tests = {
        "path__startswith": wanted.path,
        "medium": wanted.medium,
        "family_id": wanted.family,
        "kind": wanted.kind,
    }
    narrowed = {name: value for name, value in tests.items() if value}
    asked_once = cases.exclude(outcome=Outcome.JOINED)  # what was joined is counted in the case that goes on
    return asked_once.filter(asked_at__gte=wanted.since, asked_at__lt=wanted.until, **narrowed)


def asked(cases: QuerySet[Case], wanted: Wanted) -> list[Asked]:
    """The cases asked within the span, oldest first."""
    rows = asked_rows(cases, wanted).order_by("asked_at", "pk").values_list("pk", *Asked._fields[1:])
    return [Asked(*row) for row in rows]


PARTS = ("all", "answered", "on_time", "late", "unanswered", "no_answer")
_RUNNING = Q(answered_at=None, state__in=(CaseState.OPEN, CaseState.PAUSED))


def part_is(part: str, at: datetime) -> Q:
    """The cases behind one figure; the same as `measure.sheet` counts."""
    return {
        "all": Q(),
        "answered": Q(answered_at__isnull=False),
        "on_time": Q(answered_at__lte=F("due_at")),
        "late": Q(answered_at__gt=F("due_at"))
        | (_RUNNING & Q(due_at__lt=at) & ~Q(paused_at__isnull=False, paused_at__lte=F("due_at"))),
        "unanswered": _RUNNING,
        "no_answer": Q(answered_at=None) & ~Q(state__in=(CaseState.OPEN, CaseState.PAUSED)),
    }[part]


def heard(mentions: QuerySet[Mention], wanted: Wanted) -> QuerySet[Mention]:
    """What was heard within the span from others: one's own releases are not something received."""
    tests = {
        "path__startswith": wanted.path,
        "medium": wanted.medium,
        "family": wanted.family,
        "kind": wanted.kind,
    }
    return mentions.filter(
        published_at__gte=wanted.since,
        published_at__lt=wanted.until,
        item__is_ours=False,
        **{name: value for name, value in tests.items() if value},
    )


def count(rows: QuerySet[Mention]) -> int:
    """How many items; one laid before several units counts once."""
    return rows.aggregate(n=Count("item_id", distinct=True))["n"]


def count_by(rows: QuerySet[Mention], dimension: str, base: str = "/") -> dict[str, int]:
    """Items by medium, family, kind, or by the branch of the tree under `base` («» is the base itself)."""
    named: Any = _branch(base) if dimension == "unit" else F(dimension)
    groups = rows.annotate(group=named).values("group").annotate(n=Count("item_id", distinct=True)).order_by("group")
    return {row["group"]: row["n"] for row in groups}


def count_by_day(rows: QuerySet[Mention]) -> dict[tuple[date, str], int]:
    """Items by day (in Riyadh) and kind."""
    days = rows.annotate(day=TruncDate("published_at", tzinfo=RIYADH)).values("day", "kind")
    return {(row["day"], row["kind"]): row["n"] for row in days.annotate(n=Count("item_id", distinct=True)).order_by()}


def branch(path: str, base: str) -> str:
    """The step below `base` on the way to `path`: of /a/b/c/ below /a/ it is b; empty for the base itself."""
    return path.removeprefix(base).split("/", 1)[0]


def _branch(base: str) -> Func:
    return Func(F("path"), Value("/"), Value(base.count("/") + 1), function="split_part", output_field=CharField())


def late_now(cases: QuerySet[Case], base: str, at: datetime) -> dict[str, int]:
    """The cases late at an instant, whenever they were asked, by the branch of the tree under `base`."""
    rows = cases.filter(phase_is("late", at)).annotate(group=_branch(base))
    return {row["group"]: row["n"] for row in rows.values("group").annotate(n=Count("pk")).order_by("group")}


def branches(base: str) -> list[Unit]:
    """The units directly below `base`."""
    return list(Unit.objects.filter(parent__path=base).order_by("sort_key"))


def pauses_of(ids: Iterable[int]) -> dict[int, list[RulePause]]:
    """The pauses of several cases, each oldest first."""
    found: dict[int, list[RulePause]] = defaultdict(list)
    rows = Pause.objects.filter(case_id__in=list(ids)).order_by("since")
    for case, since, until, reason in rows.values_list("case_id", "since", "until", "reason"):
        found[case].append(RulePause(since, until, reason))
    return found


class Calendars:
    """The working calendars of many units from two queries; units under the same rows share one calendar."""

    def __init__(self) -> None:
        hours, days = WorkingHours.objects.select_related("unit"), Holiday.objects.select_related("unit")
        self._hours = [(row.unit.path if row.unit else None, hours_of(row)) for row in hours]
        self._days = [(row.unit.path if row.unit else None, holiday_of(row)) for row in days]
        self._known: dict[str, WorkingCalendar] = {}

    def of(self, path: str) -> WorkingCalendar:
        """The calendar of the unit at `path`; as `working_time.calendar_of` makes it."""
        if path not in self._known:
            above = {None, *paths_above(path)}
            hours = tuple(hours for place, hours in self._hours if place in above)
            days = tuple(day for place, day in self._days if place in above)
            self._known[path] = calendar_from(hours, days)
        return self._known[path]
