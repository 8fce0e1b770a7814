"""Tone toward the municipal body, not of the words: a failure reported drily is negative, a bad day well met is not."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from sada.understand.findings import Findings
from sada.understand.kinds import Kind

TILT = {
    "complaint": -5.0,
    "praise": 4.5,
    "statement": 0.3,
    "news": 0.0,
    "opinion": -0.5,
    "suggestion": -0.5,
    "inquiry": 0.0,
}
NEUTRAL = 2.5


@dataclass(frozen=True, slots=True)
class Tone:
    """negative, neutral or positive, and how sure (0..1)."""

    value: str
    confidence: float


def balance(found: Findings) -> tuple[float, float]:
    """Points of the good and of the bad said in the text, by length."""
    good = bad = 0.0
    seen: set[str] = set()
    for hit in found.of("tone"):
        said = found.text[hit.start : hit.end]
        worth = hit.cue.weight * found.weight_at(hit.start, 1.6, 1.0, 0.6) * (0.3 if said in seen else 1.0)
        seen.add(said)
        if hit.cue.code == "positive":
            good += worth
        else:
            bad += worth
    length = max(1.0, (len(found.text) / 1200.0) ** 0.5)
    return good / length, bad / length


def tone(found: Findings, kind: Kind) -> Tone:
    """Kind tilts the scale; good and bad words move it; a dead zone around zero is neutral."""
    good, bad = balance(found)
    if found.is_post:
        return _of_post(kind, good, bad)
    score = TILT[kind.value] + 0.5 * min(good, 10.0) - 0.6 * min(bad, 10.0)
    sides = {"positive": score, "neutral": NEUTRAL, "negative": -score}
    best = max(sides, key=lambda side: sides[side])
    total = sum(exp(0.8 * (value - sides[best])) for value in sides.values())
    return Tone(best, 1.0 / total)


def _of_post(kind: Kind, good: float, bad: float) -> Tone:
    if kind.value == "complaint":
        return Tone("negative", 0.85)
    if kind.value == "praise" and good >= bad:
        return Tone("positive", 0.75)
    if kind.points["complaint"] >= 4.0 or (bad >= 4.0 and bad > good):
        return Tone("negative", 0.6)
    return Tone("neutral", 0.8)
