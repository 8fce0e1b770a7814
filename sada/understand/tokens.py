"""A text as a row of roles: one letter for each word, number or sign, so that a grammar is a regular expression.

Numbers in words, ordinals, names of two words and scales («مئة وخمسون», «الخامس عشر», «ربيع الآخر», «3 ملايين») become
one letter with their value. Every pass goes over the row once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from sada.numerals.ordinals import joined_ordinal
from sada.numerals.words import SCALES, Word, read_among
from sada.understand.roles import Role, completes, role_of

_MARK: Final = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_UNSEEN: Final = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_IN: Final = f"[{_UNSEEN}]*"
_SOME: Final = rf"(?>\d(?:{_IN}\d)*)"  # digits with marks of direction among them
_TO_THREE: Final = rf"\d(?:{_IN}\d){{0,2}}"
_THREE: Final = rf"\d{_IN}\d{_IN}\d"
_THOUSANDS: Final = (
    rf"{_TO_THREE}(?:{_IN}\.{_IN}{_THREE}){{2,}}(?!{_IN}[.\d])|"
    rf"(?<![\d.,])[1-9]\d{{0,2}}(?:[ \u00a0\u202f]\d{{3}}){{2,}}(?![.,]?\d)|"
    rf"(?<!\d[.]){_TO_THREE}(?:{_IN}[,٬،]{_IN}{_THREE})+(?!{_IN}\d)(?:{_IN}[.٫,]{_IN}{_SOME}(?![,\d]))?"
)
_DECIMAL: Final = (
    rf"(?<![\d][./]){_SOME}{_IN}[.٫]{_IN}{_SOME}(?![./]?\d)|"
    rf"(?<!\d,){_SOME}{_IN},{_IN}(?:\d(?:{_IN}\d)?(?!{_IN}\d)|\d(?:{_IN}\d){{3,}})(?![,\d])"
)
TOKEN: Final = re.compile(
    rf"(?<!\w)ر\.\s?س(?!\w)|(?:[^\W\d_]|[{_MARK}])(?:[^\W\d_]|[{_MARK}{_UNSEEN}])*(?:(?<=[مم])[23²³٢٣])?|{_THOUSANDS}|{_DECIMAL}|\d+(?:[{_UNSEEN}]+\d+)*|"
    rf"[\n\r\x85\u2028\u2029]|[^\w\s{_UNSEEN}]|_"
)


@dataclass(slots=True)
class Tokens:
    """The row: letter i of `kinds` stands for text[starts[i]:ends[i]] and has roles[i]."""

    text: str
    kinds: str = ""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)

    def value(self, i: int) -> float:
        """The value of a number, month, weekday."""
        value = self.roles[i].value
        return value if isinstance(value, float) else 0.0

    def code(self, i: int) -> str:
        """The code of a unit, a part of the day, a kind of place."""
        return str(self.roles[i].value)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where tokens first to last-1 stand, without what is fixed in front of the first."""
        return self.starts[first] + self.roles[first].cut, self.ends[last - 1]

    def apart(self, i: int) -> bool:
        """Whether space stands before token i."""
        between = self.text[self.ends[i - 1] : self.starts[i]] if i else " "
        return between.isspace() or any(map(str.isspace, between))  # marks of direction may stand there too


Join = tuple[int, int, Role]


def tokens(text: str) -> Tokens:
    """Cut and name every word, number and sign of `text`."""
    row = Tokens(text)
    starts, ends, roles = row.starts, row.ends, row.roles
    for match in TOKEN.finditer(text):
        starts.append(match.start())
        ends.append(match.end())
        roles.append(role_of(match.group()))
    row.kinds = "".join([role.kind for role in roles])
    _joined(row, _NAMES, _name)
    _joined(row, _COUNTED, _counted)
    _joined(row, _SCALED, _scaled)
    return row


def _joined(row: Tokens, pattern: re.Pattern[str], read: Callable[[Tokens, int, int], list[Join]]) -> None:
    """Put one letter where `read` joins several: it is given each match of the pattern."""
    joins = [join for m in pattern.finditer(row.kinds) for join in read(row, m.start(), m.end())]
    if not joins:
        return
    starts, ends, roles, at = [], [], [], 0
    for first, last, role in joins:
        if first < at:
            continue
        starts += [*row.starts[at:first], row.starts[first]]
        ends += [*row.ends[at:first], row.ends[last - 1]]
        roles += [*row.roles[at:first], role._replace(cut=row.roles[first].cut)]
        at = last
    row.starts, row.ends, row.roles = starts + row.starts[at:], ends + row.ends[at:], roles + row.roles[at:]
    row.kinds = "".join([role.kind for role in row.roles])


_NAMES: Final = re.compile(r"[ZUhm2Jaj](?=[^.,\n])|F(?=[wP])")


def _name(row: Tokens, first: int, last: int) -> list[Join]:
    """Names of two words, adornments of a month, «في المئة»; the second word stands behind the match."""
    head, second = row.roles[first], row.roles[last]
    last += 1
    if head.kind == "F":
        is_hundred = head.folded == "في" and second.folded in ("المئه", "المائه", "الميه", "مئه", "مائه")
        return [(first, last, Role("P", "%", ""))] if is_hundred else []
    if second.kind == "M":
        return [(first, last, head)] if head.kind in "hm" else []
    found = completes(head.folded, second.folded)
    return [(first, last, found)] if found else []


_COUNTED: Final = re.compile(r"[ow]?[owx]w*(?:&?[wxEg])*|[dtn]g")


def _counted(row: Tokens, first: int, last: int) -> list[Join]:
    """Ordinals and numbers in words within a run of their words."""
    joins: list[Join] = []
    at = first
    while at < last and row.roles[at].kind == "o":
        value = joined_ordinal(int(row.value(at)), _whole(row, at + 1)) if at + 1 < last else None
        if value:
            joins.append((at, at + 2, Role("o", float(value), row.roles[at].folded)))
        at += 2 if value else 1
    words, places = _words(row, at, last)
    for i, j, number in read_among(row.text, words):
        joins.append((places[i][0], places[j - 1][1], Role("w", number, words[i].folded)))
    return [join for join in joins if join[1] > join[0]]


def _words(row: Tokens, first: int, last: int) -> tuple[list[Word], list[tuple[int, int]]]:
    """Number words for the reader of numbers, a loose «و» joined to what follows; and the tokens of each."""
    words: list[Word] = []
    places: list[tuple[int, int]] = []
    loose = -1
    for i in range(first, last):
        role = row.roles[i]
        if role.kind == "&":
            loose = i
            continue
        start = loose if loose >= 0 else i
        written = "و" * (loose >= 0) + _whole(row, i)
        words.append(Word(row.starts[start], row.ends[i], written))
        places.append((start, i + 1))
        loose = -1
    return words, places


def _whole(row: Tokens, i: int) -> str:
    """The folded word with what is fixed in front of it."""
    role = row.roles[i]
    return (row.text[row.starts[i]] if role.cut == 1 else "") + role.folded


_SCALED: Final = re.compile(r"(?:[dtyn][)»\"]?w|(?<![dtyn)»\"])w)(?:&[dtyn]w|&[dtyn](?![wmhGT%P:/.-]))*")


def _scaled(row: Tokens, first: int, last: int) -> list[Join]:
    """«10 ملايين», «3 ملايين و200 ألف», «مليون و200 ألف», «3 آلاف و500»: digits before a scale, and what is added."""
    joins: list[Join] = []
    between = first > 0 and row.kinds[first - 1] == "b"  # «بين ألف و500» are two numbers
    while first < last:
        total, least, at = _one_scaled(row, first)
        while least > 1 and at < last:
            more, scale, end = _one_scaled(row, at + 1)
            if not more or more >= least or (scale == 1 and between):
                break
            total, least, at = total + more, scale, end
        if at > first + 1:
            joins.append((first, at, Role("w" if row.kinds[first] == "w" else "n", total, "scaled")))
        first = at + (row.kinds[at : at + 1] == "&")
    return joins


def _one_scaled(row: Tokens, at: int) -> tuple[float, int, int]:
    """A number at token `at` with its scale («10 ملايين», «مليونين», «500» of scale 1), and the token behind it."""
    value = row.value(at)
    if row.kinds[at] == "w":
        return value, next((s for s in _DESCENDING if value >= s and value % s == 0), 1), at + 1
    word = at + 1 + (row.kinds[at + 1 : at + 2] in tuple(')»"'))
    scale = SCALES.get(row.roles[word].folded, 0) if row.kinds[word : word + 1] == "w" else 0
    if not scale or row.value(word) not in (0.0, scale):
        return value, 1, at + 1
    return value * scale, scale, word + 1


_DESCENDING: Final = sorted(set(SCALES.values()), reverse=True)
