"""How far a text is about municipal work, as a judgement."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp


@dataclass(frozen=True, slots=True)
class Relevance:
    """main, passing or none, and how sure (0..1); whether the words alone made it ours, beyond all rules."""

    value: str
    confidence: float
    taught: bool = False


def sure(margin: float, slope: float) -> float:
    """How sure a judgement is that lies `margin` points from its bar."""
    return 1.0 / (1.0 + exp(-slope * max(-4.0, min(8.0, margin)) - 0.2))
