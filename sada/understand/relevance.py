"""Whether municipal work is the subject of a text, only touched, or not there."""

from __future__ import annotations

from bisect import bisect_left

from sada.understand.bodies import NATIONAL, Mention, of_nowhere
from sada.understand.findings import Findings
from sada.understand.geography import Geography
from sada.understand.relevance_posts import OWN_SERVICES, of_post
from sada.understand.relevance_value import Relevance, sure
from sada.understand.scan import Hit
from sada.understand.virtues import is_virtue

BLAME = 0.25  # per point of complaint: where a body is named, what is complained of is its matter
OTHERS = 1.4  # what a text that begins with somebody else takes away
TITLE_HEAD = 3
OPENING, BEGINS, FIRST = 14, 90, 160  # characters of the body: its first words, its first clause, its first sentence
BEHIND = 0.75  # what a body is worth that comes into the lead only behind the first sentence
UNKNOWN = 0.5  # how sure at most, where nobody can know whose it is
PAPERS, PAPER = ("land", "building", "licences"), 1.0  # families of paperwork; weight of a word that means one
BESIDE = 120  # folded characters from «الأمانة» to what it is asked for
DANGER, CLEAR_SERVICE = 1.5, 1.5  # weights of danger, and of a service beside it, that are the city's matter
ASKED, CLEAREST = 2.0, 2.5  # points of complaint; weight of a phrase for a service that is nothing else
OWES = 2  # folded characters from «من مسؤولية» to whom it falls to
AT = 45  # folded characters between a danger and the thing of the city's that it is at
HOSTS = 0.8  # what owning the event adds
REGIONS = (" المنطقه", " المحافظه", " العاصمه المقدسه")
BAR = 2.8  # strength from which municipal work is the subject: a body that acts in the lead, or one in the title


def ours_of(found: Findings, all_mentions: list[Mention], ground: Geography) -> list[Mention]:
    """Mentions of Saudi bodies: a named one always; a nameless one when the text does not play abroad."""
    # a town behind «بلدية» is no place in the tables; where nothing is said of home it says where the text plays
    abroad = ground.abroad + (sum(m.foreign for m in all_mentions) if not ground.home else 0)
    if found.is_post:
        home = ground.home > 0 or abroad == 0
    else:
        told = ground.in_text or bool(found.of("kingdom")) or not abroad  # a Saudi desk writes of Mexico too
        here = ground.home > 0 or not abroad  # a column that names no place at all speaks of home
        home = told and here and not ground.author_abroad and ground.home >= 0.4 * abroad
    named = any(m.unit is not None for m in all_mentions)
    sport = len(found.of("elsewhere", "sport")) >= 3  # «غازي عنتاب بلدية» plays football
    nameless = not found.is_post and any(m.unit is None and m.sort == "amana" for m in all_mentions)
    works = _works(found, ground) if nameless and home else []
    return [
        m
        for m in all_mentions
        if not m.foreign
        if _named_here(m, ground, abroad) or (m.unit is None and home and _stands(m, named, sport, found, works))
        if m.unit is not None or m.definite or not abroad or ground.near > 0 or m.sort != "baladiya"
    ]


def _named_here(mention: Mention, ground: Geography, abroad: float) -> bool:
    """A named body; «وزارة البلدية» also stands in Doha."""
    if mention.unit != "ministry":
        return mention.unit is not None
    return not (ground.author_abroad or abroad > ground.abroad) or ground.home >= abroad


def _stands(mention: Mention, named: bool, sport: bool, found: Findings, works: list[int]) -> bool:
    """«الأمانة» alone is the secretariat or honesty as often as the amana: it needs a body or one ground beside it."""
    if mention.sort == "amana":
        if not found.is_post and is_virtue(found, _word_of(found, mention), mention.end):
            return False
        if found.is_post and found.text[mention.start - 2 : mention.start] == "لل":
            return named  # «للأمانة» opens many a post and means "to be honest"
        if not named and found.of("not", "amana") and not found.is_post:
            return False  # «الأمانة العامة» was named before, and this is she
        if found.text.startswith(REGIONS, mention.end):
            return True  # «أمانة المنطقة» is nobody's secretariat
        told = named or found.is_post or mention.actor or mention.speaks or _is_owed(found, mention)
        return mention.definite and (told or _serves(works, mention))
    if mention.sort in ("amin", "deputy"):
        return named or mention.sort == "deputy"
    return named or not sport


def _is_owed(found: Findings, mention: Mention) -> bool:
    """«الصيانة من مسؤولية الأمانة»: somebody says whose it is."""
    return found.before("belongs", _word_of(found, mention), OWES)


def _word_of(found: Findings, mention: Mention) -> int:
    """Where the word begins, with its «و», «ب», «لل»."""
    return found.text.rfind(" ", 0, mention.start) + 1


def relevance(
    found: Findings, ours: list[Mention], ground: Geography, points: dict[str, float], cues: dict[str, float]
) -> Relevance:
    """Weigh the mentions by place and part; without any, the services and complaints of a Saudi city."""
    if found.is_post:
        return of_post(found, ours, ground, points, cues)
    complaint = cues.get("complaint", 0.0)
    if not ours:
        seen = _without_body(found, ground, complaint)
        doubt = seen.value == "none" and _may_be_ours(found, ground, complaint)
        return Relevance("none", min(seen.confidence, UNKNOWN)) if doubt else seen
    seen = _with_body(found, ours, complaint)
    return Relevance(seen.value, min(seen.confidence, UNKNOWN)) if of_nowhere(found, ours, ground) else seen


def _with_body(found: Findings, ours: list[Mention], complaint: float) -> Relevance:
    strength = sum(_worth(found, mention) for mention in ours)
    length = max(1.0, (len(found.text) / 1500.0) ** 0.5)
    own = own_service(found)
    blame = BLAME * min(complaint, 9.0) / length
    main = strength / length - BAR + min(own, 12.0) * 0.2 / length**0.5 + blame + _hosts(found, ours)
    main -= OTHERS if _others_open(found, ours) and complaint < 2.0 else 0.0
    if main > 0:
        return Relevance("main", sure(main, 1.2))
    return Relevance("passing", 0.8 * sure(-main, 0.8))  # between subject and mention readers differ most


def _others_open(found: Findings, ours: list[Mention]) -> bool:
    """The title begins with people or another office and names no body: «أهالي أشيقر يحتفلون», «أمير نجران يوجه».

    So does a first sentence, «رعى محافظ شقراء احتفال …», in which a body is at most a guest.
    """
    if any(m.start < found.title_end for m in ours):
        return False
    hosts = [*found.of("people", "public"), *found.of("office")]
    if any(hit.word <= TITLE_HEAD and hit.end <= found.title_end for hit in hosts):
        return True
    begins = found.title_end + BEGINS
    return any(0 <= hit.word - found.title_end < OPENING for hit in hosts) and not any(
        m.start < begins and not m.attending for m in ours
    )


def _hosts(found: Findings, ours: list[Mention]) -> float:
    """A body's own festival is its matter, whichever singer or visitor the report follows."""
    festive = any(
        h.cue.code == "events" and h.cue.weight >= 2.5 and h.start < found.lead_end for h in found.of("family")
    )
    return HOSTS if festive and any(m.owner and not m.attending for m in ours) else 0.0


def _worth(found: Findings, mention: Mention) -> float:
    worth = found.weight_at(mention.start, 5.0, 2.4, 0.8)
    if found.title_end + FIRST <= mention.start < found.lead_end:
        worth *= BEHIND
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
        return Relevance("main", sure(score, 0.8))
    return Relevance("none", sure(4.0 - score if not home else -score + 1.5, 0.8))


def _may_be_ours(found: Findings, ground: Geography, complaint: float) -> bool:
    """At home, a service of the city: with an «الأمانة» of nobody known, with danger, or two that are missed."""
    if not ground.amanat or ground.author_abroad or ground.abroad > 0.5 * ground.home:
        return False
    services = city_services(found)
    if not services:
        return False
    if not found.of("not", "amana") and any(_is_called(found, hit) for hit in found.of("body", "amana")):
        return True
    led = [h for h in services if h.start < found.lead_end and h.cue.code != "cemeteries"]
    if complaint >= ASKED and len({h.cue.code for h in led if h.cue.weight >= CLEAREST}) > 1:
        return True  # «ناشد السكان إيصال السفلتة والإنارة»
    dangers = found.of("urgency")
    led = [s for s in led if not any(d.start < s.end and s.start < d.end for d in dangers)]  # who drowns at sea
    near = [d for d in dangers if any(s.start - AT <= d.end and d.start <= s.end + AT for s in led)]
    return sum(hit.cue.weight for hit in near) >= DANGER


def _is_paper(hit: Hit) -> bool:
    """Land, deeds and permits are what one goes to «الأمانة» for in any town; secretariats give none."""
    return hit.cue.code in PAPERS and hit.cue.weight >= PAPER


def _works(found: Findings, ground: Geography) -> list[int]:
    """Where services of the city stand, if the text knows one amana only; papers of land or building at home anyhow."""
    works = [] if ground.only() is None else [hit.start for hit in city_services(found)]
    if not ground.abroad:
        works += [hit.start for hit in found.of("family") if _is_paper(hit)]
    return sorted(works)


def _serves(works: list[int], mention: Mention) -> bool:
    """Whether a service of the city is spoken of beside «الأمانة»: honesty lays no asphalt."""
    at = bisect_left(works, mention.start - BESIDE)
    return at < len(works) and works[at] <= mention.start + BESIDE


def city_services(found: Findings) -> list[Hit]:
    """Clear phrases for what a city does itself."""
    hits = (h for h in found.of("family") if h.cue.code in OWN_SERVICES and h.cue.weight >= CLEAR_SERVICE)
    return [h for h in hits if not found.masked(h, family=True)]


def _is_called(found: Findings, hit: Hit) -> bool:
    """«الأمانة», and not honesty."""
    return found.text.endswith(("ال", "لل"), hit.word, hit.start) and not is_virtue(found, hit.word, hit.end)
