"""Spans of days that a measure speaks of, in Riyadh time, and the spans they are compared with."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sada.kernel.clock import RIYADH

LENGTHS = {"7d": 7, "30d": 30, "90d": 90, "365d": 365}
USUAL = "30d"
LONGEST = 3660  # days one may ask for: ten years
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def since(self) -> datetime:
        """The first instant of it."""
        return _midnight(self.first)

    @property
    def until(self) -> datetime:
        """The first instant after it."""
        return _midnight(self.last + DAY)

    @property
    def days(self) -> int:
        """How many days long."""
        return (self.last - self.first).days + 1

    @property
    def before(self) -> "Period":
        """The span of the same length that ends the day before."""
        return Period(self.first - DAY * self.days, self.first - DAY)

    def weeks(self, at_least: int, at_most: int) -> list["Period"]:
        """Spans of seven days that end with the period, oldest first; as many as it holds, within the two bounds."""
        wanted = min(max(self.days // 7, at_least), at_most)
        return [Period(self.last - DAY * (7 * n + 6), self.last - DAY * 7 * n) for n in reversed(range(wanted))]


def last_days(days: int, today: date) -> Period:
    """The last `days` days, today included."""
    return Period(today - DAY * (days - 1), today)


def period_of(code: str, first: date | None, last: date | None, today: date) -> Period:
    """The period a reader asked for: by its code, or from and to a date; the usual one where that makes no sense."""
    if code in LENGTHS:
        return last_days(LENGTHS[code], today)
    if code == "custom" and first and last and first <= last and (last - first).days < LONGEST:
        return Period(first, last)
    return last_days(LENGTHS[USUAL], today)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), RIYADH)
