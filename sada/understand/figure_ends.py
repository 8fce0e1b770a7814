"""Both ends of a range: «من 10 إلى 15 ألف ريال» says 10,000 and 15,000 riyals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from sada.understand.counted import Figure
from sada.understand.tokens import Tokens

_SCALES: Final = (1e12, 1e9, 1e6, 1e3)
_TO: Final = frozenset(("l", "lf", "&f"))


class Placed(NamedTuple):
    """A figure with the tokens it stands on."""

    figure: Figure
    first: int
    last: int


def with_both_ends(row: Tokens, found: Sequence[Placed]) -> list[Figure]:
    """The figures, a bare lower end with scale, unit and thing of the upper one."""
    out = [placed.figure for placed in found]
    for n in range(len(found) - 1, 0, -1):
        lower, upper = found[n - 1], found[n]
        if _is_range(row, lower, upper):
            out[n - 1] = _like(lower.figure, out[n], _scale(row, upper))
    return out


def _is_range(row: Tokens, lower: Placed, upper: Placed) -> bool:
    if lower.figure.unit or lower.figure.thing or _is_apart(row, lower, upper.figure):
        return False
    link, before = row.kinds[lower.last : upper.first], row.kinds[max(0, lower.first - 1) : lower.first]
    if link == "-":
        return lower.figure.value < upper.figure.value
    joined = link == "&" or (not link and row.roles[upper.first].cut > 0 and row.text[row.starts[upper.first]] == "و")
    return link in _TO or (joined and before == "b")


def _is_apart(row: Tokens, lower: Placed, upper: Figure) -> bool:
    """«عام 2015 إلى 57 دولارا», «الأشهر الثلاثة إلى مليون سائح»: what stands before names a year, or is counted out."""
    role = row.roles[lower.first]
    is_year = role.kind == "y" and not (upper.unit and upper.value > lower.figure.value)
    return is_year or (role.kind == "w" and role.folded.startswith("ال") and not role.folded.startswith("الف"))


def _scale(row: Tokens, upper: Placed) -> float:
    """Thousand, million …: the scale that is written behind the upper end, 1 when none is."""
    role, value = row.roles[upper.first], upper.figure.value
    if role.folded != "scaled" and role.kind != "w":
        return 1.0
    return next((scale for scale in _SCALES if value >= scale), 1.0)


def _like(lower: Figure, upper: Figure, scale: float) -> Figure:
    shares = scale > 1 and lower.value < min(1000.0, upper.value / scale)
    return replace(lower, value=lower.value * scale if shares else lower.value, unit=upper.unit, thing=upper.thing)
