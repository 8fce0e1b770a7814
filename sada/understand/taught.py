"""What was taught by posts of our own writing: how far the words of a post sound like a city's, beyond our tables.

A table of weights for words, their stems and pieces of three to five letters; a word's weight is the sum of its parts',
so that a post costs one look-up a word. Seven more weights say how that counts beside what the rules found. Both are
fitted by `bench/teach_posts.py` and lie in `data/taught.json`; docs/models/taught_posts.md is the model card.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp, sqrt

from sada.understand.stem import stem

BITS = 16
SIZE = 1 << BITS
PIECES = (3, 4, 5)  # letters in a piece of a word
LONGEST = 24  # letters of a word that are looked at
MOST, KEPT = 900, 1 << 15  # characters of a post that are looked at; words whose weight is remembered
SHOWN = 3
# Masks of what was a name, a link or a hashtag, and greetings: they say who is spoken to, not of what.
SKIPPED = frozenset((
    "مستخدم", "رابط", "وسم", "استفهام", "تعجب", "السلام", "عليكم", "سلام", "وعليكم", "ورحمه", "الله", "وبركاته", "مسا",
    "صباح", "الخير", "لو", "سمحت", "سمحتوا", "تكرمت", "ارجو", "شكرا", "وشكرا", "اخوي", "مرحبا",
))  # fmt: skip
SAYS, DENIES = 0.8, -1.5  # how much the words must say, or deny, before the rules are overruled
LIKELY, HARDLY = 0.6, 0.4  # the chance that must come out of both together
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Taught:
    """Weights of columns in steps of `step`, what no word at all says, and the weights beside the rules."""

    table: array[int]
    step: float
    start: float
    beside: Mapping[str, float]
    fingerprint: str


@cache
def taught() -> Taught:
    """The weights that come with the package."""
    written = (resources.files("sada.understand") / "data" / "taught.json").read_text(encoding="utf-8")
    kept = json.loads(written)
    table = array("b", zlib.decompress(base64.b64decode(kept["table"])))
    return Taught(table, kept["step"], kept["start"], kept["beside"], f"{zlib.crc32(written.encode()):08x}")


def columns(word: str) -> tuple[int, ...]:
    """The columns of a folded word: itself, its stem, its pieces, each once."""
    whole = f"<{word[:LONGEST]}>"
    parts = {whole[at : at + n] for n in PIECES for at in range(len(whole) - n + 1)}
    return tuple(zlib.crc32(part.encode()) % SIZE for part in parts | {f"={word}", f"~{stem(word)}"})


def spoken(text: str) -> list[str]:
    """The words of a folded text that are looked at."""
    return WORD.findall(text, 0, MOST)


class _Weights(dict[str, int]):
    """Weights of words, worked out when first met; a full book is begun anew."""

    def __missing__(self, word: str) -> int:
        if len(self) >= KEPT:
            self.clear()
        table = taught().table
        weight = self[word] = 0 if word in SKIPPED else sum(table[column] for column in columns(word))
        return weight


_weight = _Weights().__getitem__


def sound(text: str) -> float:
    """How far a folded text sounds like a city's matter: log-odds, by the root of its length."""
    said = spoken(text)
    if not said:
        return taught().start
    return taught().start + taught().step * sum(map(_weight, said)) / sqrt(len(said))


def chance(signs: Mapping[str, float]) -> float:
    """The chance that a post is ours, from its sound and what the rules found."""
    beside = taught().beside
    score = beside["start"] + sum(beside[name] * value for name, value in signs.items())
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, score))))


def telling(text: str) -> list[tuple[int, int]]:
    """Where the words stand that spoke most for it, in order of place."""
    found = [(_weight(m.group()), m.start(), m.end()) for m in WORD.finditer(text, 0, MOST)]
    best = sorted((entry for entry in found if entry[0] > 0), key=lambda entry: -entry[0])[:SHOWN]
    return sorted((start, end) for _, start, end in best)
