"""What the words before a number claim of it: «تجاوز 150» says more than 150, «نحو 150» about 150."""

import re
from typing import Final, Literal

from sada.numerals.plain import Plain

Bound = Literal["exact", "over", "under", "at_least", "at_most", "about"]
REACH: Final = 28  # characters looked at for the word that bounds a number: «ما لا يقل عن» and a preposition

_CUES: Final[tuple[tuple[Bound, str], ...]] = (
    (
        "at_least",
        r"(?:ما\s+)?لا\s+[يت]قل(?:ون)?\s+عن|على\s+ال[اأ]قل|لا\s+[أا]قل\s+من|[أا](?:كبر|كثر|على)\s+من\s+[أا]و\s+[يت]ساوي",
    ),
    (
        "at_most",
        r"(?:ما\s+)?(?:لا|لم)\s+[يت](?:تجاوز|تجاوزون|زيد|زد|تعدى|فوق)(?:\s+(?:على|عن))?|بحد\s+[اأ]قصى|لا\s+[أا]كثر\s+من|(?:ما\s+)?[يت]صل\s+[إا]لى|"
        r"[أا](?:صغر|قل)\s+من\s+[أا]و\s+[يت]ساوي",
    ),
    (
        "over",
        r"[يت]?تجاوز(?:ت|وا)?|[أا](?:كثر|كبر|على)\s+من|[يت]زيد\s+(?:على|عن)|زاد(?:ت)?\s+(?:على|عن)|[يت]?فوق|فاق(?:ت)?|"
        r"[يت]ربو\s+على|تخط(?:ى|ت)|فوق",
    ),
    ("under", r"[أا](?:قل|صغر|دنى)\s+من|تحت|دون|[يت]قل\s+عن"),
    ("about", r"نحو|حوالي|قرابة|زهاء|ما\s+يقارب|[يت]قارب|تقريبا"),
)
_BOUNDS: Final = tuple(
    (bound, re.compile(rf"(?:^|\s)[وف]?[بل]?(?:{words})\s*(?:عدد(?:ها|هم)?\s+)?(?:ال|[بل])?[(«]?\s*$"))
    for bound, words in _CUES
)
_WORD: Final = re.compile("[ء-ي]{2}")  # without a word nothing is bounded
_AFTER: Final[tuple[tuple[Bound, re.Pattern[str]], ...]] = (
    ("at_least", re.compile(r"\s+(?:[أا]و|ف|و)\s?(?:[أا]كثر|[أا]كبر|[أا]على)|\s+على\s+ال[أا]قل")),
    ("at_most", re.compile(r"\s+(?:[أا]و|ف)\s?(?:[أا]قل|[أا]صغر)|\s+على\s+ال[أا]كثر|\s+كحد\s+[أا]قصى")),
    ("about", re.compile(r"\s+تقريبا")),
)


def bound_before(text: str, start: int) -> Bound:
    """The bound that the words before offset `start` set to the number there."""
    before = Plain(text[max(0, start - 3 * REACH) : start]).text[-REACH:]  # vowel signs and tatweel take places too
    if _WORD.search(before) is None:
        return "exact"
    return next((bound for bound, pattern in _BOUNDS if pattern.search(before)), "exact")


def bound_after(text: str, end: int) -> Bound:
    """The bound that the words behind offset `end` set: «200 أو أكثر», «500 على الأقل»."""
    after = Plain(text[end : end + 3 * REACH]).text
    return next((bound for bound, pattern in _AFTER if pattern.match(after)), "exact")
