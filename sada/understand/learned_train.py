"""Trains a learned adjuster on reviewed texts and lets only those of its heads take over that are better.

Held out are the latest reviewed stories, whole: what is trained on and what is measured on never tell the same thing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from sada.understand.learned import ABSENT, CHOICES, LEARNT, YES_NO, Head, Learned, answer
from sada.understand.learned_compare import FEWEST, Verdict, compare
from sada.understand.learned_features import Floats, Ints, base_scores, facts, features
from sada.understand.learned_fit import Rows, fit_head, matrix
from sada.understand.types import Reading, Text

HELD_OUT = 0.35  # of the reviewed stories, the latest
FEWEST_TRAINED = 40  # reviewed texts of a judgement under which it is not learnt
FEWEST_AGREED = 0.25  # share of them where the person agreed with the rules: of errors alone one learns only to object
FEWEST_FAMILY = 12  # texts of a family, and as many of others, under which the family is not learnt
MOST = 3000  # examples a head is fitted on, the latest: bounds time (cubic) and memory (square)


@dataclass(frozen=True, slots=True)
class Example:
    """A reviewed text: what the rules say of it now, and what a person said, by judgement. `story` groups texts that
    tell the same thing; examples are handed over in the order in which they were reviewed."""

    key: int
    story: int
    text: Text
    base: Reading
    truth: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The model after learning (the one in use, where nothing was better), how many texts each judgement was trained
    on, the verdict on each, and why some were not tried."""

    learned: Learned
    trained_on: Mapping[str, int]
    verdicts: tuple[Verdict, ...]
    not_tried: Mapping[str, str]

    @property
    def is_better(self) -> bool:
        """Whether any judgement may take over."""
        return any(v.is_better for v in self.verdicts)


def split(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """(to train on, held out): stories in the order of their first review, the latest HELD_OUT of them kept back."""
    stories = list(dict.fromkeys(e.story for e in examples))
    first = set(stories[: len(stories) - round(len(stories) * HELD_OUT)])
    return [e for e in examples if e.story in first], [e for e in examples if e.story not in first]


def learn(examples: Sequence[Example], in_use: Learned, name: str) -> Outcome:
    """Train every judgement that has enough examples, compare each with `in_use` on those held out."""
    training, kept = split(examples)
    now, verdicts, trained_on, not_tried = in_use, [], {}, {}
    words = {e.key: features(e.text) for e in training}
    for judgement in LEARNT:
        mine = [e for e in training if judgement in e.truth][-MOST:]
        seen = [e for e in kept if judgement in e.truth]
        why = _too_little(judgement, mine, seen)
        heads = [] if why else train(judgement, mine, words)
        if not heads:
            not_tried[judgement] = why or "few_classes"
            continue
        trial = now.replaced(judgement, heads, name)
        verdict = compare_on(judgement, seen, now, trial)
        trained_on[judgement] = len(mine)
        verdicts.append(verdict)
        now = trial if verdict.is_better else now
    return Outcome(now, trained_on, tuple(verdicts), not_tried)


def compare_on(judgement: str, examples: Sequence[Example], before: Learned, after: Learned) -> Verdict:
    """The verdict on one judgement over reviewed texts."""
    said = [[answer(model.adjust(e.text, e.base), judgement) for e in examples] for model in (before, after)]
    return compare(judgement, [e.truth[judgement] for e in examples], said[0], said[1])


def _too_little(judgement: str, mine: Sequence[Example], seen: Sequence[Example]) -> str:
    """Why a judgement cannot be learnt yet; empty when it can."""
    if len(mine) < FEWEST_TRAINED or len(seen) < FEWEST:
        return "too_few"
    for part in (mine, seen):
        if sum(answer(e.base, judgement) == e.truth[judgement] for e in part) < FEWEST_AGREED * len(part):
            return "errors_only"
    return ""


def train(judgement: str, examples: Sequence[Example], words: Mapping[int, tuple[Ints, Floats]]) -> list[Head]:
    """The heads of one judgement: one, or one for each family with enough examples."""
    shared = matrix([words[e.key] for e in examples])
    dense = np.array([facts(e.text, e.base) for e in examples])
    if judgement == "families":
        counts = Counter(code for e in examples for code in e.truth[judgement])
        codes = [c for c, n in sorted(counts.items()) if FEWEST_FAMILY <= n <= len(examples) - FEWEST_FAMILY]
        return [_head(f"families.{c}", YES_NO, *_of_family(c, examples), dense, shared) for c in codes]
    classes = CHOICES[judgement]
    truth = np.array([classes.index(next(iter(e.truth[judgement]))) for e in examples], np.int64)
    if len(set(truth.tolist())) < 2:
        return []
    base = np.array([_base(judgement, classes, e.base) for e in examples])
    return [_head(judgement, classes, base, truth, dense, shared)]


def _base(judgement: str, classes: tuple[str, ...], reading: Reading) -> Floats:
    sure = reading.confidence.get(judgement, 0.5)
    return base_scores(next(iter(answer(reading, judgement))), sure, classes)


def _of_family(code: str, examples: Sequence[Example]) -> tuple[Floats, Ints]:
    base = [
        base_scores("yes", e.base.confidence.get("families", 0.5), YES_NO)
        if code in e.base.families
        else base_scores("no", ABSENT, YES_NO)
        for e in examples
    ]
    return np.array(base), np.array([int(code in e.truth["families"]) for e in examples], np.int64)


def _head(
    name: str, classes: tuple[str, ...], base: Floats, truth: Ints, dense: Floats, words: sparse.csr_matrix
) -> Head:
    fitted = fit_head(Rows(base, dense, words, truth))
    return Head(name, classes, fitted.scale, fitted.temperature, fitted.dense, fitted.words.astype(np.float32))
