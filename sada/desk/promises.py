"""The clocks of a case beside its answer's own: started and stopped by what people do, in the same transaction.

| promise | runs from | until |
|---|---|---|
| acknowledge | being asked | somebody of the desk takes the case, or tells the asker |
| hold | being asked | a holding line or the answer is sent |
| approve | submission of a text | its approval or return; it falls away when the text changes |
| printed | the reply to a printed or broadcast medium is sent | it is seen there |
| reply_decision | being asked, where the press found fault | a reply is decided on, begun, or decided against |
| publish_reply | the decision to reply in the press | the reply is sent, or decided against after all |
| report | being asked, where a citizen complains | a report at 940 or Balady is tied to the case, or none is needed |
| hand_over | a report is handed over to 940 or Balady | its closing is proven; refused there, it falls away |
| update | a holding line is sent | the asker hears again: another line, the answer, a call |

Outside working hours acknowledge is duty_acknowledge, where such a policy is set; and a holding line that would be due
only when the house opens again is reckoned by duty_hold, on the clock. The answer's clock stands in the case
itself, that of a question to an expert in the question.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta

from sada.desk.asked_for import asks_for_a_reply, asks_for_a_report
from sada.desk.promised_day import promised_day
from sada.desk.reckon import CASE, Promise, pauses_of
from sada.kernel import access
from sada.kernel.clock import RIYADH
from sada.rules import clocks
from sada.rules.alarms import Rung, Step, ladder
from sada.rules.calendar import WorkingCalendar
from sada.rules.policies import (
    ACKNOWLEDGE,
    ANSWER,
    APPROVE,
    DUTY_ACKNOWLEDGE,
    DUTY_HOLD,
    HOLD,
    PRINTED,
    PUBLISH_REPLY,
    REPLY_DECISION,
    REPORT,
    TO_ASKER,
    UPDATE,
    Policy,
    Rule,
    choose,
)
from sada.store.models import PRESS, Answer, Case, CaseClock, CaseState
from sada.store.queries.clocks import running
from sada.store.queries.working_time import calendar_of, ladder_of, promises_of

FIRST = (ACKNOWLEDGE, DUTY_ACKNOWLEDGE)
END_OF_DAY = time(23, 59)  # a promised day is kept until it is over


@dataclass(frozen=True, slots=True)
class Ground:
    """What the clocks of a case are reckoned on: policies, calendar and ladder of its unit, read once."""

    policies: list[Rule]
    calendar: WorkingCalendar
    rungs: list[Rung]


def ground_of(case: Case) -> Ground:
    """The ground of a case, in four queries."""
    return Ground(promises_of(case.unit), calendar_of(case.unit), ladder_of(case.unit))


def begin(case: Case, *, at: datetime, opened_by_mail: bool = False) -> None:
    """Start what is promised to the asker besides the answer. Whoever of the desk opens a case has taken it in hand; of
    one that a mail opened again nobody has, nor is a further reply in the press asked for."""
    ground, since = ground_of(case), case.asked_at
    names = (ACKNOWLEDGE,) if _stays_open(case, ACKNOWLEDGE, ground) else (DUTY_ACKNOWLEDGE, ACKNOWLEDGE)
    taken = not opened_by_mail and case.owner is not None and access.may(case.owner, "answer.draft", case.path)
    for name in names:
        if start(case, name, since=since, at=at, met_at=at if taken else None, ground=ground) is not None:
            break
    start(case, HOLD, since=since, at=at, ground=ground, policy=_duty_hold(case, ground))
    if asks_for_a_reply(case) and not opened_by_mail:
        start(case, REPLY_DECISION, since=since, at=at, ground=ground)
    if asks_for_a_report(case):
        start(case, REPORT, since=since, at=at, ground=ground)
    govern(case)


def judged_anew(case: Case, *, at: datetime) -> None:
    """The case is of another kind than was thought: a holding line is owed after all, or no more, a reply in the press
    to be decided on, and a report to be made."""
    ground = ground_of(case)
    if _chosen(case, HOLD, ground) is None:
        drop(case, HOLD, at=at)
    elif not CaseClock.objects.filter(case=case, promise=HOLD, ended_at=None).exists():
        start(case, HOLD, since=case.asked_at, at=at, ground=ground, policy=_duty_hold(case, ground))
    if not asks_for_a_reply(case):
        drop(case, REPLY_DECISION, at=at)
    elif not CaseClock.objects.filter(case=case, promise__in=(REPLY_DECISION, PUBLISH_REPLY), ended_at=None).exists():
        start(case, REPLY_DECISION, since=case.asked_at, at=at)
    if not asks_for_a_report(case):
        drop(case, REPORT, at=at)
    elif not CaseClock.objects.filter(case=case, promise=REPORT, ended_at=None).exists():
        start(case, REPORT, since=case.asked_at, at=at)
    govern(case)


def _stays_open(case: Case, promise: str, ground: Ground) -> bool:
    """Whether the house is open when it is asked, and until the promise is due: a question ten minutes before the
    weekend is one for whoever is on call."""
    since, policy = case.asked_at, _chosen(case, promise, ground)
    if policy is None or policy.counted == "wall" or not ground.calendar.is_open(since):
        return ground.calendar.is_open(since)
    due = _promise(case, policy, promise, since, ground.calendar, []).deadline().due_at
    return ground.calendar.between(since, due) == (due - since) // timedelta(seconds=1)


def _duty_hold(case: Case, ground: Ground) -> Policy | None:
    """What holds in place of a holding line in working time, where the house closes before it would be due: after the
    weekend it would come later than the answer itself, whose ceiling runs day and night. Where no more time is given
    for the answer than for the line, the answer keeps both, then too."""
    policy, own = _chosen(case, HOLD, ground), Policy(**case.clock["answer"])
    if policy is None or policy.counted == "wall" or _stays_open(case, HOLD, ground):
        return None
    if own.counted == policy.counted and own.minutes <= policy.minutes:
        return None
    return _chosen(case, DUTY_HOLD, ground)


def _chosen(case: Case, promise: str, ground: Ground) -> Policy | None:
    day = case.asked_at.astimezone(RIYADH).date()
    return choose(ground.policies, promise, case.kind, case.medium, case.urgency, day)


def start(
    case: Case,
    promise: str,
    *,
    since: datetime,
    at: datetime,
    answer: Answer | None = None,
    met_at: datetime | None = None,
    ground: Ground | None = None,
    policy: Policy | None = None,
) -> CaseClock | None:
    """Start one clock at `since`; None where no policy promises it, or where it would be due no sooner than the answer
    that keeps it too. A `policy` given goes before those of the unit."""
    ground, on = ground or ground_of(case), since.astimezone(RIYADH).date()
    policy = policy or choose(ground.policies, promise, case.kind, case.medium, case.urgency, on)
    if policy is None:
        return None
    reckoned = _promise(case, policy, promise, since, ground.calendar, [])  # no pause began before the clock did
    times = reckoned.deadline()
    if promise in TO_ASKER and times.due_at >= case.due_at:
        return None
    alarm = None if met_at else reckoned.next_alarm(ladder(ground.rungs, promise, case.urgency, on), at)
    return CaseClock.objects.create(
        case=case,
        promise=promise,
        answer=answer,
        clock=asdict(policy),
        started_at=since,
        due_at=times.due_at,
        warn_at=times.warn_at,
        met_at=met_at,
        next_alarm_at=alarm,
    )


def meet(case: Case, *promises: str, at: datetime, answer: Answer | None = None) -> int:
    """The promises are kept at `at`; returns how many clocks that stopped."""
    return _stop(case, promises, answer, met_at=at)


def drop(case: Case, *promises: str, at: datetime, answer: Answer | None = None) -> int:
    """The promises fall away (all of them where none is named): nobody waits for them any more."""
    return _stop(case, promises, answer, ended_at=at)


def submitted(answer: Answer, *, at: datetime) -> None:
    """A text waits for approval from now."""
    start(answer.case, APPROVE, since=at, at=at, answer=answer)
    govern(answer.case)


def answered(case: Case, answer: Answer | None, *, at: datetime) -> None:
    """The answer keeps what was promised before it; from now on one looks whether a reply to the press is printed."""
    meet(case, *FIRST, HOLD, UPDATE, REPLY_DECISION, at=at)
    drop(case, REPORT, at=at)
    if answer is not None:
        print_awaited(answer, since=at, at=at)
    govern(case)


def print_awaited(answer: Answer, *, since: datetime, at: datetime) -> None:
    """One looks whether a reply is printed from `since` on, where nobody does already."""
    case = answer.case
    if case.medium in PRESS and not running(case).filter(promise=PRINTED).exists():
        start(case, PRINTED, since=since, at=at, answer=answer)
        govern(case)


def decided_to_reply(case: Case, *, at: datetime) -> bool:
    """A reply in the press is decided on: from now it is to be sent. False where nobody waited for the decision."""
    if not meet(case, REPLY_DECISION, at=at):
        return False
    start(case, PUBLISH_REPLY, since=at, at=at)
    govern(case)
    return True


def held_off(case: Case, line: Answer, *, at: datetime) -> None:
    """A holding line is sent. The asker is to hear again: on the day that it names, else within the unit's own time."""
    meet(case, *FIRST, HOLD, UPDATE, at=at)
    local = at.astimezone(RIYADH)
    day = promised_day(line.final, local.date())
    policy = None
    if day is not None:
        until = datetime.combine(day, END_OF_DAY, RIYADH) - local
        policy = Policy(UPDATE, max(1, -(-until // timedelta(minutes=1))), "wall")
    start(case, UPDATE, since=at, at=at, policy=policy)
    govern(case)


def hold_still(case: Case, *, at: datetime) -> None:
    """A pause of the case: what is promised to the asker stands still with it. What is asked within the house runs."""
    running(case).filter(promise__in=TO_ASKER).update(paused_at=at, next_alarm_at=None)
    govern(case)


def recompute(case: Case, at: datetime) -> None:
    """Reckon every running clock anew from its beginning, policy, pauses and calendar."""
    rows = list(running(case))
    calendar, pauses = (calendar_of(case.unit), pauses_of(case)) if rows else (None, [])
    for row in rows:
        reckoned = promise_of(row, case, calendar, pauses)
        times = reckoned.deadline()
        row.due_at, row.warn_at = times.due_at, times.warn_at
        row.paused_at = case.paused_at if row.promise in TO_ASKER else None
        row.next_alarm_at = (
            None if row.paused_at else reckoned.look_again(steps_of(case, row.promise, row.started_at), at)
        )
        columns = {name: getattr(row, name) for name in ("due_at", "warn_at", "paused_at", "next_alarm_at")}
        running(case).filter(pk=row.pk).update(**columns)  # one that was kept meanwhile stays as it is
    govern(case)


def promise_of(
    row: CaseClock, case: Case, calendar: WorkingCalendar | None = None, pauses: list[clocks.Pause] | None = None
) -> Promise:
    """What the deadline of a clock is reckoned from."""
    return _promise(case, Policy(**row.clock), row.promise, row.started_at, calendar or calendar_of(case.unit), pauses)


def steps_of(case: Case, promise: str, since: datetime) -> tuple[Step, ...]:
    """The ladder of alarms that holds for a promise of the case begun at `since`."""
    return ladder(ladder_of(case.unit), promise, case.urgency, since.astimezone(RIYADH).date())


def govern(case: Case) -> None:
    """Write which clock a list shows: another promise where it is due before the answer, else the answer's own."""
    told = [clocks.Clock(c.promise, c.due_at, c.warn_at) for c in running(case)]
    own = clocks.Clock(ANSWER, case.due_at, case.warn_at, case.answered_at)
    if case.state == CaseState.PAUSED:  # what stands still is not what presses
        told = [clock for clock in told if clock.promise not in TO_ASKER]
    first = clocks.governing([own, *told])
    other = first if first is not None and first is not own else None
    columns = {
        "first_promise": other.promise if other else "",
        "first_due_at": other.due_at if other else None,
        "first_warn_at": other.warn_at if other else None,
    }
    Case.objects.filter(pk=case.pk).update(**columns)
    for name, value in columns.items():
        setattr(case, name, value)


def _promise(
    case: Case,
    policy: Policy,
    promise: str,
    since: datetime,
    calendar: WorkingCalendar,
    pauses: list[clocks.Pause] | None = None,
) -> Promise:
    if promise in TO_ASKER:
        return Promise(policy, since, calendar, pauses_of(case) if pauses is None else pauses, case.outside_deadline)
    # An approval, or a decision to reply, that comes with the case's own deadline comes too late to be sent.
    bound = case.due_at if promise in (APPROVE, REPLY_DECISION) and case.answered_at is None else None
    return Promise(policy, since, calendar, outside=bound, outranks=CASE)


def _stop(case: Case, promises: tuple[str, ...], answer: Answer | None, **how: datetime) -> int:
    locked = Case.objects.select_for_update(no_key=True).filter(pk=case.pk)
    locked.values_list("pk").first()  # the case before its clocks, as whoever reckons them anew
    rows = running(case)
    rows = rows.filter(promise__in=promises) if promises else rows
    rows = rows.filter(answer=answer) if answer is not None else rows
    stopped = rows.update(**how, next_alarm_at=None, paused_at=None)
    govern(case)
    return stopped
