"""What the words before a number claim of it: «تجاوز 150» says more than 150, «نحو 150» about 150."""

import re
from typing import Final, Literal

Bound = Literal["exact", "over", "under", "at_least", "at_most", "about"]
REACH: Final = 28  # characters looked at for the word that bounds a number: «ما لا يقل عن» and a preposition

_CUES: Final[tuple[tuple[Bound, str], ...]] = (
    ("at_least", r"(?:ما\s+)?لا\s+[يت]قل(?:ون)?\s+عن|على\s+ال[اأ]قل"),
    ("at_most", r"(?:ما\s+)?(?:لا|لم)\s+[يت](?:تجاوز|تجاوزون|زيد|زد|تعدى|فوق)(?:\s+(?:على|عن))?|بحد\s+[اأ]قصى"),
    (
        "over",
        r"[يت]?تجاوز(?:ت|وا)?|[أا]كثر\s+من|[يت]زيد\s+(?:على|عن)|زاد(?:ت)?\s+(?:على|عن)|[يت]?فوق|فاق(?:ت)?|"
        r"[يت]ربو\s+على|تخط(?:ى|ت)|فوق",
    ),
    ("under", r"[أا]قل\s+من|دون|[يت]قل\s+عن"),
    ("about", r"نحو|حوالي|قرابة|زهاء|ما\s+يقارب|[يت]قارب|تقريبا"),
)
_BOUNDS: Final = tuple(
    (bound, re.compile(rf"(?:^|\s)[وف]?[بل]?(?:{words})\s*(?:عدد(?:ها|هم)?\s+)?(?:ال|[بل])?[(«]?\s*$"))
    for bound, words in _CUES
)


def bound_before(text: str, start: int) -> Bound:
    """The bound that the words before offset `start` set to the number there."""
    before = text[max(0, start - REACH) : start]
    return next((bound for bound, pattern in _BOUNDS if pattern.search(before)), "exact")
