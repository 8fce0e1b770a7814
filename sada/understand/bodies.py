"""Municipal bodies and officials in a text: which unit a mention names, and whether it is ours at all."""

from __future__ import annotations

from dataclasses import dataclass

from sada.understand.findings import Findings
from sada.understand.geography import Geography
from sada.understand.lexicon import Lexicon
from sada.understand.naming import DOUBTFUL, NAMED, Chart, named
from sada.understand.scan import Hit

NEEDS_NAME = ("amin", "amana", "baladi")  # «أمين» and «أمانة» are ordinary words until a place stands behind them
BESIDE = frozenset(("بجوار", "قرب", "بقرب", "القريب", "القريبه", "امام", "خلف", "مقابل", "المقابل", "جوار"))
INDEFINITE = frozenset(("ل", "ول", "فل"))  # «لأمانة», to an amana; the article would make it «للأمانة»
NATIONAL = frozenset(("ministry", "minister"))
ATTENDED = frozenset(
    ("بحضور", "حضر", "حضره", "وبحضور", "يتقدمهم", "يرافقه", "بمشاركه", "حضور", "شرفها", "شرف", "تقدمهم")
)
LISTED = ("ورييس", "وعضو", "ووكيل", "وامين", "ومدير", "وعدد", "والمهندس", "والشيخ")  # the next guest after a comma
PARTNERS = frozenset(("بالتعاون", "وبالتعاون", "بالتنسيق", "وبالتنسيق", "بالشراكه", "وبالشراكه", "بالاشتراك"))
SAUDI = 1.0  # weight of a word that says «in the Kingdom» beyond doubt
PARTNER_REACH = 5  # words from «بالتعاون مع» to the body that helps


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a municipal body: folded place, what it is, the unit when named, and how it stands there.

    `partner`: somebody else does the work «بالتعاون مع» the body; `party`: somebody else acts or signs «مع» the body.
    `strange`: a name stands behind it that no table knows. `sure`: how surely the unit is the one meant.
    """

    start: int
    end: int
    sort: str
    unit: str | None
    definite: bool
    foreign: bool = False
    actor: bool = False
    speaks: bool = False
    owner: bool = False
    attending: bool = False
    partner: bool = False
    party: bool = False
    strange: bool = False
    sure: float = NAMED


def mentions(found: Findings, lexicon: Lexicon, ground: Geography) -> list[Mention]:
    """All mentions, ours and foreign, in order. Secretariats, virtues and personal names are left out."""
    bodies = found.of("body")
    accounts = [_account(hit) for hit in found.hits["handle"]] if "handle" in found.hits else []
    if not bodies:
        return accounts
    chart = Chart(found, lexicon, ground)
    taken = 0
    out = []
    for hit in sorted(bodies, key=lambda h: (h.start, -h.end)):
        if hit.start < taken or found.masked(hit, family=False):
            continue
        mention = _mention(hit, found, lexicon, chart)
        if mention is not None:
            taken = hit.end
            out.append(mention)
    return sorted(out + accounts, key=lambda m: m.start) if accounts else out


def of_nowhere(found: Findings, ours: list[Mention], ground: Geography) -> bool:
    """Whether only names that no table knows stand there, and nothing else says that the text plays in the Kingdom."""
    if not any(m.strange for m in ours) or ground.amanat or any(m.unit is not None for m in ours):
        return False
    return all(hit.cue.weight < SAUDI for hit in found.of("kingdom"))


def _account(hit: Hit) -> Mention:
    """An account of a body, «@Amanatalriyadh», names it as surely as its name."""
    sort = "ministry" if hit.cue.code == "ministry" else "amana"
    return Mention(hit.start, hit.end, sort, hit.cue.code, definite=True)


def _mention(hit: Hit, found: Findings, lexicon: Lexicon, chart: Chart) -> Mention | None:
    sort = hit.cue.code
    before = found.text[hit.word : hit.start]
    article = before.endswith("ل") and before not in INDEFINITE
    definite = article or _is_called(found, hit)
    name = named(found, hit, chart)
    place = name.place
    if article and not name.linked and place is not None and place.cue.weight < DOUBTFUL:
        place = None  # «للأمانة الموسم عالمي»: nothing can be owned by a word that has the article
    if sort in NEEDS_NAME and not name.foreign and not _is_title(sort, definite, place, name.generic, name.linked):
        return None
    unit = _unit(sort, place, lexicon)
    end = place.end if place is not None and sort not in NATIONAL else hit.end
    told = found.after("telling", end, min(55, found.title_end - end) if end < found.title_end else 55)
    party = _other_party(found.text, hit.word)
    colon = end < found.title_end - 2 and found.text[end] == "."
    return Mention(
        start=hit.start,
        end=end,
        sort=sort,
        unit=unit,
        definite=definite or name.generic,
        foreign=place is None and (name.foreign or found.after("foreign", hit.end, 24)),
        actor=not party and _acts(found, hit.word, end),
        speaks=told or (not party and (colon or found.before("speech", hit.word, 22))),
        owner=found.before("owned", hit.word, 18),
        attending=not told and attends(found.text, hit.word),
        partner=_helps(found.text, hit.word),
        party=party,
        strange=name.strange,
        sure=NAMED if place is None else chart.sure(place),
    )


def _is_called(found: Findings, hit: Hit) -> bool:
    """«ما قصرتوا يا أمانة»: whoever calls out to an amana in a post means theirs."""
    return found.is_post and found.text.endswith("يا ", 0, hit.word)


def _is_title(sort: str, definite: bool, place: Hit | None, generic: bool, linked: bool) -> bool:
    if sort == "baladi":
        return place is not None and place.cue.weight >= 2 and not linked  # «بلدي عريعرة», not «مبادرة بلدي في جدة»
    if place is not None and not (definite and sort == "amin"):
        return linked or place.cue.weight >= 2 or sort == "amana"
    return generic or (definite and sort == "amana")


def _unit(sort: str, place: Hit | None, lexicon: Lexicon) -> str | None:
    if sort in NATIONAL:
        return "ministry"
    if place is None:
        return None
    code = place.cue.code
    if sort in ("amana", "amin", "deputy"):
        unit = lexicon.units.get(code)
        return unit.amana if unit is not None else code
    return code


def _acts(found: Findings, word: int, end: int) -> bool:
    """A verb of doing around it, a feminine past before it («اشترطت أمانة …»), or the first place in the title."""
    if found.before("deed", word, 14) or found.after("deed", end, 12):
        return True
    before = found.text[max(0, word - 14) : word].split(" ")
    verb = before[-2] if len(before) > 1 else ""
    return (word <= 2 and found.title_end > 2) or (len(verb) > 3 and verb.endswith("ت") and not verb.endswith("ات"))


def attends(text: str, word: int) -> bool:
    """A guest: behind «بحضور …», also as the next one of a list of guests; or only a place beside it."""
    clauses = text[max(0, word - 90) : word].rsplit(".", 1)
    before = clauses[-1].split()
    received = " في استقبال " in clauses[-1]  # «كان في استقبال سموه رئيس البلدية»
    if received or any(part in ATTENDED for part in before) or any(part in BESIDE for part in before[-3:]):
        return True
    if not before or not before[0].startswith(LISTED):
        return False
    for clause in reversed(text[max(0, word - 260) : word].split(".")[:-1]):
        words = clause.split()
        if any(part in ATTENDED for part in words):
            return True
        if not words or not words[0].startswith(LISTED):
            return False
    return False


def _other_party(text: str, word: int) -> bool:
    """«شركة توقع عقدا مع أمانة …», «عقد بين شركة وأمانة …»: the other one acts and speaks."""
    if text.endswith(" مع ", 0, word):
        return True
    joined = text.startswith("و", word) or text.endswith(" و ", 0, word)  # «و«بلدية …»» is folded to «و بلدية»
    return joined and " بين " in text[max(0, word - 40) : word].rsplit(".", 1)[-1]


def _helps(text: str, word: int) -> bool:
    before = text[max(0, word - 60) : word].rsplit(".", 1)[-1].split()
    return any(part in PARTNERS for part in before[-PARTNER_REACH:])
