"""Tone toward the municipal body, not of the words: a failure reported drily is negative, a bad day well met is not."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from sada.understand.findings import Findings
from sada.understand.kinds import Kind
from sada.understand.sides import balance, claimed

TILT = {
    "complaint": -5.0,
    "praise": 4.5,
    "statement": 0.3,
    "news": 0.0,
    "opinion": -0.5,
    "suggestion": -0.5,
    "inquiry": 0.0,
}
NEUTRAL = 2.2
SHARED = 0.1  # a complaint is hardly ever neutral: its tone is a little surer than that it is one
MOST = 0.92  # how sure of a post at most
AGAINST = 0.25  # what good words in a complaint take away, or laughter in praise
MOCKED = 0.45  # how sure a comment is a hostile one, that only laughs or tells of something bad
MOCKS = 2.0  # points of complaint from which a comment on us is no friendly one
BITTER = 0.7  # how much of the good said in a complaint is not meant for us
ALLEGED = 2.0  # what a claim against a body that nobody has proved takes away
NARROW, DOUBTED, PLAIN = 0.7, 0.2, 0.4  # a share that is none of praise; what it loses there; what neutral gains
PENDING, MOST_PENDING = 0.3, 1.2  # what is only planned makes neutral likelier


@dataclass(frozen=True, slots=True)
class Tone:
    """negative, neutral or positive, and how sure (0..1)."""

    value: str
    confidence: float


def tone(found: Findings, kind: Kind) -> Tone:
    """Kind tilts the scale; good and bad words move it; a dead zone around zero is neutral."""
    good, bad = balance(found)
    if found.is_post:
        return _of_post(found, kind, good, bad)
    shares = _shares(kind)
    fair = 1.0 - BITTER * shares["complaint"]  # the festival that is complained of was to be a joy
    score = sum(TILT[code] * share for code, share in shares.items())
    score += 0.5 * fair * min(good, 10.0) - 0.6 * min(bad, 10.0)
    score -= ALLEGED if kind.value != "statement" and claimed(found) else 0.0
    planned = sum(hit.start < found.lead_end for hit in found.of("pending"))
    sides = {
        "positive": score,
        "neutral": NEUTRAL + min(MOST_PENDING, PENDING * planned),
        "negative": -score,
    }
    best = max(sides, key=lambda side: sides[side])
    total = sum(exp(0.8 * (value - sides[best])) for value in sides.values())
    return Tone(best, _tempered(best, 1.0 / total))


def _tempered(side: str, share: float) -> float:
    """A narrow praise is neutral to most readers; a narrow neutral hardly ever anything else."""
    if side == "positive" and share < NARROW:
        return share - DOUBTED
    return share + PLAIN * (1.0 - share) if side == "neutral" else share


def _shares(kind: Kind) -> dict[str, float]:
    """How likely each kind is: a doubtful complaint tilts less than a clear one."""
    best = max(kind.points.values())
    shares = {code: exp(max(-20.0, worth - best)) for code, worth in kind.points.items()}
    total = sum(shares.values())
    return {code: share / total for code, share in shares.items()}


def _of_post(found: Findings, kind: Kind, good: float, bad: float) -> Tone:
    """As sure as the kind it rests on; less where what is said beside it speaks the other way."""
    blame, thanks = kind.shares["complaint"], kind.shares["praise"]
    if kind.value == "complaint":
        return Tone("negative", min(MOST, blame + SHARED - AGAINST * (good > bad)))
    if kind.value == "praise" and good >= bad:
        return Tone("positive", min(MOST, thanks + SHARED - AGAINST * bool(found.of("mock"))))
    mocks = kind.value == "opinion" and good <= bad and bool(kind.points["complaint"] >= MOCKS or found.of("mock"))
    if kind.points["complaint"] >= 4.0 or (bad >= 4.0 and bad > good) or mocks:
        return Tone("negative", MOCKED)
    return Tone("neutral", min(MOST, 1.0 - 0.5 * (blame + thanks)))
