"""Service families and services a text is about, the main one first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sada.understand.findings import Findings
from sada.understand.lexicon import Lexicon
from sada.understand.scan import Hit

MOST = 3
ENOUGH = 3.0  # points under which a family is not named
SHARE = 0.46  # of the main family's points that a further family needs
FULL, BEYOND = 8.0, 0.35  # points in full; what lies beyond counts less, so that the main family leaves room
CLEAR = 2.5  # weight of a phrase that names its family beyond doubt
AROUND = 110  # folded characters around a body in which its own service is named
VENUE = 0.3  # of the points of an event, that its park needs
SEATS = ("رييس المجلس", "عضو المجلس")  # in a council: a title
REPEAT = 0.35  # what a phrase said again adds
# Families that accompany nearly every municipal text: they need more to be named beside another one.
ACCOMPANYING = {
    "projects": 1.5,
    "facilities": 1.6,
    "administration": 1.6,
    "land": 1.2,
    "investment": 1.5,
    "community": 1.1,
}


@dataclass(frozen=True, slots=True)
class Subjects:
    """Families and services by weight, their points, the hits that speak for them, and how sure (0..1)."""

    families: tuple[str, ...]
    services: tuple[str, ...]
    points: dict[str, float]
    hits: tuple[Hit, ...]
    confidence: float


def subjects(found: Findings, lexicon: Lexicon, said: Mapping[str, float]) -> Subjects:
    """Name the families by their points (those of family_points and what the services add), and the services."""
    points = dict(said)
    services = _services(found, lexicon, points)
    ranked = sorted(points, key=lambda code: -points[code])
    families = _named(ranked, points, found.is_post) if found.is_post else _with_setting(found, ranked, points)
    if not found.is_post:
        services = tuple([code for code in services if _is_meant(found, lexicon, code, families)])
    hits = tuple(h for h in found.of("family") if h.cue.code in families and h.cue.weight >= 1.5)
    return Subjects(families, services, points, hits, _confidence(families, ranked, points))


def with_community(families: tuple[str, ...], community: bool) -> tuple[str, ...]:
    """Community work is a family too: it is named after the others when the text was judged to be about it."""
    if not community or "community" in families or not 0 < len(families) < MOST:
        return families
    return (*families, "community")


def of_each(found: Findings, named: Mapping[str, int], families: tuple[str, ...]) -> tuple[str, ...]:
    """Where two bodies are blamed, each for its own: the clearest family around the first mention of each is named too.

    `named`: where each of them is named first.
    """
    if not 2 <= len(named) <= MOST or not families:
        return families
    out, places = list(families), sorted(named.values())
    for number, start in enumerate(places):
        before = places[number - 1] + 1 if number else 0
        behind = places[number + 1] if number + 1 < len(places) else len(found.text)
        around = _said_most(found, max(before, start - AROUND), min(behind, start + AROUND))
        if around and around not in out:
            out.insert(min(len(out), 2), around)
    return tuple(out[:MOST])


def _said_most(found: Findings, start: int, end: int) -> str:
    """The family whose clear phrases weigh most in a stretch of the text."""
    points: dict[str, float] = defaultdict(float)
    for hit in found.of("family"):
        if start <= hit.start < end and hit.cue.weight >= CLEAR and not found.masked(hit, family=True):
            points[hit.cue.code] += hit.cue.weight
    return max(points, key=lambda code: points[code], default="")


def family_points(found: Findings) -> dict[str, float]:
    """Points per family: title most, then lead; a phrase counts once in full and little when repeated."""
    points: dict[str, float] = defaultdict(float)
    seen: set[tuple[str, str]] = set()
    for hit in found.of("family"):
        if found.masked(hit, family=True):
            continue
        code, said = hit.cue.code, found.text[hit.start : hit.end]
        worth = hit.cue.weight * found.weight_at(hit.start, 2.2, 1.3, 0.7)
        points[code] += worth * (REPEAT if (code, said) in seen else 1.0)
        seen.add((code, said))
    return {code: value if value <= FULL else FULL + BEYOND * (value - FULL) for code, value in points.items()}


def _named(ranked: list[str], points: dict[str, float], is_post: bool) -> tuple[str, ...]:
    if not ranked:
        return ()
    top = points[ranked[0]]
    enough = 1.2 if is_post else ENOUGH
    out: list[str] = []
    for code in ranked:
        needed = max(enough, SHARE * top * ACCOMPANYING.get(code, 1.0)) if out else enough
        if points[code] >= needed:
            out.append(code)
    return tuple(out[: 2 if is_post else MOST])


def _with_setting(found: Findings, ranked: list[str], points: dict[str, float]) -> tuple[str, ...]:
    """A family said in the title is meant, and the park of an event that the lead names."""
    named = _named(ranked, points, False)
    if not named:
        return named
    titled = _said(found, 0, found.title_end)
    lead = _said(found, 0, found.lead_end)
    extra = [code for code in ranked if code in titled and points[code] >= ENOUGH]
    if "events" in named[:1] and "parks" in lead and points["parks"] >= VENUE * points["events"]:
        extra.append("parks")
    return tuple(dict.fromkeys((*named, *extra)))[:MOST]


def _said(found: Findings, start: int, end: int) -> set[str]:
    """Families with a clear phrase in a stretch of the text."""
    hits = (h for h in found.of("family") if h.cue.weight >= CLEAR and start <= h.start < end)
    return {h.cue.code for h in hits if not found.masked(h, family=True)}


def _services(found: Findings, lexicon: Lexicon, points: dict[str, float]) -> tuple[str, ...]:
    weights: dict[str, float] = defaultdict(float)
    for hit in found.of("service"):
        code = hit.cue.code
        weights[code] += hit.cue.weight * found.weight_at(hit.start, 2.0, 1.3, 1.0)
        family = lexicon.service_family.get(code)
        if family is not None:
            points[family] = points.get(family, 0.0) + 0.5 * hit.cue.weight
    return tuple(sorted(weights, key=lambda code: -weights[code])[:MOST])


def _is_meant(found: Findings, lexicon: Lexicon, code: str, families: tuple[str, ...]) -> bool:
    """A service of a family that is named, said in the title, or said again: one word far down is only an example.

    Nor does the office of a speaker («أمين الطائف رئيس المجلس البلدي») make the council a subject.
    """
    if lexicon.service_family.get(code) in families:
        return True
    hits = [h for h in found.of("service", code) if not found.text.startswith(SEATS, h.start)]
    return len(hits) > 1 or any(h.start < found.title_end for h in hits)


def _confidence(families: tuple[str, ...], ranked: list[str], points: dict[str, float]) -> float:
    if not families:
        return 0.3
    top = points[ranked[0]]
    second = points[ranked[1]] if len(ranked) > 1 else 0.0
    return min(0.95, 0.45 + 0.4 * (top - second) / (top + 1.0) + min(top, 10.0) / 60.0)
