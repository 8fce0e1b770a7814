"""What each form of the grammar of dates says that names its day, month or year, given the row of roles."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from sada.understand.calendars import Days, around, day_of, full_year, hijri_of, later, month_of, year_of
from sada.understand.tokens import Tokens

Match = re.Match[str]
Said = tuple[Days, int, int]  # what, first token, token behind the last
Reader = Callable[[Tokens, Match, date | None], Said | None]
_AMBIGUOUS: Final = frozenset(("مارس", "اب", "ماي", "جوان", "نيسان"))  # «practised», «father» …

_YEARS_OF: Final = frozenset((
    "المالي", "الماليه", "الدراسي", "الجامعي", "الهجري", "الميلادي", "الحالي", "التقويمي", "الميلاديه", "الهجريه",
    "الماضي", "المقبل", "القادم", "المنصرم",
))  # fmt: skip


def number_at(row: Tokens, m: Match, *names: str) -> int | None:
    """The number at the first of the groups that took part."""
    for name in names:
        if m[name]:
            return int(row.value(m.start(name)))
    return None


def _year(row: Tokens, m: Match, is_hijri: bool) -> tuple[int | None, int]:
    """The year of a form with its tail, and where the form ends: before the tail when it holds no year."""
    year, end = number_at(row, m, "year"), m.end()
    if year is not None and not (1300 <= year <= 2100 and (year <= 1500 or not is_hijri)):
        return None, m.start("tail")
    if year is None and "short" in m.re.groupindex and m["short"]:
        year = full_year(int(row.value(m.start("short"))), is_hijri)
    return year, end


def _numeric(row: Tokens, m: Match, reference: date | None) -> Said | None:
    a, b, c = (int(row.value(m.start(name))) for name in "abc")
    kinds = m["a"] + m["b"] + m["c"]
    if "y" not in kinds and (m["sep"] == "." or " " in row.text[slice(*row.span(m.start("a"), m.end("c")))]):
        return None
    day, month, year = (c, b, a) if kinds[0] == "y" else (a, b, c)
    if month > 12 >= day:
        day, month = month, day
    is_hijri = 1300 <= year <= 1500 or m["mark"] == "H"
    full = full_year(year, is_hijri)
    said = day_of(full, month, day, is_hijri, None)
    began = number_at(row, m, "began")
    if said is None or began is None:
        return (said, m.start(), m.end()) if said else None
    begun = day_of(full, number_at(row, m, "in") or month, began, is_hijri, None)  # «من 1/10 إلى 5/10/1436هـ»
    return (_between(begun, said), m.start(), m.end()) if begun else (said, m.start("a"), m.end())


def _named(row: Tokens, m: Match, reference: date | None) -> Said | None:
    is_hijri = m["month"] == "h"
    year, end = _year(row, m, is_hijri)
    month = int(row.value(m.start("month")))
    said = day_of(year, month, int(row.value(m.start("day"))), is_hijri, reference)
    if said is None:
        return None
    first = number_at(row, m, "from")
    if first is None or (not m["link"] and not row.roles[m.start("day")].cut):
        return said, m.end("lead") if first else m.start(), end
    began = number_at(row, m, "fromyear") or year
    begun = day_of(
        began, number_at(row, m, "frommonth") or month, first, (m["frommonth"] or m["month"]) == "h", reference
    )
    if begun is None:
        return said, m.end("lead"), end
    return _between(begun, said), m.start(), end


def _between(begun: Days, ended: Days) -> Days:
    return Days("days", begun.value, ended.value, f"{begun.hijri}/{ended.hijri}" if begun.hijri and ended.hijri else "")


def _month_first(row: Tokens, m: Match, reference: date | None) -> Said | None:
    is_hijri = m["month"] == "h"
    year, end = _year(row, m, is_hijri)
    month = int(row.value(m.start("month")))
    day = number_at(row, m, "day", "to", "dayword")
    said = day_of(year, month, day or 0, is_hijri, reference)
    first = number_at(row, m, "from")
    begun = day_of(year, month, first, is_hijri, reference) if first else None
    return (_between(begun, said) if begun and said else said, m.start(), end) if said else None


def _month(row: Tokens, m: Match, reference: date | None) -> Said | None:
    is_hijri = m["month"] == "h"
    year, end = _year(row, m, is_hijri)
    return (month_of(year, int(row.value(m.start("month"))), is_hijri), m.start(), end) if year else None


def _bare_month(row: Tokens, m: Match, reference: date | None) -> Said | None:
    name = next(name for name in ("month", "month2", "sure") if m[name])
    at = m.start(name)
    if name == "sure" and row.roles[at].folded in _AMBIGUOUS:
        return None
    return month_of(None, int(row.value(at)), m[name] == "h", reference), m.start(), m.end()


def _month_number(row: Tokens, m: Match, reference: date | None) -> Said | None:
    month, year = number_at(row, m, "month", "month2") or 0, number_at(row, m, "year", "year2") or 0
    if not 1 <= month <= 12:
        return None
    return month_of(year, month, year <= 1500), m.start(), m.end()


def _years(row: Tokens, m: Match, reference: date | None) -> Said | None:
    first, last = number_at(row, m, "from") or 0, number_at(row, m, "year") or 0
    if m["link"] in "-/" and last == first - 1:  # «1446/1445هـ»: printed as it is read, from the right
        first, last = last, first
    if not first < last <= first + 60 or (m["link"] in "&l" and not (m["lead"] or m["mark"])):
        return None
    begun, ended = year_of(first, first <= 1500), year_of(last, last <= 1500)
    hijri = f"{begun.hijri}/{ended.hijri}" if begun.hijri and ended.hijri else ""
    start = m.start("from") - ("b" in m["lead"] or "f" in m["lead"]) if m["lead"] else m.start()
    return Days("years", begun.value, ended.until or ended.value, hijri), start, m.end()


def _week_of(row: Tokens, m: Match, reference: date | None) -> Said | None:
    """«الأسبوع الثالث من شوال»: its fifteenth to twenty-first day; of a year counted from its first day."""
    if row.code(m.start()) != "W1" or (m["week"] == "p" and row.roles[m.start("week")].folded != "الاخير"):
        return None
    if m["unit"]:
        code = row.code(m.start("unit"))[0]
        if reference is None and not m["inyear"]:
            return Days("relative"), m.start(), m.end()
        whole = around(reference, code, {"p": -1, "u": 1}.get(m["when"] or "", 0)) if reference else None
        span = year_of(number_at(row, m, "inyear") or 0, False) if m["inyear"] else whole
        end = m.end()
    else:
        year, end = _year(row, m, m["month"] == "h")
        span = month_of(year, int(row.value(m.start("month"))), m["month"] == "h", reference)
    return (_week(span, number_at(row, m, "week") or 0, m["week"] != "o"), m.start(), end) if span else None


def _week(span: Days, number: int, is_last: bool) -> Days:
    head = span.value + "-01" * (len(span.value) == 4 and span.value[0] != "-")
    if head.startswith("-") or not head:
        return Days("days", head, "", span.hijri)
    first = date.fromisoformat(head if len(head) == 10 else f"{head}-01")
    begun = first + timedelta(7 * (number - 1))
    if is_last:
        unit = "M" if len(span.value) == 7 else "Y"
        after = date.fromisoformat(span.until) + timedelta(1) if span.until else later(first, unit, 1) or first
        begun = after - timedelta(7)
    ended = begun + timedelta(6)
    hijri = f"{hijri_of(begun)}/{hijri_of(ended)}" if span.hijri else ""
    return Days("days", begun.isoformat(), ended.isoformat(), hijri)


def _day_of_month(row: Tokens, m: Match, reference: date | None) -> Said | None:
    """«20 من الشهر المقبل»."""
    day, first = number_at(row, m, "day") or 0, number_at(row, m, "from")
    start = m.start("day") if m["link"] == "&" and m.string[m.start()] != "b" else m.start()
    behind = m.string[m.end("day") : m.end()]
    if "f" not in behind and not (m["when"] or first or "i" in behind):
        return None
    if reference is None or not 1 <= day <= 31:
        return (Days("day", f"---{day:02}"), start, m.end()) if 1 <= day <= 31 else None
    month = later(reference.replace(day=1), "M", {"p": -1, "u": 1}.get(m["when"] or "", 0))
    said = day_of(month.year, month.month, day, False, None) if month else None
    begun = day_of(month.year, month.month, first, False, None) if month and first else None
    return (_between(begun, said) if begun and said else said, start, m.end()) if said else None


def _quarter(row: Tokens, m: Match, reference: date | None) -> Said | None:
    quarter, year = number_at(row, m, "quarter") or 0, number_at(row, m, "year", "year2")
    if row.value(m.start("part")) != 0.25 or not 1 <= quarter <= 4:
        return None
    if year is None and reference is not None:
        year = reference.year + {"p": -1, "u": 1}.get(m["when"] or "", 0)
    head = "-" if year is None else f"{year:04}"
    last = {1: "03-31", 2: "06-30", 3: "09-30", 4: "12-31"}[quarter]
    return Days("days", f"{head}-{quarter * 3 - 2:02}-01", f"{head}-{last}"), m.start(), m.end()


def _decade(row: Tokens, m: Match, reference: date | None) -> Said | None:
    decade = 1900 + int(row.value(m.start()))
    return Days("days", f"{decade}-01-01", f"{decade + 9}-12-31"), m.start(), m.end()


def _one_year(row: Tokens, m: Match, reference: date | None) -> Said | None:
    year = number_at(row, m, "year", "year2", "year3") or 0
    if m["kind"] and row.roles[m.start("kind")].folded not in _YEARS_OF:
        return None
    if not 1300 <= year <= 2100 or (m["mark"] or m["mark2"] or "") == ("G" if year <= 1500 else "H"):
        return None
    return year_of(year, year <= 1500), m.start(), m.end()


def _day_month(row: Tokens, m: Match, reference: date | None) -> Said | None:
    day, month = number_at(row, m, "day") or 0, number_at(row, m, "month") or 0
    if month > 12 >= day:
        day, month = month, day
    said = day_of(None, month, day, False, reference)
    return (said, m.start(), m.end()) if said else None


FIXED: Final[dict[str, Reader]] = {
    "numeric": _numeric, "named": _named, "month_first": _month_first, "month": _month, "years": _years,
    "week_of": _week_of, "day_of_month": _day_of_month, "bare_month": _bare_month, "month_number": _month_number,
    "quarter": _quarter, "decade": _decade, "year": _one_year, "day_month": _day_month,
}  # fmt: skip
