"""How a hit is shown: the words around the first match, masked, what matched marked; what one may have meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from sada.understand.fold import Folded, fold, search_text
from sada.understand.stem import stem

AROUND = 90  # letters shown before the first match
SHOWN = 260  # letters shown in all
CLOSE = 72  # of 100: how alike two words must be to be offered
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, and whether it is what was searched for."""

    text: str
    is_hit: bool


def pieces(text: str, asked: str) -> list[Piece]:
    """`text` cut where a word matches one of the asked words in its stem."""
    wanted = set(search_text(asked).split())
    folded = Folded(text)  # one pass over the text, with the way back
    out: list[Piece] = []
    at = 0
    for match in _WORD.finditer(folded.text):
        if stem(match.group()) in wanted:
            start, end = folded.span(*match.span())
            out += [Piece(text[at:start], False), Piece(text[start:end], True)]
            at = end
    return [piece for piece in [*out, Piece(text[at:], False)] if piece.text]


def snippet(text: str, asked: str) -> list[Piece]:
    """The part of a text around its first match, its ends at a space."""
    found = pieces(text, asked)
    start = 0
    for piece in found:
        if piece.is_hit:
            break
        start += len(piece.text)
    else:
        start = 0
    first = max(0, start - AROUND)
    first = text.find(" ", first) + 1 if first else 0
    part = text[first : first + SHOWN]
    cut = part.rfind(" ") if first + SHOWN < len(text) else len(part)
    said = part[: cut if cut > 0 else len(part)]
    return pieces(("… " if first else "") + said + ("…" if first + len(said) < len(text) else ""), asked)


def meant(asked: str, vocabulary: Mapping[str, str]) -> str:
    """The asked words with each unknown one replaced by the closest known one; empty when nothing is close."""
    known = {stem(w) for w in vocabulary}
    out, is_other = [], False
    for word in asked.split():
        folded = fold(word).strip(" .")
        if not folded or stem(folded) in known or folded.isdecimal():
            out.append(word)
            continue
        best = process.extractOne(folded, list(vocabulary), scorer=fuzz.ratio, score_cutoff=CLOSE)
        if best is None:
            return ""
        out.append(vocabulary[best[0]])
        is_other = True
    return " ".join(out) if is_other else ""
