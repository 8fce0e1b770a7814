"""One pass of an automaton over a folded text, and the check of every hit: where the word ends, what stands before."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from sada.understand.cues import Cue, Phrase, Row

CLITICS = frozenset(
    [
        "و",
        "ف",
        "ب",
        "ل",
        "ك",
        "ال",
        "وال",
        "فال",
        "بال",
        "وبال",
        "كال",
        "لل",
        "ولل",
        "فلل",
        "ول",
        "وب",
        "فب",
        "فل",
        "وك",
        "س",
        "وس",
        "هال",
        "عال",
        "وهال",
    ]
)  # conjunctions, prepositions and the article, alone and together; «هال» and «عال» are spoken
CLITIC_ENDS = frozenset(clitic[-1] for clitic in CLITICS)
LIL = frozenset(("لل", "ولل", "فلل"))  # before «الأمانة» the article loses its alef: «للأمانة»
ENDING = 4  # letters a phrase marked "*" may go on for

NORMAL, EXACT, AFTER_LIL = 0, 1, 2
NAMES = frozenset(("place", "foreign"))
# What only a press text is judged by, and what only a post: the other is spared the hits.
PRESS_ONLY = frozenset(
    [
        "announces",
        "praised",
        "official",
        "remedy",
        "stage",
        "says",
        "desk",
        "office",
        "people",
        "pending",
        "answered",
        "unanswered",
        "personnel",
        "claim",
    ]
)
POST_ONLY = frozenset(("talk", "spot", "trade", "mock", "handle", "asks", "greets"))


class Hit(NamedTuple):
    """A cue found: `word` is where its first word begins (with clitics), start..end the phrase itself, all folded."""

    word: int
    start: int
    end: int
    cue: Cue


_START, _END = itemgetter(1), itemgetter(2)  # of a Hit


class Scanner:
    """Every phrase of every table in one automaton."""

    def __init__(self, table: Iterable[Row]) -> None:
        patterns: dict[str, dict[tuple[int, bool, Cue], None]] = {}
        names = set()
        for written, cue in table:
            for text, mode in _forms(written):
                patterns.setdefault(text, {})[(mode, written.any_ending, cue)] = None
            if cue.field in NAMES:
                names.add(written.text)
        texts = sorted(patterns)
        # Heavier cues first: hits of one place keep this order when they are sorted by place alone.
        self._patterns: list[tuple[tuple[int, bool, Cue], ...]] = [
            tuple(sorted(patterns[text], key=lambda entry: -entry[2].weight)) for text in texts
        ]
        self._judging = {True: self._without(PRESS_ONLY), False: self._without(POST_ONLY)}
        self._stems = frozenset(n for n, entries in enumerate(self._patterns) if any(entry[1] for entry in entries))
        self._automaton = AhoCorasick(texts, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)
        self.names = frozenset(names)
        self.phrases = len(texts)

    def _without(self, fields: frozenset[str]) -> list[tuple[tuple[int, bool, Cue], ...]]:
        return [tuple(entry for entry in entries if entry[2].field not in fields) for entries in self._patterns]

    def scan(self, text: str, post: bool | None = None) -> list[Hit]:
        """All hits in a folded text in order of where they begin, of those that begin together the longest first.

        Told whether it is a post, it leaves out the fields that such a text is not judged by.
        """
        padded = text + " "
        hits: list[Hit] = []
        patterns, stems = self._patterns if post is None else self._judging[post], self._stems
        for number, start, end in self._automaton.find_matches_as_indexes(padded, overlapping=True):
            entries, goes_on = patterns[number], padded[end].isalnum()
            if not entries or (goes_on and not (number in stems and _ends_soon(padded, end))):
                continue
            inside = start > 0 and padded[start - 1].isalnum()
            if inside and padded[start - 1] not in CLITIC_ENDS:
                continue
            for mode, any_ending, cue in entries:
                if goes_on and not any_ending:
                    continue
                word = start
                if inside or mode == AFTER_LIL:
                    word = _word_start(padded, start, mode)
                    if word < 0:
                        continue
                hits.append(Hit(word, start, end, cue))
        hits.sort(key=_END, reverse=True)
        hits.sort(key=_START)
        return hits


def _forms(written: Phrase) -> Iterable[tuple[str, int]]:
    yield written.text, EXACT if written.exact_start else NORMAL
    if written.text.startswith("ال") and len(written.text) > 4 and not written.exact_start:
        yield written.text[2:], AFTER_LIL


def _ends_soon(text: str, end: int) -> bool:
    return any(not c.isalnum() for c in text[end : end + ENDING + 1])


def _word_start(text: str, start: int, mode: int) -> int:
    """Where the word around `start` begins, or -1 when what stands before the phrase may not."""
    if mode == EXACT:
        return -1
    word = start
    while word > 0 and start - word < 5 and text[word - 1].isalnum():
        word -= 1
    before = text[word:start]
    return word if before in (LIL if mode == AFTER_LIL else CLITICS) else -1
