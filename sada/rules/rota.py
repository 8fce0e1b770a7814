"""Spans of duty: which overlap, and when nobody is on call."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise

Span = tuple[datetime, datetime]


def gaps(spans: Iterable[Span], since: datetime, until: datetime) -> list[Span]:
    """The parts of [since, until) that no span covers, in order."""
    found, at = list[Span](), since
    for starts, ends in sorted(spans):
        if starts > at:
            found.append((at, min(starts, until)))
        at = max(at, ends)
        if at >= until:
            return found
    return [*found, (at, until)] if at < until else found


def overlapping(spans: Sequence[Span]) -> bool:
    """Whether two of the spans hold at one instant. Where one ends the next may begin."""
    ordered = sorted(spans)
    return any(first[1] > second[0] for first, second in pairwise(ordered))
