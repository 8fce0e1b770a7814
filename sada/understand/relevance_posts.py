"""Whether a post is about municipal work: a body and somebody who complains, asks or wishes; or a service without one.

Posts name no body as often as they name one, and a city's words are figures of speech in them.
"""

from __future__ import annotations

import re

from sada.understand.bodies import NATIONAL, Mention
from sada.understand.findings import Findings
from sada.understand.geography import Geography
from sada.understand.premises import on_private_ground
from sada.understand.relevance_value import Relevance, sure
from sada.understand.taught import DENIES, HARDLY, LIKELY, SAYS, chance, sound

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
ASKS = 4.0  # points of inquiry from which elections are asked about here, not told of elsewhere
THANKS = 3.0  # weight of a thanks that is outright
LOUD = 3.8  # so much of soft words is as good as an outright one
FRAMES = frozenset(("complaint", "inquiry", "suggestion"))
PLAIN = frozenset(("drainage",))  # drains and floods are hardly figures of speech
SHOPS = TRADE | {"food"}  # a shop is place enough
SAID = 2.5  # weight of a phrase that names a service by itself; softer ones need a place of the city beside them
GAME = 2  # words of sport from which a post talks of a match, wherever it is played
VISITED = frozenset(("parks", "facilities", "markets", "parking"))  # where one goes; asking the way is no matter
PREMISES, HOUSES = frozenset(("parking", "facilities")), frozenset(("health", "education"))
PRIVATE = frozenset(("commerce", "tourism"))  # trade registers and hotels: the city is beside the point
ADDRESSED = ("مستخدم", "@", "user")  # a post that begins with an account speaks to it
# «ردكم», «شغلكم», «عندكم»: whoever tags a body and says so speaks to it.
SPOKEN_TO = re.compile(r"(?:رد|شغل|عند|حساب|منك|ل|دور|مواعيد|خدمات|موظفين|منصت|تطبيق|رقاب|مراقبين|وعود|علي|في)كم\b")
AT_HOME = 0.9  # what it adds that somebody tells of his own street
LACKS = re.compile(r"\b(?:ما|مافيه|مافي|محد|ماحد|ولا|بدون|لا|مو|من كثر|علينا)\b")
OWN_GROUND = 0.7  # how sure that what lies on private ground is none of ours
NOTHING = Relevance("none", 0.9)  # neither a body nor a service nor a place of the city is spoken of
HEARD, TAUGHT = 1.3, 0.75  # of a service, from which its words are listened to; how sure at most that makes us
BESIDE, NEAR = 0.7, 24  # what a cue adds that stands within so many characters of a clear thing of the city


def of_post(
    found: Findings,
    ours: list[Mention],
    ground: Geography,
    points: dict[str, float],
    cues: dict[str, float],
    taught: bool = True,
) -> Relevance:
    """A body and somebody who complains, asks or proposes; or, without a body, a city service and such a frame.

    Where no body is named, what was taught by posts of our own may overrule that.
    """
    if not (ours or points or "spot" in found.hits) or _plays_abroad(found, ours, ground, cues):
        return NOTHING
    own = service(found, points, cues, bool(ours)) if points else 0.0
    seen = _by_rules(found, ours, ground, points, cues, own) if ours or points else NOTHING
    return seen if ours or not taught else _as_taught(found, ground, points, cues, own, seen)


def _as_taught(
    found: Findings,
    ground: Geography,
    points: dict[str, float],
    cues: dict[str, float],
    own: float,
    seen: Relevance,
) -> Relevance:
    """Words that sound like a city's beside a thing of the city; or a thing of the city in quite other talk."""
    if seen.value == "none" and own < HEARD and not (found.of("spot", "city") or found.of("spot", "home")):
        return seen
    said = sound(found.text)
    if (said <= SAYS) if seen.value == "none" else (said >= DENIES):
        return seen
    likely = chance(signs_of(found, ground, points, cues, own, seen) | {"sound": said})
    if seen.value == "none":
        ours = likely > LIKELY and not on_private_ground(found)
        return Relevance("main", min(TAUGHT, likely), taught=True) if ours else seen
    return Relevance("none", min(TAUGHT, 1.0 - likely)) if likely < HARDLY else seen


def signs_of(
    found: Findings,
    ground: Geography,
    points: dict[str, float],
    cues: dict[str, float],
    own: float,
    seen: Relevance,
) -> dict[str, float]:
    """What the rules found in a post that names no body, each at most a little over 1. `own`: points of a service."""
    return {
        "own": min(own, 6.0) / 3.0,
        "frame": min(sum(cues.get(code, 0.0) for code in FRAMES), 6.0) / 3.0,
        "loudest": min(max(points.values(), default=0.0), 4.0) / 2.0,
        "city": float(bool(found.of("spot", "city"))),
        "home": float(bool(found.of("spot", "home"))),
        "agency": float("agency" in found.hits),
        "elsewhere": float("elsewhere" in found.hits),
        "abroad": float(ground.abroad > 0 or "dialect" in found.hits),
        "danger": float("urgency" in found.hits),
        "ours": float(seen.value != "none"),
    }


def _by_rules(
    found: Findings,
    ours: list[Mention],
    ground: Geography,
    points: dict[str, float],
    cues: dict[str, float],
    own: float,
) -> Relevance:
    """Points of body, service and frame against a bar."""
    frame = sum(cues.get(kind, 0.0) for kind in ("complaint", "inquiry", "suggestion", *(("praise",) if ours else ())))
    if ours:
        frame += MOCKED if found.of("mock") else 0.0
    else:
        frame += sum(hit.cue.weight for hit in found.of("urgency"))
        frame += _thanks_for_work(found, ground, points, cues) if "praise" in cues else 0.0
    body = 2.5 + 0.4 * min(len(ours) - 1, 2) if ours else 0.0
    addressed = 0.5 if found.text.startswith(ADDRESSED) else 0.0
    score = body + 0.55 * min(own, 5.0) + 0.42 * min(frame, 6.0) + addressed - (POST_BAR if ours else SERVICE_BAR)
    score += 0.0 if ours else _told_of_it(found, own, score)
    if not ours and (_asks_the_way(found, points, cues) or _of_a_match(found, cues)):
        score = min(score, -0.4)
    if any(m.sort in NATIONAL for m in ours):
        score += 0.25 * min(3.0, points.get("administration", 0.0))  # who becomes minister is the city's matter
    if not ours and score > 0 and (own < 2.0 or _mere_talk(found, ground, points, cues) or _theirs(found, points)):
        score = -0.4
    if not ours and score > 0 and on_private_ground(found):
        return Relevance("none", OWN_GROUND)
    if score > 0:
        beside = any(h.cue.code in PRIVATE for h in found.of("agency")) or _only_tagged(found, ours, own)
        return Relevance("passing" if beside else "main", 0.55 if beside else sure(score, 0.9))
    return Relevance("passing" if ours else "none", sure(-score, 0.7))


def service(found: Findings, points: dict[str, float], cues: dict[str, float], named: bool) -> float:
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


def _at_home(found: Findings) -> bool:
    """«حديقتنا بدون موية»: who says what a thing of his own street lacks complains, in whatever words."""
    if "spot" not in found.hits or not found.of("spot", "home"):
        return False
    things = (hit for hit in found.of("family") if hit.cue.weight >= SAID and hit.cue.code in CITY)
    return any(
        not found.masked(hit, family=True)
        and LACKS.search(found.text, max(0, hit.word - NEAR), hit.end + NEAR) is not None
        for hit in things
    )


def _thanks_for_work(found: Findings, ground: Geography, points: dict[str, float], cues: dict[str, float]) -> float:
    """Clean streets and lit ones in a town of ours are somebody's work; a park may please without anybody's."""
    first = max(points, key=lambda code: points[code], default="")
    here = ground.home > 0 or found.of("spot", "report")
    return cues.get("praise", 0.0) if here and first in OWN_SERVICES - VISITED else 0.0


def _told_of_it(found: Findings, own: float, score: float) -> float:
    """What nearness to the thing itself, and to one's own door, adds."""
    near = BESIDE if own >= SAID and score > -BESIDE and _said_of_it(found) else 0.0
    return near + (AT_HOME if own >= 2.0 and _at_home(found) else 0.0)


def _said_of_it(found: Findings) -> bool:
    """«المراجيح مقطوعة», «كم الارتداد»: what is said or asked stands right beside the thing of the city itself."""
    things = [hit for hit in found.of("family") if hit.cue.weight >= SAID and hit.cue.code in ASKED]
    said = [hit for hit in found.of("kind") + found.of("talk") if hit.cue.weight >= OUTRIGHT and hit.cue.code in FRAMES]
    return any(
        -NEAR <= cue.word - thing.end <= NEAR or 0 <= thing.word - cue.end <= NEAR
        for thing in things
        if not found.masked(thing, family=True)
        for cue in said
    )


def _asks_the_way(found: Findings, points: dict[str, float], cues: dict[str, float]) -> bool:
    """«مين يعرف مقهى على الكورنيش؟»: a place is asked for, and nothing is wrong with it or wished for it."""
    first = max(points, key=lambda code: points[code], default="")
    wanted = max(cues.get("complaint", 0.0), cues.get("suggestion", 0.0))
    return first in VISITED and wanted < OUTRIGHT and not found.of("trade", "street")


def _mere_talk(found: Findings, ground: Geography, points: dict[str, float], cues: dict[str, float]) -> bool:
    """Nobody complains, asks or wishes outright, or the post plays among politics, matches and shows."""
    outright = any(hit.cue.weight >= OUTRIGHT and hit.cue.code in FRAMES for hit in found.of("kind") + found.of("talk"))
    if "praise" in cues and _thanks_for_work(found, ground, points, cues) >= THANKS:
        return False
    loud = outright or _at_home(found) or found.of("urgency") or sum(cues.get(code, 0.0) for code in FRAMES) >= LOUD
    return not loud or (bool(found.of("elsewhere")) and not ground.home)


def _of_a_match(found: Findings, cues: dict[str, float]) -> bool:
    words = len(found.of("elsewhere", "sport"))
    return words >= GAME or (words > 0 and cues.get("complaint", 0.0) < OUTRIGHT)


def _theirs(found: Findings, points: dict[str, float]) -> bool:
    """Another agency's licence, fine or card is asked for, and no street, lamp, building or meal is spoken of."""
    asked = {hit.cue.code for hit in found.of("agency") if hit.cue.weight >= 3.0}
    if max(points, key=lambda code: points[code], default="") in PREMISES:
        asked |= {hit.cue.code for hit in found.of("agency")} & HOUSES  # the hospital's own car park
    meant = MEANT - {"food"} if asked & TABLES else MEANT
    return bool(asked) and max((points.get(code, 0.0) for code in meant), default=0.0) < SAID


def _only_tagged(found: Findings, ours: list[Mention], own: float) -> bool:
    """Bodies only as hashtags under a post about something else."""
    if not ours or own >= 2.0 or SPOKEN_TO.search(found.text) is not None:
        return False
    text = found.folded.original
    return all(text[max(0, found.folded.span(m.start, m.end)[0] - 1)] in "#_" for m in ours)


def _plays_abroad(found: Findings, ours: list[Mention], ground: Geography, cues: dict[str, float]) -> bool:
    if ground.home > 0 or any(m.unit for m in ours):
        return False
    elections = (
        bool(ours)
        and cues.get("inquiry", 0.0) < ASKS
        and all(m.sort in ("election", "council", "councils") for m in ours)
    )
    return ground.abroad > 0 or bool(found.of("dialect")) or elections
