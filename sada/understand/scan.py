"""One pass of an automaton over a folded text, and the check of every hit: where the word ends, what stands before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
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
        "ا",
    ]
)  # conjunctions, prepositions and the article, alone and together; «هال» and «عال» are spoken
LIL = frozenset(("لل", "ولل", "فلل"))  # before «الأمانة» the article loses its alef: «للأمانة»
ENDING = 4  # letters a phrase marked "*" may go on for

NORMAL, EXACT, AFTER_LIL = 0, 1, 2


class Hit(NamedTuple):
    """A cue found: `word` is where its first word begins (with clitics), start..end the phrase itself, all folded."""

    word: int
    start: int
    end: int
    cue: Cue


@dataclass(slots=True)
class _Pattern:
    mode: int
    any_ending: bool
    cues: list[Cue]


class Scanner:
    """Every phrase of every table in one automaton."""

    def __init__(self, table: Iterable[Row]) -> None:
        patterns: dict[tuple[str, int, bool], _Pattern] = {}
        for written, cue in table:
            for text, mode in _forms(written):
                key = (text, mode, written.any_ending)
                pattern = patterns.setdefault(key, _Pattern(mode, written.any_ending, []))
                if cue not in pattern.cues:
                    pattern.cues.append(cue)
        texts = sorted({key[0] for key in patterns})
        number = {text: n for n, text in enumerate(texts)}
        self._patterns: list[list[_Pattern]] = [[] for _ in texts]
        for (text, _, _), pattern in patterns.items():
            self._patterns[number[text]].append(pattern)
        self._automaton = AhoCorasick(texts, matchkind=MatchKind.Standard, implementation=Implementation.DFA)
        self.phrases = len(texts)

    def scan(self, text: str) -> list[Hit]:
        """All hits in a folded text, in order of where they end."""
        padded = text + " "
        hits: list[Hit] = []
        patterns = self._patterns
        for number, start, end in self._automaton.find_matches_as_indexes(padded, overlapping=True):
            inside = start > 0 and padded[start - 1].isalnum()
            goes_on = padded[end].isalnum()
            for pattern in patterns[number]:
                if goes_on and not (pattern.any_ending and _ends_soon(padded, end)):
                    continue
                word = start
                if inside or pattern.mode == AFTER_LIL:
                    word = _word_start(padded, start, pattern.mode)
                    if word < 0:
                        continue
                hits.extend(Hit(word, start, end, cue) for cue in pattern.cues)
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
