"""What a text is, seen from the press office: complaint, inquiry, suggestion, praise, opinion, news, statement."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import exp

from sada.understand.bodies import Mention
from sada.understand.byline import Byline
from sada.understand.findings import Findings
from sada.understand.scan import Hit

FLOOR = {
    "news": 2.7,
    "opinion": 0.5,
    "complaint": 0.0,
    "inquiry": 0.0,
    "suggestion": -0.5,
    "praise": -1.2,
    "statement": 0.4,
}
SURE_LEAST = 0.4  # even a narrow choice among seven kinds is right more often than this
# What a mention says for "the body is the source", in title, lead and rest.
SPEAKS, ACTS, OWNS, NAMED = (3.6, 3.2, 1.2), (3.6, 2.8, 0.6), (2.4, 1.8, 0.5), (1.2, 0.5, 0.2)
POST_FLOOR = {"news": 0.4, "opinion": 1.4, "complaint": 0.5, "inquiry": 0.0, "suggestion": 0.0, "praise": 0.0}


@dataclass(frozen=True, slots=True)
class Kind:
    """The kind, how sure (0..1, from its share among all kinds), and the points of each."""

    value: str
    confidence: float
    points: dict[str, float]


def cue_points(found: Findings) -> dict[str, float]:
    """Points per kind from its cues: title most; a phrase said again adds little."""
    points: dict[str, float] = defaultdict(float)
    seen: set[str] = set()
    for hit in found.of("kind") + (found.of("talk") if found.is_post else []):
        said = found.text[hit.start : hit.end]
        worth = hit.cue.weight * (1.0 if found.is_post else _place(found, hit))
        points[hit.cue.code] += worth * (0.25 if said in seen else 1.0)
        seen.add(said)
    return points


def _place(found: Findings, hit: Hit) -> float:
    """How much a cue counts where it stands; thanks count anywhere, if a body or its work is what is thanked."""
    if hit.cue.code == "praise":
        thanked = found.after("body", hit.start, 45) or found.after("praised", hit.start, 35)
        if not thanked or found.before("official", hit.start, 150):
            return found.weight_at(hit.start, 0.8, 0.3, 0.1)
        return found.weight_at(hit.start, 1.6, 1.2, 1.1)
    return found.weight_at(hit.start, 1.6, 1.0, 0.4)


def kind(found: Findings, ours: list[Mention], cues: dict[str, float], line: Byline) -> Kind:
    """Weigh cues, who speaks in title and lead, and whether a columnist writes."""
    points = _post_points(found, cues) if found.is_post else _article_points(found, ours, cues, line)
    best = max(points, key=lambda code: points[code])
    total = sum(exp(min(20.0, (p - points[best]) * 0.5)) for p in points.values())
    doubt = 0.75 if best == "news" and not found.is_post else 1.0  # news is what is left when nothing else is said
    return Kind(best, SURE_LEAST + (1.0 - SURE_LEAST) * doubt / total, points)


def _article_points(found: Findings, ours: list[Mention], cues: dict[str, float], line: Byline) -> dict[str, float]:
    length = max(1.0, (len(found.text) / 1200.0) ** 0.5)
    points = dict(FLOOR)
    points["complaint"] += min(9.0, cues.get("complaint", 0.0) / length)
    points["praise"] += min(7.5, cues.get("praise", 0.0) / length)
    points["suggestion"] += min(6.0, cues.get("suggestion", 0.0) / length * 0.6)
    points["inquiry"] += min(5.0, cues.get("inquiry", 0.0) / length * 0.4)
    points["opinion"] += min(4.0, cues.get("opinion", 0.0) / length * 0.5) + (3.0 if line.columnist else 0.0)
    points["statement"] += min(6.5, _statement(found, ours) / length**0.5) - (3.0 if line.columnist else 0.0)
    points["news"] -= 2.0 if line.columnist else 0.0
    if line.inquiring:  # the paper asks for itself: nobody's release
        points["statement"] -= 3.0
        points["complaint"] += 0.8
    return points


def _statement(found: Findings, ours: list[Mention]) -> float:
    """How far a municipal body itself is the source: it speaks or acts in the title, then in the lead."""
    score = 0.0
    for mention in ours:
        if mention.attending:
            continue
        weights = SPEAKS if mention.speaks else ACTS if mention.actor else OWNS if mention.owner else NAMED
        score += found.weight_at(mention.start, *weights)
    return score


def _post_points(found: Findings, cues: dict[str, float]) -> dict[str, float]:
    points = dict(POST_FLOOR)
    for code, worth in cues.items():
        if code in points:
            points[code] += worth * (0.4 if code == "news" else 0.5 if code == "opinion" else 1.0)
    if "؟" in found.folded.original or "?" in found.folded.original:
        points["inquiry"] += 1.5
    return points
