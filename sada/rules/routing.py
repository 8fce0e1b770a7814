"""Whose desk an item belongs on, and why."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

Why = Literal["baladiya", "amana", "ministry", "nearest_desk", "unsure", "several", "not_ours", "nobody"]
MINISTRY: Final = "ministry"


@dataclass(frozen=True, slots=True)
class Route:
    """The unit that answers ("" when a person must decide), the reason, and the units that should see it too."""

    unit: str
    why: Why
    also: tuple[str, ...] = ()
    agency: str = ""


def route(
    units: Sequence[str],
    baladiyat: Sequence[str],
    parents: Mapping[str, str],
    desks: Collection[str],
    *,
    unsure: Collection[str] = (),
    agency: str = "",
) -> Route:
    """Route a reading: `units` (amana and ministry codes) and `baladiyat`, the most concerned first.

    `parents` gives each unit's parent code (the root has none), `desks` the units that have a desk of their own,
    `unsure` the judgements that the reading leaves to a person, `agency` another body that is meant.
    The deepest unit concerned answers, or the nearest one above it that has a desk. An unsure place and a matter of
    several amanat (none of them the ministry's) still get a unit, but the reason asks for a person's eye.
    """
    if not units and not baladiyat:
        return Route("", "not_ours" if agency else "nobody", agency=agency)
    first = units[0] if units else _amana(baladiyat[0], parents)
    amanat = [u for u in units if u != MINISTRY]
    under_first = [b for b in baladiyat if _amana(b, parents) == first]
    meant = under_first[0] if len(under_first) == 1 else first
    unit = _nearest_desk(meant, parents, desks)
    also = tuple(u for u in units if u != first and u not in _line(unit, parents))
    if "unit" in unsure or (meant != first and "baladiya" in unsure):
        return Route(unit, "unsure", also, agency)
    if len(amanat) > 1 and first != MINISTRY:
        return Route(unit, "several", also, agency)
    return Route(unit, _why(unit, meant, first), also, agency)


def _why(unit: str, meant: str, first: str) -> Why:
    if unit != meant:
        return "nearest_desk"
    if meant != first:
        return "baladiya"
    return "ministry" if unit == MINISTRY else "amana"


def _line(unit: str, parents: Mapping[str, str]) -> list[str]:
    """The unit and those above it, nearest first."""
    line = [unit]
    while parents.get(line[-1]) and len(line) < 10:  # a tree is four deep; ten guards against a circle in the data
        line.append(parents[line[-1]])
    return line


def _amana(unit: str, parents: Mapping[str, str]) -> str:
    """The amana above a baladiya: what stands right under the root."""
    line = _line(unit, parents)
    return line[-2] if len(line) > 1 else line[0]


def _nearest_desk(unit: str, parents: Mapping[str, str], desks: Collection[str]) -> str:
    return next((u for u in _line(unit, parents) if u in desks), "")
