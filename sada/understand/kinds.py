"""What a text is, seen from the press office: complaint, inquiry, suggestion, praise, opinion, news, statement."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import exp

from sada.understand.bodies import Mention
from sada.understand.byline import Byline
from sada.understand.findings import Findings
from sada.understand.press_kinds import press_points
from sada.understand.scan import Hit
from sada.understand.sides import REMEDY, balance, remedied

COLUMN_REST = 0.55  # what a cue counts behind the lead of a column; 0.4 in a report, which leads with its point
SURE_LEAST = 0.4  # even a narrow choice among seven kinds is right more often than this
POST_FLOOR = {"news": 0.4, "opinion": 1.4, "complaint": 0.5, "inquiry": 0.0, "suggestion": 0.0, "praise": 0.0}
# Whoever writes about a city's service mostly wants something of it: mere opinion is rare there.
OUR_FLOOR = POST_FLOOR | {"opinion": 0.5, "complaint": 0.8}

ASKED, RHETORICAL, ANGRY = 1.5, 0.8, 4.0  # what a question mark adds; less beside so many points of complaint
INDIGNANT = ("؟!", "!؟", "?!", "!?", "؟؟؟", "???")
OPENS, TOLD = 4, 1.0  # folded characters within which a post opens with a body; what its verb behind that adds to news
PRESS_ASKS, RELATED = 5.0, 0.4  # a journalist who asks us; what is left of the blame he passes on
OUTRIGHT = 2.0  # weight of a word of complaint that is none of a name
ADDRESS, THANKED = 0.8, 2.5  # points of a mere «يا أمانة»; of a thanks that is outright
CONTENT = 0.2  # what is left of the lean toward complaint where somebody greets or thanks and blames nothing
COURTESY = 0.7  # of a thanks beside an outright complaint, that is only politeness, or mockery
LAUGHED = 2.0  # what laughing beside a thanks adds to complaint
MEANT = 1.5  # of the blame, from which a thanks is for what was done about it: «وجو بعد ساعة شكرا»
TORN = 0.09  # what each point that thanks and blame have in common takes from being sure
FELT = 0.5  # what good or bad words of a post add to praise or complaint


@dataclass(frozen=True, slots=True)
class Kind:
    """The kind, how sure (0..1, from its share among all kinds), and points and share of each."""

    value: str
    confidence: float
    points: dict[str, float]
    shares: dict[str, float]


def cue_points(found: Findings, column: bool = False) -> dict[str, float]:
    """Points per kind from its cues: title most; a phrase said again adds little. A column comes late to its point."""
    points: dict[str, float] = defaultdict(float)
    seen: set[str] = set()
    reached: dict[str, int] = {}
    for hit in found.of("kind") + (found.of("talk") if found.is_post else []):
        if not found.is_post:
            if hit.start < reached.get(hit.cue.code, 0):
                continue  # «معبرين عن شكرهم لأمانة» is one thanks, though two phrases hold it
            if hit.cue.code == "complaint" and remedied(found, hit):
                continue
            reached[hit.cue.code] = hit.end
        elif hit.cue.code == "complaint" and hit.cue.weight < OUTRIGHT and found.masked(hit, family=True):
            continue  # «حفر الباطن» is a town
        elif hit.cue.code == "complaint" and found.before("averts", hit.word, REMEDY) and _thanks(found):
            continue  # thanks for «إزالة الأنقاض وردم الحفرة»
        elif hit.end - hit.start == 2 and found.text[hit.start - 2 : hit.start - 1].isdigit():
            continue  # «3 كم» is a distance
        said = found.text[hit.start : hit.end]
        worth = hit.cue.weight * (1.0 if found.is_post else _place(found, hit, column))
        points[hit.cue.code] += worth * (0.25 if said in seen else 1.0)
        seen.add(said)
    return points


def _thanks(found: Findings) -> bool:
    """Somebody thanks outright in a post."""
    return any(h.cue.weight >= THANKED for h in found.of("kind", "praise") + found.of("talk", "praise"))


def _place(found: Findings, hit: Hit, column: bool) -> float:
    """How much a cue counts where it stands; thanks count anywhere, if a body or its work is what is thanked."""
    if hit.cue.code == "praise":
        thanked = found.after("body", hit.start, 45) or found.after("praised", hit.start, 35)
        if not thanked or found.before("official", hit.start, 150):
            return found.weight_at(hit.start, 0.8, 0.3, 0.3 if column else 0.1)
        return found.weight_at(hit.start, 1.6, 1.2, 1.1)
    return found.weight_at(hit.start, 1.6, 1.0, COLUMN_REST if column else 0.4)


def kind(found: Findings, ours: list[Mention], cues: dict[str, float], line: Byline, subject: bool) -> Kind:
    """Weigh cues, who speaks in title and lead, whether a columnist writes; of a post, whether we are its subject."""
    if found.is_post:
        points = _post_points(found, ours, cues, subject)
        trust = 1.0 - TORN * min(4.0, cues.get("praise", 0.0), cues.get("complaint", 0.0))
    else:
        points, trust = press_points(found, ours, cues, line)
    best = max(points, key=lambda code: points[code])
    raised = {code: exp(min(20.0, (p - points[best]) * 0.5)) for code, p in points.items()}
    total = sum(raised.values())
    shares = {code: worth / total for code, worth in raised.items()}
    return Kind(best, SURE_LEAST + (1.0 - SURE_LEAST) * trust / total, points, shares)


def _headline(found: Findings, body: Mention) -> bool:
    return found.after("deed", body.end, 2) or found.folded.original[found.folded.origin(body.end - 1) + 1 :][:1] == ":"


def _post_points(found: Findings, ours: list[Mention], cues: dict[str, float], subject: bool) -> dict[str, float]:
    points = dict(OUR_FLOOR if subject else POST_FLOOR)
    if ours and ours[0].start <= OPENS and _headline(found, ours[0]):
        points["news"] += TOLD  # «بلدية حائل تزيل …», «بلدية حائل: إغلاق …» is how a paper begins
    for code, worth in cues.items():
        if code in points:
            points[code] += worth * (0.4 if code == "news" else 0.5 if code == "opinion" else 1.0)
    written = found.folded.original
    if "؟" in written or "?" in written:
        points["inquiry"] += ASKED if points["complaint"] < ANGRY else RHETORICAL
        if any(sign in written for sign in INDIGNANT):
            points["complaint"] += ASKED  # nobody who merely wants to know writes «؟!»
    if "asks" in found.hits:
        points["inquiry"] += PRESS_ASKS
        points["complaint"] *= RELATED  # the complaints are those that the journalist has heard
    _lean(found, cues, points)
    good, bad = balance(found)
    points["complaint" if bad > good else "praise"] += FELT * min(4.0, abs(bad - good))
    return points


def _lean(found: Findings, cues: dict[str, float], points: dict[str, float]) -> None:
    """Who greets or thanks complains of nothing unless he says of what; thanks beside that, or in fun, are none."""
    thanks, blame = cues.get("praise", 0.0), cues.get("complaint", 0.0)
    if blame <= ADDRESS and (thanks >= 1.0 or found.of("greets")):
        points["complaint"] = CONTENT
    if thanks and found.of("mock"):
        points["complaint"] += LAUGHED
        points["praise"] -= COURTESY * thanks
    elif thanks and blame >= OUTRIGHT and thanks < MEANT * blame:
        points["praise"] -= COURTESY * thanks * min(1.0, blame / thanks)
