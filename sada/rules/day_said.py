"""A day as official texts write it («30 يونيو 2027م», «15/7/1448هـ», ISO), to compare what is cited with its fact."""

import re
from dataclasses import dataclass
from typing import Final

from sada.numerals.digits import DIGIT as D
from sada.rules.months import GREGORIAN, HIJRI

_ALEF: Final = str.maketrans("أإآىة", "ااايه")
_DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_HIJRI_FROM, _HIJRI_TO = 1300, 1600


def _plain(text: str) -> str:
    return text.translate(_ALEF)


_MONTHS: Final = {_plain(name): n for row in (GREGORIAN, HIJRI) for n, name in enumerate(row, 1)} | {
    "ربيع الثاني": 4,
    "جمادي الاول": 5,
    "جمادي الثاني": 6,
    "جمادي الثانيه": 6,
}
_IS_HIJRI: Final = frozenset(_MONTHS) - {_plain(name) for name in GREGORIAN}
_NAMES: Final = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
_WORDS: Final = re.compile(rf"({D}{{1,2}})\s+(?:من\s+)?(?:شهر\s+)?({_NAMES})(?:\s+(?:من\s+)?(?:عام\s+)?({D}{{4}}))?")
_YEAR_FIRST: Final = re.compile(rf"(?<!{D})({D}{{4}})\s?([-/.])\s?({D}{{1,2}})\s?\2\s?({D}{{1,2}})(?!{D})")
_DAY_FIRST: Final = re.compile(rf"(?<!{D})({D}{{1,2}})\s?([-/.])\s?({D}{{1,2}})\s?\2\s?({D}{{4}})(?!{D})")


@dataclass(frozen=True, slots=True)
class DaySaid:
    """A day as written: its calendar, and year 0 where none is named."""

    is_hijri: bool
    year: int
    month: int
    day: int


def day_said(text: str) -> DaySaid | None:
    """The first day of a text written out with its month; None without one."""
    plain = _plain(text)
    worded = _WORDS.search(plain)
    if worded:
        month = worded[2]
        return DaySaid(month in _IS_HIJRI, _int(worded[3] or "0"), _MONTHS[month], _int(worded[1]))
    first = _YEAR_FIRST.search(plain)
    if first:
        return _numeric(first[1], first[3], first[4])
    last = _DAY_FIRST.search(plain)
    return _numeric(last[4], last[3], last[1]) if last else None


def same_day(one: DaySaid, other: DaySaid) -> bool | None:
    """Whether both name the same day; None where they are of two calendars, which words alone do not tell."""
    if one.is_hijri != other.is_hijri:
        return None
    years = (one.year, other.year)
    return (one.month, one.day) == (other.month, other.day) and (0 in years or one.year == other.year)


def _numeric(year: str, month: str, day: str) -> DaySaid:
    said = _int(year)
    return DaySaid(_HIJRI_FROM <= said < _HIJRI_TO, said, _int(month), _int(day))


def _int(digits: str) -> int:
    return int(digits.translate(_DIGITS))
