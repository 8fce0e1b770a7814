"""Sentences of a text as ranges of tokens: full stops, question marks and line breaks end them, «د.» does not."""

from __future__ import annotations

import re
from typing import Final

from sada.understand.tokens import Tokens

_END: Final = re.compile(r"[.\n]+[»\")]?")
_SHORT: Final = 2  # letters of an abbreviation: «د.», «م.», «أ.د.»


def sentences(row: Tokens) -> list[tuple[int, int]]:
    """Token ranges [first, last) of the sentences in order, the closing sign within; none is empty."""
    found, first = [], 0
    for m in _END.finditer(row.kinds):
        if m.start() < first or _abbreviates(row, m):
            continue
        if m.start() > first or "\n" not in m.group():
            found.append((first, m.end()))
        first = m.end()
    if first < len(row.kinds):
        found.append((first, len(row.kinds)))
    return [(a, b) for a, b in found if row.kinds[a:b].strip("\n.")]


_STOP_AFTER: Final = re.compile(r"(?<=[O~_G])\.")


def without_abbreviations(row: Tokens) -> str:
    """The row with the full stop of «د.», «م.» written as a comma: it ends nothing."""
    if "." not in row.kinds:
        return row.kinds
    return _STOP_AFTER.sub(lambda m: "," if _is_short(row, m.start() - 1) else ".", row.kinds)


def _is_short(row: Tokens, at: int) -> bool:
    word = row.roles[at]
    return word.kind in "_OG~" and len(word.folded) < _SHORT and row.ends[at] == row.starts[at + 1]


def _abbreviates(row: Tokens, m: re.Match[str]) -> bool:
    """«د. محمد», «3.» of a list and «1.5» that stands in pieces do not end a sentence."""
    if len(m.group().strip('»")')) > 1 and "\n" not in m.group():
        return True  # «.. » is a pause
    if m.group() != "." or m.start() == 0:
        return False
    before = m.start() - 1
    if _is_short(row, before):
        return True
    return row.kinds[before] in "dtn" and m.end() < len(row.kinds) and row.ends[m.start()] == row.starts[m.end()]
