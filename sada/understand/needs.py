"""What follows from a reading: whether an answer is owed, whether it is community work, how urgent it is."""

from __future__ import annotations

from dataclasses import dataclass

from sada.understand.findings import Findings
from sada.understand.kinds import Kind
from sada.understand.sides import claimed


@dataclass(frozen=True, slots=True)
class Needs:
    """Three judgements with their confidence (0..1)."""

    answer: bool
    answer_confidence: float
    community: bool
    community_confidence: float
    urgency: str


def needs(found: Findings, relevance: str, kind: Kind, tone: str, families: tuple[str, ...], heard: bool) -> Needs:
    """Judge from kind, tone, whether a municipal official is heard, and the cues of replies, social work and danger."""
    answer, sure = _answer(found, relevance, kind, tone, heard)
    social = _social(found)
    community = relevance != "none" and (social >= 3.0 or (social >= 2.0 and "community" in families[:2]))
    urgency = _urgency(found) if relevance == "main" and tone == "negative" else "normal"
    return Needs(answer, sure, community, 0.8 if social >= 6.0 or social < 1.0 else 0.6, urgency)


def _social(found: Findings) -> float:
    """Points of humanitarian and social work, by length; a phrase said again adds little."""
    points = 0.0
    seen: set[str] = set()
    for hit in found.of("community"):
        said = found.text[hit.start : hit.end]
        points += hit.cue.weight * found.weight_at(hit.start, 2.0, 1.3, 0.7) * (0.3 if said in seen else 1.0)
        seen.add(said)
    return float(points / max(1.0, (len(found.text) / 1200.0) ** 0.5))


def _answer(found: Findings, relevance: str, kind: Kind, tone: str, heard: bool) -> tuple[bool, float]:
    if relevance != "main":
        return False, 0.95
    if found.is_post:
        return kind.value in ("complaint", "inquiry", "suggestion"), 0.85
    replied = sum(h.cue.weight for h in found.of("answered")) - 2.0 * len(found.of("unanswered"))
    if kind.value == "complaint":
        return replied < (2.0 if heard else 4.0), 0.7
    if kind.value == "inquiry":
        return replied < 2.0, 0.7
    if claimed(found) and not heard and kind.value in ("news", "opinion"):
        return True, 0.6  # what is said of us and may be false
    return False, 0.9 if tone != "negative" else 0.6


def _urgency(found: Findings) -> str:
    danger = sum(h.cue.weight for h in found.of("urgency", "danger"))
    high = sum(h.cue.weight for h in found.of("urgency", "high"))
    return "danger" if danger >= 3.0 else "high" if danger + high >= 3.0 else "normal"
