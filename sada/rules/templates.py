"""Which text a writer may begin from: dated rows by unit, medium, kind, family and state; and how one is filled.

A row that names nothing speaks of everything. Of the rows of one form the one of the nearest unit holds; of those of
one unit the one that names most, the medium before the family before the kind before the state.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

_PLACE: Final = re.compile(r"\[([^\[\]\n]{2,80})\]")
_OPTIONAL: Final = re.compile(r"\[([^\[\]\n]*)\[([^\[\]\n]{2,80})\]([^\[\]\n]*)[؟?]\]")
_UNFIT: Final = str.maketrans("[]{}", "()()")  # a headline's own brackets are neither gaps nor citations

_BRACES: Final = str.maketrans("{}", "()")
# What Sada itself says of whom a text addresses; «[الأستاذ أو الأستاذة]» in it is a gap of ours and stays one.
_ADDRESSED: Final = frozenset({"صدر الخطاب", "تحية المخاطب", "المخاطب"})


@dataclass(frozen=True, slots=True)
class Matter:
    """What a text is about: the case as far as the choice of its template needs it."""

    kind: str
    family: str
    medium: str
    state: str
    language: str = "ar"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row. An empty kind, family, medium or state means any; `rank` is the depth of its unit; `row` names it."""

    row: int
    form: str
    kind: str = ""
    family: str = ""
    medium: str = ""
    state: str = ""
    valid_from: date = date.min
    valid_to: date | None = None
    rank: int = 0
    language: str = "ar"

    def fits(self, matter: Matter, on: date) -> bool:
        """Whether the row speaks of the matter on that day (both ends included)."""
        named = (
            (self.kind, matter.kind),
            (self.family, matter.family),
            (self.medium, matter.medium),
            (self.state, matter.state),
        )
        dated = self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)
        return dated and self.language == matter.language and all(said in ("", asked) for said, asked in named)

    @property
    def weight(self) -> tuple[int, int, date, int]:
        """The nearer unit first; then what names more; then the younger; the row decides a tie, always alike."""
        named = 8 * bool(self.medium) + 4 * bool(self.family) + 2 * bool(self.kind) + bool(self.state)
        return self.rank, named, self.valid_from, self.row


def choose(patterns: Iterable[Pattern], matter: Matter, on: date) -> dict[str, int]:
    """For every form the row that holds for the matter on that day."""
    best: dict[str, Pattern] = {}
    for pattern in patterns:
        if pattern.fits(matter, on):
            held = best.get(pattern.form)
            if held is None or pattern.weight > held.weight:
                best[pattern.form] = pattern
    return {form: pattern.row for form, pattern in best.items()}


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with every «[name]» replaced by its value; one without a value stays as a gap that blocks approval.

    What stands behind a colon tells the writer what is meant: «[name: an example]». Words that are said only where the
    value is known stand around the place with a question mark: «[، بقلم: [الكاتب]؟]».
    """

    def known(name: str) -> str:
        place = name.partition(":")[0].strip()
        return values.get(place, "").strip().translate(_BRACES if place in _ADDRESSED else _UNFIT)

    def said(match: re.Match[str]) -> str:
        return f"{match[1]}{known(match[2])}{match[3]}" if known(match[2]) else ""

    return _PLACE.sub(lambda match: known(match[1]) or match.group(), _OPTIONAL.sub(said, text))
