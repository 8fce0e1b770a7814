"""In which of the two languages a text is written."""

import re
from typing import Final

ARABIC: Final = "ar"
ENGLISH: Final = "en"
_ARABIC: Final = re.compile("[\u0621-\u064a]")
_LATIN: Final = re.compile("[A-Za-z]")
_ADDRESS: Final = re.compile(r"https?://\S+|\S+@\S+|[@#]\w+")


def language_of(text: str) -> str:
    """English where most letters of the words are Latin, else Arabic; addresses and handles say nothing."""
    said = _ADDRESS.sub(" ", text)
    return ENGLISH if len(_LATIN.findall(said)) > len(_ARABIC.findall(said)) else ARABIC


def direction(language: str) -> str:
    """How a language runs: rtl or ltr."""
    return "ltr" if language == ENGLISH else "rtl"
