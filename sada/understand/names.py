"""Names of places and bodies, taken from the rows of units, as phrases to look for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sada.understand.cues import Cue, Phrase, Row
from sada.understand.fold import fold

KINDS_OF_PLACE = ("منطقه", "محافظه", "مدينه", "مركز", "بلديه", "امانه", "قريه", "بلده", "حاضره", "هجره")
TOO_COMMON = frozenset(("المدينه", "الشرقيه", "الشماليه", "العاصمه", "الحفر", "القري"))


def bare(name: str) -> str:
    """A folded name without «أمانة», «بلدية», «محافظة», «منطقة» … in front and «الفرعية» behind."""
    parts = fold(name).strip(" .").split(" ")
    while len(parts) > 1 and parts[0] in KINDS_OF_PLACE:
        parts = parts[1:]
    if len(parts) > 1 and parts[-1] == "الفرعيه":
        parts = parts[:-1]
    return " ".join(parts)


def written(row: Mapping[str, str]) -> Iterable[str]:
    """Every bare name a row of units gives."""
    names = [row["name_ar"], row.get("official_ar"), row.get("short_ar"), *(row.get("variants") or "").split("|")]
    return dict.fromkeys(name for name in (bare(n) for n in names if n) if len(name) > 1)


def rows(units: Iterable[Mapping[str, str]], known: Mapping[str, tuple[str, int]]) -> list[Row]:
    """Places as cues: field `place`, code the unit's, weight 3 clear, 2 doubtful, 1 an ordinary word too."""
    out = []
    for row in units:
        if row["kind"] == "ministry":
            continue
        _, ambiguity = known[row["code"]]
        for name in written(row):
            level = 2 if name in TOO_COMMON else ambiguity
            out.append((Phrase(name), Cue("place", row["code"], float(3 - level))))
    return out
