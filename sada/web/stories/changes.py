"""What changed between two versions of a text: words kept, added, taken out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from sada.understand.fold import fold, words

_WORDS = re.compile(r"\s+|[^\s]+")
RUN = 3
MOST = 4_000  # words of a text that are compared: bounds the time for very long texts


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words: kind is same, added or taken."""

    kind: str
    text: str


def changes(before: str, after: str) -> list[Change]:
    """The way from one text to the other, word by word; spelling that folds to the same counts as kept."""
    old, new = _WORDS.findall(before)[:MOST], _WORDS.findall(after)[:MOST]
    matcher = SequenceMatcher(None, [_key(w) for w in old], [_key(w) for w in new], autojunk=False)
    out: list[Change] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            out.append(Change("same", "".join(new[c:d])))
            continue
        if a < b:
            out.append(Change("taken", "".join(old[a:b])))
        if c < d:
            out.append(Change("added", "".join(new[c:d])))
    return out


@lru_cache(maxsize=50_000)
def _key(word: str) -> str:
    return " " if word.isspace() else fold(word).strip(" .") or word


def share_kept(original: str, later: str) -> float:
    """The share of the later text's runs of three words (folded) that stand in the original too, 0..1."""
    runs = _runs(later)
    return len(runs & _runs(original)) / len(runs) if runs else 1.0


def _runs(text: str) -> set[tuple[str, ...]]:
    found = words(fold(text))[:MOST]
    return {tuple(found[n : n + RUN]) for n in range(max(1, len(found) - RUN + 1))} if found else set()


def is_just_moved(found: list[Change]) -> bool:
    """Whether nothing but spaces differs."""
    return all(c.kind == "same" or not c.text.strip() for c in found)
