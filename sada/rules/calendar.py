"""Working time: fed with hours and holidays as data, it counts seconds of work exactly.

Nothing about a week stands in this code: weekend, Ramadan hours, split shifts and holidays are rows. A table of working
windows (instants, sorted, not overlapping) with running totals answers `between` and `add` by one binary search.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final, Literal

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
RAMADAN: Final = "ramadan"
DAY: Final = timedelta(days=1)
_MICRO: Final = timedelta(microseconds=1)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_STEP: Final = 400  # days by which the table grows at a time: a year and a little
_FARTHEST: Final = 366 * 30  # a deadline this many days away is no deadline, but a calendar without working time

Why = Literal["normal", "ramadan", "weekend", "holiday", "no_hours"]


class NoWorkingTime(ValueError):
    """The calendar has no (further) working time, so a deadline cannot be computed."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Working windows of a period. `windows`: (start, end) in seconds from midnight; end may pass midnight.

    `rank` is the depth of the unit the row belongs to: the deeper unit's row wins over its parents'.
    """

    valid_from: date
    valid_to: date | None
    weekdays: frozenset[str]
    windows: tuple[tuple[int, int], ...]
    kind: str = "normal"
    rank: int = 0

    @classmethod
    def parse(
        cls,
        valid_from: date,
        valid_to: date | None,
        weekdays: Iterable[str],
        windows: Iterable[str],
        kind: str = "normal",
        rank: int = 0,
    ) -> "Hours":
        """Build from the texts of a row: days as "sun", windows as "07:30-14:30". ValueError for anything else."""
        days = frozenset(day.strip().lower() for day in weekdays)
        if not days <= set(WEEKDAYS):
            raise ValueError(f"unknown weekday in {sorted(days)}")
        return cls(valid_from, valid_to, days, tuple(sorted(map(_window, windows))), kind, rank)

    def holds_on(self, day: date) -> bool:
        """Whether the row is valid on the day (both ends included)."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Holiday:
    """Days off, both ends included, with the name that a reason will show."""

    starts: date
    ends: date
    name: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class _Table:
    """The working windows of the days [first, last): instants in microseconds, with the work done before each."""

    first: date
    last: date
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    worked: tuple[int, ...] = (0,)

    def at(self, micros: int) -> int:
        """Microseconds of work from the table's beginning to an instant."""
        i = bisect_right(self.starts, micros) - 1
        if i < 0:
            return 0
        return self.worked[i] + min(micros, self.ends[i]) - self.starts[i]

    def when(self, worked: int) -> int:
        """The first instant at which so much work (more than none) is done."""
        i = bisect_left(self.worked, worked) - 1
        return self.starts[i] + worked - self.worked[i]

    def longer(self, windows: Iterable[tuple[int, int]], last: date) -> "_Table":
        """The same with further windows at its end; what overlaps is counted once."""
        starts, ends, worked = list(self.starts), list(self.ends), list(self.worked)
        for begins, end in windows:
            start = max(begins, ends[-1]) if ends else begins
            if end > start:
                starts.append(start)
                ends.append(end)
                worked.append(worked[-1] + end - start)
        return _Table(self.first, last, tuple(starts), tuple(ends), tuple(worked))


class WorkingCalendar:
    """Counts working time in one time zone. Keep and share it: its table grows with the dates asked about.

    Threads may share one, for a table is never changed, only exchanged for a longer one.
    """

    def __init__(self, hours: Sequence[Hours], holidays: Sequence[Holiday], tz: tzinfo) -> None:
        # Of the rows that hold on a day, Ramadan's goes first, then the deeper unit's, then the younger one.
        self._hours = sorted(hours, key=lambda h: (h.kind == RAMADAN, h.rank, h.valid_from), reverse=True)
        self._holidays = {
            h.starts + DAY * i: h for h in reversed(holidays) for i in range((h.ends - h.starts).days + 1)
        }
        self._tz = tz
        self._table: _Table | None = None

    def between(self, a: datetime, b: datetime) -> int:
        """Whole seconds of working time from `a` to `b`; negative when `b` comes first."""
        if b < a:
            return -self.between(b, a)
        table = self._covering(self.day_of(a), self.day_of(b))
        return (table.at(_micros(b)) - table.at(_micros(a))) // 1_000_000

    def add(self, a: datetime, seconds: int) -> datetime:
        """The first instant at which `seconds` of work are done since `a`, in this calendar's zone.

        `between(a, add(a, s)) == s`. Zero seconds give `a` itself; ValueError for fewer; NoWorkingTime when the
        calendar has not that much.
        """
        if seconds < 0:
            raise ValueError("working time cannot be added backwards")
        if seconds == 0:
            return a.astimezone(self._tz)
        day = self.day_of(a)
        table = self._covering(day, day)
        target = table.at(_micros(a)) + seconds * 1_000_000
        while table.worked[-1] < target:
            if (table.last - day).days > _FARTHEST:
                raise NoWorkingTime(f"less than {seconds} s of working time after {a.isoformat()}")
            table = self._covering(day, table.last)
        return (_EPOCH + _MICRO * table.when(target)).astimezone(self._tz)

    def end_of_day(self, at: datetime) -> datetime:
        """When the working day ends to which an instant of work belongs (the end of a window belongs to its day);
        `at` itself outside all windows."""
        day = self.day_of(at)
        windows = (self.window(d) for d in (day - DAY, day))
        ends = (max(end for _, end in those) for those in windows if any(start < at <= end for start, end in those))
        return next(ends, at.astimezone(self._tz))

    def is_open(self, at: datetime) -> bool:
        """Whether `at` lies within a working window (its start included, its end not)."""
        day = self.day_of(at)
        return any(start <= at < end for d in (day - DAY, day) for start, end in self.window(d))

    def day_of(self, at: datetime) -> date:
        """The local date of an instant. ValueError without a time zone."""
        if at.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        return at.astimezone(self._tz).date()

    def window(self, day: date) -> list[tuple[datetime, datetime]]:
        """The working windows that begin on a day, as instants of this zone; empty on days off."""
        row = self._row(day)
        if row is None or day in self._holidays or WEEKDAYS[day.weekday()] not in row.weekdays:
            return []
        return [(self._instant(day, start), self._instant(day, end)) for start, end in row.windows]

    def why(self, day: date) -> Why:
        """What kind of day it is: holiday, weekend, ramadan, normal; no_hours where no row holds."""
        row = self._row(day)
        if day in self._holidays:
            return "holiday"
        if row is None:
            return "no_hours"
        if WEEKDAYS[day.weekday()] not in row.weekdays:
            return "weekend"
        return "ramadan" if row.kind == RAMADAN else "normal"

    def holiday(self, day: date) -> Holiday | None:
        """The holiday that a day belongs to."""
        return self._holidays.get(day)

    def _row(self, day: date) -> Hours | None:
        return next((row for row in self._hours if row.holds_on(day)), None)

    def _instant(self, day: date, seconds: int) -> datetime:
        whole, rest = divmod(seconds, 86_400)
        return datetime.combine(day + DAY * whole, time(), self._tz) + timedelta(seconds=rest)

    def _covering(self, low: date, high: date) -> _Table:
        """A table that holds the days from `low` to `high`, with a day of margin: windows may reach over midnight."""
        table, first = self._table, low - DAY * 2
        if table is None or first < table.first or (first - table.last).days > _FARTHEST:
            last = table.last if table and 0 <= (table.last - first).days <= _FARTHEST else first
            table = self._grown(_Table(first, first), last)
        table = self._table = self._grown(table, high + DAY * 2)
        return table

    def _grown(self, table: _Table, last: date) -> _Table:
        if table.last >= last:
            return table
        days = max((last - table.last).days, _STEP)
        windows = [w for i in range(days) for w in self.window(table.last + DAY * i)]
        return table.longer(((_micros(a), _micros(b)) for a, b in windows), table.last + DAY * days)


def _micros(at: datetime) -> int:
    return (at - _EPOCH) // _MICRO


def _window(text: str) -> tuple[int, int]:
    begins, _, ends = text.partition("-")
    start, end = _seconds(begins), _seconds(ends)
    return start, end if end > start else end + 86_400


def _seconds(text: str) -> int:
    hour, _, minute = text.strip().partition(":")
    seconds = int(hour) * 3600 + int(minute) * 60
    if not 0 <= seconds <= 86_400 or not 0 <= int(minute) < 60:
        raise ValueError(f"not a time of day: {text}")
    return seconds
