"""Which texts tell the same thing: the same release, lightly edited or cut, or the same event in other words.

A story is a connected set of texts under one symmetric question, `same(a, b)`, asked of every pair that shares a band.
As neither the question nor the bands depend on the other texts, the outcome does not depend on order: texts that come
one by one end in the same stories as one batch. The documented limits: pairs further apart than `WINDOW` days are not
compared, and neither are texts of a band that more than `CROWD` texts share (a wording that common says nothing).

What is compared: the wording (Jaccard similarity of word triples), the words of title and lead that tell (neither
ordinary nor formula), the figures there, the days. Half the wording in common is one text. Below that it takes points,
as a log of odds: for each headline that the other's headline or lead answers, where words of a running subject («the
nuclear deal») count little; for telling words, figures and wording in common; against days between, figures that differ
and headlines that name other places. Notices that recur in one wording about different people, places and days
(executions, weather, cables, elections, the exchange, interviews of teachers, profits) need far more. The weights were
set on 758 pairs of real press texts judged by reading (`bench/story_pairs*.tsv`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import exp

from sada.understand.twins import Fingerprint, fingerprint, hash_of, likeness, listed, overlap
from sada.understand.types import Text

WINDOW = 30  # days within which the same wording is the same story
EVENT_DAYS = 5  # days within which different wordings can tell the same event
EVEN = 3.75  # points at which two texts of different wording are as likely one event as two
ENOUGH = 0.7  # points beyond that from which they are taken for one: two to one
LEAST_TOLD = 3  # telling words that title and lead must share for two texts to be compared at all
CUT = 0.8  # share of a text that another holds from which it is that text, cut
CROWD = 300  # texts sharing one band beyond which the band is no clue
ALARM = 30  # a story this large is shown to a person: real ones have a 95th percentile of 7
SPARED = 0.7  # how much less a word of a running subject counts than a word of the event
FORMAL = 0.45  # share of formula words in the lead from which a text counts as a notice


def _days_apart(one: Fingerprint, other: Fingerprint) -> int:
    return abs(one.day - other.day) if one.day and other.day else 0


def _is_notice(text: Fingerprint) -> bool:
    return len(text.formulas) > FORMAL * (len(text.formulas) + len(text.telling))


def _figures_differ(one: Fingerprint, other: Fingerprint) -> float:
    """1 when both leads give several figures and most of the poorer one's are not in the richer, 0.5 when each gives
    but one or two and they share none, else 0."""
    least = min(len(one.figures), len(other.figures))
    if not least or overlap(one.figures, other.figures) >= 0.34:
        return 0.0
    return 1.0 if least > 1 else 0.5


def _places_differ(one: Fingerprint, other: Fingerprint) -> bool:
    """Both headlines name places and none in common."""
    return bool(one.places and other.places) and not one.places & other.places


def _contradict(one: Fingerprint, other: Fingerprint) -> bool:
    """Other places and other figures: a like deed, whatever the wording."""
    return _places_differ(one, other) and _figures_differ(one, other) > 0


def _is_elsewhere(one: Fingerprint, other: Fingerprint) -> bool:
    """The headlines name different places, and neither lead names the other's."""
    return _places_differ(one, other) and not one.places & other.telling and not other.places & one.telling


@cache
def _subjects() -> frozenset[int]:
    """The hashes of the words that name a running subject, with a preposition before them or without."""
    stems = listed("subjects.txt")
    return frozenset(hash_of(before + stemmed) for stemmed in stems for before in ("", *"بلكفو"))


def _held_of(words: frozenset[int], by: frozenset[int]) -> float:
    """The share of some words that others hold; words of a running subject («الاتفاق النووي») count little."""
    subjects = _subjects()
    shared = words & by
    whole = len(words) - SPARED * len(words & subjects)
    return (len(shared) - SPARED * len(shared & subjects)) / (whole + 0.5)


def _points(one: Fingerprint, other: Fingerprint, told: int, apart: int) -> float:
    """What headline, lead and days say for the same event less what they say against it: a log of odds to which the
    wording still adds."""
    answered = _held_of(one.title, other.telling) + _held_of(other.title, one.telling)
    titled = min(len(one.title & other.title), 3)
    counted = min(len(one.figures & other.figures), 3)
    against = (0.0, 1.0, 4.6)[_is_notice(one) + _is_notice(other)] + 1.05 * _figures_differ(one, other)
    against += 1.8 * _is_elsewhere(one, other) + 0.61 * apart
    return 2.4 * answered + 0.2 * min(told, 12) + 0.3 * titled + 0.75 * counted - against


def _is_one_text(one: Fingerprint, other: Fingerprint) -> bool:
    """Half the wording in common: do names and figures agree as well? A notice must agree more."""
    is_notice = _is_notice(one) or _is_notice(other)
    needed = 0.5 if is_notice else 0.2
    needed += 0.2 * (_figures_differ(one, other) + _places_differ(one, other))
    needed += 0.2 * (is_notice and not one.title & other.title)
    return overlap(one.telling, other.telling) >= needed


def _same_text(one: Fingerprint, other: Fingerprint, jaccard: float, apart: int) -> float:
    """Half the wording in common: how surely it is one text, or 0 for a notice of another day, place or person."""
    if _contradict(one, other):
        return 0.0
    dated = apart > 1 and jaccard < 0.9 and (_is_notice(one) or _is_notice(other))
    return jaccard if not dated and _is_one_text(one, other) else 0.0


def same(one: Fingerprint, other: Fingerprint) -> float:
    """How surely two texts tell the same thing, 0..1; 0 means they do not. Symmetric."""
    apart, told = _days_apart(one, other), len(one.telling & other.telling)
    if apart > WINDOW or told < min(LEAST_TOLD, len(one.telling), len(other.telling)):
        return 0.0
    jaccard, held = likeness(one, other)
    if one.is_short or other.is_short:
        enough = min(len(one.telling), len(other.telling)) >= 3
        return jaccard if enough and jaccard >= 0.8 and not _contradict(one, other) else 0.0
    if jaccard >= 0.5:
        return _same_text(one, other, jaccard, apart)
    if apart > EVENT_DAYS:
        return 0.0
    if held >= CUT and not _is_notice(one) and not _is_notice(other):
        return held
    if jaccard >= 0.1 and _contradict(one, other):
        return 0.0
    points = _points(one, other, told, apart) + 2.25 * jaccard + 3.3 * held - EVEN
    return 1 / (1 + exp(-points)) if points >= ENOUGH else 0.0


class Groups:
    """Disjoint sets of integers; the least member names its set. `lost`: how many sets became part of another."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}
        self.lost = 0

    def find(self, member: int) -> int:
        """The least member of the set that holds `member`."""
        root = member
        while (above := self._parent.get(root, root)) != root:
            root = above
        while (above := self._parent.get(member, member)) != root:
            self._parent[member] = root
            member = above
        return root

    def unite(self, one: int, other: int) -> int:
        """Make two sets one; returns its name."""
        low, high = sorted((self.find(one), self.find(other)))
        self._parent[high] = low
        self.lost += low != high
        return low


def alike(texts: Mapping[int, Fingerprint], new: Container[int]) -> Iterator[tuple[int, int, float]]:
    """The pairs with a new text in them that tell the same thing, and how surely.

    What equals an earlier text in everything that is compared is linked to that one alone, so that a thousand copies
    cost a thousand comparisons and not half a million.
    """
    originals: dict[tuple[bytes, frozenset[int], int], int] = {}
    bands: dict[int, list[int]] = defaultdict(list)
    for name, text in texts.items():
        original = originals.setdefault((text.shingles.tobytes(), text.telling, text.day), name)
        if original != name and name in new:
            if sure := same(texts[original], text):
                yield original, name, sure
            continue  # where the two are not alike they say too little to be like anything
        for band in text.bands:
            bands[band].append(name)
    for one, other in sorted(_pairs(bands, new)):
        if sure := same(texts[one], texts[other]):
            yield one, other, sure


def _pairs(bands: Mapping[int, Sequence[int]], new: Container[int]) -> set[tuple[int, int]]:
    """The pairs of members that share a band, one of them new; bands shared by a crowd are passed over."""
    return {
        (one, other) if one < other else (other, one)
        for members in bands.values()
        if 1 < len(members) <= CROWD
        for one in members
        if one in new
        for other in members
        if other != one
    }


def group(fingerprints: Sequence[Fingerprint]) -> list[int]:
    """For each fingerprint the index of the first one of its story."""
    groups = Groups()
    for one, other, _ in alike(dict(enumerate(fingerprints)), range(len(fingerprints))):
        groups.unite(one, other)
    return [groups.find(index) for index in range(len(fingerprints))]


@dataclass(frozen=True, slots=True)
class Placement:
    """Where new texts go together. `stories`: how surely they belong to each story there is; none means that they open
    one, several that they bridge them. `items`: how surely each new text belongs to the rest, 1 for one alone."""

    items: Mapping[int, float]
    stories: Mapping[int, float]


def settle(new: Mapping[int, Fingerprint], old: Mapping[int, tuple[int, Fingerprint]]) -> list[Placement]:
    """Place new texts among the old ones `{id: (story, fingerprint)}` that share a band with any of them."""
    texts = {name: text for name, (_, text) in old.items()} | dict(new)
    groups, sure_of = Groups(), dict.fromkeys(new, 0.0)
    links = list(alike(texts, new))
    for one, other, sure in links:
        groups.unite(one, other)
        sure_of |= {name: max(sure_of[name], sure) for name in (one, other) if name in new}
    items: dict[int, dict[int, float]] = defaultdict(dict)
    stories: dict[int, dict[int, float]] = defaultdict(dict)
    for name in new:
        items[groups.find(name)][name] = sure_of[name] or 1.0
    for one, other, sure in links:
        for name in (one, other):
            if name in old:
                told = stories[groups.find(name)]
                told[old[name][0]] = max(told.get(old[name][0], 0.0), sure)
    return [Placement(members, stories.get(root, {})) for root, members in items.items()]


def day_of(day: date) -> int:
    """A day as fingerprints count it: days since 1970-01-01."""
    return day.toordinal() - 719_163


def day_number(iso: str) -> int:
    """Days since 1970-01-01 of an ISO date or instant; 0 when there is none."""
    try:
        return day_of(date.fromisoformat(iso[:10]))
    except ValueError:
        return 0


def fingerprint_text(text: Text) -> Fingerprint:
    """The fingerprint of a text."""
    return fingerprint(text.title, text.body, day_number(text.date))


def cluster(texts: Sequence[Text]) -> list[int]:
    """Story number of each text within the batch: the index of the first text of its story."""
    return group([fingerprint_text(text) for text in texts])


def is_alarming(size: int) -> bool:
    """A story so large that a person should look whether it is one."""
    return size >= ALARM
