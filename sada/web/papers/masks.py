"""What is masked on paper: numbers by their pattern, and wherever they stand the names of those who asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from sada.reading.masking import Span, masked, personal_spans
from sada.rules.personal import joined

_MARKS: Final = "[\u0610-\u061a\u064b-\u065f\u0670\u0640]*"  # vowel signs and the lengthening stroke
_ALIKE: Final = {letter: f"[{group}]" for group in ("أإآاٱ", "ىي", "ةه") for letter in group} | {"_": r"\s?"}
_GAP: Final = r"[\s\u00a0]+"
_TITLE: Final = (
    r"(?:(?:ال)?(?:[أا]ستاذ|سيد|[أا]خ|دكتور|مهندس|زميل|شيخ|[أا]خت)[ةه]?|"
    r"عزيز(?:ي|تي)|سعادة|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Dear)"
)
_BEFORE: Final = r"(?<!\w)[وفبلك]?"
_SON: Final = ("بن", "ابن", "بنت", "آل")
_COMPOUND: Final = re.compile(r"\b(عبد|[أا]بو|[أا]م)(?:\s+|(?<=عبد))(?=ال)")  # one word of a name, written as two
_SHORT: Final = 2  # letters of «أ.», «د.», «م.» before a name


def masker(names: Iterable[str]) -> Callable[..., str]:
    """`mask(text, spans=None, start=0)` as `masking.masked`, which masks these people's names as well.

    A name is masked where its first word stands with another of it; one word of it alone only behind a title, for
    «أمل» and «صالح» are words too, and a whole house bears the last.
    """
    patterns = [re.compile(form, re.IGNORECASE) for name in sorted(set(names)) for form in _forms(name)]

    def mask(text: str, spans: Iterable[Span] | None = None, start: int = 0) -> str:
        found = list(personal_spans(text) if spans is None else spans)
        found += [(start + m.start(1), start + m.end(1)) for one in patterns for m in one.finditer(text)]
        return masked(text, joined(found), start)

    return mask


def _forms(name: str) -> Iterable[str]:
    words = [word for word in _COMPOUND.sub("\\1_", name).split() if len(word.strip(".")) > _SHORT]
    parts = [_spelt(word) for word in words if word not in _SON]
    if not parts:
        return
    yield rf"(?<!\w){_TITLE}{_GAP}({parts[0]}|{parts[-1]})(?!\w)"
    if len(parts) > 1:
        yield rf"{_BEFORE}({parts[0]}(?:{_GAP}(?:(?:{'|'.join(_SON)}){_GAP})?(?:{'|'.join(parts[1:])})(?!\w))+)"


def _spelt(word: str) -> str:
    """A word with or without vowel signs, its alif and its endings as people write them; «عبد الله» in one or two."""
    letters = re.sub(_MARKS[:-1], "", word)
    return "".join(_ALIKE.get(letter, re.escape(letter)) + _MARKS for letter in letters)
