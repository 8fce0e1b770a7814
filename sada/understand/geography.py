"""Where a text plays: how strongly its by-line and the places it names point to each amana."""

from __future__ import annotations

from dataclasses import dataclass, field

from sada.understand.findings import Findings
from sada.understand.lexicon import Lexicon
from sada.understand.scan import Hit

CLEAR = 3.0
CLEARLY = 1.2  # points of the ground of a text that plays there
REGION = frozenset(("منطقه", "اماره", "امير", "بمنطقه"))  # «أمير منطقة مكة» rules three amanat
THREE_AMANAT = frozenset(("makkah", "eastern"))
CAP, BYLINE = 8.0, 3.0  # most points of places in the text; points of a by-line's city


@dataclass(slots=True)
class Geography:
    """Points per amana and per place unit; how much of the text plays at home, near its head, and abroad.

    `head` counts the places named in title and lead, `first` where an amana's first place stands (-1: in the by-line).
    """

    amanat: dict[str, float] = field(default_factory=dict)
    units: dict[str, float] = field(default_factory=dict)
    home: float = 0.0
    abroad: float = 0.0
    near: int = 0
    head: dict[str, int] = field(default_factory=dict)
    author_abroad: bool = False
    first: dict[str, int] = field(default_factory=dict)

    @property
    def in_text(self) -> bool:
        """Whether the text itself names a place at home, not only its by-line."""
        return any(place >= 0 for place in self.first.values())

    def best(self) -> str | None:
        """The amana most pointed to; the one named first when two are even."""
        if not self.amanat:
            return None
        return max(self.amanat, key=lambda code: (self.amanat[code], -self.first.get(code, 1 << 30)))

    def only(self) -> str | None:
        """The one amana that by-line and places point to, and no other half as much; None when two compete."""
        best = self.best()
        if best is None or self.amanat[best] < CLEARLY or self.author_abroad or self.abroad > self.home:
            return None
        return best if all(p < 0.5 * self.amanat[best] for c, p in self.amanat.items() if c != best) else None

    def add(self, amana: str, unit: str, worth: float, place: int, cap: float = CAP) -> None:
        """Let one place speak for its amana and its unit."""
        self.amanat[amana] = max(self.amanat.get(amana, 0.0), min(cap, self.amanat.get(amana, 0.0) + worth))
        self.units[unit] = self.units.get(unit, 0.0) + worth
        self.first.setdefault(amana, place)


def amana_of(code: str, lexicon: Lexicon) -> str:
    """The amana of a unit code; codes that cues use for an amana are returned as they are."""
    unit = lexicon.units.get(code)
    return unit.amana if unit is not None else code


def geography(found: Findings, author: list[Hit], lexicon: Lexicon) -> Geography:
    """Weigh every place: the by-line most, then title, lead and rest; ordinary words only behind «محافظة», «أهالي» …"""
    abroad = sum(not found.masked(hit, family=False) for hit in found.of("foreign"))
    ground = Geography(abroad=float(abroad), author_abroad=_abroad(author))
    doubtful: list[Hit] = []
    for hit in _places(found):
        if hit.cue.weight < CLEAR and not _placed(found, hit):
            doubtful.append(hit)
            continue
        amana = amana_of(hit.cue.code, lexicon)
        ground.add(amana, hit.cue.code, _worth(found, hit, amana), hit.start)
        if hit.start < found.lead_end:
            ground.near += 1
            ground.head[amana] = ground.head.get(amana, 0) + 1
    for hit in author:
        if hit.cue.field == "place" and hit.cue.weight >= 2:
            ground.add(amana_of(hit.cue.code, lexicon), hit.cue.code, BYLINE, -1, cap=CAP + BYLINE)
            ground.near += 1
    for hit in doubtful:  # «الروضة» where its amana is already known
        amana = amana_of(hit.cue.code, lexicon)
        if ground.amanat.get(amana, 0.0) >= 1.0 and hit.cue.weight >= 2:
            ground.add(amana, hit.cue.code, 0.2, hit.start, cap=CAP + BYLINE)
    ground.home = sum(ground.amanat.values()) + len(found.of("kingdom"))
    return ground


def _abroad(author: list[Hit]) -> bool:
    fields = {hit.cue.field for hit in author}
    return "place" not in fields and bool(fields & {"foreign", "agencyline"})


def _places(found: Findings) -> list[Hit]:
    if "place" not in found.hits:
        return found.of("site")
    places = [hit for hit in found.of("place") if hit.word == hit.start or not _is_name(found.text, hit.word)]
    return [*places, *found.of("site")]


def _is_name(text: str, word: int) -> bool:
    """«بلدية وجدة» is the municipality of Oujda, and Jeddah is not spoken of."""
    return text.endswith("بلديه ", 0, word) and text.startswith("و", word)


def _placed(found: Findings, hit: Hit) -> bool:
    return found.before("placing", hit.word, 2)


def _worth(found: Findings, hit: Hit, amana: str) -> float:
    worth = found.weight_at(hit.start, 2.5, 1.2, 0.6)
    if amana in THREE_AMANAT:
        before = found.text[max(0, hit.word - 8) : hit.word].split()
        if before and before[-1] in REGION:
            return worth * 0.15
    return worth
