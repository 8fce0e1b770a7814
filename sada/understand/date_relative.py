"""What forms of the grammar of dates say that only a day of reading closes: «أمس», «الأسبوع المقبل», «قبل 3 أيام»."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from sada.understand.calendars import Days, around, later, month_of, weekday_near
from sada.understand.date_values import Match, Reader, Said, number_at
from sada.understand.tokens import Tokens

_OPEN_WEEKDAY: Final = "-W-{}"
_FEW: Final = frozenset(("القليله", "العديده", "المعدوده"))


def _relative_month(row: Tokens, m: Match, reference: date | None) -> Said | None:
    name = "month" if m["month"] else "month2"
    month, is_hijri = int(row.value(m.start(name))), m[name] == "h"
    said = month_of(None, month, is_hijri, reference)
    if reference is not None and not is_hijri:
        said = month_of(_year_of_month(month, m["when"], reference), month, False)
    return said, m.start(), m.end()


def _year_of_month(month: int, when: str | None, reference: date) -> int:
    """«سبتمبر الماضي» is the last that is over, «سبتمبر المقبل» the next, «هذا سبتمبر» the one of this year."""
    if when == "p":
        return reference.year - (month >= reference.month)
    return reference.year + (when == "u" and month <= reference.month)


def _night(row: Tokens, m: Match, reference: date | None) -> Said | None:
    """«هذا المساء», «الليلة», «الليلة الماضية»; other parts of a day are no date."""
    if not m["this"] and row.roles[m.start("night")].folded != "الليله":
        return None
    if reference is None:
        return Days("relative"), m.start(), m.end()
    shift = {"p": -1, "u": 1}.get(m["when"] or "", 0)
    return Days("day", (reference + timedelta(shift)).isoformat()), m.start(), m.end()


def _unit(row: Tokens, m: Match, *names: str) -> tuple[str, float, int]:
    """Code of a unit of time, how many the word itself says (0: it needs a number), and its token."""
    at = next(m.start(name) for name in names if m[name])
    code = row.code(at)
    return code[0], float(code[1:] or 0), at


def _ago(row: Tokens, m: Match, reference: date | None) -> Said | None:
    code, own, _ = _unit(row, m, "unit", "one")
    count = number_at(row, m, "count") or own
    if not count or code not in "DWMYZ" or (m["way"] == "B" and m["one"] and own == 1):
        return None
    if reference is None:
        return Days("relative"), m.start(), m.end()
    moved = later(reference, code, count if m["way"] == "B" else -count)
    if moved is None:
        return None
    whole = {"Y": ("year", 4), "Z": ("year", 4)}.get(code, ("day", 10))  # «قبل أربعين سنة» tells a year, no day
    return Days(whole[0], moved.isoformat()[: whole[1]]), m.start(), m.end()


def _span(row: Tokens, m: Match, reference: date | None) -> Said | None:
    code, own, _ = _unit(row, m, "unit", "unit2", "unit3")
    number = number_at(row, m, "count", "count2", "count3")
    count = number or own or 3  # «الأيام الماضية»: a few
    if m["few"] and row.roles[m.start("few")].folded not in _FEW:
        return None
    if code not in "DWMYZ" or (own == 1 and not number):
        return None
    if reference is None:
        return Days("relative"), m.start(), m.end()
    is_ahead = m["when"] == "u"
    other = later(reference, code, count if is_ahead else -count)
    next_to = later(reference, "D", 1 if is_ahead else -1)
    if other is None or next_to is None:
        return None
    first, last = sorted((next_to, other))
    return Days("days", first.isoformat(), last.isoformat()), m.start(), m.end()


def _rest(row: Tokens, m: Match, reference: date | None) -> Said | None:
    code, own, _ = _unit(row, m, "unit", "unit2")
    if own != 1 or code not in "DWMYZ":
        return None
    if reference is None:
        return Days("relative"), m.start(), m.end()
    said = around(reference, code, {"p": -1, "u": 1}.get(m["when"] or "", 0) * (2 if m["after"] else 1))
    return (said, m.start(), m.end()) if said else None


def _beside(reference: date, shift: int, further: str, weekday: int) -> date:
    """«أمس الأحد», «بعد غد الأربعاء»: the day as counted, or where the weekday disagrees the nearest that way."""
    if further and shift and (shift > 0) == (further == "B"):  # «قبل أمس», «أول من أمس», «بعد غد»
        shift *= 2
    day = reference + timedelta(shift)
    return day if day.weekday() == weekday else weekday_near(reference, weekday, (shift > 0) - (shift < 0))


def _weekday(row: Tokens, m: Match, reference: date | None) -> Said | None:
    weekday = number_at(row, m, "weekday", "day") or 0
    if reference is None:
        return Days("weekday", _OPEN_WEEKDAY.format(weekday + 1)), m.start(), m.end()
    if m["near"]:
        day = _beside(reference, int(row.value(m.start("near"))), m["shift"], weekday)
        return Days("day", day.isoformat()), m.start(), m.end()
    if m["week"]:  # «الجمعة من الأسبوع المقبل»
        said = _in_week(reference, weekday, m["week"])
        return (said, m.start(), m.end()) if said else None
    when = m["when"]
    if when is None and m["this"]:
        return Days("day", weekday_near(reference, weekday, 1).isoformat()), m.start(), m.end()
    if when is None:
        return Days("weekday", _OPEN_WEEKDAY.format(weekday + 1)), m.start(), m.end()
    day = weekday_near(reference, weekday, -1 if when == "p" else 1)
    return Days("day", day.isoformat()), m.start(), m.end()


def _in_week(reference: date, weekday: int, when: str | None) -> Days | None:
    """A weekday of the week past, present or next, weeks from Sunday to Saturday."""
    week = around(reference, "W", {"p": -1, "u": 1}.get(when or "", 0))
    return Days("day", (date.fromisoformat(week.value) + timedelta((weekday + 1) % 7)).isoformat()) if week else None


def _day_of_week(row: Tokens, m: Match, reference: date | None) -> Said | None:
    """«الأسبوع المقبل يوم الجمعة»."""
    at = m.start() + (m.string[m.start()] == "i")
    if row.code(at) != "W1" or not (m["when"] or at > m.start()):
        return None
    said = _in_week(reference, int(row.value(m.start("weekday"))), m["when"]) if reference else Days("relative")
    return (said, m.start(), m.end()) if said else None


_PAPERS: Final = frozenset(("عين", "صحيفه", "جريده", "لصحيفه", "لجريده"))


def _is_no_today(row: Tokens, m: Match) -> bool:
    """«اليوم الثاني للعيد» counts the days of an event; «عين اليوم», «اليوم» in marks are newspapers."""
    at = m.start("day")
    if row.value(at) or row.roles[at].folded != "اليوم":
        return False
    before, behind = row.kinds[at - 1 : at] if at else "", row.kinds[at + 1 : at + 2]
    in_marks = before in ("«", '"', "(") and behind in ("»", '"', ")") and bool(before and behind)
    return bool(m["first"]) or in_marks or bool(before and row.roles[at - 1].folded in _PAPERS)


def _relative(row: Tokens, m: Match, reference: date | None) -> Said | None:
    if _is_no_today(row, m):
        return None
    shift, start = _shifted(row, m, int(row.value(m.start("day"))))
    end = m.end()
    if m["next"] and shift == 0:  # «اليوم التالي»
        shift = 1 if m["next"] == "u" else -1
    elif m["first"] and shift == -1 and row.value(end - 1) == 1:  # «أمس الأول»
        shift *= 2
    elif m["next"] or m["first"]:
        end -= 1
    if reference is None:
        return Days("relative"), start, end
    return Days("day", (reference + timedelta(shift)).isoformat()), start, end


def _shifted(row: Tokens, m: Match, shift: int) -> tuple[int, int]:
    """The days from today and the first token: «أول أمس», «قبل أمس», «بعد غد» go twice as far."""
    start = m.start()
    if not m["shift"]:
        return shift, start
    if m["shift"][0] == "o":  # «أول أمس», «أول من أمس»
        is_far = shift == -1 and row.value(start) == 1
    else:
        is_far = shift != 0 and (shift < 0) != (m["shift"] == "B")
    return (2 * shift, start) if is_far else (shift, start + len(m["shift"]))


RELATIVE: Final[dict[str, Reader]] = {
    "relative_month": _relative_month, "ago": _ago, "span": _span, "rest": _rest, "weekday": _weekday,
    "relative": _relative, "night": _night, "day_of_week": _day_of_week,
}  # fmt: skip
