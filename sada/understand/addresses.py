"""Addresses in a text: quarters, streets and roads by name, post boxes and codes, coordinates within the Kingdom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sada.numerals.plain import Plain
from sada.understand.coordinates import SIGN as coordinates_sign
from sada.understand.coordinates import coordinates
from sada.understand.tokens import Tokens

SORTS: Final = frozenset(("street", "road", "district", "square", "plan", "bridge", "exit", "building", "plot"))
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
_SIGN: Final = re.compile(r"[A-Z]{4}[0-9]{4}|بريد|ص\s?\.\s?ب|[0-9]{5}-[0-9]{4}|(?:مبن|عمار|طريق|شارع)")
_POST: Final = (
    ("short_address", re.compile(r"(?<![A-Za-z0-9])[A-Z]{4}\d{4}(?![A-Za-z0-9])")),
    ("postcode", re.compile(r"(?<=الرمز البريدي)[\s:]{0,3}(\d{5}(?:-\d{4})?)(?!\d)")),
    ("postcode", re.compile(r"(?<![\d.,-])([1-9]\d{4}-\d{4})(?![\d-])")),
    (
        "postcode",
        re.compile(
            r"(?:ص\s?\.\s?ب\s?\.?\s?:?\s?\d{1,6}|مبن[ىي] (?:رقم )?\d{1,4}|(?<!\d)\d{4} (?:شارع|طريق) [^\n.\d]{2,40}?)"
            r"[^\n.\d]{1,40}?(\d{5})(?![\d.,])(?= ?(?:[،,.\n]|$))"
        ),
    ),
    ("post_box", re.compile(r"ص\s?\.\s?ب\s?\.?\s?:?\s?(\d{1,6})(?!\d)")),
)
_NUMBERED: Final = frozenset(("building", "plot"))
_BUILDING: Final = 4  # digits of a building of the national address


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
            value = row.roles[last - 1].folded if row.code(at) in _NUMBERED else ""
            yield Address(start, end, row.text[start:end], row.code(at), value)
        at = row.kinds.find("R", max(at + 1, last))


def _name_end(row: Tokens, at: int) -> int:
    """The token behind the name of a street or quarter; `at` when none stands there."""
    means = at > 0 and row.roles[at - 1].folded == "عن" and row.code(at) == "road"  # «عن طريق»: by means of
    if means or row.code(at) not in SORTS:
        return at
    if row.code(at) in _NUMBERED:
        return _numbered_end(row, at)
    if row.roles[at].folded.startswith("ال"):
        return at + 2 if row.code(at) == "exit" and _is_number(row, at + 1, "dto") else at  # «المخرج الخامس عشر»
    first = at + 1
    while row.kinds[first : first + 1] in ("(", "«", '"') and row.kinds[first : first + 1]:
        first += 1
    if _is_number(row, first, "dtnw") and row.code(at) != "district":
        return first + 1  # «شارع 30», «مخرج 5», «شارع الستين»
    return at if row.code(at) == "exit" else _words_end(row, at, first)


def _is_number(row: Tokens, at: int, kinds: str) -> bool:
    """Whether a number stands there that measures nothing: «شارع 30», not «طريق 30 كم»."""
    is_word = row.kinds[at : at + 1] == "w"
    if not row.kinds[at : at + 1] or row.kinds[at] not in kinds or (is_word and row.value(at) % 10):
        return False
    return row.kinds[at + 1 : at + 2] not in tuple("UjJsqP%2w")


def _numbered_end(row: Tokens, at: int) -> int:
    """«مبنى رقم 12», «مبنى 7221»; «مبنى 5 أدوار» has five storeys."""
    number = at + 1 + (row.kinds[at + 1 : at + 2] == "z")
    if row.kinds[number : number + 1] not in ("d", "t", "n", "y") or not row.kinds[number : number + 1]:
        return at
    is_said = number > at + 1 or (row.code(at) == "building" and len(row.roles[number].folded) == _BUILDING)
    return number + 1 if is_said and row.roles[number].folded.isdigit() else at


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
    plain = Plain(text)
    said = plain.text.replace("٫", ".")
    if coordinates_sign.search(said) is not None:
        for found in coordinates(said):
            value = f"{found.latitude:.6g},{found.longitude:.6g}"
            yield _address(text, plain.span(found.start, found.end), "coordinates", value)
    if _SIGN.search(plain.text) is None:
        return
    for sort, pattern in _POST:
        for m in pattern.finditer(plain.text):
            span = m.span(1) if sort == "postcode" else m.span()
            yield _address(text, plain.span(*span), sort, m.group(m.lastindex or 0))


def _address(text: str, span: tuple[int, int], sort: str, value: str) -> Address:
    return Address(*span, text[slice(*span)], sort, value)
