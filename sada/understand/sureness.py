"""How sure a reading is of each of its judgements, and from where on it says so without reserve.

Families: that the first of them is one a reader names too. Baladiyat, services and what has no threshold (agencies, the
responsible unit, the by-line) were never labelled: their figures follow the words, and are no measured shares.
"""

from __future__ import annotations

from collections.abc import Sequence

from sada.understand.bodies import Mention
from sada.understand.byline import Byline
from sada.understand.evidence import Judged
from sada.understand.findings import Findings

THRESHOLDS = {
    "relevance": 0.6, "units": 0.5, "families": 0.5, "kind": 0.6, "tone": 0.5, "needs_answer": 0.6, "community": 0.6,
    "urgency": 0.6, "baladiyat": 0.5, "services": 0.5,
}  # fmt: skip
UNNAMED, INFERRED = 0.85, 0.55  # that no municipality is meant where none is named; one that the place alone tells
UNSAID, ONCE, MORE, MOST = 0.7, 0.5, 0.08, 0.9  # no service named; one named; what each further point adds; at most
NOBODY, SHARED = 0.9, 0.55  # no other agency; one beside a body of ours: whose it is, is the question itself
ANSWERABLE, LOUDER = 0.6, 0.07
CITY, WRITER, COLUMN = 0.95, 0.85, 0.7  # a by-line with a known city; without; a name alone, which may be anything


def confidences(
    found: Findings, judged: Judged, ours: Sequence[Mention], others: Sequence[str], line: Byline
) -> dict[str, float]:
    """Every judgement with how sure it is (0..1)."""
    seen, units, about, what, manner, owed = judged
    out = {
        "relevance": seen.confidence,
        "units": units.confidence,
        "families": about.confidence,
        "kind": what.confidence,
        "tone": manner.confidence,
        "needs_answer": owed.answer_confidence,
        "community": owed.community_confidence,
        "urgency": owed.urgent.confidence,
        "baladiyat": _baladiyat(judged, ours),
        "services": _services(found, about.services),
        "agencies": _agencies(found, others),
    }
    out["responsible"] = SHARED if others and ours else min(out["units"], out["agencies"])
    return out | _byline(line)


def _byline(line: Byline) -> dict[str, float]:
    if not (line.city or line.agency or line.writer):
        return {}
    return {"byline": CITY if line.city else COLUMN if line.columnist else WRITER}


def unsure(confidence: dict[str, float]) -> tuple[str, ...]:
    """The judgements that are left to a person."""
    return tuple([name for name, bar in THRESHOLDS.items() if confidence.get(name, 1.0) < bar])


def _baladiyat(judged: Judged, ours: Sequence[Mention]) -> float:
    if not judged.units.baladiyat:
        return UNNAMED
    named = any(m.unit is not None and "." in m.unit for m in ours)
    return judged.units.confidence if named else min(INFERRED, judged.units.confidence)


def _services(found: Findings, services: Sequence[str]) -> float:
    if not services:
        return UNSAID
    hits = found.of("service", services[0])
    return min(MOST, ONCE + MORE * sum(h.cue.weight * found.weight_at(h.start, 2.0, 1.3, 0.7) for h in hits[:9]))


def _agencies(found: Findings, others: Sequence[str]) -> float:
    if not others:
        return NOBODY
    hits = found.of("agency", others[0])
    return min(MOST, ANSWERABLE + LOUDER * sum(found.weight_at(h.start, 2.0, 1.3, 0.5) for h in hits[:9]))
