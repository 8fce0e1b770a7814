"""Which municipal bodies a text concerns, the most concerned first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sada.understand.bodies import NATIONAL, Mention, of_nowhere
from sada.understand.findings import Findings
from sada.understand.geography import Geography, amana_of
from sada.understand.lexicon import Lexicon
from sada.understand.naming import NAMED

IN_TITLE, IN_LEAD, SOME = 6.0, 4.0, 1.3  # points of a ministry named there; points of a ground that counts
EVEN = 0.85  # of the most points: as much concerned
CAPITAL = "riyadh"
SINGULAR = frozenset(("amana", "baladiya", "amin", "deputy"))
NATIONWIDE = frozenset(("election", "council", "councils", "amanat", "baladiyat"))
LIST, COUNTED = 6, 0.6  # amanat that make a list; points of one that belongs to it
LOCAL_KINDS = frozenset(("baladiya", "sub", "sector"))
# Governorates of the Makkah region on Jeddah's list that press and codebook file under the holy capital
# unless the text itself speaks of Jeddah.
BY_TEXT = {"jeddah.al-lith": "makkah", "jeddah.qunfudah": "makkah", "jeddah.adham": "makkah"}


@dataclass(frozen=True, slots=True)
class Concerned:
    """Units by concern, baladiyat by concern, and how sure (0..1)."""

    units: tuple[str, ...]
    baladiyat: tuple[str, ...]
    confidence: float


def concerned(found: Findings, ours: list[Mention], ground: Geography, lexicon: Lexicon) -> Concerned:
    """Named bodies first; bodies without a name by the ground of the text; the ministry when nothing is local."""
    if of_nowhere(found, ours, ground):
        return Concerned((), (), 0.3)  # it may be anywhere
    explicit = _explicit(found, ours, lexicon)
    units, sure = _rank(found, ours, explicit, ground)
    return Concerned(units, _baladiyat(ours, units, ground, lexicon), sure)


def first_of_each(ours: list[Mention], units: tuple[str, ...], lexicon: Lexicon) -> dict[str, int]:
    """Where each of the amanat concerned is named first."""
    out: dict[str, int] = {}
    for mention in ours:
        amana = amana_of(mention.unit, lexicon) if mention.unit is not None else ""
        if amana in units:
            out.setdefault(amana, mention.start)
    return out


def places_of(
    found: Findings, ours: list[Mention], units: Concerned, lexicon: Lexicon
) -> list[tuple[str, int, int, str]]:
    """The places that led to units the text does not name: (unit or baladiya, start, end, code), folded offsets."""
    named = {m.unit for m in ours if m.unit is not None}
    amanat = {amana_of(code, lexicon) for code in named}
    local = {code for code in units.baladiyat if code not in named}
    wide = {code for code in units.units if code not in amanat}
    spans: list[tuple[str, int, int, str]] = []
    for hit in [*found.of("place"), *found.of("site")] if local or wide else []:
        if hit.cue.code in local:
            spans.append(("baladiya", hit.start, hit.end, hit.cue.code))
        if (amana := amana_of(hit.cue.code, lexicon)) in wide:
            spans.append(("unit", hit.start, hit.end, amana))
    return spans


def _explicit(found: Findings, ours: list[Mention], lexicon: Lexicon) -> dict[str, float]:
    """Points per unit that is named: full for the first mention, less for repeats."""
    points: dict[str, float] = {}
    of_jeddah = any(m.unit in ("jeddah", "jeddah.jeddah") for m in ours)
    for mention in ours:
        if mention.unit is None:
            continue
        amana = amana_of(mention.unit, lexicon) if of_jeddah else BY_TEXT.get(mention.unit, "")
        amana = amana or amana_of(mention.unit, lexicon)
        weight = found.weight_at(mention.start, 6.0, 4.0, 2.0)
        weight *= 0.4 if mention.attending else 1.0
        points[amana] = points[amana] + 0.5 * weight if amana in points else weight
    return points


def _rank(
    found: Findings, ours: list[Mention], explicit: dict[str, float], ground: Geography
) -> tuple[tuple[str, ...], float]:
    local = {
        code: points + 0.3 * ground.amanat.get(code, 0.0) for code, points in explicit.items() if code != "ministry"
    }
    nation = explicit.get("ministry", 0.0)
    acts = bool(ours) and _nation_acts(found, ours)
    if acts and len(ground.amanat) >= LIST:  # the ministry tells of all regions, some of them by place names only
        for code, points in ground.amanat.items():
            if points >= COUNTED:
                local.setdefault(code, 0.3 * points)
    if local:
        return (("ministry",), 0.6) if _aside(found, ours, ground) else (_several(local, nation, acts), _sure(ours))
    best = ground.best()
    if best is None:
        return (() if found.is_post and not nation else ("ministry",)), 0.8 if nation else 0.4
    if found.is_post:
        return (("ministry",), 0.8) if nation else ((best,), 0.7)
    return _by_ground(ours, ground, best, nation, acts)


def _sure(ours: list[Mention]) -> float:
    """As sure as the surest mention of a local body."""
    return max((m.sure for m in ours if m.unit not in (None, "ministry")), default=NAMED)


def _by_ground(
    ours: list[Mention], ground: Geography, best: str, nation: float, acts: bool
) -> tuple[tuple[str, ...], float]:
    """Nobody is named: whose ground the text plays on."""
    if best == CAPITAL and ours and not _singular(ours, councils=False):
        return ("ministry",), 0.6  # ministries and courts date their news from the capital
    if not ours and ground.amanat[best] >= 1.0:
        return (best,), 0.55
    if best not in ground.head and not (_singular(ours) and nation < IN_LEAD and ground.amanat[best] >= SOME):
        return ("ministry",), 0.6
    return ((best, "ministry") if nation >= IN_TITLE or acts else (best,)), 0.75 if _singular(ours) else 0.55


def _aside(found: Findings, ours: list[Mention], ground: Geography) -> bool:
    """Named amanat far down only, as examples, in a text that opens with the country's elections or councils."""
    named = [m for m in ours if m.unit not in (None, "ministry")]
    opens = [m for m in ours if m.start < found.lead_end]
    nationwide = bool(opens) and all(m.unit is None and m.sort in NATIONWIDE for m in opens)
    return nationwide and not ground.head and all(m.start >= found.lead_end for m in named)


def _singular(ours: list[Mention], councils: bool = True) -> bool:
    """One nameless body, «البلدية» or «الأمانة», and not bodies at large."""
    sorts = SINGULAR | {"council"} if councils else SINGULAR
    return any(m.unit is None and m.sort in sorts for m in ours)


def _nation_acts(found: Findings, ours: list[Mention]) -> bool:
    """The minister or the ministry opens the text as the one who decides or speaks."""
    first = ours[0]
    return first.sort in NATIONAL and first.start < found.lead_end and (first.actor or first.speaks)


def _several(local: dict[str, float], nation: float, nation_acts: bool) -> tuple[str, ...]:
    """The top amana and those close to it; a list of many amanat is kept whole; the ministry when it leads."""
    ranked = sorted(local, key=lambda code: -local[code])
    first = next(code for code in local if local[code] >= EVEN * local[ranked[0]])  # of even ones the one named first
    ranked.sort(key=lambda code: code != first)
    kept = ranked if len(ranked) >= 5 else [code for code in ranked if local[code] >= 0.6 * local[ranked[0]]]
    if nation >= (IN_LEAD if len(ranked) >= 5 else IN_TITLE) or nation_acts:
        kept.insert(0 if nation > local[ranked[0]] else 1, "ministry")
    return tuple(kept)


def _baladiyat(ours: list[Mention], units: tuple[str, ...], ground: Geography, lexicon: Lexicon) -> tuple[str, ...]:
    points: dict[str, float] = defaultdict(float)
    for mention in ours:
        if mention.unit is not None and _is_local(mention.unit, lexicon):
            points[mention.unit] += 2.0
    if not points and units:
        here = {c: p for c, p in ground.units.items() if p >= 1.2 and _is_local(c, lexicon)}
        here = {c: p for c, p in here.items() if amana_of(c, lexicon) == units[0]}
        if here and any(m.unit is None and m.sort in ("baladiya", "council") for m in ours):
            points[max(here, key=lambda code: here[code])] = 1.0
    return tuple(sorted(points, key=lambda code: -points[code]))


def _is_local(code: str, lexicon: Lexicon) -> bool:
    unit = lexicon.units.get(code)
    return unit is not None and unit.kind in LOCAL_KINDS
