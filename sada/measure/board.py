"""Everything a page of measures shows: the period, the one before, groups and weeks; seven queries in all."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet

from sada.measure.periods import Period
from sada.measure.sheet import Sheet, Waited, sheet_of, waits
from sada.store.models import Case, Mention
from sada.store.queries import measures
from sada.store.queries.measures import Asked, Wanted

WEEKS = (8, 26)  # at least and at most so many weeks in the course of time


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days: what was received, complaints among it, and the figures of what was asked."""

    period: Period
    complaints: int
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Board:
    """The figures of a period, of the one before, by group of one dimension, and week by week."""

    period: Period
    now: Sheet
    before: Sheet
    kinds: Mapping[str, int]
    by: str
    groups: Mapping[str, Sheet]
    weeks: list[Week]


@dataclass(frozen=True, slots=True)
class Rows:
    """What the reader may see, and narrowed by what; `base`: the path under which units are compared."""

    cases: QuerySet[Case]
    mentions: QuerySet[Mention]
    base: str
    wanted: Wanted

    def within(self, period: Period) -> Wanted:
        """The question for one span."""
        return replace(self.wanted, since=period.since, until=period.until)


def board(rows: Rows, period: Period, at: datetime, by: str = "unit") -> Board:
    """Gather and compute; `by`: one of DIMENSIONS."""
    spans = period.weeks(*WEEKS)
    whole = Period(min(spans[0].first, period.before.first), period.last)
    sample = waits(measures.asked(rows.cases, rows.within(whole)), at)
    heard = measures.heard(rows.mentions, rows.within(period))
    earlier = measures.heard(rows.mentions, rows.within(period.before))
    kinds = measures.count_by(heard, "kind")
    mine = _within(sample, period)
    return Board(
        period=period,
        now=sheet_of(mine, measures.count(heard), at),
        before=sheet_of(_within(sample, period.before), measures.count(earlier), at),
        kinds=kinds,
        by=by,
        groups=_groups(by, mine, heard, rows.base, at),
        weeks=_weeks(spans, sample, rows, at),
    )


def _within(sample: list[Waited], period: Period) -> list[Waited]:
    return [wait for wait in sample if period.since <= wait.case.asked_at < period.until]


def _groups(
    dimension: str, sample: list[Waited], heard: QuerySet[Mention], base: str, at: datetime
) -> dict[str, Sheet]:
    """The figures by group; a group that only received, or only was asked, is there too."""
    named = _name(dimension, base)
    received = measures.count_by(heard, dimension, base)
    parts: dict[str, list[Waited]] = defaultdict(list)
    for wait in sample:
        parts[named(wait.case)].append(wait)
    return {code: sheet_of(parts.get(code, []), received.get(code, 0), at) for code in sorted({*received, *parts})}


def _name(dimension: str, base: str) -> Callable[[Asked], str]:
    if dimension == "unit":
        return lambda case: measures.branch(case.path, base)
    if dimension == "family":
        return lambda case: case.family_id or ""
    return lambda case: str(getattr(case, dimension))


def _weeks(spans: list[Period], sample: list[Waited], rows: Rows, at: datetime) -> list[Week]:
    whole = Period(spans[0].first, spans[-1].last)
    days = measures.count_by_day(measures.heard(rows.mentions, rows.within(whole)))
    found = []
    for span in spans:
        counts = {key: n for key, n in days.items() if span.first <= key[0] <= span.last}
        complaints = sum(n for (_day, kind), n in counts.items() if kind == "complaint")
        found.append(Week(span, complaints, sheet_of(_within(sample, span), sum(counts.values()), at)))
    return found
