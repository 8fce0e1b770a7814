"""What a learned adjuster sees of a text: hashed words, pairs of words and pieces of words, and what the rules said.

Hashes are our own, the same in every process and version of Python. A text's word counts enter as 1 + log(count), then
the row is scaled to length 1; inverse document frequencies are no part of the row, they are folded into the weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import log
from zlib import crc32

import numpy as np
import numpy.typing as npt

from sada.understand.fold import fold, words
from sada.understand.stem import stem
from sada.understand.types import KINDS, RELEVANCES, TONES, Reading, Text

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

BITS = 14
SIZE = 1 << BITS  # rows of the table: 16,384 keep a head's weights in the second-level cache
MOST_WORDS = 600  # words of a text that are looked at: title and lead decide, and time stays bounded
PAIR = 0x9E3779B1  # an odd multiplier mixes the hash of a word with that of the next
POST_PIECES = (3, 4, 5)  # letters in a piece of a word; only short texts have pieces: dialect spells as it likes
FACTS = 21  # see `facts`


@lru_cache(maxsize=1 << 16)
def _word(word: str) -> int:
    return crc32(stem(word).encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=1 << 15)
def _pieces(word: str) -> tuple[int, ...]:
    whole = f"<{word[:24]}>"
    return tuple(
        crc32(whole[at : at + n].encode("utf-8", "surrogatepass"))
        for n in POST_PIECES
        for at in range(len(whole) - n + 1)
    )


def _columns(hashed: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    return (hashed ^ (hashed >> np.uint64(BITS))) & np.uint64(SIZE - 1)


def column_of(word: str) -> int:
    """The column of a folded word."""
    return int(_columns(np.array([_word(word)], np.uint64))[0])


def features(text: Text) -> tuple[Ints, Floats]:
    """(columns, values) of one text's row: columns ascending, values of length 1 together; both empty without words."""
    said = words(fold(text.whole[: MOST_WORDS * 12]))[:MOST_WORDS]
    if not said:
        return np.zeros(0, np.int64), np.zeros(0)
    single = np.array([_word(word) for word in said], np.uint64)
    parts = [single, (single[:-1] * np.uint64(PAIR) + single[1:]) & np.uint64(0xFFFFFFFF)]
    if not text.title:
        parts.append(np.array([piece for word in said for piece in _pieces(word)], np.uint64))
    columns, counts = np.unique(_columns(np.concatenate(parts)), return_counts=True)
    values = 1.0 + np.log(counts)
    return columns.astype(np.int64), values / np.sqrt(values @ values)


def facts(text: Text, reading: Reading) -> Floats:
    """What bears on every judgement, each 0..1: post or article, relevance, answer, community, length, a question,
    and the kind and the tone that the rules heard."""
    whole = text.whole
    return np.array(
        [
            *(1.0 if reading.kind == value else 0.0 for value in KINDS),
            *(1.0 if reading.tone == value else 0.0 for value in TONES),
            1.0,
            0.0 if text.title else 1.0,
            *(1.0 if reading.relevance == value else 0.0 for value in RELEVANCES),
            float(reading.needs_answer),
            float(reading.community),
            float("؟" in whole or "?" in whole),
            min(1.0, log(1 + len(whole)) / 10),
            1.0 if reading.units else 0.0,
            1.0 if text.author else 0.0,
        ]
    )


def base_scores(value: str, confidence: float, classes: Sequence[str]) -> Floats:
    """The rules' judgement as log-probabilities: their confidence for what they said, the rest shared by the others."""
    sure = min(0.98, max(0.05, confidence))
    scores = np.full(len(classes), log((1 - sure) / max(1, len(classes) - 1)))
    if value in classes:
        scores[list(classes).index(value)] = log(sure)
    return scores
