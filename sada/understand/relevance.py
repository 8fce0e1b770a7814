"""Whether municipal work is the subject of a text, only touched, or not there."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from sada.understand.bodies import NATIONAL, Mention
from sada.understand.findings import Findings
from sada.understand.geography import Geography

# Families that a Saudi city's life brings to the municipality whether or not it is named.
OWN_SERVICES = frozenset(
    [
        "cleaning",
        "lighting",
        "paving",
        "drainage",
        "parks",
        "markets",
        "cemeteries",
        "pests",
        "animals",
        "advertising",
        "appearance",
        "excavation",
        "councils",
    ]
)
PAPERWORK = frozenset(
    ("licences", "building", "land", "food", "violations", "parking", "digital", "facilities")
)  # what people ask an account
CITY = (OWN_SERVICES | {"building", "land"}) - {"councils"}  # ours without a body named
TRADE = frozenset(("licences", "violations"))  # and these, when a shop or works is spoken of
TABLE = frozenset(
    ("food", "facilities", "parking")
)  # meals and the seafront: a menu or a trip, unless it is complained of
ASKED = (OWN_SERVICES | PAPERWORK) - {"councils"}  # elections are everywhere, street lamps are ours
POST_BAR, SERVICE_BAR = 2.6, 2.9  # with a body named, and by the service alone
# What is meant though another agency is named beside it; deeds, herds and wrecks come up with papers of others.
MEANT = frozenset(
    ("cleaning", "lighting", "paving", "drainage", "parks", "cemeteries", "pests", "excavation", "building", "food")
)
TABLES = frozenset(("environment", "commerce"))  # the animals' health cards, a meal that comes late
OUTRIGHT = 2.0  # weight of a cue with which somebody complains, asks or wishes, rather than merely says «ولا» or «لم»
MOCKED = 1.5  # laughing at a body is a frame too
LOUD = 3.8  # so much of soft words is as good as an outright one
FRAMES = frozenset(("complaint", "inquiry", "suggestion"))
PLAIN = frozenset(("drainage",))  # drains and floods are hardly figures of speech
SHOPS = TRADE | {"food"}  # a shop is place enough
SAID = 2.5  # weight of a phrase that names a service by itself; softer ones need a place of the city beside them
GAME = 2  # words of sport from which a post talks of a match, wherever it is played
VISITED = frozenset(("parks", "facilities", "markets", "parking"))  # where one goes; asking the way is no matter
PRIVATE = frozenset(("commerce", "tourism"))  # trade registers and hotels: the city is beside the point
ADDRESSED = ("مستخدم", "@", "user")  # a post that begins with an account speaks to it
BLAME = 0.25  # per point of complaint: where a body is named, what is complained of is its matter
OTHERS = 0.8  # what a title that begins with somebody else takes away
TITLE_HEAD = 3
HOSTS = 0.8  # what owning the event adds
REGIONS = (" المنطقه", " المحافظه", " العاصمه المقدسه")
BAR = 2.8  # strength from which municipal work is the subject: a body that acts in the lead, or one in the title


@dataclass(frozen=True, slots=True)
class Relevance:
    """main, passing or none, and how sure (0..1)."""

    value: str
    confidence: float


def ours_of(found: Findings, all_mentions: list[Mention], ground: Geography) -> list[Mention]:
    """Mentions of Saudi bodies: a named one always; a nameless one when the text does not play abroad."""
    if found.is_post:
        home = ground.home > 0 or ground.abroad == 0
    else:
        told = ground.in_text or bool(found.of("kingdom")) or not ground.abroad  # a Saudi desk writes of Mexico too
        here = ground.home > 0 or not ground.abroad  # a column that names no place at all speaks of home
        home = told and here and not ground.author_abroad and ground.home >= 0.4 * ground.abroad
    named = any(m.unit is not None for m in all_mentions)
    sport = len(found.of("elsewhere", "sport")) >= 3  # «غازي عنتاب بلدية» plays football
    return [
        m
        for m in all_mentions
        if not m.foreign and (_named_here(m, ground) or (m.unit is None and home and _stands(m, named, sport, found)))
        if m.unit is not None or m.definite or not ground.abroad or ground.near > 0 or m.sort != "baladiya"
    ]


def _named_here(mention: Mention, ground: Geography) -> bool:
    return mention.unit is not None and not (
        ground.author_abroad and mention.unit == "ministry" and ground.home < ground.abroad
    )


def _stands(mention: Mention, named: bool, sport: bool, found: Findings) -> bool:
    """«الأمانة» alone is the secretariat or honesty as often as the amana: it needs a named body beside it."""
    if mention.sort == "amana":
        if found.is_post and found.text[mention.start - 2 : mention.start] == "لل":
            return named  # «للأمانة» opens many a post and means "to be honest"
        if not named and found.of("not", "amana") and not found.is_post:
            return False  # «الأمانة العامة» was named before, and this is she
        if found.text.startswith(REGIONS, mention.end):
            return True  # «أمانة المنطقة» is nobody's secretariat
        return mention.definite and (named or found.is_post or mention.actor or mention.speaks)
    if mention.sort in ("amin", "deputy"):
        return named or mention.sort == "deputy"
    return named or not sport


def relevance(
    found: Findings, ours: list[Mention], ground: Geography, points: dict[str, float], cues: dict[str, float]
) -> Relevance:
    """Weigh the mentions by place and part; without any, the services and complaints of a Saudi city."""
    if found.is_post:
        return _of_post(found, ours, ground, points, cues)
    complaint = cues.get("complaint", 0.0)
    if not ours:
        return _without_body(found, ground, complaint)
    strength = sum(_worth(found, mention) for mention in ours)
    length = max(1.0, (len(found.text) / 1500.0) ** 0.5)
    own = own_service(found)
    blame = BLAME * min(complaint, 9.0) / length
    main = strength / length - BAR + min(own, 12.0) * 0.2 / length**0.5 + blame + _hosts(found, ours)
    main -= OTHERS if _others_open(found, ours) and complaint < 2.0 else 0.0
    if main > 0:
        return Relevance("main", _sure(main, 1.2))
    return Relevance("passing", 0.8 * _sure(-main, 0.8))  # between subject and mention readers differ most


def _others_open(found: Findings, ours: list[Mention]) -> bool:
    """The title begins with people or another office and names no body: «أهالي أشيقر يحتفلون», «أمير نجران يوجه»."""
    if any(m.start < found.title_end for m in ours):
        return False
    opening = [*found.of("people", "public")[:1], *found.of("office")[:1]]
    return any(hit.word <= TITLE_HEAD and hit.end <= found.title_end for hit in opening)


def _hosts(found: Findings, ours: list[Mention]) -> float:
    """A body's own festival is its matter, whichever singer or visitor the report follows."""
    festive = any(
        h.cue.code == "events" and h.cue.weight >= 2.5 and h.start < found.lead_end for h in found.of("family")
    )
    return HOSTS if festive and any(m.owner and not m.attending for m in ours) else 0.0


def _worth(found: Findings, mention: Mention) -> float:
    worth = found.weight_at(mention.start, 5.0, 2.4, 0.8)
    if mention.attending:
        return worth * 0.3
    if mention.partner:
        return worth * 0.5
    if mention.actor or mention.speaks or mention.owner:
        worth *= 1.5
    return worth * (0.7 if mention.sort in NATIONAL and mention.start >= found.lead_end else 1.0)


def own_service(found: Findings) -> float:
    """How loudly the loudest of the city's services speaks: clear phrases only, two of them or one in the title."""
    points: dict[str, float] = {}
    said: dict[str, set[str]] = {}
    titled: set[str] = set()
    for hit in found.of("family"):
        code = hit.cue.code
        if hit.cue.weight < 1.5 or code not in OWN_SERVICES or found.masked(hit, family=True):
            continue
        phrase = found.text[hit.start : hit.end]
        worth = hit.cue.weight * found.weight_at(hit.start, 2.2, 1.3, 0.7)
        points[code] = points.get(code, 0.0) + worth * (0.35 if phrase in said.setdefault(code, set()) else 1.0)
        said[code].add(phrase)
        if hit.start < found.title_end:
            titled.add(code)
    return max((p if code in titled or len(said[code]) > 1 else 0.4 * p for code, p in points.items()), default=0.0)


def _without_body(found: Findings, ground: Geography, complaint: float) -> Relevance:
    """No body named: citizens who complain of streets, lamps, waste … in a Saudi place mean the municipality."""
    home = ground.near >= 1 and not ground.author_abroad and ground.abroad <= 0.5 * ground.home
    length = max(1.0, (len(found.text) / 1200.0) ** 0.5)
    own, blame = own_service(found) / length**0.5, complaint / length
    others = sum(hit.start < found.lead_end for hit in found.of("agency"))
    score = min(own, 12.0) * 0.3 + min(blame, 10.0) * 0.3 - 3.4 - 1.2 * min(others, 3)
    if home and own >= 4.0 and blame >= 2.5 and score > 0:
        return Relevance("main", _sure(score, 0.8))
    return Relevance("none", _sure(4.0 - score if not home else -score + 1.5, 0.8))


def _of_post(
    found: Findings, ours: list[Mention], ground: Geography, points: dict[str, float], cues: dict[str, float]
) -> Relevance:
    """A body and somebody who complains, asks or proposes; or, without a body, a city service and such a frame."""
    if not (ours or points) or _plays_abroad(found, ours, ground):
        return Relevance("none", 0.9)
    own = _asked(found, points, cues, bool(ours))
    frame = sum(cues.get(kind, 0.0) for kind in ("complaint", "inquiry", "suggestion", *(("praise",) if ours else ())))
    if ours:
        frame += MOCKED if found.of("mock") else 0.0
    else:
        frame += sum(hit.cue.weight for hit in found.of("urgency"))
    body = 2.5 + 0.4 * min(len(ours) - 1, 2) if ours else 0.0
    addressed = 0.5 if found.text.startswith(ADDRESSED) else 0.0
    score = body + 0.55 * min(own, 5.0) + 0.42 * min(frame, 6.0) + addressed - (POST_BAR if ours else SERVICE_BAR)
    if not ours and (_asks_the_way(found, points, cues) or _of_a_match(found, cues)):
        score = min(score, -0.4)
    if any(m.sort in NATIONAL for m in ours):
        score += 0.25 * min(3.0, points.get("administration", 0.0))  # who becomes minister is the city's matter
    if not ours and score > 0 and (own < 2.0 or _mere_talk(found, ground, cues) or _theirs(found, points)):
        score = -0.4
    if score > 0:
        beside = any(h.cue.code in PRIVATE for h in found.of("agency")) or _only_tagged(found, ours, own)
        return Relevance("passing" if beside else "main", 0.55 if beside else _sure(score, 0.9))
    return Relevance("passing" if ours else "none", _sure(-score, 0.7))


def _asked(found: Findings, points: dict[str, float], cues: dict[str, float], named: bool) -> float:
    """Points of what is spoken of: the first that is ours, and half of whatever stands beside it."""
    complaint = cues.get("complaint", 0.0)
    spoken = ASKED if named else CITY
    shop = bool(found.of("trade"))
    if shop:
        spoken |= TRADE
    if shop or complaint >= 1.5:
        spoken |= TABLE
    if not named and not found.of("spot"):
        said = {hit.cue.code for hit in found.of("family") if hit.cue.weight >= SAID}
        spoken &= said | PLAIN | SHOPS if shop else said | PLAIN
    # Over the few families that were met, not over all there are: this runs on every post.
    first, code = max(((points[c], c) for c in points if c in spoken), default=(0.0, ""))
    if first <= 0.0:
        return 0.0
    beside = max((points[c] for c in points if c in ASKED and c != code), default=0.0)
    return first + 0.5 * min(max(beside, 0.0), first)


def _asks_the_way(found: Findings, points: dict[str, float], cues: dict[str, float]) -> bool:
    """«مين يعرف مقهى على الكورنيش؟»: a place is asked for, and nothing is wrong with it or wished for it."""
    first = max(points, key=lambda code: points[code], default="")
    wanted = max(cues.get("complaint", 0.0), cues.get("suggestion", 0.0))
    return first in VISITED and wanted < OUTRIGHT and not found.of("trade", "street")


def _mere_talk(found: Findings, ground: Geography, cues: dict[str, float]) -> bool:
    """Nobody complains, asks or wishes outright, or the post plays among politics, matches and shows."""
    outright = any(hit.cue.weight >= OUTRIGHT and hit.cue.code in FRAMES for hit in found.of("kind") + found.of("talk"))
    loud = outright or found.of("urgency") or sum(cues.get(code, 0.0) for code in FRAMES) >= LOUD
    return not loud or (bool(found.of("elsewhere")) and not ground.home)


def _of_a_match(found: Findings, cues: dict[str, float]) -> bool:
    words = len(found.of("elsewhere", "sport"))
    return words >= GAME or (words > 0 and cues.get("complaint", 0.0) < OUTRIGHT)


def _theirs(found: Findings, points: dict[str, float]) -> bool:
    """Another agency's licence, fine or card is asked for, and no street, lamp, building or meal is spoken of."""
    asked = {hit.cue.code for hit in found.of("agency") if hit.cue.weight >= 3.0}
    meant = MEANT - {"food"} if asked & TABLES else MEANT
    return bool(asked) and max((points.get(code, 0.0) for code in meant), default=0.0) < SAID


def _only_tagged(found: Findings, ours: list[Mention], own: float) -> bool:
    """Bodies only as hashtags under a post about something else."""
    if not ours or own >= 2.0:
        return False
    text = found.folded.original
    return all(text[max(0, found.folded.span(m.start, m.end)[0] - 1)] in "#_" for m in ours)


def _plays_abroad(found: Findings, ours: list[Mention], ground: Geography) -> bool:
    if ground.home > 0 or any(m.unit for m in ours):
        return False
    elections = bool(ours) and all(m.sort in ("election", "council", "councils") for m in ours)
    return ground.abroad > 0 or bool(found.of("dialect")) or elections


def _sure(margin: float, slope: float) -> float:
    return 1.0 / (1.0 + exp(-slope * max(-4.0, min(8.0, margin)) - 0.2))
