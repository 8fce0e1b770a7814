"""Points of each kind for a press text: what its words do, who speaks in it, whose event it tells of, who writes.

A log-linear sum with weights set by hand from how Saudi papers write; the cues come from `data/kinds.tsv`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from sada.understand.bodies import Mention
from sada.understand.byline import Byline
from sada.understand.findings import Findings
from sada.understand.sides import balance, claimed, remedied
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
COLUMN_SLOPE = {"suggestion": 0.8, "opinion": 0.5}  # a columnist's «لا بد من» is meant
# What a mention says for "the body is the source", in title, lead and rest.
SPEAKS, ACTS, OWNS, NAMED = (3.6, 3.2, 1.2), (3.6, 2.8, 0.6), (2.0, 2.6, 0.5), (1.2, 0.5, 0.2)
FIRST = 70  # folded characters of the body in which the subject of its first sentence stands, after a by-line
IDLE = {True: 0.4, False: 1.6}  # what a title without the body costs, by whether it acts or speaks in the lead
TITLE_HEAD = 9
# News is what is left when nothing else is said; praise and opinion shade into it and into one another.
DOUBT = {"news": 0.35, "praise": 0.6, "opinion": 0.6, "suggestion": 0.5, "inquiry": 0.6}
CLEARLY = 3.0  # points by which a statement leads clearly
ANNOUNCED, LEANING, HEARD = 0.5, 0.35, 0.7  # how far one that does not is trusted; what is left of trust in news
# «التي تنظمها أمانة …», «الذي أقامته بلدية …», «بتنظيم من أمانة …»: whose event it is that the text tells of
HOSTED = re.compile(r"(?:[و]?ت\w{2,6}|\w{2,7}ت)(?:ه|ها)$|^[وب]{0,2}(?:تنظيم|اشراف)$")
LINKED = frozenset(("من", "عليه", "عليها"))  # «بتنظيم من», «التي أشرفت عليها»
SENTENCE = 200  # folded characters of the body in which the host of the event itself is named
JOINS = ("شاركت", "شارك ", "تشارك", "يشارك", "قدمت فرقه", "استضافت", "واكبت")  # others take part: their story
PARTAKE = re.compile(  # the first clause is about those who take part, whatever stands before it
    r"(?:شارك|شاركت|يشارك|اطلق|قدم|قدمت|تابعت|سجلت|احيا|احيت|جذب|لفت)(?: \w+){0,3} "
    r"(?:فريق|فرقه|متطوعو?|متطوعات|عارضه|جمعيه|لجنه التحكيم|نجوم|فنانون|فنانين|حرفيون|حرفيين|طلاب|طالبات)(?!\w)"
)
CLAUSE = 130  # folded characters of the body in which it stands
GUESTS = 1.5
HOSTS = 1.6  # what hosting in the lead adds
NAMING = 2.0  # what a title about an appointment takes away
PLAYED = 4  # words of the stage from which a report is about what is played there
STAGED = 2.4  # what a title about performers takes away
UNPROVED = 4.0  # what claims that nobody proves take from a statement
OTHERS_DEED = 3.0  # what it takes away that a company tells of its contract with the body
QUOTED = re.compile(r"\W*\w+(?: \w+){0,3} ?:")  # «الملحم: هدفنا …»
HEADED, HEADS = 3.0, 1.8  # what it adds that one of ours is quoted by the title, or only begins it
SAME = 3  # folded characters between «وزارة الشؤون البلدية» and «(أمانة الطائف)», which is the same party
FESTIVE = 2.5  # weight of a phrase that names a festival beyond doubt
BLAMED = 60  # folded characters between a body and the word that blames it


@dataclass(frozen=True, slots=True)
class Signs:
    """What the frame of a text says beside its words."""

    heard: Voices
    public_opens: bool
    sour: int
    titled: bool
    quoted: bool
    cheer: int
    blamed: int
    good: float
    bad: float


def press_points(
    found: Findings, ours: list[Mention], cues: Mapping[str, float], line: Byline
) -> tuple[dict[str, float], float]:
    """Points per kind, and how far the one with the most may be trusted."""
    length = max(1.0, (len(found.text) / 1200.0) ** 0.5)
    points = dict(FLOOR)
    slope = SLOPE | COLUMN_SLOPE if line.columnist else SLOPE
    for code, cap in CAP.items():
        points[code] += min(cap, cues.get(code, 0.0) / length * slope[code])
    source = _source(found, ours) / length**0.5
    points["statement"] += min(6.5, source + _opening(found, ours))
    signs = _signs(found, ours)
    _by_voices(points, signs, min(1.0, source / 5.0))
    _by_writer(points, line, signs)
    if claimed(found) and not any(m.speaks for m in ours):
        points["statement"] -= UNPROVED  # no body spreads what is claimed of it
    if _contracted(found, ours):
        points["statement"] -= OTHERS_DEED
    if _staged(found, ours) or _of_a_play(found, ours):
        points["complaint"] *= 0.5  # the troubles are the play's
    return points, _trust(found, signs, points)


def _trust(found: Findings, signs: Signs, points: Mapping[str, float]) -> float:
    """Readers differ over news and releases: a statement that does not lead clearly is one where an event is announced.

    News is what is left when nothing else is said, and doubtful where the body is heard after all.
    """
    best, second = sorted(points, key=lambda code: -points[code])[:2]
    if best == "complaint" and _festive(found):
        return LEANING
    if best == "news" and signs.heard.ours >= 1.0:
        return DOUBT["news"] * HEARD
    if best != "statement" or points[best] - points[second] >= CLEARLY:
        return DOUBT.get(best, 1.0)
    announced = any(hit.cue.code == "event" and hit.start < found.title_end for hit in found.of("announces"))
    return ANNOUNCED if announced else LEANING


def _contracted(found: Findings, ours: list[Mention]) -> bool:
    """«شركة … تعلن توقيع عقد مع أمانة …»: in title and lead the body is nothing but the other party."""
    lead = [m for m in ours if m.start < found.lead_end]
    parties = {m.end for m in lead if m.party}
    return bool(parties) and all(m.party or any(0 <= m.start - end <= SAME for end in parties) for m in lead)


def _festive(found: Findings) -> bool:
    """A festival is what the text is about: what guests and players did there, readers lay at different doors."""
    said = [h for h in found.of("family") if h.cue.code == "events" and h.cue.weight >= FESTIVE]
    return any(h.start < found.title_end for h in said) or sum(h.start < found.lead_end for h in said) >= 2


def _signs(found: Findings, ours: list[Mention]) -> Signs:
    good, bad = balance(found)
    titled = any(m.start < found.title_end for m in ours)
    return Signs(
        voices(found, ours),
        _public_opens(found),
        _sour(found, ours),
        titled,
        QUOTED.match(found.folded.original) is not None,
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
    points["statement"] += (HEADED if signs.quoted else HEADS) if heard.heads == OURS else 0.0
    points["news"] += 0.4 * min(heard.others, 2.0)
    if signs.cheer and not signs.sour:
        points["praise"] += 2.0
        points["complaint"] -= 2.0
        points["statement"] -= HOSTS  # the host is thanked, and tells nothing
    felt = "praise" if signs.good > signs.bad and points["praise"] > points["complaint"] else "complaint"
    if points[felt] > 1.5:
        points[felt] += 0.4 * min(heard.people, 3.0)
        points[felt] += (1.0 if heard.first == PEOPLE else 0.0) + (1.5 if signs.public_opens else 0.0)
    if heard.heads == PEOPLE and signs.good > signs.bad + 2.0 and points["complaint"] < 1.5:
        points["praise"] += 2.0  # «أهالي المدينة وزائروها: عيد طيبة جمع …»
    if signs.public_opens:
        points["statement"] -= 3.0
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
    guests = not any(m.start < found.title_end for m in ours) and _of_guests(found)
    host = not guests and any(m.start < found.title_end + SENTENCE and _hosts(found, m) for m in ours)
    score += HOSTS if host else 0.0
    score -= GUESTS if guests else 0.0
    if not said and found.title_end and not any(m.start < found.title_end for m in ours):
        works = host or any(m.start < found.lead_end and (m.speaks or acts(found, m)) for m in ours)
        score -= IDLE[works]  # the title is about something else: visitors, a play, prices
    if any(hit.start < found.title_end for hit in found.of("personnel")) and not any(m.speaks for m in ours):
        score -= NAMING  # whoever is promoted, the paper reports it
    return score - (STAGED if _staged(found, ours) else 0.0)


def _staged(found: Findings, ours: list[Mention]) -> bool:
    """The title is about a play, a troupe or a singer, and no municipal voice is heard: culture pages, no release."""
    staged = any(hit.start < found.title_end for hit in found.of("stage"))
    return staged and not any(m.speaks or m.start < found.title_end for m in ours)


def _of_a_play(found: Findings, ours: list[Mention]) -> bool:
    """The title hides that it tells what a play is about: «… تناقش مشاكل المرأة»; the lead and the rest say it."""
    shows = found.of("stage")
    opened = any(hit.start < found.lead_end for hit in shows)
    return opened and len(shows) >= PLAYED and not any(m.start < found.title_end for m in ours)


def _of_guests(found: Findings) -> bool:
    """Those who take part in a body's event are the subject of the first sentence: their story."""
    opening = found.text[found.title_end : found.title_end + CLAUSE]
    return opening.lstrip(" .").startswith(JOINS) or PARTAKE.search(opening) is not None


def _hosts(found: Findings, mention: Mention) -> bool:
    """The body holds the event itself, rather than lending its frame to others' plays and stands."""
    words = found.text[max(0, mention.start - 30) : mention.start].split()
    if words and words[-1] in LINKED:
        words.pop()
    return bool(words) and HOSTED.search(words[-1]) is not None


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
