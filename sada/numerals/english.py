"""Numbers in English words: «two hundred», «twenty-five», «half of the residents»; their bounds, and what digits name
among English words (a day, an hour, a telephone, the number of a letter)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sada.numerals.bounds import Bound

_ONES: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UNITS: Final = {word: float(n) for n, word in enumerate(_ONES)} | {w: 10.0 * n for n, w in enumerate(_TENS, 2)}
SCALES: Final = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_MANY: Final = {"dozen": 12.0}
_WORDS: Final = "|".join(sorted([*_UNITS, *SCALES, *_MANY], key=len, reverse=True))
_RUN: Final = re.compile(
    rf"(?<![\w-])(?:an?\s+(?=(?:{'|'.join(SCALES)}|dozen)\b))?(?:{_WORDS})\b"
    rf"(?:(?:\s+and\s+|[\s-]+)(?:{_WORDS})\b)*",
    re.IGNORECASE,
)
_PARTS: Final = {
    "half": 50.0, "a third": 100 / 3, "one third": 100 / 3, "two thirds": 200 / 3, "a quarter": 25.0,
    "one quarter": 25.0, "three quarters": 75.0, "a fifth": 20.0, "one fifth": 20.0, "four fifths": 80.0,
}  # fmt: skip
_SHARE: Final = re.compile(
    rf"(?<![\w-])(?P<part>{'|'.join(sorted((p.replace(' ', '[ -]') for p in _PARTS), key=len, reverse=True))})"
    r"\s+(?:of\s+)?(?=(?:the|all|our|its|their|these|those)\s+(?!hour|day|week|month|year|century|time)\w|of\s+\w)",
    re.IGNORECASE,
)
_CUES: Final[tuple[tuple[Bound, str], ...]] = (
    ("at_least", r"at least|no(?:t)? (?:less|fewer) than|a minimum of"),
    ("at_most", r"at most|up to|no(?:t)? more than|as many as|a maximum of|do(?:es)? not exceed"),
    ("over", r"more than|over|above|exceed(?:s|ed|ing)?|greater than|in excess of|surpass(?:es|ed)?"),
    ("under", r"less than|fewer than|under|below"),
    ("about", r"about|around|approximately|some|nearly|almost|roughly|close to"),
)
_BOUNDS: Final = tuple(
    (bound, re.compile(rf"\b(?:{words})\s+(?:the\s+|a\s+total\s+of\s+)?\(?$", re.IGNORECASE)) for bound, words in _CUES
)
_AFTER: Final[tuple[tuple[Bound, re.Pattern[str]], ...]] = (
    ("at_least", re.compile(r"\s+or more\b|\s+at least\b", re.IGNORECASE)),
    ("at_most", re.compile(r"\s+or (?:less|fewer)\b|\s+at most\b", re.IGNORECASE)),
)
_REACH: Final = 32
PERCENT: Final = re.compile(r"\s*(?:per\s?cent\b|percent\b)", re.IGNORECASE)
SCALE: Final = re.compile(rf"\s+({'|'.join(SCALES)})\b", re.IGNORECASE)
_MONTHS: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Muharram|Safar|"
    r"Rabi\S*\s(?:al|I)\S*|Jumada\s\S+|Rajab|Sha\W?ban|Ramadan|Shawwal|Dhu\s?\S+)"
)
_YEAR: Final = r"(?:,?\s+\d{4}\b)?"
DAY: Final = (
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTHS}{_YEAR}|{_MONTHS}\s+\d{{1,2}}\b{_YEAR}|{_MONTHS}\s+\d{{4}}\b"
)
YEAR: Final = (
    r"\b(?:in|since|by|until|year|Vision|for)\s+(?:19|20|14)\d{2}\b(?!\s+[A-Za-z]+s\b)|\b\d{4}\s?(?:AH|H|AD|CE)\b"
)
HOUR: Final = r"\d{1,2}(?::\d{2})?\s?(?:[ap]\.?m\b\.?|o[’']clock)"
PHONE: Final = (
    r"(?:call|dial|phone|telephone|tel\.?|hotline|via|number|centre|center|through)\s+"
    r"\(?(?:940|199040|199099|911|998)\)?(?!\d)"
)
REFERENCE: Final = r"(?:No\.|number|issue|page|article|paragraph|letter|report|ref(?:erence)?\.?)\s*:?\s*\(?#?\d[\d/-]*"


@dataclass(frozen=True, slots=True)
class Said:
    """A number in English words; `is_share`: a part of a whole that is named."""

    start: int
    end: int
    value: float
    is_share: bool = False


def in_english(text: str) -> Iterator[Said]:
    """All numbers of a text in English words, each once."""
    for match in _SHARE.finditer(text):
        yield Said(match.start("part"), match.end("part"), _PARTS[match["part"].lower().replace("-", " ")], True)
    for match in _RUN.finditer(text):
        value = value_of_words(match.group())
        if value is not None:
            yield Said(match.start(), match.end(), value)


def value_of_words(words: str) -> float | None:
    """«two hundred and fifty thousand» is 250,000; None where the words are no number."""
    total, held, seen = 0.0, 0.0, False
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in _UNITS:
            held, seen = held + _UNITS[word], True
        elif word == "hundred":
            held, seen = (held or 1.0) * 100, True
        elif word in SCALES:
            total, held, seen = total + (held or 1.0) * SCALES[word], 0.0, True
        elif word in _MANY:
            held, seen = (held or 1.0) * _MANY[word], True
    return total + held if seen else None


def bound_in_english(text: str, start: int, end: int) -> Bound:
    """What the English words around a number claim of it."""
    before = text[max(0, start - _REACH) : start]
    for bound, cue in _BOUNDS:
        if cue.search(before):
            return bound
    return next((bound for bound, cue in _AFTER if cue.match(text, end)), "exact")
