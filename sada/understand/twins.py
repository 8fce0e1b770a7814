"""Fingerprints of texts: small enough to store, enough to find a text's likes in one look-up and to verify them.

A fingerprint holds the hashes of all runs of three words (for the same wording), the telling words of title and lead
(for the same event in other words), the figures there, and the *bands*: keys of which two texts that are alike share
at least one with high probability. Everything depends on the text alone, never on the other texts or on their order,
so that a text met one by one gets the same likes as in a batch.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import combinations, islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from sada.understand.fold import Folded, search_text, words
from sada.understand.stem import stem

Hashes = npt.NDArray[np.uint32]
WIDE = npt.NDArray[np.uint64]

BANDS, ROWS = 8, 3  # two texts of Jaccard .7 share a band with probability .965, of .5 with .66, of .05 with .001
EVENT_BANDS, EVENT_ROWS = 8, 2  # the same over telling words: half of them shared gives .90, a quarter .40
READ_WORDS = 3_000  # words of a text that are fingerprinted: bounds time and size for texts of megabytes
LEAD_WORDS = 60  # stems of the body that count as its lead
TITLE_WORDS = 7  # telling title words that are paired into keys
LEAD_KEYS = 8  # the first telling words of the lead, each of which is paired with each of those of the title
EVENT_LEAST = 4  # telling words below which a share of them means nothing
SHORT = 20  # fewer shingles than this: only the same wording makes a twin
ORDINARY, FORMULA, TELLING, FIGURE = 0, 1, 2, 3
DATA = Path(__file__).with_name("data")

_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9))
_EVENT_SALT = 14  # where the salts of the event bands begin
_BAND_SALT = np.arange(_EVENT_SALT + EVENT_BANDS, dtype=np.uint64) * np.uint64(0xD6E8FEB86659FD93)


@cache
def _permutations() -> tuple[Hashes, Hashes]:
    """Multipliers (odd) and shifts of the MinHash permutations; fixed for ever, since bands are stored."""
    raw = np.frombuffer(b"".join(sha256(b"sada twins %d" % n).digest()[:8] for n in range(BANDS * ROWS)), "<u4")
    return (raw[::2] | np.uint32(1))[:, None].copy(), raw[1::2][:, None].copy()


def listed(name: str) -> set[str]:
    """The stems of the words of a file of `data`."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return {stem for line in lines if not line.startswith("#") for stem in search_text(line).split()}


def hash_of(stemmed: str) -> int:
    """The 32-bit hash under which fingerprints hold a stem."""
    return zlib.crc32(stemmed.encode("utf-8", "surrogatepass"))


Word = tuple[str, int, int, int]  # stem, its 32-bit hash, its class, the hash of the place or order it names or 0
# «الدفعة الثانية», «الطائرة الثالثة»: the stems of the ordinals from the second on («first» is said of everything).
_ORDERS = {
    stem: hash_of(f"{stem} order") for stem in ("ثان", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر")
}
ORDERS = frozenset(_ORDERS.values())


class Known(dict[str, Word]):
    """Folded word → what is known of it; filled as words are met, emptied when it grows past `most`."""

    most = 400_000  # about 60 MB

    def __init__(self) -> None:
        super().__init__()
        self._ordinary = listed("ordinary.txt")
        self._formulas = listed("formulas.txt") - self._ordinary
        self._places = listed("places.txt")
        self._stems: dict[str, Word] = {}

    def _class(self, stemmed: str) -> int:
        if len(stemmed) < 2 or stemmed in self._ordinary:
            return ORDINARY
        if stemmed.isdecimal():
            return FIGURE
        return FORMULA if stemmed in self._formulas else TELLING

    def _place(self, stemmed: str) -> int:
        """The hash of the place or the order a word names, with a preposition before it or without («بتبوك»)."""
        for name in (stemmed, stemmed[1:] if stemmed[:1] in ("ب", "ل", "و") else ""):
            if name in self._places:
                return hash_of(name)
        return _ORDERS.get(stemmed, 0)

    def __missing__(self, word: str) -> Word:
        if len(self) > self.most:
            self.clear()
            self._stems.clear()
        stemmed = stem.__wrapped__(word)
        known = self._stems.get(stemmed)
        if known is None:
            known = (stemmed, hash_of(stemmed), self._class(stemmed), self._place(stemmed))
            self._stems[stemmed] = known
        self[word] = known
        return known


@cache
def _known() -> Known:
    return Known()


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """`bands`: signed 64-bit keys. `shingles`: sorted hashes of word triples. `telling`, `formulas`, `figures`,
    `title`: hashes of the words of title and lead by class. `places`: those the title names, and its ordinals. `day`:
    days since 1970, 0 when not known. `outlet`: a number for who printed it, 0 when not known; not packed, since the
    same text is the same text wherever it is printed."""

    bands: tuple[int, ...]
    shingles: Hashes
    telling: frozenset[int]
    formulas: frozenset[int]
    figures: frozenset[int]
    title: frozenset[int]
    places: frozenset[int]
    day: int = 0
    outlet: int = 0

    @property
    def is_short(self) -> bool:
        """Too few words for a share of them to mean anything."""
        return len(self.shingles) < SHORT

    def pack(self) -> bytes:
        """All but the bands as bytes: day and counts, then the hashes, in 32 bits each."""
        sets = (self.telling, self.formulas, self.figures, self.title, self.places)
        head = [self.day, len(self.shingles), *map(len, sets)]
        rest = [word for words in sets for word in sorted(words)]
        return np.array(head + rest, "<u4").tobytes() + self.shingles.astype("<u4").tobytes()


def unpack(bands: Iterable[int], packed: bytes, outlet: int = 0) -> Fingerprint:
    """The fingerprint whose `pack()` gave `packed`, printed by `outlet`."""
    numbers = np.frombuffer(packed, "<u4")
    day, shingles, *counts = numbers[:7].tolist()
    hashes = numbers[7 : len(numbers) - shingles].tolist()
    sets, start = [], 0
    for count in counts:
        sets.append(frozenset(hashes[start : start + count]))
        start += count
    last = numbers[len(numbers) - shingles :].astype(np.uint32)
    return Fingerprint(tuple(bands), last, sets[0], sets[1], sets[2], sets[3], sets[4], day, outlet)


def _triples(hashes: list[int]) -> Hashes:
    """Sorted hashes of the runs of three words; of one shorter run when there are fewer than three."""
    if not hashes:
        return np.zeros(0, np.uint32)
    words = np.array(hashes, np.uint64)
    if len(words) < 3:
        mixed = (words * _MIX[0]).sum(keepdims=True)
    else:
        mixed = words[:-2] * _MIX[0] + words[1:-1] * _MIX[1] + words[2:] * _MIX[2]
    return np.unique((mixed >> np.uint64(32)).astype(np.uint32))


def _least(hashes: Hashes, bands: int, rows: int) -> WIDE:
    """The MinHash signature of some hashes, a row of numbers for each band."""
    times, plus = _permutations()
    least: Hashes = (hashes * times[: bands * rows] + plus[: bands * rows]).min(axis=1)
    return least.reshape(bands, rows).astype(np.uint64)


def _wording_bands(triples: Hashes) -> list[int]:
    """Keys that texts of like wording share."""
    if not len(triples):
        return []
    rows = _least(triples, BANDS, ROWS)
    keys = rows[:, 0] * _MIX[0] + rows[:, 1] * _MIX[1] + rows[:, 2] * _MIX[2] + _BAND_SALT[:BANDS]
    signed: list[int] = keys.view(np.int64).tolist()
    return signed


def _event_bands(telling: set[int]) -> list[int]:
    """Keys that texts of like telling words share, whatever their wording."""
    if len(telling) < EVENT_LEAST:
        return []
    rows = _least(np.fromiter(telling, np.uint32, len(telling)), EVENT_BANDS, EVENT_ROWS)
    keys = rows[:, 0] * _MIX[0] + rows[:, 1] * _MIX[1] + _BAND_SALT[_EVENT_SALT:]
    signed: list[int] = keys.view(np.int64).tolist()
    return signed


def _pair_bands(title: list[int], lead: list[int]) -> list[int]:
    """A key for each pair of telling title words, and for each pair of one of them with one of the first ones of the
    lead: what one paper's headline says together stands in another's headline or first sentence."""
    pairs = list(combinations(sorted(title[:TITLE_WORDS]), 2))
    pairs += [(a, b) if a < b else (b, a) for a in title[:TITLE_WORDS] for b in lead if a != b]
    return [(a << 31) ^ b ^ (1 << 62) for a, b in pairs]


def stems_and_fingerprint(title: str, body: str, day: int = 0) -> tuple[str, Fingerprint]:
    """The stems of a text, as `fold.search_text` gives them, and its fingerprint, in one pass over its words.

    `day`: days since 1970-01-01 when it was published, 0 when not known.
    """
    known = _known().__getitem__
    folded = Folded(f"{title}\n{body}")
    cut = folded.at(len(title))
    head, rest = list(map(known, words(folded.text[:cut]))), list(map(known, words(folded.text[cut:])))
    sets: tuple[set[int], set[int], set[int], set[int]] = (set(), set(), set(), set())
    for _, word, kind, _ in head + rest[:LEAD_WORDS]:
        sets[kind].add(word)
    telling_title = list(dict.fromkeys(word for _, word, kind, _ in head if kind == TELLING))
    whole = head + rest
    shingles = _triples([word for _, word, _, _ in whole[:READ_WORDS]])
    telling_lead = list(
        islice(dict.fromkeys(word for _, word, kind, _ in rest[:LEAD_WORDS] if kind == TELLING), LEAD_KEYS)
    )
    bands = _wording_bands(shingles) + _event_bands(sets[TELLING]) + _pair_bands(telling_title, telling_lead)
    return " ".join([stemmed for stemmed, _, _, _ in whole]), Fingerprint(
        tuple(dict.fromkeys(bands)),
        shingles,
        frozenset(sets[TELLING]),
        frozenset(sets[FORMULA]),
        frozenset(sets[FIGURE]),
        frozenset(telling_title),
        frozenset(place for _, _, _, place in head if place),
        day,
    )


def fingerprint(title: str, body: str, day: int = 0) -> Fingerprint:
    """The fingerprint of a text alone."""
    return stems_and_fingerprint(title, body, day)[1]


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the smaller set that the larger one holds; 0 when either is empty."""
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0


def likeness(one: Fingerprint, other: Fingerprint) -> tuple[float, float]:
    """Exact Jaccard similarity of the word triples, and the share of the smaller set that the larger one holds."""
    small, large = one.shingles, other.shingles
    if len(small) > len(large):
        small, large = large, small
    if not len(small):
        return 0.0, 0.0
    shared = int(np.count_nonzero(large.take(large.searchsorted(small), mode="clip") == small))
    return shared / (len(small) + len(large) - shared), shared / len(small)
