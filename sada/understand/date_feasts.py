"""Days that have a name: feasts of the Hijri year, the Kingdom's own days, «النصف من شعبان»."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, NamedTuple

from sada.understand.calendars import Days, day_of, hijri_day, hijri_of, hijri_year_of
from sada.understand.date_values import Match, Reader, Said, number_at
from sada.understand.tokens import Tokens

FOUNDED: Final = 1930  # the Kingdom's National Day counts from here: the 95th was in 2025
_COUNTED: Final = range(60, 151)
_OWN: Final = frozenset(("السعودي", "للمملكه", "المجيد", "للوطن", "للبلاد", "لوطننا", "ال", "لبلادنا", "السعيد"))
_REALM: Final = frozenset(("للمملكه", "لمملكه"))
_OTHERS: Final = frozenset(("المغربيه", "المتحده", "الاردنيه", "الهاشميه", "البحرين", "الاسبانيه", "التايلنديه"))
_LASTS: Final = 4  # days of a feast that are counted
MIDDLE: Final = 15


class Named(NamedTuple):
    """A named day: month and day, whether Hijri, how many days it lasts as one date."""

    month: int
    day: int
    is_hijri: bool
    days: int


def _named(code: str) -> Named:
    """The code of `data/roles.txt`: «h10-01», «g09-23», «h12-11+3»."""
    day, _plus, days = code[1:].partition("+")
    return Named(int(day[:2]), int(day[3:5]), code[0] == "h", int(days or 1))


def _feast(row: Tokens, m: Match, reference: date | None) -> Said | None:
    at = m.start("feast")
    named = _named(row.code(at))
    words = range(m.start("words"), m.end("words"))
    if not named.is_hijri and _is_anothers(row, at + 1):
        return Days("other"), m.start(), at + 1  # no day of ours, and no «today» either
    has_tail = all(row.roles[i].folded in _OWN for i in words) and _has_tail(row, m, named)
    nth = number_at(row, m, "nth") or 1
    if nth > 1 and (nth > _LASTS or not named.is_hijri):
        return None
    year = _year(row, m, named) if has_tail else None
    said = _said(named, nth, year, m["when"] if has_tail else None, reference)
    first = m.start() if m["nth"] else at
    end = m.end() if has_tail else m.end("kind")
    return (said, first, end) if said else None


def _is_anothers(row: Tokens, at: int) -> bool:
    """«اليوم الوطني الإماراتي», «لدولة الكويت», «للمملكة المغربية»."""
    if at >= len(row.roles) or row.kinds[at] not in "_~Z":
        return False
    word, behind = row.roles[at].folded, row.roles[at + 1].folded if at + 1 < len(row.roles) else ""
    if word in _OWN:
        return word in _REALM and behind in _OTHERS
    nation = word.startswith("ال") and word.endswith("ي") and len(word) > 5
    return (
        nation
        or (word in _REALM and behind in _OTHERS)
        or word.startswith(("لبلاده", "لبلدا", "لبلده", "لدول", "لجمهور", "لسلطن", "للجمهور", "للامارات", "للكويت"))
    )


def _has_tail(row: Tokens, m: Match, named: Named) -> bool:
    """Whether what follows says which year: a year, a count of the National Day, «المقبل»."""
    count = number_at(row, m, "count")
    if count is not None:
        return not named.is_hijri and count in _COUNTED and (named.month, named.day) == (9, 23)
    year = number_at(row, m, "year", "said")
    return bool(m["when"]) or (year is not None and 1300 <= year <= 2100)


def _year(row: Tokens, m: Match, named: Named) -> int | None:
    count = number_at(row, m, "count")
    if count is not None:
        return FOUNDED + count
    year = number_at(row, m, "year", "said")
    if year is None or named.is_hijri == (year <= 1500):
        return year
    middle = hijri_year_of(date(year, 7, 1)) if year > 1500 else None
    if named.is_hijri and middle is not None:  # «عيد الفطر 2025»: of the two Hijri years that touch it
        near = (hijri_day(y, named.month, named.day) for y in (middle - 1, middle, middle + 1))
        return next((int(hijri_of(day)[:4]) for day in near if day is not None and day.year == year), None)
    first = hijri_day(year, 1, 1)
    if first is None:
        return None
    return first.year + (date(first.year, named.month, named.day) < first)


def _said(named: Named, nth: int, year: int | None, when: str | None, reference: date | None) -> Days | None:
    month, number = named.month, named.day + nth - 1
    if year is None and reference is not None and when in ("p", "u"):
        year = _year_beside(named, when, reference)
    elif year is None and reference is not None and not named.is_hijri:
        year = reference.year
    said = day_of(year, month, number, named.is_hijri, reference)
    if said is None or named.days == 1:
        return said
    if not said.value:
        return Days("days", hijri=f"{said.hijri}/--{month:02}-{number + named.days - 1:02}")
    last = date.fromisoformat(said.value) + timedelta(named.days - 1)
    return Days("days", said.value, last.isoformat(), f"{said.hijri}/{hijri_of(last)}")


def _year_beside(named: Named, when: str, reference: date) -> int | None:
    """The year of the last such day before `reference`, or of the next after it."""
    middle = hijri_year_of(reference) if named.is_hijri else reference.year
    if middle is None:
        return None
    years = (middle, middle - 1, middle - 2) if when == "p" else (middle, middle + 1, middle + 2)
    for year in years:
        said = day_of(year, named.month, named.day, named.is_hijri, None)
        day = date.fromisoformat(said.value) if said is not None and said.value else None
        if day is not None and (day < reference if when == "p" else day > reference):
            return year
    return None


def _middle(row: Tokens, m: Match, reference: date | None) -> Said | None:
    """«النصف من شعبان»: its fifteenth."""
    if row.roles[m.start()].folded not in ("النصف", "نصف"):
        return None
    year = number_at(row, m, "year")
    said = day_of(year, int(row.value(m.start("month"))), MIDDLE, True, reference)
    return (said, m.start(), m.end()) if said else None


FEASTS: Final[dict[str, Reader]] = {"feast": _feast, "middle": _middle}
