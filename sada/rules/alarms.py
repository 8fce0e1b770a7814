"""The ladder of alarms before and after a deadline, and whose turn it is to be called."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from sada.rules.access import MANAGER, SPOKESPERSON, SUPERVISOR

Step = Literal["near", "nearer", "late", "very_late", "pause_over"]
OWNER: Final = "owner"  # the person the case is with; the other names are roles
# Nobody answers within ten minutes: the next one on duty is called.
CALL_AGAIN_AFTER: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something to say at an instant, and to whom: "owner", or everybody of a role."""

    at: datetime
    step: Step
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """Somebody on call from `starts` until `ends` (exclusive); `order` 1 is called first, 2 stands behind."""

    person: int
    starts: datetime
    ends: datetime
    order: int = 1


def ladder(due_at: datetime, warn_at: datetime) -> tuple[Alarm, ...]:
    """The alarms of a running promise, in order: two before the deadline, one at it, one long after.

    Each step asks more people than the last, so that a breach is never the first the manager hears of a case. The last
    step comes as long after the deadline as four times the warning: about the whole promise again.
    """
    last = due_at - warn_at
    return (
        Alarm(warn_at, "near", (OWNER,)),
        Alarm(warn_at + last / 2, "nearer", (OWNER, MANAGER)),
        Alarm(due_at, "late", (OWNER, MANAGER, SPOKESPERSON)),
        Alarm(due_at + max(4 * last, timedelta(hours=1)), "very_late", (MANAGER, SUPERVISOR)),
    )


def next_alarm(
    after: datetime,
    due_at: datetime,
    warn_at: datetime,
    *,
    answered: bool = False,
    pause_limit: datetime | None = None,
) -> Alarm | None:
    """The first alarm later than `after`; None when there is nothing left to say.

    What is answered never alarms again. While a pause lasts only its own end alarms: the clock stands still.
    """
    if answered:
        return None
    if pause_limit is not None:
        return Alarm(pause_limit, "pause_over", (OWNER,)) if pause_limit > after else None
    return next((alarm for alarm in ladder(due_at, warn_at) if alarm.at > after), None)


def on_call(duties: Sequence[Duty], at: datetime) -> list[int]:
    """Who is on duty at an instant, in the order in which they are called; each person once."""
    now = sorted((d for d in duties if d.starts <= at < d.ends), key=lambda d: (d.order, d.starts, d.person))
    return list(dict.fromkeys(d.person for d in now))


def whose_turn(duties: Sequence[Duty], raised_at: datetime, at: datetime) -> int | None:
    """Whom to call at `at` for an alarm raised earlier and taken by nobody yet; None when the rota is at its end.

    None is itself an alarm («cannot be reached»): it goes to the manager and the ministry's supervisor.
    """
    people = on_call(duties, at)
    tries = (at - raised_at) // CALL_AGAIN_AFTER
    return people[tries] if 0 <= tries < len(people) else None
