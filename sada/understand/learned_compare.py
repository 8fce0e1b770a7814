"""Whether one reader is better than another on the same held-out items, beyond noise.

Better: the paired bootstrap of the difference of macro-F1 leaves 95 % of the rounds above zero, and more items turned
right than wrong. Never worse: no class that the truth holds at least ENOUGH times loses F1. Beside them the exact
McNemar test on the items that only one of the two got right is reported. Sources: Efron and Tibshirani, An Introduction
to the Bootstrap (1993), ch. 16; McNemar, Psychometrika 12 (1947), 153-157; Dietterich, Neural Comp. 10 (1998).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from sada.understand.learned_features import Floats, Ints

LEAST = 5  # a class with fewer true examples has no F1 worth averaging
ENOUGH = 10  # a class with as many is protected: it may not get worse
FEWEST = 40  # held-out items under which nothing is switched over
ROUNDS = 1000
SEED = 1448


@dataclass(frozen=True, slots=True)
class Verdict:
    """The comparison of one judgement: macro-F1 of both on `count` items, the interval of the difference, McNemar's
    p, what turned right and wrong, and classes that got worse. `code` says why it is switched over or not."""

    judgement: str
    count: int
    before: float
    after: float
    low: float
    high: float
    p: float
    gained: int
    lost: int
    worse: tuple[str, ...]
    code: str

    @property
    def is_better(self) -> bool:
        """Whether the newer one may take over."""
        return self.code == "better"

    def as_json(self) -> dict[str, Any]:
        """For keeping: plain values, shares to four places."""
        rounded = {k: round(v, 4) if isinstance(v, float) else v for k, v in asdict(self).items()}
        return rounded | {"worse": list(self.worse)}


def macro_f1(truth: Ints, said: Ints) -> float:
    """Mean F1 over the classes that the truth holds at least LEAST times; 0 when there is none."""
    scores = list(class_f1(truth, said, LEAST).values())
    return float(np.mean(scores)) if scores else 0.0


def class_f1(truth: Ints, said: Ints, least: int = LEAST) -> dict[int, float]:
    """F1 of each class that the truth holds at least `least` times."""
    size = int(max(truth.max(initial=0), said.max(initial=0))) + 1
    true, spoken = np.bincount(truth, minlength=size), np.bincount(said, minlength=size)
    right = np.bincount(truth[truth == said], minlength=size)
    return {int(c): float(2 * right[c] / (true[c] + spoken[c])) for c in np.flatnonzero(true >= least)}


def exact_mcnemar(gained: int, lost: int) -> float:
    """Two-sided exact p of the items that only one of two readers got right."""
    from scipy.stats import binomtest

    return float(binomtest(gained, gained + lost).pvalue) if gained + lost else 1.0


def compare(
    judgement: str, truth: Sequence[frozenset[str]], before: Sequence[frozenset[str]], after: Sequence[frozenset[str]]
) -> Verdict:
    """Compare two readers of one judgement. Every item's answer is a set: of one class, or of several families."""
    flat = _flat(truth, before, after)
    right = [np.array([s == t for s, t in zip(said, truth, strict=True)]) for said in (before, after)]
    gained, lost = int((~right[0] & right[1]).sum()), int((right[0] & ~right[1]).sum())
    old, new = (_mean_f1(flat, n) for n in (1, 2))
    low, high = _interval(flat)
    worse = _worse(flat)
    code = _code(len(truth), gained, lost, low, worse)
    return Verdict(judgement, len(truth), old, new, low, high, exact_mcnemar(gained, lost), gained, lost, worse, code)


def _code(count: int, gained: int, lost: int, low: float, worse: tuple[str, ...]) -> str:
    if count < FEWEST:
        return "too_few"
    if gained == lost == 0:
        return "same"
    if worse:
        return "worse_class"
    return "better" if low > 0 and gained > lost else "noise"


@dataclass(frozen=True, slots=True)
class _Flat:
    """Classes and, for truth and both readers, which item holds which: arrays (items, classes) of 0 and 1."""

    classes: tuple[str, ...]
    held: tuple[Floats, Floats, Floats]


def _flat(*readers: Sequence[frozenset[str]]) -> _Flat:
    classes = tuple(sorted(set().union(*(s for sets in readers for s in sets)))) or ("",)
    held = [np.array([[float(c in s) for c in classes] for s in sets]).reshape(-1, len(classes)) for sets in readers]
    return _Flat(classes, (held[0], held[1], held[2]))


def _f1(true: Floats, said: Floats, both: Floats) -> Floats:
    return np.divide(2 * both, true + said, out=np.zeros_like(both), where=true + said > 0)


def _mean_f1(flat: _Flat, reader: int) -> float:
    true, said = flat.held[0], flat.held[reader]
    scores = _f1(true.sum(axis=0), said.sum(axis=0), (true * said).sum(axis=0))[true.sum(axis=0) >= LEAST]
    return float(scores.mean()) if len(scores) else 0.0


def _worse(flat: _Flat) -> tuple[str, ...]:
    true, *readers = flat.held
    old, new = (_f1(true.sum(axis=0), said.sum(axis=0), (true * said).sum(axis=0)) for said in readers)
    fallen = (true.sum(axis=0) >= ENOUGH) & (new < old - 1e-9)
    return tuple(c for c, has in zip(flat.classes, fallen, strict=True) if has)


def _interval(flat: _Flat) -> tuple[float, float]:
    """5th and 95th percentile of the difference over ROUNDS draws of the items with replacement."""
    true, old, new = flat.held
    count = len(true)
    scored = true.sum(axis=0) >= LEAST
    if not count or not scored.any():
        return 0.0, 0.0
    draws = np.random.default_rng(SEED).multinomial(count, np.full(count, 1 / count), size=ROUNDS).astype(float)
    truths = draws @ true
    olds, news = (_f1(truths, draws @ said, draws @ (true * said))[:, scored].mean(axis=1) for said in (old, new))
    low, high = np.percentile(news - olds, [5, 95])
    return float(low), float(high)
