"""Times of the day: «الساعة ٣:١١ مساءً», «السابعة والنصف», «8 إلا ربعاً صباحاً», «من 5 إلى 7 مساءً»."""

from __future__ import annotations

import re
from typing import Final

from sada.understand.calendars import Days
from sada.understand.date_values import Said
from sada.understand.tokens import Tokens

_PART: Final = "(?:BA|F?A)"  # «بعد الظهر», «مساء», «في المساء»
_DIGITS: Final = r"(?P<hour{0}>[dt]):(?P<minute{0}>[dt])(?::(?P<second{0}>[dt]))?"
_SPOKEN: Final = (
    r"(?P<spoken{0}>[dwot])(?:(?P<minus{0}>X)|&)?(?:(?P<part{0}>x)|(?P<count{0}>[dw])(?:[jJ]|(?=F?A)))?(?![_:/%UP])"
)


def _time(first: str, second: str) -> str:
    digits, spoken = _DIGITS.format(first), _SPOKEN.format(second)
    return rf"(?:{digits}|{spoken})"


_FORMS: Final = (
    re.compile(
        rf"(?P<lead>[fb]?)(?P<t1>T?\(?){_time('1', '1')}\)?(?P<day1>{_PART})?(?P<link>l|-|&)"
        rf"(?P<t2>T?\(?){_time('2', '2')}\)?(?P<day2>{_PART})?"
    ),
    re.compile(
        rf"(?P<before>(?:{_PART}(?=T|[dt]:|d(?!:|[_jJsqUPmh%/.-])))?)"
        rf"(?P<t1>T?\(?){_time('1', '1')}\)?(?P<day1>{_PART}|G(?!_))?"
    ),
)


_TELLS: Final = re.compile("[T:A]|o[xX]|folo")
_MIDNIGHT: Final = re.compile("FA")


def _is_midnight(row: Tokens, m: re.Match[str]) -> bool:
    return row.roles[m.start()].folded == "منتصف" and row.code(m.start() + 1) == "night"


def times(row: Tokens) -> list[Said]:
    """The times of a row, ranges before single ones."""
    if not _TELLS.search(row.kinds):
        return []
    midnight = [
        (Days("time", "00:00"), m.start(), m.end()) for m in _MIDNIGHT.finditer(row.kinds) if _is_midnight(row, m)
    ]
    return midnight + [said for form in _FORMS for m in form.finditer(row.kinds) if (said := _read(row, m)) is not None]


def _read(row: Tokens, m: re.Match[str]) -> Said | None:
    is_range = "day2" in m.re.groupindex
    parts = [_part(row, m, "1"), _part(row, m, "2") if is_range else ""]
    if not is_range and not parts[0] and m["before"]:
        parts[0] = _code(row, m.start("before"), m.end("before"))
    if not _is_time(row, m, parts, is_range) or (is_range and m["link"] == "&" and m["lead"] != "b"):
        return None
    first = _value(row, m, "1", parts[0] or parts[1])
    if not is_range:
        return (Days("time", first), m.start(), m.end()) if first else None
    last = _value(row, m, "2", parts[1] or parts[0])
    if first > last and not parts[0]:
        first = _value(row, m, "1", "")
    return (Days("times", first, last), m.start(), m.end()) if first and last else None


def _is_time(row: Tokens, m: re.Match[str], parts: list[str], is_range: bool) -> bool:
    """«الساعة», a part of the day, or hours and two digits of minutes in a run: no score («2:1»), no plain number."""
    if parts[0] or parts[1] or "T" in m["t1"]:
        return True
    if m["spoken1"] == "o" and m["part1"] and (row.roles[m.start("part1")].cut or m["minus1"]):  # «الثامنة والنصف»
        return True
    if is_range and m["lead"] == "f" and m["spoken1"] == m["spoken2"] == "o":  # «من الخامسة إلى السابعة»
        return all(row.roles[m.start(f"spoken{n}")].folded.endswith("ه") for n in "12")
    return bool(m["hour1"] and len(row.roles[m.start("minute1")].folded) == 2 and (not is_range or m["hour2"]))


def _part(row: Tokens, m: re.Match[str], n: str) -> str:
    name = f"day{n}"
    if not m[name]:
        return ""
    return "pm" if m[name] == "G" else _code(row, m.start(name), m.end(name))


def _code(row: Tokens, first: int, last: int) -> str:
    """am, pm, noon or night; «بعد الظهر» is pm."""
    code = row.code(last - 1)
    return "pm" if row.kinds[first] == "B" and code == "noon" else code


def _value(row: Tokens, m: re.Match[str], n: str, part: str) -> str:
    """HH:MM or HH:MM:SS, "" when it is no time of the day."""
    if m[f"hour{n}"]:
        hour, minute = int(row.value(m.start(f"hour{n}"))), int(row.value(m.start(f"minute{n}")))
        second = f":{int(row.value(m.start(f'second{n}'))):02}" if m[f"second{n}"] else ""
    else:
        hour, minute = int(row.value(m.start(f"spoken{n}"))), _minutes(row, m, n)
        second = ""
    if m[f"spoken{n}"] and (m[f"minus{n}"] is not None):
        hour, minute = (hour - 1, 60 - minute) if minute else (hour, 0)
    if not (0 <= hour <= 24 and 0 <= minute <= 59):
        return ""
    return f"{_hour(hour, part) % 24:02}:{minute:02}{second}"


def _minutes(row: Tokens, m: re.Match[str], n: str) -> int:
    if m[f"part{n}"]:
        return round(60 * row.value(m.start(f"part{n}")))
    return int(row.value(m.start(f"count{n}"))) if m[f"count{n}"] else 0


def _hour(hour: int, part: str) -> int:
    """The hour of 24: «12 ليلا» is 0, «1 ظهرا» 13, «9 ليلا» 21, «2 ليلا» stays 2."""
    if hour > 12 or not part:
        return hour
    if part == "am":
        return hour % 12
    if part == "pm":
        return hour % 12 + 12
    if part == "noon":
        return hour if hour >= 10 else hour + 12
    return 0 if hour == 12 else hour + 12 * (hour >= 6)
