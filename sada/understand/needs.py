"""What follows from a reading: whether an answer is owed, whether it is community work, how urgent it is."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from sada.understand.findings import Findings
from sada.understand.kinds import Kind
from sada.understand.relevance_value import Relevance
from sada.understand.scan import Hit
from sada.understand.sides import claimed
from sada.understand.urgency import Urgency, urgency

ASKED = ("complaint", "inquiry", "suggestion")  # what an account is owed an answer to
CLEAR, LIKELY = 3.0, 2.0  # points of social work from which it is the subject; beside a family that says so
BEYOND, SHORT = 0.5, 0.75  # how fast each point beyond, or short of that, makes it surer
MEANT = 0.8  # what even a text full of social words is surely about
UNHEARD, HEARD = 4.0, 2.0  # points of reply that answer a complaint: without an official's voice, and with it
WISHED, BITTER = 0.4, 0.7  # of the chance that it is asked after all, what counts against a report that asks nothing
ALLEGED = 0.58  # how sure that what is said of us and may be false wants an answer: a person decides
SPOKEN = 2.5  # points of reply of an office of ours that speaks in the report
NEXT = 24  # folded characters from «من جهته» to whoever speaks
REPLIES = 0.6  # how fast each of them makes it surer


@dataclass(frozen=True, slots=True)
class Needs:
    """Three judgements with their confidence (0..1)."""

    answer: bool
    answer_confidence: float
    community: bool
    community_confidence: float
    urgent: Urgency


def needs(
    found: Findings, seen: Relevance, kind: Kind, tone: str, families: tuple[str, ...], heard: bool, replied: int = 0
) -> Needs:
    """Judge from kind, tone, whether an official of ours is heard and replies, cues of social work and of danger."""
    answer, sure = _answer(found, seen, kind, tone, heard, replied)
    community, meant = _community(found, families)
    return Needs(answer, sure, community, meant, urgency(found, seen.value, tone))


def _community(found: Findings, families: tuple[str, ...]) -> tuple[bool, float]:
    """Whether the text is about social work, surer the further it lies from the bar."""
    social = _social(found)
    over = social - (LIKELY if "community" in families[:2] else CLEAR)
    chance = 1.0 / (1.0 + exp(-(BEYOND if over >= 0.0 else SHORT) * abs(over)))
    return over >= 0.0, min(MEANT, chance) if over >= 0.0 else chance


def _social(found: Findings) -> float:
    """Points of humanitarian and social work, by length; a phrase said again adds little."""
    points = 0.0
    seen: set[str] = set()
    for hit in found.of("community"):
        said = found.text[hit.start : hit.end]
        points += hit.cue.weight * found.weight_at(hit.start, 2.0, 1.3, 0.7) * (0.3 if said in seen else 1.0)
        seen.add(said)
    return float(points / max(1.0, (len(found.text) / 1200.0) ** 0.5))


def _of_others(found: Findings, reply: Hit) -> bool:
    """«من جهته انتقد علي», «بدوره طالب أحد الأهالي»: the next one who complains gives no answer."""
    reach = reply.end + NEXT
    near = [*found.of("kind", "complaint"), *found.of("people", "public")]
    return any(reply.end <= hit.word <= reach for hit in near)


def _answer(found: Findings, seen: Relevance, kind: Kind, tone: str, heard: bool, times: int) -> tuple[bool, float]:
    asked = sum(kind.shares[code] for code in ASKED)
    if seen.value != "main":
        return False, 1.0 - asked * (1.0 - seen.confidence)  # it is owed if it is our matter after all, and asked
    if found.is_post:
        owed = kind.value in ASKED
        return owed, asked if owed else 1.0 - asked
    replied = sum(h.cue.weight for h in found.of("answered") if not _of_others(found, h))
    replied += SPOKEN * min(times, 2) - 2.0 * len(found.of("unanswered"))
    if kind.value in ("complaint", "inquiry"):
        short = (HEARD if heard or kind.value == "inquiry" else UNHEARD) - replied
        owed = short > 0.0
        told = 1.0 / (1.0 + exp(-REPLIES * abs(short)))  # how clearly it was answered or not
        return owed, asked * told if owed else 1.0 - asked * (1.0 - told)
    if claimed(found) and not heard and kind.value in ("news", "opinion"):
        return True, ALLEGED
    return False, 1.0 - (WISHED if tone != "negative" else BITTER) * asked
