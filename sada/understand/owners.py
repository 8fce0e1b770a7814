"""Whose matter it is: ours, another agency's, or shared."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from sada.understand.bodies import Mention, attends
from sada.understand.findings import Findings
from sada.understand.relevance import city_services
from sada.understand.scan import Hit

ENOUGH = 2.0  # one mention in title or lead, or two further down
ANSWERABLE = 2.0  # weight of an agency from which it is held answerable; below, only a place of theirs is named
OWNS, THANKS = 14, 24  # folded characters from «يتبع» to its owner; from «شكره» to whom it goes
REACH = 40  # folded characters that a phrase for an agency may begin before what it overlaps
ASKED_OF = 3.0  # weight of what people ask an account about: «باقة», «حافز» are ordinary words in a press text
OFFICES = ("وزاره", "هييه", "شركه", "اداره", "مديريه", "مكتب", "كتابه", "صندوق", "امن الطرق", "الهييه", "الجوازات")
LIST = 120  # folded characters from «بعضوية ممثلين من» to the last one of the list
MEMBERS = frozenset((
    "عضويه", "وعضويه", "بعضويه", "ممثلين", "ممثلون", "ممثلي", "مندوبين", "مندوبي", "ممثل", "ومندوب", "برعايه", "ورعايه",
    "وبرعايه", "الراعي", "رعاه", "الرعاه", "مظله",
))  # fmt: skip
SEWERS = ("مجاري", "صرف صحي", "الصرف الصحي", "صرف الصحي")


def agency_hits(found: Findings) -> list[Hit]:
    """Where other agencies are named as answerable, or something that is theirs; not as guests, members or sponsors."""
    hits = [hit for hit in found.of("agency") if hit.cue.weight >= ANSWERABLE]
    return hits if found.is_post else [hit for hit in hits if _names_office(found, hit) and not _only_there(found, hit)]


def _names_office(found: Findings, hit: Hit) -> bool:
    """In the press a word that people ask an account about means its agency only where it names one."""
    return hit.cue.weight < ASKED_OF or found.text.startswith(OFFICES, hit.start)


def _only_there(found: Findings, hit: Hit) -> bool:
    """A guest («بحضور مدير الجوازات»), one of a committee, or a sponsor: nobody holds them answerable."""
    if not MEMBERS.isdisjoint(found.text[max(0, hit.word - LIST) : hit.word].split()):
        return True
    return attends(found.text, hit.word)


def agencies(found: Findings) -> tuple[str, ...]:
    """Codes of the other agencies that a text holds answerable, the loudest first."""
    points: dict[str, float] = Counter()  # type: ignore[assignment]
    for hit in agency_hits(found):
        points[hit.cue.code] += found.weight_at(hit.start, 3.0, 2.0, 1.0)
    ranked = sorted(points, key=lambda code: -points[code])
    return tuple(code for code in ranked if points[code] >= ENOUGH)


def responsible(
    found: Findings, ours: Sequence[Mention], units: tuple[str, ...], others: tuple[str, ...], touched: bool = False
) -> str | None:
    """The unit whose work it is; None when the matter is another agency's, or a body is only a guest or thanked.

    `touched`: the text is about something else, and a body that does nothing in it owes nothing.
    """
    if not units or (others and (not ours or _is_theirs(found, ours, others))):
        return None
    if touched and not found.is_post and not any(_does(m) and not _beside(found, m) for m in ours):
        return None
    if ours and not _own_work(found, others) and all(_beside(found, mention) for mention in ours):
        return None
    named = [m for m in ours if m.unit is not None and not m.attending]
    return named[0].unit if named and found.title_end >= named[0].start else units[0]


def _is_theirs(found: Findings, ours: Sequence[Mention], others: tuple[str, ...]) -> bool:
    """Said so («المحول يتبع شركة الكهرباء»), or nothing of the city's own is spoken of and no body of ours acts."""
    if any(found.before("belongs", hit.word, OWNS) for hit in agency_hits(found)):
        return True
    return not any(_does(m) for m in ours) and not _own_work(found, others)


def _own_work(found: Findings, others: tuple[str, ...]) -> bool:
    """Whether a service of the city is spoken of beside what is another agency's: drains are not the sewers."""
    theirs = agency_hits(found)
    starts = [hit.start for hit in theirs]
    for hit in city_services(found):
        said = found.text[hit.start : hit.end]
        if found.text[hit.word : hit.start] == "ب" and not said.startswith("ال"):
            continue  # «الإشارة بتقاطع العليا»: where it is, not what is wrong
        if "water" in others and hit.cue.code == "drainage" and any(word in said for word in SEWERS):
            continue
        near = theirs[bisect_left(starts, hit.start - REACH) : bisect_left(starts, hit.end)]
        if not any(hit.start < other.end for other in near):
            return True
    return False


def _does(mention: Mention) -> bool:
    return mention.actor or mention.speaks or mention.owner


def _beside(found: Findings, mention: Mention) -> bool:
    """A guest, a helper or whoever is thanked in passing, of a report about something else."""
    if mention.start < found.title_end or found.is_post:
        return False
    before = found.text[max(0, mention.start - THANKS) : mention.start]
    return mention.attending or mention.partner or any(f" {word}" in before for word in ("شكر", "تقدير", "امتنان"))
