"""Days of both calendars: Gregorian and Umm al-Qura, with what is left open closed by a day of reference."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from hijridate import Gregorian, Hijri

HIJRI_YEARS: Final = range(1343, 1501)  # what the table of Umm al-Qura holds


@dataclass(frozen=True, slots=True)
class Days:
    """What a date says: see DateSpan."""

    sort: str
    value: str = ""
    until: str = ""
    hijri: str = ""


def gregorian_day(year: int, month: int, day: int) -> date | None:
    """The day, or None when there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def hijri_day(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a Hijri one, or None when there is none or the table does not reach it."""
    if year not in HIJRI_YEARS:
        return None
    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(found.year, found.month, found.day)


def full_year(year: int, is_hijri: bool) -> int:
    """A year of two digits in full: 36 is 1436 after Hijri, 15 is 2015 and 95 is 1995 of the other calendar."""
    if year > 99:
        return year
    if is_hijri:
        return year + (1400 if year <= 60 else 1300)
    return year + (2000 if year < 70 else 1900)


def day_of(year: int | None, month: int, day: int, is_hijri: bool, reference: date | None) -> Days | None:
    """A day; one without a year is the nearest to the day of reference, or stays open."""
    if not (1 <= month <= 12 and 1 <= day <= (30 if is_hijri else 31)):
        return None
    if year is None:
        return _open_day(month, day, is_hijri, reference)
    found = hijri_day(year, month, day) if is_hijri else gregorian_day(year, month, day)
    said = f"{year:04}-{month:02}-{day:02}" if is_hijri else ""
    if found is None:
        return Days("day", "", hijri=said) if said else None
    return Days("day", found.isoformat(), hijri=said)


def _open_day(month: int, day: int, is_hijri: bool, reference: date | None) -> Days | None:
    if reference is None:
        left_open = f"--{month:02}-{day:02}"
        return Days("day", hijri=left_open) if is_hijri else Days("day", left_open)
    middle = hijri_year_of(reference) if is_hijri else reference.year
    if middle is None:
        return None
    make = hijri_day if is_hijri else gregorian_day
    near = [
        (abs((made - reference).days), year)
        for year in (middle - 1, middle, middle + 1)
        if (made := make(year, month, day))
    ]
    return day_of(min(near)[1], month, day, is_hijri, None) if near else None


def hijri_of(day: date) -> str:
    """The Hijri day of a Gregorian one, year-month-day; empty outside the table."""
    try:
        found = Gregorian(day.year, day.month, day.day).to_hijri()
    except (ValueError, OverflowError):
        return ""
    return f"{found.year:04}-{found.month:02}-{found.day:02}"


def hijri_year_of(day: date) -> int | None:
    """The Hijri year of a day, None outside the table."""
    said = hijri_of(day)
    return int(said[:4]) if said else None


def month_of(year: int | None, month: int, is_hijri: bool, reference: date | None = None) -> Days:
    """A month; without a year it stays open, or is the one nearest to the day of reference."""
    if year is None and reference is not None:
        near = _open_day(month, 15, is_hijri, reference)
        year = int((near.hijri if is_hijri else near.value)[:4]) if near else None
    if not is_hijri:
        return Days("month", f"--{month:02}" if year is None else f"{year:04}-{month:02}")
    if year is None:
        return Days("month", hijri=f"--{month:02}")
    first = hijri_day(year, month, 1)
    after = hijri_day(year + month // 12, month % 12 + 1, 1)
    said = f"{year:04}-{month:02}"
    if first is None or after is None:
        return Days("month", hijri=said)
    return Days("month", first.isoformat(), (after - timedelta(1)).isoformat(), said)


def year_of(year: int, is_hijri: bool) -> Days:
    """A year; a Hijri one as its first and last day."""
    if not is_hijri:
        return Days("year", f"{year:04}")
    first, after = hijri_day(year, 1, 1), hijri_day(year + 1, 1, 1)
    said = f"{year:04}"
    if first is None or after is None:
        return Days("year", hijri=said)
    return Days("year", first.isoformat(), (after - timedelta(1)).isoformat(), said)


def later(day: date, code: str, count: float) -> date | None:
    """`count` units D, W, M, Y, Z (decade), C (century) after `day`, or before it; the day stays in its month."""
    try:
        if code in "DW":
            return day + timedelta(count * (7 if code == "W" else 1))
        months = day.year * 12 + day.month - 1 + round(count * {"M": 1, "Y": 12, "Z": 120, "C": 1200}[code])
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return None


def around(day: date, code: str, shift: int) -> Days | None:
    """The day, week (Sunday to Saturday), month, year or decade that lies `shift` after the one of `day`."""
    moved = later(day, code, shift)
    if moved is None:
        return None
    if code == "D":
        return Days("day", moved.isoformat())
    if code == "W":
        first = moved - timedelta((moved.weekday() + 1) % 7)
        return Days("days", first.isoformat(), (first + timedelta(6)).isoformat())
    if code == "M":
        return Days("month", moved.isoformat()[:7])
    if code == "Y":
        return Days("year", moved.isoformat()[:4])
    first_year = moved.year // 10 * 10
    return Days("days", f"{first_year}-01-01", f"{first_year + 9}-12-31") if code == "Z" else None


def weekday_near(day: date, weekday: int, way: int) -> date:
    """The last such weekday before `day` (way -1), the next after it (1), or the one of that day or before it (0)."""
    if way > 0:
        return day + timedelta((weekday - day.weekday() - 1) % 7 + 1)
    return day - timedelta((day.weekday() - weekday - (way < 0)) % 7 + (way < 0))
