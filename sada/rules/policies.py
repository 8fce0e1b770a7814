"""Which promise holds: dated rows by unit, kind, medium and urgency; the nearest and most specific one wins."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

Basis = Literal["work", "wall", "day"]
Counted = Literal["work", "wall"]

ACKNOWLEDGE: Final = "acknowledge"  # the asker hears that we heard, in duty hours
DUTY_ACKNOWLEDGE: Final = "duty_acknowledge"  # the same by the duty officer, outside them
HOLD: Final = "hold"  # a holding line is out
DUTY_HOLD: Final = "duty_hold"  # the same by the duty officer, where the house closes before it would be due
ANSWER: Final = "answer"  # the answer itself
CEILING: Final = "ceiling"  # the hard stop of an answer, whatever the working time
FACT: Final = "fact"  # an expert answers the desk
APPROVE: Final = "approve"  # the spokesperson approves or returns
REPORT: Final = "report"  # a citizen's complaint is handed over to 940 or Balady
HAND_OVER: Final = "hand_over"  # what was handed over to 940 or Balady is back with the proof of its closing
REPLY_DECISION: Final = "reply_decision"  # whether to reply in the press to what stood there
PUBLISH_REPLY: Final = "publish_reply"  # the reply in the press that was decided on is sent
PRINTED: Final = "printed"  # the reply that was sent is seen in print
UPDATE: Final = "update"  # the asker hears again, as the holding line promised

PROMISES: Final = (
    ACKNOWLEDGE,
    DUTY_ACKNOWLEDGE,
    HOLD,
    DUTY_HOLD,
    ANSWER,
    CEILING,
    FACT,
    APPROVE,
    REPORT,
    HAND_OVER,
    REPLY_DECISION,
    PUBLISH_REPLY,
    PRINTED,
    UPDATE,
)
# Made to the asker: pauses and the asker's own deadline apply to them, and an answer settles those before it.
TO_ASKER: Final = (ACKNOWLEDGE, DUTY_ACKNOWLEDGE, HOLD, DUTY_HOLD, REPORT, ANSWER)


@dataclass(frozen=True, slots=True)
class Policy:
    """A promise: so many minutes, of working time ("work") or of clock time ("wall"); or by the end of the working day
    ("day"), where so many minutes of it are left, else by the end of the next."""

    promise: str
    minutes: int
    basis: Basis

    @property
    def counted(self) -> Counted:
        """In which time it is spent, and what is left of it told: the end of a working day comes in working time."""
        return "wall" if self.basis == "wall" else "work"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of policy. An empty kind, medium or urgency means any; `rank` is the depth of its unit."""

    policy: Policy
    kind: str = ""
    medium: str = ""
    urgency: str = ""
    valid_from: date = date.min
    valid_to: date | None = None
    rank: int = 0

    def fits(self, kind: str, medium: str, urgency: str, on: date) -> bool:
        """Whether the row speaks of such a case on such a day (both ends included)."""
        named = ((self.kind, kind), (self.medium, medium), (self.urgency, urgency))
        return (
            all(said in ("", asked) for said, asked in named)
            and self.valid_from <= on
            and (self.valid_to is None or on <= self.valid_to)
        )

    @property
    def weight(self) -> tuple[int, int, date]:
        """The nearer unit's row first; then the more specific: urgency above medium above kind; then the younger."""
        named = 4 * bool(self.urgency) + 2 * bool(self.medium) + bool(self.kind)
        return self.rank, named, self.valid_from


def choose(rules: Iterable[Rule], promise: str, kind: str, medium: str, urgency: str, on: date) -> Policy | None:
    """The policy of a promise for a case on the day it was asked; None when no row speaks of it.

    The unit's own rows go before those of the units above it; among one unit's rows the one that names most.
    """
    fitting = [r for r in rules if r.policy.promise == promise and r.fits(kind, medium, urgency, on)]
    return max(fitting, key=lambda r: r.weight).policy if fitting else None
