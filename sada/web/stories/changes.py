"""What changed between two versions of a text: words kept, added, taken out; which earlier version one is most like."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from sada.understand.fold import fold, words

_WORDS = re.compile(r"\s*\S+")
RUN = 3
MOST = 4_000  # words of a text that are compared: bounds the time for very long texts
Runs = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words: kind is same, added or taken."""

    kind: str
    text: str


def changes(before: str, after: str) -> list[Change]:
    """The way from one text to the other, word by word; spelling that folds to the same counts as kept.

    The space before a word goes with it: only words are compared.
    """
    old, new = _WORDS.findall(before)[:MOST], _WORDS.findall(after)[:MOST]
    matcher = SequenceMatcher(None, [_key(w) for w in old], [_key(w) for w in new], autojunk=False)
    out: list[Change] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        taken, added = "".join(old[a:b]), "".join(new[c:d])
        if tag == "equal":
            out.append(Change("same", added if added[:1].isspace() else _space(taken) + added))
        else:
            out += _replaced(taken, added)
    return out


def _replaced(taken: str, added: str) -> list[Change]:
    """Words for others: the space before both stands before both."""
    space = ""
    if taken and added:
        space = _space(added) or _space(taken)
        taken, added = taken.lstrip(), added.lstrip()
    found = (Change("same", space), Change("taken", taken), Change("added", added))
    return [change for change in found if change.text]


def _space(text: str) -> str:
    """The space that a text begins with."""
    return text[: len(text) - len(text.lstrip())]


@lru_cache(maxsize=50_000)
def _key(word: str) -> str:
    return fold(word).strip(" .\n\r\t") or word.strip()


def runs_of(text: str) -> Runs:
    """The runs of three words (folded) of a text."""
    found = words(fold(text))[:MOST]
    return frozenset(tuple(found[n : n + RUN]) for n in range(max(1, len(found) - RUN + 1))) if found else frozenset()


def share(original: Runs, later: Runs) -> float:
    """The share of the later text's runs that stand in the original too, 0..1."""
    return len(later & original) / len(later) if later else 1.0


def nearest(texts: Sequence[Runs]) -> list[int | None]:
    """For each text, in the order of time, the place of the earlier one that it is most like; None for the first.

    Texts that are the same are compared once.
    """
    known: dict[Runs, int] = {}
    out: list[int | None] = []
    for n, runs in enumerate(texts):
        out.append(most_like(runs, known))
        known.setdefault(runs, n)
    return out


def most_like(runs: Runs, known: Mapping[Runs, int]) -> int | None:
    """The place of the text that this one is most like, the earliest of equals; None where nothing is known."""
    if runs in known or not known:
        return known.get(runs)
    return max(known.items(), key=lambda one: (_alike(runs, one[0]), -one[1]))[1]


def _alike(one: Runs, other: Runs) -> float:
    """How much two texts share of what both hold together, 0..1: a text does not win by its length alone."""
    both = len(one) + len(other)
    return 2 * len(one & other) / both if both else 1.0


def is_just_moved(found: list[Change]) -> bool:
    """Whether nothing but spaces differs."""
    return all(c.kind == "same" or not c.text.strip() for c in found)
