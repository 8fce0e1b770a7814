"""Arabic words as they are compared here: without vowel signs and tatweel, one form of alef, ya and ta marbuta."""

import re
from typing import Final

SIGNS: Final = re.compile("[\u064b-\u065f\u0670\u0640]")
_LETTERS: Final = str.maketrans("أإآٱىة", "ااااية")


def plain(text: str) -> str:
    """The text as it is compared; shorter than it was by its signs."""
    return SIGNS.sub("", text).translate(_LETTERS)


def any_of(*patterns: str) -> re.Pattern[str]:
    """A pattern for plain text that finds what any of these finds, themselves written as one writes."""
    return re.compile("|".join(plain(pattern) for pattern in patterns))
