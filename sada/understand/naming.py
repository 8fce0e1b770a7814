"""The name behind a word for a body: which place it is, how surely, or that it is a town of another country."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from importlib import resources
from typing import NamedTuple

from sada.understand.findings import Findings
from sada.understand.fold import fold
from sada.understand.geography import Geography, amana_of
from sada.understand.lexicon import Lexicon
from sada.understand.names import TOO_COMMON
from sada.understand.scan import Hit

LINKS = frozenset((
    "منطقه", "محافظه", "مدينه", "مركز", "في", "بمنطقه", "بمحافظه", "بمدينه", "بمركز", "لمنطقه", "لمحافظه", "لمدينه",
    "حاضره", "بلده", "بحاضره", "بلديه", "امانه",
))  # fmt: skip
GENERIC = frozenset((
    "المنطقه", "المحافظه", "المدينه", "العاصمه", "المركز", "المحافظات", "المناطق", "الفرعيه", "بالمنطقه", "بالمحافظه",
    "بالمدينه",
))  # fmt: skip
ONLY_ONE = frozenset(("الشرقيه", "الشماليه", "الحفر"))
# What may stand behind «بلدية» and names none: the quarter, an adjective, a word of place or of another clause.
NAMELESS = frozenset((
    "الحي", "الاحياء", "حي", "حينا", "مدينتنا", "منطقتنا", "محافظتنا", "ديرتنا", "قريتنا", "القريه", "البلده",
    "البلد", "شمال", "جنوب", "شرق", "غرب", "وسط", "محليه", "فرعيه", "جديده", "نموذجيه", "مستقله", "كبيره",
    "صغيره", "واحده", "اخري", "اخر", "تابعه", "مجاوره", "قريبه", "قرويه", "سعوديه", "التي", "الذي", "هي", "هذه",
    "ذات", "ذلك", "كل", "من", "الي", "علي", "عن", "مع", "او", "ام", "ما", "لا", "لم", "لن", "قد", "ان", "ثم",
    "بعد", "قبل", "خلال", "منذ", "تم", "تقوم", "كانت", "رييس", "ولم", "ولا", "وهي", "وقد", "وفي", "ومن", "وعلي",
    "حول", "بين", "دون", "بدون", "غير", "به", "له", "لي", "يا", "بل", "اي", "لها", "بها", "المناطق", "القري",
    "الهجر", "مجمع", "قطاع", "فيه", "درجه",
))  # fmt: skip
# Names of quarters in most towns of the Kingdom: one municipality bears each, and a dozen quarters.
QUARTERS = frozenset(("النخيل", "القادسيه", "العاليه", "الروضه", "العقيق", "الساحل", "الحجره"))
DOUBTFUL, CLEAR = 2, 3  # weights of a place: below DOUBTFUL it is an ordinary word as well, from CLEAR nothing else
SURELY = 1.2  # points of a place at which a common name behind a body means it
NAMED, ALONE, BARE = (
    0.95,
    0.8,
    0.45,
)  # how sure: a name of one body; one that means more; namesakes, nothing to choose by
CONJUNCTIONS = "وف"
REACH = 40  # folded characters that a name may begin before the word for the body in it
SHORTEST = 2  # letters of a name


class Named(NamedTuple):
    """What stands behind a word for a body.

    `generic`: «the region» and its like; `linked`: a word like «محافظة» stands between; `foreign`: a place of another
    country; `strange`: a name that no table knows.
    """

    place: Hit | None
    generic: bool
    linked: bool
    foreign: bool = False
    strange: bool = False


class Chart:
    """Place names and foreign names of a text by the word they begin at."""

    def __init__(self, found: Findings, lexicon: Lexicon, ground: Geography) -> None:
        self._lexicon, self._ground, self._text = lexicon, ground, found.text
        self._places = _by_word([hit for hit in found.of("place") if not _with_article(found.text, hit)])
        spoken = (hit for hits in self._places.values() for hit in hits if " " in found.text[hit.start : hit.end])
        self._long = sorted(spoken, key=lambda hit: hit.start)
        self._starts = [hit.start for hit in self._long]
        self._abroad = _by_word(found.of("foreign"))
        self.at_home = bool(ground.amanat)
        self.is_post = found.is_post

    def place(self, at: int) -> Hit | None:
        """The longest name that begins there; of namesakes the one in the amana that the text speaks of."""
        return max(self._places[at], key=self._rank) if at in self._places else None

    def around(self, body: Hit) -> Hit | None:
        """The name that holds the word for the body itself: «مركز الخدمات البلدية بالعزيزية», «قطاع شمال الرياض»."""
        if body.cue.code in ("amana", "amin"):
            return None  # «أمانة العاصمة» may be two of them
        near = self._long[bisect_left(self._starts, body.start - REACH) : bisect_right(self._starts, body.start)]
        return next((place for place in near if place.end >= body.end), None)

    def is_foreign(self, at: int) -> bool:
        """Whether a place of another country begins there, or a town that is one behind a body."""
        return at in self._abroad or self._is_town(at)

    def is_here(self, place: Hit) -> bool:
        """Whether the text plays in the amana of a common name, and in no other as much: «أمانة المدينة» in Madinah."""
        points = self._points(place)
        amana = amana_of(place.cue.code, self._lexicon)
        return points >= SURELY and all(p < 0.5 * points for code, p in self._ground.amanat.items() if code != amana)

    def is_elsewhere(self, place: Hit) -> bool:
        """Whether a name that many quarters bear is said on the ground of another amana: «بلدية الروضة» in Jeddah."""
        if self._points(place) > 0 or not self._is_shared(place):
            return False
        return max(self._ground.amanat.values(), default=0.0) >= SURELY

    def sure(self, place: Hit) -> float:
        """How surely the unit of a name is meant."""
        if place.cue.weight >= CLEAR or self._points(place) > 0:
            return NAMED
        return BARE if self._is_shared(place) else ALONE

    def _points(self, place: Hit) -> float:
        return self._ground.amanat.get(amana_of(place.cue.code, self._lexicon), 0.0)

    def _is_shared(self, place: Hit) -> bool:
        if place.cue.weight >= CLEAR or "بلدي" in self._text[place.start : place.end]:
            return False
        codes = {hit.cue.code for hit in self._places[place.word] if hit.end == place.end}
        unit = self._lexicon.units.get(place.cue.code)
        is_sub = unit is not None and unit.kind == "sub"
        return is_sub or len(codes) > 1 or self._text[place.start : place.end] in QUARTERS

    def _is_town(self, at: int) -> bool:
        words = self._text[at : at + 40].split(".", 1)[0].split()
        for many in (3, 2, 1):
            local = towns().get(" ".join(words[:many])) if len(words) >= many else None
            if local is not None:
                return not (local and self.at_home)
        return False

    def _rank(self, hit: Hit) -> tuple[int, bool, float, bool, float]:
        unit = self._lexicon.units.get(hit.cue.code)
        is_baladiya = unit is not None and unit.kind == "baladiya"
        return hit.end, "." in hit.cue.code, self._points(hit), is_baladiya, hit.cue.weight


@cache
def towns() -> dict[str, bool]:
    """Folded names of towns of other countries; True where the Kingdom has a place called so as well."""
    text = (resources.files("sada.understand") / "data" / "towns.txt").read_text(encoding="utf-8")
    names = [name for line in text.splitlines() if not line.startswith("#") for name in line.split()]
    return {fold(name.strip("?").replace("_", " ")): name.endswith("?") for name in names}


def named(found: Findings, hit: Hit, chart: Chart) -> Named:
    """The name behind a word for a body."""
    whole = chart.around(hit)
    if whole is not None:
        return Named(whole, False, False)
    text, at, linked, generic = found.text, hit.end, False, False
    for _ in range(4):
        if at >= len(text) or text[at] != " ":
            break
        at += 1
        place = chart.place(at)
        if place is not None and place.word < place.start and text[at] in CONJUNCTIONS:
            place = None  # «بلدية وجدة» is not «a municipality and Jeddah»
        if place is not None:
            return _place(text, hit, place, linked, generic, chart)
        if chart.is_foreign(at):
            return Named(None, generic, linked, foreign=True)
        word = _word(text, at)
        generic = generic or word in GENERIC
        if word not in LINKS:
            return Named(None, generic, linked, strange=not generic and _is_strange(found, hit, word, linked))
        linked, at = True, at + len(word)
    return Named(None, generic, linked)


def _place(text: str, hit: Hit, place: Hit, linked: bool, generic: bool, chart: Chart) -> Named:
    if _is_common(text[place.start : place.end], hit.cue.code) and not chart.is_here(place):
        return Named(None, True, linked)  # «أمانة المدينة», «بلدية الشرقية»: which one, the text must say
    if hit.cue.code == "baladiya" and chart.is_elsewhere(place):
        return Named(None, generic, linked)
    return Named(place, generic, linked)


def _is_strange(found: Findings, hit: Hit, word: str, linked: bool) -> bool:
    """A name no table knows behind an indefinite «بلدية» of a press text; a post writes on without a stop."""
    if found.is_post or not found.text.endswith("بلديه", hit.start, hit.end) or found.text.endswith("ال", 0, hit.start):
        return False
    if found.text.endswith("لل", hit.word, hit.start) or (linked and word.startswith(("ال", "و"))):
        return False
    return len(word) >= SHORTEST and word.isalpha() and word not in NAMELESS and not word.startswith(("بال", "لل"))


def _word(text: str, at: int) -> str:
    stop = text.find(" ", at)
    return text[at : stop if stop >= 0 else len(text)].rstrip(".")


def _is_common(name: str, sort: str) -> bool:
    """Names that are ordinary words even behind a body; «أمانة الشرقية» is not: only one amana is called so."""
    return name in TOO_COMMON and not (sort in ("amana", "amin") and name in ONLY_ONE)


def _with_article(text: str, place: Hit) -> bool:
    """«المرأة» is no «مرات»: a name that is an ordinary word too and has no article is not meant where one stands."""
    return place.cue.weight < DOUBTFUL and text.endswith(("ال", "لل"), place.word, place.start)


def _by_word(hits: list[Hit]) -> dict[int, list[Hit]]:
    out: dict[int, list[Hit]] = {}
    for hit in hits:
        out.setdefault(hit.word, []).append(hit)
    return out
