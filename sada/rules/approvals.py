"""Who must approve a text: ordered steps, each with seats of which any or all must be taken by different people.

A seat is a role («role:spokesperson»), a role in one unit («role:spokesperson@12»), or a person («person:7»). One
person takes one seat of a text, so that «all» means as many pairs of eyes as there are seats. Which steps hold is told
by dated rows: the nearest unit's first, then the one that names most (urgency above family above medium).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

Need = Literal["any", "all"]
ANY: Final = "any"
ALL: Final = "all"
MOST_STEPS: Final = 4  # more would be a corridor, not an approval


@dataclass(frozen=True, slots=True)
class Step:
    """One step: whether any or all of its seats must be taken."""

    need: Need
    seats: tuple[str, ...]


DEFAULT: Final = (Step("any", ("role:spokesperson", "role:manager")),)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row. An empty urgency, family or medium means any; `rank` is the depth of its unit; `row` names it."""

    row: int
    urgency: str = ""
    family: str = ""
    medium: str = ""
    valid_from: date = date.min
    valid_to: date | None = None
    rank: int = 0

    def fits(self, urgency: str, family: str, medium: str, on: date) -> bool:
        """Whether the row speaks of such a case on that day (both ends included)."""
        named = ((self.urgency, urgency), (self.family, family), (self.medium, medium))
        dated = self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)
        return dated and all(said in ("", asked) for said, asked in named)

    @property
    def weight(self) -> tuple[int, int, date, int]:
        """The nearer unit first; then what names more; then the younger; the row decides a tie, always alike."""
        named = 4 * bool(self.urgency) + 2 * bool(self.family) + bool(self.medium)
        return self.rank, named, self.valid_from, self.row


def choose(rules: Iterable[Rule], urgency: str, family: str, medium: str, on: date) -> int | None:
    """The row that holds for a case on that day; None when no row speaks of it, and DEFAULT holds."""
    fitting = [rule for rule in rules if rule.fits(urgency, family, medium, on)]
    return max(fitting, key=lambda rule: rule.weight).row if fitting else None


def steps_of(kept: Sequence[Mapping[str, Any]]) -> tuple[Step, ...]:
    """The steps as they are kept in a row; DEFAULT where none are."""
    return tuple(Step(ALL if one["need"] == ALL else ANY, tuple(one["seats"])) for one in kept) or DEFAULT


def kept(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """The steps as a row keeps them."""
    return [{"need": step.need, "seats": list(step.seats)} for step in steps]


def seated(seats: Sequence[str], takers: Sequence[Collection[str]]) -> dict[str, int]:
    """Seat → which taker sits there, as many as can be; `takers` hold the seats that each could take."""
    able = [[taker for taker, could in enumerate(takers) if seat in could] for seat in seats]
    found: dict[int, int] = {}
    for place in range(len(seats)):
        _fill(place, able, found, set())
    return {seats[place]: taker for taker, place in found.items()}


def _fill(place: int, able: Sequence[Sequence[int]], found: dict[int, int], tried: set[int]) -> bool:
    """Fill a place by one of those able to, moving them from others where that makes room (an augmenting path)."""
    for person in able[place]:
        if person not in tried:
            tried.add(person)
            if person not in found or _fill(found[person], able, found, tried):
                found[person] = place
                return True
    return False


def left_open(
    steps: Sequence[Step], takers: Mapping[int, Sequence[Collection[str]]], people: Sequence[Collection[str]]
) -> int | None:
    """The first step, from 0, that stays open whoever of the `people` takes which seat; None where all can be done.

    `people`: for each who has not approved yet the seats they could take, each of one step only, for one person
    approves a text once; `takers`: step → the same of those who have approved there.
    """
    needs = [
        (n, wanted)
        for n, step in enumerate(steps)
        for wanted in ([step.seats] if step.need == ANY else [(seat,) for seat in step.seats])
    ]
    there = [(n, seats) for n, some in takers.items() for seats in some]
    able = [
        [
            person
            for person, (only, seats) in enumerate([*there, *((None, seats) for seats in people)])
            if only in (None, n) and not set(wanted).isdisjoint(seats)
        ]
        for n, wanted in needs
    ]
    found: dict[int, int] = {}
    return next((n for place, (n, _) in enumerate(needs) if not _fill(place, able, found, set())), None)


def is_done(step: Step, takers: Sequence[Collection[str]]) -> bool:
    """Whether enough seats of a step are taken."""
    return len(seated(step.seats, takers)) >= (1 if step.need == ANY else len(step.seats))


def present(steps: Sequence[Step], takers: Mapping[int, Sequence[Collection[str]]]) -> int | None:
    """The first step that is not done, by its place from 0; None when all are. `takers`: place → who approved there."""
    return next((n for n, step in enumerate(steps) if not is_done(step, takers.get(n, ()))), None)


def brings_on(step: Step, takers: Sequence[Collection[str]], one_more: Collection[str]) -> bool:
    """Whether an approval by someone who could take these seats brings the step on."""
    return len(seated(step.seats, [*takers, one_more])) > len(seated(step.seats, takers))


def awaited(step: Step, takers: Sequence[Collection[str]]) -> list[str]:
    """The seats that someone may still take: those of which one more taker brings the step on."""
    return [] if is_done(step, takers) else [seat for seat in step.seats if brings_on(step, takers, {seat})]
