"""When an outlet owes us print, and what one does on which day when it has not printed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

REMINDER: Final = "reminder"
CLAIM: Final = "claim"
REGULATOR: Final = "regulator"
STEPS: Final = (REMINDER, CLAIM, REGULATOR)
CORRECTION: Final = "correction"  # of a reply that was printed otherwise than it was sent
CORRECTION_CLAIM: Final = "corr_claim"
CORRECTION_APPEAL: Final = "corr_appeal"
MENDING: Final = (CORRECTION, CORRECTION_CLAIM, CORRECTION_APPEAL)
DAYS: Final = 3  # where no rule of law is kept for the medium: what one asks an editor for
LADDER: Final = (1, 4, 10)

WAITING, DUE_SOON, LATE = "waiting", "near", "late"


@dataclass(frozen=True, slots=True)
class Rung:
    """The next step and the day from which it is due."""

    step: str
    on: date


def due_on(sent_on: date, days: int | None) -> date:
    """The last day on which print is in time; `days` of the rule that holds, None without one."""
    return sent_on + timedelta(days=DAYS if days is None else days)


def next_rung(
    due: date, taken: Collection[str], ladder: Sequence[int] = LADDER, steps: Sequence[str] = STEPS
) -> Rung | None:
    """The first step above the highest that was taken, and its day; None at the top.

    A step left out is not gone back to: who has cited the law does not remind afterwards.
    """
    above = max((steps.index(step) for step in taken if step in steps), default=-1) + 1
    if above >= len(steps):
        return None
    days = list(ladder) or list(LADDER)
    return Rung(steps[above], due + timedelta(days=days[min(above, len(days) - 1)]))


def next_mending(
    printed_on: date, asked_on: date | None, taken: Collection[str], days: int | None, ladder: Sequence[int] = LADDER
) -> Rung | None:
    """The same for a reply that was printed altered: its correction is asked for at once, and is due as print is."""
    if asked_on is None:
        return Rung(CORRECTION, printed_on)
    return next_rung(due_on(asked_on, days), taken, ladder, MENDING)


def phase(due: date, today: date) -> str:
    """How an unprinted reply stands: waiting, near (due today or tomorrow) or late."""
    if today > due:
        return LATE
    return DUE_SOON if due - today <= timedelta(days=1) else WAITING
