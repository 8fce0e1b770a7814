"""Fits the heads of a learned adjuster: softmax regression that starts from what the rules said.

Scores of a head: a·b + D·V + S·W, with b the rules' log-probabilities, D the facts (few columns), S the hashed words.
Without examples a = 1 and V = W = 0: the rules. Fitted by maximum likelihood with squared penalties; classes weigh
by the inverse root of their frequency. As there are fewer examples than columns, W is sought in the span of the
examples: with S·S' = U·L·U' the rows Z = U·√L stand for S, and W = S'·U/√L·w gives the same optimum (representer
theorem), in a hundredth of the time. Penalties and the temperature come from cross-validation within the examples.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy import optimize, sparse

from sada.understand.learned_compare import macro_f1
from sada.understand.learned_features import SIZE, Floats, Ints

WORD_PENALTIES, FACT_PENALTIES, SCALE_PENALTY = (0.3, 1.0), (1.0, 3.0, 10.0), 1.0
FOLDS = 5
TEMPERATURES = np.geomspace(0.5, 4.0, 25)


@dataclass(frozen=True, slots=True)
class Rows:
    """Examples of one head: rules' log-probabilities (n, k), facts (n, d), words (n, SIZE), true class (n,)."""

    base: Floats
    dense: Floats
    words: sparse.csr_matrix
    truth: Ints

    def take(self, index: Ints) -> Rows:
        """Some of the rows."""
        return Rows(self.base[index], self.dense[index], self.words[index], self.truth[index])


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights of a head: `scale` a, `dense` V (d, k), `words` W (SIZE, k) with idf folded in, `temperature`."""

    scale: float
    dense: Floats
    words: Floats
    temperature: float


def matrix(rows: Sequence[tuple[Ints, Floats]]) -> sparse.csr_matrix:
    """Rows of `features` as one sparse matrix (n, SIZE)."""
    ends = np.cumsum([0, *(len(columns) for columns, _values in rows)])
    columns = np.concatenate([c for c, _v in rows]) if rows else np.zeros(0, np.int64)
    values = np.concatenate([v for _c, v in rows]) if rows else np.zeros(0)
    return sparse.csr_matrix((values, columns, ends), shape=(len(rows), SIZE))


def fit_head(rows: Rows) -> Fitted:
    """The head with the penalties that do best in cross-validation, its probabilities made honest by a temperature."""
    best, kept = (-1.0, 0.0), (WORD_PENALTIES[-1], FACT_PENALTIES[-1], np.zeros_like(rows.base))
    for words, facts in product(WORD_PENALTIES, FACT_PENALTIES):
        scores = _out_of_fold(rows, words, facts)
        said = scores.argmax(axis=1)
        rank = (round(macro_f1(rows.truth, said), 2), -_loss(scores, rows.truth))
        if rank > best:
            best, kept = rank, (words, facts, scores)
    losses = [_loss(kept[2] / t, rows.truth) for t in TEMPERATURES]
    scale, dense, words_ = _fit(rows, kept[0], kept[1])
    return Fitted(scale, dense, words_, float(TEMPERATURES[int(np.argmin(losses))]))


def scores_of(rows: Rows, fitted: Fitted) -> Floats:
    """Scores (n, k), before the temperature."""
    return _scores(rows, fitted.scale, fitted.dense, fitted.words)


def _scores(rows: Rows, scale: float, dense: Floats, words: Floats) -> Floats:
    out: Floats = scale * rows.base + rows.dense @ dense + rows.words @ words
    return out


def _out_of_fold(rows: Rows, words: float, facts: float) -> Floats:
    out = np.zeros_like(rows.base)
    for inside, outside in _folds(len(rows.truth)):
        out[outside] = _scores(rows.take(outside), *_fit(rows.take(inside), words, facts))
    return out


def _folds(count: int) -> Iterator[tuple[Ints, Ints]]:
    """Every FOLDS-th example left out in turn: the examples come in order of time, so each fold spans all of it."""
    places = np.arange(count)
    for fold in range(min(FOLDS, count)):
        yield places[places % FOLDS != fold], places[places % FOLDS == fold]


def _loss(scores: Floats, truth: Ints) -> float:
    return float(-np.log(np.maximum(softmax(scores)[np.arange(len(truth)), truth], 1e-12)).mean())


def softmax(scores: Floats) -> Floats:
    """Probabilities by row."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    out: Floats = raised / raised.sum(axis=1, keepdims=True)
    return out


def _fit(rows: Rows, words: float, facts: float) -> tuple[float, Floats, Floats]:
    """(a, V, W) at given penalties."""
    seen = np.asarray((rows.words > 0).sum(axis=0)).ravel()
    idf = np.log((1 + len(rows.truth)) / (1 + seen)) + 1
    weighed = rows.words.multiply(idf).tocsr()
    values, vectors = np.linalg.eigh((weighed @ weighed.T).toarray())
    kept = values > 1e-9
    spanned = vectors[:, kept] * np.sqrt(values[kept])
    back = vectors[:, kept] / np.sqrt(values[kept])
    scale, dense, inner = _minimum(rows, spanned, words, facts)
    return scale, dense, idf[:, None] * (weighed.T @ (back @ inner))


def _minimum(rows: Rows, spanned: Floats, words: float, facts: float) -> tuple[float, Floats, Floats]:
    n, k, d, z = len(rows.truth), rows.base.shape[1], rows.dense.shape[1], spanned.shape[1]
    counts = np.bincount(rows.truth, minlength=k)
    weights = (1 / np.sqrt(np.maximum(counts, 1)))[rows.truth]
    weights = weights / weights.mean()
    target = np.eye(k)[rows.truth]

    def parts(p: Floats) -> tuple[float, Floats, Floats]:
        return float(p[0]), p[1 : 1 + d * k].reshape(d, k), p[1 + d * k :].reshape(z, k)

    def objective(p: Floats) -> tuple[float, Floats]:
        scale, dense, inner = parts(p)
        chances = softmax(scale * rows.base + rows.dense @ dense + spanned @ inner)
        loss = -(weights * np.log(np.maximum(chances[np.arange(n), rows.truth], 1e-12))).sum()
        loss += 0.5 * (SCALE_PENALTY * (scale - 1) ** 2 + facts * (dense**2).sum() + words * (inner**2).sum())
        gap = (chances - target) * weights[:, None]
        slope = [[(gap * rows.base).sum() + SCALE_PENALTY * (scale - 1)]]
        slope += [(rows.dense.T @ gap + facts * dense).ravel(), (spanned.T @ gap + words * inner).ravel()]
        return float(loss), np.concatenate(slope)

    start = np.zeros(1 + (d + z) * k)
    start[0] = 1.0
    found = optimize.minimize(objective, start, jac=True, method="L-BFGS-B", options={"maxiter": 150})
    return parts(found.x)
