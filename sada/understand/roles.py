"""What a single word does in a date, a figure, a quotation, an address or a name: one letter and a value.

The letters (the values are in `data/roles.txt`):

    d t y n  digits: 1-31, other of two digits, a year's four, any other number     w number word   o ordinal
    m h M    Gregorian month, Hijri month, what adorns one («المبارك»)                k weekday       a today, yesterday
    3        day with a name («عيد الفطر»)
    J j s q T  day, units of time, month, year, hour    p u c i  past, next, current, this    Q decade
    f l b & F  from, to, between, and, in     K N B  before, since, after    D e  dated, corresponding to
    H G      the calendar's letter   A part of the day   x X  half or quarter, less   g E parts
    U P 2    unit of measure, of a hundred, two of a unit   R z  street or quarter, number   V v Y  says, saying, that
    L r S W  how long, what share, minus, the last    O C I    office or title, citizen, father or mother of
    _ ~  another Arabic word, another word
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from importlib import resources
from typing import Final, NamedTuple

from sada.numerals.ordinals import ordinal
from sada.numerals.words import is_number_word

LONGEST: Final = 24  # letters; a longer word has no role and is not kept
Value = str | float
_ONE: Final = str.maketrans({
    **dict.fromkeys("أإآٱ", "ا"), **dict.fromkeys("ىیېے", "ي"), **dict.fromkeys("ةۃہھە", "ه"), "ک": "ك", "گ": "ك",
    "٢": "2", "٣": "3",
})  # fmt: skip
_FIXED: Final = "وفبلك"
_SIGNS: Final = {
    "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "،": ",", "؛": ",", ";": ",", "؟": ".", "!": ".", "?": ".",
    "…": ".", "۔": ".", "٪": "%", "“": '"', "”": '"', "„": '"', "٫": ",", "٬": ",", "[": "(", "]": ")", "\r": "\n",
    "\u2028": "\n", "\u2029": "\n", "\x85": "\n", "«": "«", "»": "»", "＃": "#", "＠": "@", "$": "$",
    "⃁": "$", "﷼": "$",
}  # fmt: skip
_MONEY: Final = {"⃁": "SAR", "﷼": "SAR"}
_PLAIN: Final = frozenset("-,.%\"()\n/:+#@'=<>~")


_POINT: Final = {".": ".", "٫": ".", ",": ",", "٬": ",", "،": ","}


class Role(NamedTuple):
    """What a word does: `cut` letters of it are fixed in front («و», «ب»), `folded` is the rest as compared."""

    kind: str
    value: Value
    folded: str
    cut: int = 0


def folded(word: str) -> str:
    """One word in comparing form: whatever its Unicode form, no vowel signs, tatweel or marks of direction."""
    if not unicodedata.is_normalized("NFKC", word):
        word = unicodedata.normalize("NFKC", word)
    if not word.isalnum() or "ـ" in word:
        word = "".join(c for c in word if c.isalnum() and c != "ـ")
    return word.translate(_ONE)


@cache
def _table() -> tuple[dict[str, Role], dict[str, dict[str, Role]]]:
    """Single words, and by the head of two-word names what may complete it."""
    single: dict[str, Role] = {}
    heads: dict[str, dict[str, Role]] = {}
    text = (resources.files("sada.understand") / "data" / "roles.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            kind, value, words = line.split("\t")
            for word in words.split("|"):
                _enter(single, heads, word.strip(), kind, _value(value))
    return single, heads


def _value(written: str) -> Value:
    try:
        return float(written)
    except ValueError:
        return written


def _enter(single: dict[str, Role], heads: dict[str, dict[str, Role]], word: str, kind: str, value: Value) -> None:
    bare, _, second = word.partition(" ")
    for head in (bare[1:], "ال" + bare[1:]) if bare.startswith("+") else (bare,):
        name = folded(head)
        if second:
            heads.setdefault(name, {})[folded(second)] = Role(kind, value, f"{name} {folded(second)}")
        else:
            single.setdefault(name, Role(kind, value, name))


def completes(head: str, second: str) -> Role | None:
    """The role of a name in two folded words: «تشرين الثاني», «متر مربع»."""
    return _table()[1].get(head, {}).get(second)


@lru_cache(maxsize=1 << 16)
def role_of(token: str) -> Role:
    """The role of one token of `understand.tokens`."""
    if token.isdecimal() or token[0].isdecimal():
        return _of_digits(token)
    if token[0].isalnum():
        return _of_word(token) if len(token) <= LONGEST else Role("_", 0.0, "")
    sign = _SIGNS.get(token, token)
    if sign == "$":
        return Role("$", _MONEY.get(token, "USD"), sign)
    return Role(sign if sign in _PLAIN or sign in "«»" else "^", 0.0, sign)


def _of_digits(token: str) -> Role:
    western = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else _POINT.get(c, "") for c in token)
    if western.isdecimal():
        value = float(western) if len(western) <= LONGEST else 0.0
        if len(western) <= 2:
            return Role("d" if 1 <= value <= 31 else "t", value, western)
        if len(western) == 4 and (1300 <= value <= 1500 or 1800 <= value <= 2100):
            return Role("y", value, western)
        return Role("n", value, western)
    if western.count(".") > 1:
        western = western.replace(".", "")  # «32.190.385»
    head, comma, tail = western.rpartition(",")
    if comma and "." not in western and len(tail) != 3:
        western = f"{head}.{tail}"  # «٤,٨», «12،220,13»
    return Role("n", float(western.replace(",", "")), western)


def _of_word(token: str) -> Role:
    word = folded(token)
    if not word:
        return Role("^", 0.0, "")
    found = _looked_up(word)
    if found is not None:
        return found
    for cut in range(1, min(3, len(word) - 1)):
        if word[cut - 1] not in _FIXED:
            break
        rest = "ال" + word[cut + 1 :] if word[cut - 1 : cut + 1] == "لل" else word[cut:]
        found = _looked_up(rest)
        if found is not None and found.kind in "Vv" and word[cut - 1] in "كب":
            continue  # «كيري» is no «as he sees»
        if found is not None and (found.kind != "o" or rest.startswith("ال")):
            return found._replace(cut=letters_of(token, cut))
    return Role("_" if "\u0620" <= word[0] <= "\u06ff" else "~", 0.0, word)


def _looked_up(word: str) -> Role | None:
    single, heads = _table()
    found = single.get(word)
    if found is not None:
        return found
    if word in heads:
        return Role("Z", 0.0, word)
    if is_number_word(word):
        return Role("w", 0.0, word)
    value = ordinal(word)
    return Role("o", float(value), word) if value else None


def letters_of(token: str, letters: int) -> int:
    """How many characters of a token hold its first `letters` letters, with their vowel signs."""
    seen = 0
    for i, char in enumerate(token):
        if char.isalnum() and char != "ـ":
            if seen == letters:
                return i
            seen += 1
    return 0
