"""Ordinals: «الثالث», «الحادية عشرة», «الخامس والعشرون» and what they count."""

from typing import Final

from sada.numerals.words import TENS, fold

_STEMS: Final = (
    "أول أولى", "ثاني ثانية ثان", "ثالث ثالثة", "رابع رابعة", "خامس خامسة", "سادس سادسة", "سابع سابعة", "ثامن ثامنة",
    "تاسع تاسعة", "عاشر عاشرة",
)  # fmt: skip
_UNITS: Final = {fold(word): n for n, words in enumerate(_STEMS, 1) for word in words.split()} | {
    fold(word): 1 for word in ("حادي", "حادية")
}
_TEN: Final = frozenset(map(fold, ("عشر", "عشرة")))


def ordinal(word: str) -> int | None:
    """The value of one folded ordinal word with or without the article: «الثالث» is 3, «الحادي» 1; else None."""
    return _UNITS.get(word[2:] if word.startswith("ال") else word)


def joined_ordinal(unit: int, word: str) -> int | None:
    """The value when the folded `word` completes an ordinal below ten: «(الحادي) عشر», «(الخامس) والعشرين»."""
    if word in _TEN:
        return 10 + unit if unit < 10 else None
    tens = TENS.get(word[3:]) if word.startswith("وال") else None  # «الثامنة وعشرين دقيقة» counts twenty minutes
    return tens + unit if tens and unit < 10 else None
