"""Points of each kind for a press text: what its words do, who speaks in it, whose event it tells of, who writes.

A log-linear sum with weights set by hand from how Saudi papers write; the cues come from `data/kinds.tsv`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from sada.understand.bodies import Mention
from sada.understand.byline import Byline
from sada.understand.findings import Findings
from sada.understand.sides import balance, remedied
from sada.understand.voices import OURS, PEOPLE, Voices, acts, framed, voices

FLOOR = {
    "news": 2.9,
    "opinion": 0.3,
    "complaint": 0.0,
    "inquiry": 0.0,
    "suggestion": -0.5,
    "praise": -1.2,
    "statement": 0.4,
}
CAP = {"complaint": 9.0, "praise": 7.5, "suggestion": 6.0, "inquiry": 5.0, "opinion": 4.0, "statement": 6.0}
SLOPE = {"complaint": 1.0, "praise": 1.0, "suggestion": 0.6, "inquiry": 0.4, "opinion": 0.5, "statement": 1.0}
# What a mention says for "the body is the source", in title, lead and rest.
SPEAKS, ACTS, OWNS, NAMED = (3.6, 3.2, 1.2), (3.6, 2.8, 0.6), (3.0, 2.6, 0.5), (1.2, 0.5, 0.2)
FIRST = 70  # folded characters of the body in which the subject of its first sentence stands, after a by-line
IDLE = {True: 0.4, False: 1.6}  # what a title without the body costs, by whether it acts or speaks in the lead
TITLE_HEAD = 9
BLAMED = 60  # folded characters between a body and the word that blames it


@dataclass(frozen=True, slots=True)
class Signs:
    """What the frame of a text says beside its words."""

    heard: Voices
    public_opens: bool
    sour: int
    titled: bool
    cheer: int
    blamed: int
    good: float
    bad: float


def press_points(found: Findings, ours: list[Mention], cues: Mapping[str, float], line: Byline) -> dict[str, float]:
    """Points per kind."""
    length = max(1.0, (len(found.text) / 1200.0) ** 0.5)
    points = dict(FLOOR)
    for code, cap in CAP.items():
        points[code] += min(cap, cues.get(code, 0.0) / length * SLOPE[code])
    source = _source(found, ours) / length**0.5
    points["statement"] += min(6.5, source + _opening(found, ours))
    signs = _signs(found, ours)
    _by_voices(points, signs, min(1.0, source / 5.0))
    _by_writer(points, line, signs)
    return points


def _signs(found: Findings, ours: list[Mention]) -> Signs:
    good, bad = balance(found)
    titled = any(m.start < found.title_end for m in ours)
    return Signs(
        voices(found, ours),
        _public_opens(found),
        _sour(found, ours),
        titled,
        _cheer(found),
        _blamed(found, ours),
        good,
        bad,
    )


def _by_voices(points: dict[str, float], signs: Signs, held: float) -> None:
    """A body that is heard makes a statement of a report; the public that is heard makes complaint or praise of it."""
    heard = signs.heard
    # an official who answers complaints issues no statement
    answering = 1.0 + 0.3 * max(0.0, points["complaint"] - 1.0)
    opens = 1.3 if heard.first == OURS else 0.4
    points["statement"] += held * opens * min(heard.ours, 3.0) * heard.share / answering - 0.6 * min(heard.people, 3.0)
    points["statement"] += 1.8 if heard.heads == OURS else 0.0
    points["news"] += 0.4 * min(heard.others, 2.0)
    if signs.cheer and not signs.sour:
        points["praise"] += 2.0
        points["complaint"] -= 2.0
    felt = "praise" if signs.good > signs.bad and points["praise"] > points["complaint"] else "complaint"
    if points[felt] > 1.5:
        points[felt] += 0.4 * min(heard.people, 3.0)
        points[felt] += (1.0 if heard.first == PEOPLE else 0.0) + (1.5 if signs.public_opens else 0.0)
    if signs.public_opens:
        points["statement"] -= 2.0
    points["complaint"] += 0.7 * min(signs.blamed, 3) + 1.2 * min(signs.sour, 2)
    points["statement"] -= 1.2 * min(signs.sour, 2)


def _by_writer(points: dict[str, float], line: Byline, signs: Signs) -> None:
    if line.columnist:
        points["opinion"] += 3.0
        points["statement"] = min(1.0, points["statement"] - 3.0)
        points["news"] -= 2.0
        fond = min(4.0, signs.good - signs.bad - 2.0)
        if signs.titled and fond > 0 and points["complaint"] < 1.0:  # a column on the body with only good to say
            points["praise"] += 1.2 + fond
            points["opinion"] -= 0.6 * fond
        points["complaint"] += 0.8 * min(signs.blamed, 3)
    if line.inquiring:  # the paper asks for itself: nobody's release
        points["statement"] -= 3.0
        points["complaint"] += 0.8


def _source(found: Findings, ours: list[Mention]) -> float:
    """How far a municipal body itself is the source: it speaks or acts in the title, then in the lead."""
    score = 0.0
    for mention in ours:
        if mention.attending:
            continue
        weights = SPEAKS if mention.speaks else ACTS if acts(found, mention) else OWNS if mention.owner else NAMED
        if weights is OWNS and framed(found, mention):
            weights = NAMED
        score += found.weight_at(mention.start, *weights)
    return score


def _opening(found: Findings, ours: list[Mention]) -> float:
    """A body that is the subject of the first sentence, or whose own event the title opens or closes."""
    score = 0.0
    first = [m for m in ours if found.title_end <= m.start < found.title_end + FIRST and not m.attending]
    if any(acts(found, m) or m.speaks or _serves(found, m) for m in first):
        score += 2.4
    said = {hit.cue.code for hit in found.of("announces") if hit.start < found.title_end}
    if "event" in said and any(m.owner and m.start < found.lead_end and not framed(found, m) for m in ours):
        score += 1.8
    if not said and found.title_end and not any(m.start < found.title_end for m in ours):
        works = any(m.start < found.lead_end and (m.speaks or acts(found, m)) for m in ours)
        score -= IDLE[works]  # the title is about something else: visitors, a play, prices
    return score


def _serves(found: Findings, mention: Mention) -> bool:
    """«الجهات الرقابية لبلدية الدلم», «فرق تابعة لأمانة …», «اللجنة المحلية للانتخابات البلدية»."""
    before = found.text[max(0, mention.start - 26) : mention.start]
    return before.endswith(" ل") or "لجنه" in before or "تابع" in before


def _public_opens(found: Findings) -> bool:
    """The title begins with people of the public: «مواطن يقاضي …», «أهالي الحي …»; visitors only come."""
    return any(hit.word <= 12 and hit.end <= found.title_end for hit in found.of("people", "public")[:2])


def _sour(found: Findings, ours: list[Mention]) -> int:
    """Bad words of a title that does not begin with the body: «خلافات …», «تجاوزات … والأمانة تعتذر»."""
    if any(m.start <= TITLE_HEAD for m in ours):
        return 0
    bad = {h.start for h in [*found.of("tone", "negative"), *found.of("kind", "complaint")] if h.cue.weight >= 2.0}
    return sum(start < found.title_end for start in bad)


def _cheer(found: Findings) -> int:
    """Words of praise in the title: «يشيدون بنجاح …», «شكرا …»."""
    return sum(hit.end <= found.title_end and hit.cue.weight >= 2.0 for hit in found.of("kind", "praise"))


def _blamed(found: Findings, ours: list[Mention]) -> int:
    """How many bodies stand close before or behind a clear word of complaint."""
    clear = sorted(h.start for h in found.of("kind", "complaint") if h.cue.weight >= 3.0 and not remedied(found, h))
    near = (bisect_left(clear, mention.start - BLAMED) for mention in ours)
    return sum(at < len(clear) and clear[at] <= mention.start + BLAMED for at, mention in zip(near, ours, strict=True))
