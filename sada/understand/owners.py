"""Whose matter it is: ours, another agency's, or shared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sada.understand.bodies import Mention
from sada.understand.findings import Findings

ENOUGH = 2.0  # one mention in title or lead, or two further down


def agencies(found: Findings) -> tuple[str, ...]:
    """Codes of the other agencies that a text holds answerable, the loudest first."""
    hits = found.of("agency")
    if not hits:
        return ()
    points: Counter[str] = Counter()
    for hit in hits:
        points[hit.cue.code] += found.weight_at(hit.start, 3.0, 2.0, 1.0)  # type: ignore[assignment]
    return tuple(code for code, worth in points.most_common() if worth >= ENOUGH)


def responsible(
    found: Findings, ours: Sequence[Mention], units: tuple[str, ...], others: tuple[str, ...]
) -> str | None:
    """The unit whose work it is; None when only another agency is addressed and no municipal body is named."""
    if not units or (others and not ours):
        return None
    named = [m for m in ours if m.unit is not None and not m.attending]
    return named[0].unit if named and found.title_end >= named[0].start else units[0]
