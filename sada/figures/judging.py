"""How well judgements are made, class by class, and which undecided item teaches most when a person decides it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log2, sqrt

from sada.figures.shares import Share, share


@dataclass(frozen=True, slots=True)
class Judged:
    """`count` reviewed items alike: what was said, what is true (codes), and whether it was said surely."""

    said: tuple[str, ...]
    truth: tuple[str, ...]
    is_sure: bool
    count: int = 1


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """One class: `true` reviewed items of it; see `by_class` for the three shares."""

    code: str
    true: int
    precision: Share
    recall: Share
    abstention: Share


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement over all its classes: how often what was said surely is wholly right, and how often a person was
    asked. `confusions`: (said, truth, items), the most frequent first."""

    reviewed: int
    right: Share
    abstention: Share
    classes: tuple[ClassFigures, ...]
    confusions: tuple[tuple[str, str, int], ...]


def judgement(rows: Sequence[Judged], most: int = 5) -> Judgement:
    """The figures of one judgement.

    Formula: right = items said surely and exactly right / items said surely; abstention = items left to a person /
    reviewed items. Level (AMEC): input, the quality of our own listening. Sample: reviewed items only, which people
    choose; see `by_class`. Source of the intervals: Wilson, as `shares.share`.
    """
    reviewed = sum(r.count for r in rows)
    sure = [r for r in rows if r.is_sure]
    right = share(sum(r.count for r in sure if set(r.said) == set(r.truth)), sum(r.count for r in sure))
    return Judgement(
        reviewed, right, share(reviewed - right.whole, reviewed), tuple(by_class(rows)), _confusions(rows, most)
    )


def by_class(rows: Iterable[Judged]) -> list[ClassFigures]:
    """Precision, recall and abstention of each class that was said or is true, the most frequent truth first.

    Formula, for a class c: precision = said c surely and rightly / said c surely; recall = said c surely and rightly /
    truly c (an item left to a person was not found); abstention = truly c and left to a person / truly c.
    Level (AMEC): input. Too few: under LEAST_FOR_A_SHARE of the respective whole. Limit: the items are those people
    chose to review, so the shares describe them and not all items; items drawn by chance from the queue amend that.
    """
    said, right, true, left = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for row in rows:
        truth, spoken = set(row.truth), set(row.said) if row.is_sure else set()
        for code in truth:
            true[code] += row.count
            left[code] += 0 if row.is_sure else row.count
        for code in spoken:
            said[code] += row.count
            right[code] += row.count if code in truth else 0
    codes = sorted(true.keys() | said.keys(), key=lambda c: (-true[c], c))
    return [
        ClassFigures(c, true[c], share(right[c], said[c]), share(right[c], true[c]), share(left[c], true[c]))
        for c in codes
    ]


def _confusions(rows: Iterable[Judged], most: int) -> tuple[tuple[str, str, int], ...]:
    found = Counter[tuple[str, str]]()
    for row in rows:
        for code in set(row.said) - set(row.truth):
            for meant in (set(row.truth) - set(row.said)) or {""}:
                found[code, meant] += row.count
        if not row.said:
            found.update({("", meant): row.count for meant in row.truth})
    return tuple((said, meant, n) for (said, meant), n in sorted(found.items(), key=lambda f: (-f[1], f[0]))[:most])


@dataclass(frozen=True, slots=True)
class Open:
    """One undecided judgement of an item: its answer so far, how sure (0..1), and whether it is a post."""

    judgement: str
    value: str
    confidence: float
    is_post: bool


def teaches(opens: Iterable[Open], waiting: Counter[tuple[str, str, bool]], known: Counter[tuple[str, str]]) -> float:
    """How much the machine learns when a person decides this item.

    Formula: sum over the undecided judgements of (1 - c) * log2(1 + w) / sqrt(1 + r), with c the confidence, w how
    many undecided items of the same sort (post or article) wait with the same answer, r how many reviewed items are
    truly of that class. So: the unsurest first, of a sort that comes often, in a class little is known of.
    Source: uncertainty sampling weighed by density and class need, Settles, Active Learning (2012), ch. 2 and 4.
    """
    return sum(
        (1 - o.confidence) * log2(1 + waiting[o.judgement, o.value, o.is_post]) / sqrt(1 + known[o.judgement, o.value])
        for o in opens
    )
