"""Stories: texts that tell the same thing, gathered in two steps.

A *release* is a set of texts connected by certain links: one wording, lightly edited or cut, or an event told so alike
that there is no doubt. A *story* is a set of releases connected by likely links: two releases tell one event when a
text of the one and a text of the other, taken at random, are rather the same than not. So a third text that tells of
two events at once ties neither to the other once each has been told by several papers. What one paper printed twice
counts less, and what is only just likely ties a release to the one it agrees with most, so that no row of such ties
makes one story of a season.

What becomes of some texts depends on the set of them alone, never on their order. A new text can only change the
stories of the texts it is linked to: to any other release its texts say no, and a mean does not rise by that. Those
stories are gathered anew, so that texts that come one by one end in the same stories as one batch.
"""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from sada.understand.stories import CROWD, fingerprint_text, same
from sada.understand.twins import Fingerprint
from sada.understand.types import Text

LIKELY = 0.5  # how surely two texts must tell the same thing to be linked, and two releases to be one story
CERTAIN = 0.95  # how surely for the two texts to be one release: half the wording in common is enough
SURELY = 0.6  # how surely for two releases to be one story though each agrees with another one more
TWICE = 7.4  # how many times more likely a paper tells two things than one thing twice
FREE = 0  # no story a person settled
VOICES = 30  # different texts of a release that are heard when it is compared with another

Link = tuple[int, int, float]
Texts = Mapping[int, Fingerprint]


class Groups:
    """Disjoint sets of integers; the least member names its set."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}

    def find(self, member: int) -> int:
        """The least member of the set that holds `member`."""
        root = member
        while (above := self._parent.get(root, root)) != root:
            root = above
        while (above := self._parent.get(member, member)) != root:
            self._parent[member] = root
            member = above
        return root

    def unite(self, one: int, other: int) -> None:
        """Make two sets one."""
        low, high = sorted((self.find(one), self.find(other)))
        self._parent[high] = low


def alike(texts: Texts, new: Container[int]) -> Iterator[Link]:
    """The pairs with a new text in them that rather tell the same thing than not, and how surely.

    What equals an earlier text in everything that is compared is linked to that one alone, so that a thousand copies
    cost a thousand comparisons and not half a million.
    """
    originals: dict[tuple[bytes, frozenset[int], int], int] = {}
    bands: dict[int, list[int]] = defaultdict(list)
    for name, text in texts.items():
        original = originals.setdefault((text.shingles.tobytes(), text.telling, text.day), name)
        if original != name and name in new:
            if (sure := same(texts[original], text)) >= LIKELY:
                yield original, name, sure
            continue  # where the two are not alike they say too little to be like anything
        for band in text.bands:
            bands[band].append(name)
    for one, other in sorted(_pairs(bands, new)):
        if (sure := same(texts[one], texts[other])) >= LIKELY:
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


Voice = tuple[Fingerprint, frozenset[int]]  # a text, and the outlets that printed it


def _voices(texts: Iterable[Fingerprint]) -> list[Voice]:
    """The different ones of some texts, or as many as are heard: which, depends on what they say alone."""
    different: dict[bytes, Fingerprint] = {}
    printed: dict[bytes, set[int]] = defaultdict(set)
    for text in texts:
        packed = text.pack()
        different[packed] = text
        printed[packed].add(text.outlet)
    heard = sorted(different, key=lambda packed: (zlib.crc32(packed), packed))[:VOICES]
    return [(different[packed], frozenset(printed[packed] - {0})) for packed in heard]


def _told_once(one: Voice, other: Voice) -> float:
    """How surely two voices tell the same thing: less so where one paper printed both, since it tells a thing once."""
    sure = same(one[0], other[0])
    return sure if one[1].isdisjoint(other[1]) else sure / (sure + TWICE * (1 - sure))


def _agreement(one: Sequence[Voice], other: Sequence[Voice]) -> float:
    """How surely a text of the one release and a text of the other tell the same thing, in the mean."""
    return sum(_told_once(a, b) for a, b in product(one, other)) / (len(one) * len(other))


def gather(texts: Texts, links: Collection[Link]) -> Groups:
    """The stories of some texts, given the links between them."""
    releases, stories = Groups(), Groups()
    for one, other, sure in links:
        if sure >= CERTAIN:
            releases.unite(one, other)
            stories.unite(one, other)
    told: dict[int, list[Fingerprint]] = defaultdict(list)
    for name in {name for one, other, _ in links for name in (one, other)}:
        told[releases.find(name)].append(texts[name])
    voices = {release: _voices(members) for release, members in told.items()}
    linked = {(releases.find(one), releases.find(other)) for one, other, _ in links}
    for one, other in _agreed(voices, {(min(pair), max(pair)) for pair in linked if pair[0] != pair[1]}):
        stories.unite(one, other)
    return stories


def _agreed(voices: Mapping[int, Sequence[Voice]], pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pairs of releases that tell one event: those that agree surely, and each with the one it agrees with most."""
    agreed = {pair: sure for pair in pairs if (sure := _agreement(*(voices[release] for release in pair))) >= LIKELY}
    most: dict[int, float] = {}
    for pair, sure in agreed.items():
        most |= {release: max(most.get(release, 0.0), sure) for release in pair}
    for pair, sure in agreed.items():
        if sure >= min(SURELY, *(most[release] for release in pair)):
            yield pair


def group(fingerprints: Sequence[Fingerprint]) -> list[int]:
    """For each fingerprint the index of the first one of its story."""
    texts = dict(enumerate(fingerprints))
    stories = gather(texts, list(alike(texts, range(len(fingerprints)))))
    return [stories.find(index) for index in texts]


def cluster(texts: Sequence[Text]) -> list[int]:
    """Story number of each text within the batch: the index of the first text of its story."""
    return group([fingerprint_text(text) for text in texts])


@dataclass(slots=True)
class Placement:
    """Texts that are one story: `story`, or a new one. `items`: how surely each new text belongs to the rest, 1 for
    one alone. `moved`: the old texts that come from another story, and which."""

    story: int | None
    items: dict[int, float] = field(default_factory=dict)
    moved: dict[int, int] = field(default_factory=dict)


Old = Mapping[int, tuple[int, Fingerprint]]


def settle(
    new: Texts, old: Old, links: Collection[Link], fixed: Container[int] = (), crowds: Container[int] = ()
) -> list[Placement]:
    """Gather anew the stories that new texts are linked to.

    `old`: the texts of those stories `{id: (story, fingerprint)}`. `links`: those with a new text in them. `fixed`: the
    stories a person settled. They stay as they are, and a new text whose surest way leads to one of them joins it.
    `crowds`: the stories too large to be divided, of which `old` need not hold all.
    """
    before = {name: story for name, (story, _) in old.items() if story not in fixed}
    joined = _joined({name: story for name, (story, _) in old.items() if story in fixed}, before, links)
    texts = {name: old[name][1] for name in before} | {name: text for name, text in new.items() if name not in joined}
    between = [*alike({name: texts[name] for name in before}, before), *_held(before, crowds), *links]
    stories = gather(texts, [link for link in between if link[0] in texts and link[1] in texts])
    kept = _kept(before, stories)
    placements = {root: Placement(kept.get(root)) for root in map(stories.find, texts)}
    settled = {story: Placement(story) for story in joined.values()}
    surest: dict[int, float] = {}
    for one, other, sure in links:
        surest |= {name: max(surest.get(name, 0.0), sure) for name in (one, other)}
    for name in new:
        home = settled[joined[name]] if name in joined else placements[stories.find(name)]
        home.items[name] = surest.get(name, 1.0)
    for name, story in before.items():
        home = placements[stories.find(name)]
        if home.story != story:
            home.moved[name] = story
    return [*placements.values(), *settled.values()]


def _joined(settled: Mapping[int, int], free: Iterable[int], links: Collection[Link]) -> dict[int, int]:
    """The new texts that join a story a person settled: those linked to it more surely than to any other, by way of
    other new texts or not. `settled`: its texts with their story; `free`: the texts of other stories."""
    if not settled:
        return {}
    ways = Groups()
    leads = dict(settled) | dict.fromkeys(free, FREE)
    for one, other, _ in sorted(links, key=lambda link: -link[2]):
        ends = {leads[way] for way in (ways.find(one), ways.find(other)) if way in leads}
        if len(ends) < 2:
            ways.unite(one, other)
            for end in ends:
                leads[ways.find(one)] = end
    found = {name: leads.get(ways.find(name), FREE) for link in links for name in link[:2]}
    return {name: story for name, story in found.items() if story != FREE and name not in settled}


def _held(before: Mapping[int, int], crowds: Container[int]) -> Iterator[Link]:
    """Links that hold together the texts of stories too large to be divided."""
    first: dict[int, int] = {}
    for name, story in before.items():
        if story in crowds:
            yield first.setdefault(story, name), name, 1.0


def _kept(before: Mapping[int, int], stories: Groups) -> dict[int, int]:
    """For each group of texts the story it goes on as: each story goes on where most of its texts are."""
    shared = Counter((stories.find(name), story) for name, story in before.items())
    kept: dict[int, int] = {}
    for (root, story), _ in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0][1], pair[0][0])):
        if root not in kept and story not in kept.values():
            kept[root] = story
    return kept
