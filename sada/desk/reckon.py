"""A promise as the rules reckon it: from the policy kept in a row, the pauses and the calendar to instants."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from sada.kernel.refusals import Refusal
from sada.rules import clocks
from sada.rules.alarms import DUE, Step
from sada.rules.calendar import NoWorkingTime, WorkingCalendar
from sada.rules.policies import Policy
from sada.store.models import Case

AFTER = timedelta(seconds=1)  # at the deadline itself nothing is late yet
ASKER, CASE = "outside_deadline", "case_deadline"  # whose deadline outranks ours, as the reasons name it


class NoPolicy(Refusal):
    """No promise is set for such a case, or the calendar has no working time."""

    sentence = _("No response time is set for this unit, or its calendar has no working hours. Ask the administrator.")


@dataclass(frozen=True, slots=True)
class Promise:
    """What a deadline is reckoned from. `outside` outranks the policy where it is earlier, and `outranks` names it."""

    policy: Policy
    started_at: datetime
    calendar: WorkingCalendar
    pauses: list[clocks.Pause] = field(default_factory=list)
    outside: datetime | None = None
    ceiling: Policy | None = None
    outranks: str = ASKER

    def deadline(self) -> clocks.Deadline:
        """When it is due, and why. Raises NoPolicy where the calendar has no working time for it."""
        try:
            return clocks.deadline(
                self.policy,
                self.started_at,
                self.pauses,
                self.calendar,
                self.outside,
                ceiling=self.ceiling,
                outranks=self.outranks,
            )
        except NoWorkingTime:
            raise NoPolicy from None

    def alarms(self, steps: tuple[Step, ...]) -> list[tuple[Step, datetime]]:
        """The steps of its ladder with the instant of each, in order."""
        return [(step, self._reached(step.share)) for step in steps]

    def next_alarm(self, steps: tuple[Step, ...], after: datetime) -> datetime | None:
        """The first step later than `after`; None at the end of the ladder."""
        return min((instant for _step, instant in self.alarms(steps) if instant > after), default=None)

    def look_again(self, steps: tuple[Step, ...], at: datetime) -> datetime | None:
        """When the sweeper looks at a promise that was reckoned anew at `at`: at once where a step of its ladder has
        been reached, for it may have been reached just now (what was told is not told twice); else at the first step to
        come."""
        if any(instant <= at for _step, instant in self.alarms(steps)):
            return at
        return self.next_alarm(steps, at)

    def _reached(self, share: int) -> datetime:
        part = share / DUE
        try:
            instant = clocks.reached(
                part, self.policy, self.started_at, self.pauses, self.calendar, self.outside, ceiling=self.ceiling
            )
        except NoWorkingTime:
            raise NoPolicy from None
        return instant + AFTER if share >= DUE else instant


def pauses_of(case: Case) -> list[clocks.Pause]:
    """The pauses of a case as the rules know them, oldest first."""
    return [clocks.Pause(p.since, p.until, p.reason) for p in case.pauses.order_by("since")]


def limit_of(case: Case) -> datetime | None:
    """Until when the clock of a case may stand still; None where it runs."""
    return case.pauses.filter(until=None).order_by("-since").values_list("limit", flat=True).first()
