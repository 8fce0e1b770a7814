"""A text as machines compare it, letter for letter: Western digits, plain letters, nothing that is not seen.

Fullwidth and Persian digits and presentation forms become the plain ones; marks of direction, vowel signs and tatweel
go. Every character stands for one, so that the way back is a list of places.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

_GONE: Final = "\0"
_SEPARATORS: Final = {"٫": ".", "٬": ",", "،": ","}


def _plain(char: str) -> str:
    sort = unicodedata.category(char)
    if sort in ("Cf", "Mn", "Me") or char == "ـ":
        return _GONE
    if sort == "Nd":
        return str(unicodedata.decimal(char))
    whole = unicodedata.normalize("NFKC", char)
    return whole if len(whole) == 1 and sort != "No" else _SEPARATORS.get(char, char)


@cache
def _table() -> list[str]:
    return [_plain(chr(code)) for code in range(0x10000)]


class Plain:
    """`text` in plain form, and `span()` from its offsets back to those of the original."""

    __slots__ = ("_marked", "_places", "text")

    def __init__(self, original: str) -> None:
        self._marked = original.translate(_table())
        self.text = self._marked.replace(_GONE, "")
        self._places: list[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] stands in the original."""
        if len(self.text) == len(self._marked):
            return start, end
        if self._places is None:
            self._places = [at for at, char in enumerate(self._marked) if char != _GONE]
        return self._places[start], self._places[end - 1] + 1
