"""The ladder of alarms before and after a deadline, and whom one calls when somebody cannot be reached."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sada.rules.access import MANAGER, SPOKESPERSON, SUPERVISOR

OWNER: Final = "owner"  # the person the case is with; where there is none, the desk
DESK: Final = "desk"  # everybody who may give the case to somebody
ON_CALL: Final = "on_call"  # who is on duty now, and where nobody is, the spokesperson
# Whom a step may speak to; the names beside these three are roles of the case's unit and of those above it.
HEARERS: Final = (OWNER, DESK, ON_CALL, SPOKESPERSON, MANAGER, SUPERVISOR)
DUE: Final = 100  # per cent of the promise's time: the deadline itself
FARTHEST: Final = 1000


@dataclass(frozen=True, slots=True)
class Step:
    """At `share` per cent of a promise's time these are told."""

    share: int
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """One row of the ladder as it is kept. An empty promise or urgency means any; `rank` is the depth of its unit."""

    step: Step
    promise: str = ""
    urgency: str = ""
    valid_from: date = date.min
    valid_to: date | None = None
    rank: int = 0

    def fits(self, promise: str, urgency: str, on: date) -> bool:
        """Whether the row speaks of such a promise on such a day (both ends included)."""
        said = self.promise in ("", promise) and self.urgency in ("", urgency)
        return said and self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    @property
    def weight(self) -> tuple[int, int]:
        """The nearer unit's ladder first; then the one that names most: the promise above the urgency."""
        return self.rank, 2 * bool(self.promise) + bool(self.urgency)


# What holds where nobody has written a ladder: a breach is never the first that the manager hears of a case.
STANDARD: Final = (
    Step(50, (OWNER,)),
    Step(80, (OWNER, MANAGER)),
    Step(DUE, (OWNER, MANAGER, SPOKESPERSON)),
    Step(150, (MANAGER, SUPERVISOR)),
)


def ladder(rows: Iterable[Rung], promise: str, urgency: str, on: date) -> tuple[Step, ...]:
    """The steps of a promise, in order.

    A ladder holds whole: the rows of the nearest unit that name most are all its steps, and rows of the units above add
    none to them. Without any row the STANDARD holds.
    """
    fitting = [row for row in rows if row.fits(promise, urgency, on)]
    if not fitting:
        return STANDARD
    best = max(row.weight for row in fitting)
    steps: dict[int, tuple[str, ...]] = {}
    for row in sorted(fitting, key=lambda r: r.valid_from):
        if row.weight == best:
            steps[row.step.share] = row.step.to  # of two rows for one share the younger holds
    return tuple(Step(share, steps[share]) for share in sorted(steps))


def to_call(order: Sequence[Sequence[int]], unreached: Collection[int]) -> tuple[int, ...]:
    """Whom one calls now: those of the first rung on which somebody has not been tried in vain yet; empty at the end.

    `order` holds the rungs (on call, deputy, managers, the ministry's supervisors) as people's ids. Whoever stands on
    two rungs is called on the first alone.
    """
    tried = set(unreached)
    for rung in order:
        left = tuple(dict.fromkeys(person for person in rung if person not in tried))
        if left:
            return left
    return ()
