"""How urgent a text is: danger to people, said outright or by what stands beside what; whatever kind of text it is."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from sada.understand.findings import Findings
from sada.understand.relevance_posts import OWN_SERVICES
from sada.understand.scan import Hit
from sada.understand.sides import REMEDY, remedied

DANGER = 3.0  # points from which it is danger, or urgent
# What is dangerous where it is said of the other within so many folded characters: a bare wire, people in a flood.
BESIDE = (
    ("wire", "bare", 45, "danger"),
    ("hole", "bare", 45, "danger"),
    ("flood", "caught", 70, "danger"),
    ("flood", "inside", 70, "high"),
    ("threat", "child", 45, "danger"),
    ("beast", "attack", 45, "danger"),
    ("beast", "child", 45, "high"),
    ("hurt", "child", 45, "high"),
)
CITYS = frozenset(("wire", "hole"))  # things that stand in a street, whoever is named
WELLS = ("بير", "ابار")
KEPT = (OWN_SERVICES - {"cemeteries", "councils"}) | {"building"}
BRIDGES = ("كوبري", "جسر", "نفق")
CLEAR_WORK = 2.5  # weight of a phrase for what a city keeps that is nothing else
AT, BARE = 45, 45  # folded characters between a harm and the thing it befell at; between a well and «مكشوفة»
MOST = 40  # hits of one sort that are paired
DENIED = frozenset(("لا", "ولا", "لم", "ولم", "دون", "ودون", "بدون", "بلا", "عدم", "وعدم"))
DENIES = 3  # words before «إصابات» among which it is denied
REPEATED, DEEP = 0.3, 0.4  # what the same words add again; what counts behind the lead of a press text
TOLD = 0.5  # of a harm that is told without blame: the paper tells of a death, too, that nobody could help
LEAST, MOST_SURE = 0.55, 0.95
CALM = 0.8  # how far danger is trusted in a text that blames nobody, or only touches us
HINTED = 0.12  # what each point short of urgency takes from being sure that there is none


class Sign(NamedTuple):
    """Words that tell of danger (folded offsets), what they speak for, and how loudly."""

    start: int
    end: int
    code: str
    weight: float


class Urgency(NamedTuple):
    """normal, high or danger, how sure (0..1), and the words it rests on."""

    value: str
    confidence: float
    signs: tuple[Sign, ...]


def urgency(found: Findings, relevance: str, tone: str) -> Urgency:
    """Danger counts in any text that is about us; words that only press, or tell of harm, where there is blame."""
    blames = tone == "negative"
    signs = _signs(found)
    kept = [s for s in signs if _counts(found, s, relevance, blames)]
    danger = sum(s.weight for s in kept if s.code == "danger")
    harm = sum(s.weight for s in kept if s.code == "harm") * (1.0 if blames else TOLD)
    points = danger + harm
    pressing = points + sum(s.weight for s in kept if s.code == "high")
    value = "danger" if points >= DANGER else "high" if pressing >= DANGER else "normal"
    if value == "normal":
        hinted = sum(s.weight for s in signs if s.code != "high")
        return Urgency(value, max(0.5, MOST_SURE - HINTED * max(hinted, 0.5 * pressing)), ())
    over = (points if value == "danger" else pressing) - DANGER
    sure = min(MOST_SURE, 0.72 + 0.06 * over)
    calm = not blames or relevance == "passing"
    return Urgency(value, max(LEAST, sure * (CALM if calm else 1.0)), tuple(kept))


def danger_at_ours(found: Findings) -> tuple[Sign, ...]:
    """Words of danger to people at something of the city's, in the title or lead: whoever is named, a person looks."""
    if "urgency" not in found.hits and "peril" not in found.hits:
        return ()
    signs = [s for s in _signs(found) if s.code in ("danger", "harm") and s.start < found.lead_end]
    near = tuple([s for s in signs if any(start - AT <= s.end and s.start <= end + AT for start, end in _works(found))])
    return near if sum(s.weight for s in near) >= DANGER else ()


def _works(found: Findings) -> list[tuple[int, int]]:
    """What a city keeps, in title and lead: its services, open holes, bare wires. People die and are buried anyway."""
    towns = [(h.start, h.end) for h in found.of("place")]  # «حفر الباطن» is no hole
    things = [(h.start, h.end) for h in found.of("peril") if h.cue.code in CITYS and _is_open(found, h)]
    works = [
        (h.start, h.end)
        for h in found.of("family")
        if (h.cue.code in KEPT and h.cue.weight >= CLEAR_WORK and not found.masked(h, family=True))
        or (h.cue.code == "projects" and found.text.startswith(BRIDGES, h.start))
    ]
    return [
        (start, end)
        for start, end in things + works
        if start < found.lead_end and not any(a <= start and end <= b for a, b in towns)
    ]


def _is_open(found: Findings, hit: Hit) -> bool:
    """A well is its owner's until it stands open."""
    return (
        not found.text.startswith(WELLS, hit.start) or _pair([hit], found.of("peril", "bare")[:MOST], BARE) is not None
    )


def _counts(found: Findings, sign: Sign, relevance: str, blames: bool) -> bool:
    if sign.code == "danger":
        return True
    if relevance != "main":
        return False
    return blames or found.is_post or sign.code == "harm"


def _signs(found: Findings) -> list[Sign]:
    """Every word of danger, and every two that make one, each at its worth; nothing that is averted or denied."""
    out: list[Sign] = []
    said: set[str] = set()
    for hit in found.of("urgency"):
        if hit.cue.code == "harm" and _denied(found.text, hit.word):
            continue
        if not _averted(found, hit):
            out.append(_worth(found, hit.start, hit.end, hit.cue.code, hit.cue.weight, said))
    if "peril" in found.hits:
        for first, second, reach, code in BESIDE:
            pair = _pair(found.of("peril", first)[:MOST], found.of("peril", second)[:MOST], reach)
            if pair is not None and not _averted(found, pair[0]):
                start, end = min(h.start for h in pair), max(h.end for h in pair)
                out.append(_worth(found, start, end, code, DANGER, said))
    return out


def _worth(found: Findings, start: int, end: int, code: str, weight: float, said: set[str]) -> Sign:
    words = found.text[start:end]
    worth = weight * found.weight_at(start, 1.0, 1.0, 1.0 if found.is_post else DEEP)
    worth *= REPEATED if words in said else 1.0
    said.add(words)
    return Sign(start, end, code, worth)


def _pair(first: list[Hit], second: list[Hit], reach: int) -> tuple[Hit, Hit] | None:
    """The first two that stand within reach of one another."""
    starts = [hit.start for hit in second]
    for hit in first:
        at = bisect_left(starts, hit.start)
        for other in second[max(0, at - 1) : at + 1]:
            if other.start - hit.end <= reach and hit.start - other.end <= reach:
                return hit, other
    return None


def _averted(found: Findings, hit: Hit) -> bool:
    """A paper that tells of «معالجة الأسلاك المكشوفة»; who writes to us asks for it."""
    return not found.is_post and (remedied(found, hit) or found.before("averts", hit.word, REMEDY))


def _denied(text: str, word: int) -> bool:
    """«ولم تقع إصابات», «دون أي وفيات»."""
    return not DENIED.isdisjoint(text[max(0, word - 30) : word].split()[-DENIES:])
