"""Addresses in a text: quarters, streets and roads by name, post boxes and codes, coordinates within the Kingdom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sada.numerals.digits import western
from sada.understand.tokens import Tokens

SORTS: Final = frozenset(("street", "road", "district", "square", "plan", "bridge", "exit"))
_TITLES: Final = frozenset(("الملك", "الامير", "الاميره", "الشيخ", "الامام", "خادم", "ولي", "الملكه"))
_HEADS: Final = frozenset((
    "ابو", "ابي", "ام", "ابن", "بن", "ال", "عبد", "باب", "بني", "وادي", "عين", "ظهره", "عمر", "خالد", "عثمان", "علي",
    "سعد", "صلاح", "ابها", "مكه", "المدينه", "جده", "طريق", "شارع",
))  # fmt: skip
_NO_NAMES: Final = frozenset((
    "العوده", "الخطا", "الحق", "مسدود", "من", "في", "علي", "الي", "عن", "مع", "او", "ثم", "الذي", "التي", "هذا", "هذه",
    "كل", "هو", "هي", "لا", "ما", "لم", "كان", "كانت", "واحد", "يربط", "يمر", "ضمن", "بعد", "قبل", "بين", "بطول",
    "بعرض", "بتكلفه", "بمدينه", "بمحافظه", "بمنطقه", "التنفيذ", "رئيسي", "سكني", "جديد", "كامل", "عام", "بديل",
))  # fmt: skip
_LONGEST: Final = 5  # words of a name: «الأمير محمد بن عبدالعزيز آل سعود»
_SIGN: Final = re.compile(r"[0-9٠-٩۰-۹]{2}[°º]|[0-9٠-٩۰-۹]{2}[.٫][0-9٠-٩۰-۹]{3}|[A-Z]{4}[0-9]{4}|بريد|ص\s?\.\s?ب")
_DECIMAL: Final = re.compile(
    r"(?<![\d.])(?P<lat>(?:1[5-9]|2\d|3[0-3])\.\d{3,12})°?\s?(?:N|شمالا?)?\s{0,2}[,،/;\s]\s{0,2}"
    r"(?P<lon>(?:3[4-9]|4\d|5[0-6])\.\d{3,12})°?(?:\s?E|\s?شرقا?)?(?!\d|\.\d)"
)
_PART: Final = r"(\d{2})[°º]\s?(\d{1,2})['′’]\s?(?:(\d{1,2}(?:\.\d{1,6})?)(?:\"|″|''|”))?\s?"
_SEXAGESIMAL: Final = re.compile(rf"{_PART}(?:N|شمالا?)?[\s,،]{{0,3}}{_PART}(?:E|شرقا?)?")
_POST: Final = (
    ("short_address", re.compile(r"(?<![A-Za-z0-9])[A-Z]{4}\d{4}(?![A-Za-z0-9])")),
    ("postcode", re.compile(r"(?<=الرمز البريدي)[\s:]{0,3}(\d{5}(?:-\d{4})?)(?!\d)")),
    ("post_box", re.compile(r"ص\s?\.\s?ب\s?\.?\s?:?\s?(\d{1,6})(?!\d)")),
)


@dataclass(frozen=True, slots=True)
class Address:
    """A place at [start, end). `sort`: street, road, district …, coordinates, postcode, post_box, short_address;
    `value`: «latitude,longitude» in degrees, or the code or number; empty for names."""

    start: int
    end: int
    text: str
    sort: str
    value: str = ""


def addresses_in(row: Tokens) -> list[Address]:
    """The addresses of a text already cut into tokens, in order, none within another."""
    out: list[Address] = []
    for address in sorted((*_named(row), *_written(row.text)), key=lambda a: (a.start, -a.end)):
        if not out or address.start >= out[-1].end:
            out.append(address)
    return out


def _named(row: Tokens) -> Iterator[Address]:
    at = row.kinds.find("R")
    while at >= 0:
        last = _name_end(row, at)
        if last > at + 1:
            start, end = row.span(at, last)
            yield Address(start, end, row.text[start:end], row.code(at))
        at = row.kinds.find("R", max(at + 1, last))


def _name_end(row: Tokens, at: int) -> int:
    """The token behind the name of a street or quarter; `at` when none stands there."""
    means = at > 0 and row.roles[at - 1].folded == "عن" and row.code(at) == "road"  # «عن طريق»: by means of
    if means or row.code(at) not in SORTS or row.roles[at].folded.startswith("ال"):
        return at
    first = at + 1
    while row.kinds[first : first + 1] in ("(", "«", '"') and row.kinds[first : first + 1]:
        first += 1
    if row.kinds[first : first + 1] in ("d", "t", "n") and row.kinds[first : first + 1] and row.code(at) != "district":
        return first + 1  # «شارع 30», «مخرج 5»
    return at if row.code(at) == "exit" else _words_end(row, at, first)


def _words_end(row: Tokens, at: int, first: int) -> int:
    end, last = first, min(len(row.kinds), first + _LONGEST)
    wants = True  # the name is not whole yet
    while end < last and wants and _names(row, end):
        word = row.roles[end].folded
        wants = word in _TITLES or word in _HEADS or row.kinds[end] == "I"
        end += 1
        if end < last and row.roles[end].folded in ("بن", "ابن") and _names(row, end):
            wants = True
    if end > first and row.kinds[end : end + 1] == "d" and row.apart(end) and row.code(at) in ("district", "plan"):
        end += 1  # «مخطط شوران 3»
    return end if end > first else at


def _names(row: Tokens, at: int) -> bool:
    role = row.roles[at]
    if (
        row.kinds[at] not in "_OIZkhCo"
        or (row.kinds[at] == "O" and role.folded not in _TITLES)
        or role.folded in _NO_NAMES
        or role.cut
        or len(role.folded) < 2
    ):
        return False
    return not row.text[row.ends[at - 1] : row.starts[at]].count("\n")


def _written(text: str) -> Iterator[Address]:
    if _SIGN.search(text) is None:
        return
    plain = western(text)
    for m in _DECIMAL.finditer(plain):
        yield _coordinates(text, m, float(m["lat"]), float(m["lon"]))
    for m in _SEXAGESIMAL.finditer(plain):
        lat, lon = (_degrees(m.group(n), m.group(n + 1), m.group(n + 2)) for n in (1, 4))
        if 15 <= lat < 34 and 34 <= lon < 57:
            yield _coordinates(text, m, lat, lon)
    for sort, pattern in _POST:
        for m in pattern.finditer(plain):
            start = m.start(1) if sort == "postcode" else m.start()
            yield Address(start, m.end(), text[start : m.end()], sort, m.group(m.lastindex or 0))


def _degrees(whole: str, minutes: str, seconds: str | None) -> float:
    return int(whole) + int(minutes) / 60 + float(seconds or 0) / 3600


def _coordinates(text: str, m: re.Match[str], lat: float, lon: float) -> Address:
    return Address(m.start(), m.end(), text[m.start() : m.end()], "coordinates", f"{lat:.6g},{lon:.6g}")
