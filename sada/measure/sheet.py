"""The figures of one sample: how many came, how many were answered, in time, how fast; with intervals.

What is counted: the cases *asked* within the span. A case still open counts with the working time it has waited so far
(censored), never as answered and never left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sada.figures.response import Wait, response
from sada.figures.shares import Share, on_time, share
from sada.rules.clocks import worked
from sada.store.models import CaseState
from sada.store.queries.measures import Asked, Calendars, pauses_of

RUNNING = (CaseState.OPEN, CaseState.PAUSED)


@dataclass(frozen=True, slots=True)
class Waited:
    """One case as a sample: working seconds waited, and whether the answer has come (else the wait goes on)."""

    case: Asked
    seconds: int
    is_answered: bool

    def is_late(self, at: datetime) -> bool:
        """Answered after its time, or without an answer though its time has passed; one held in time is not late."""
        case = self.case
        is_held = case.answered_at is None and case.paused_at is not None and case.paused_at <= case.due_at
        return not is_held and (case.answered_at or at) > case.due_at

    @property
    def is_open(self) -> bool:
        """Without an answer, and nobody has decided that none is needed."""
        return not self.is_answered and self.case.state in RUNNING

    @property
    def needs_none(self) -> bool:
        """Closed by the decision that no answer is needed."""
        return not self.is_answered and not self.is_open


@dataclass(frozen=True, slots=True)
class Sheet:
    """The figures of one group. Shares speak of the cases that need an answer; times are working seconds."""

    received: int
    cases: int
    no_answer: int
    late_open: int
    answered: Share
    on_time: Share
    unanswered: Share
    median: Wait
    p90: Wait


def waits(cases: Iterable[Asked], at: datetime) -> list[Waited]:
    """The samples of cases at an instant; three queries however many there are."""
    rows = list(cases)
    running = [case for case in rows if case.answered_at is None and case.state in RUNNING]
    stood = pauses_of(case.pk for case in running)
    calendars = Calendars() if running else None
    found = []
    for case in rows:
        seconds = case.working_seconds or 0
        if calendars is not None and case.answered_at is None and case.state in RUNNING:
            seconds = worked(case.asked_at, at, stood.get(case.pk, []), calendars.of(case.path))
        found.append(Waited(case, seconds, case.answered_at is not None))
    return found


def sheet_of(sample: Sequence[Waited], received: int, at: datetime) -> Sheet:
    """The figures of one sample at an instant."""
    owed = [wait for wait in sample if not wait.needs_none]
    done = [wait for wait in owed if wait.is_answered]
    still = [wait for wait in owed if not wait.is_answered]
    missed = sum(wait.is_late(at) for wait in done)
    late = sum(wait.is_late(at) for wait in still)
    times = response([wait.seconds for wait in done], [wait.seconds for wait in still])
    return Sheet(
        received=received,
        cases=len(sample),
        no_answer=len(sample) - len(owed),
        late_open=late,
        answered=share(len(done), len(owed)),
        on_time=on_time(len(done) - missed, missed, late),
        unanswered=share(len(still), len(owed)),
        median=times.median,
        p90=times.p90,
    )
