"""Deadlines and phases. A deadline is computed from its policy, the pauses and the calendar, and can say why.

Nothing here is kept: when a holiday is announced late, a pause ends or a case moves to another unit, the same function
is asked again with the same beginning, so a clock can neither be lost nor start anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Literal

from sada.rules.calendar import DAY, WorkingCalendar
from sada.rules.policies import ANSWER, TO_ASKER, UPDATE, Counted, Policy

__all__ = [
    "Clock", "Deadline", "Pause", "Policy", "Reason", "deadline", "governing", "left", "phase", "reached", "worked",
]  # fmt: skip

Phase = Literal["in_time", "near", "late", "met", "missed", "paused"]

# Our text must be with a journalist before he closes, not when he closes.
MARGIN: Final = timedelta(minutes=30)
# A warning comes when a quarter of the time is left: late enough to be rare, early enough to act.
WARN_AFTER: Final = 0.75


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stood still from `since` until `until` (None: it still does), for a reason code."""

    since: datetime
    until: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One clause of «why this deadline». `params` are numbers and ISO texts, ready for JSON and for a sentence."""

    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a promise is due, when to warn, in which time what is left is counted, and why."""

    due_at: datetime
    warn_at: datetime
    basis: Counted
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Clock:
    """A promise of a case that runs or is met."""

    promise: str
    due_at: datetime
    warn_at: datetime
    met_at: datetime | None = None


def deadline(
    policy: Policy,
    opened_at: datetime,
    pauses: Sequence[Pause],
    calendar: WorkingCalendar,
    outside_deadline: datetime | None = None,
    *,
    ceiling: Policy | None = None,
    outranks: str = "outside_deadline",
) -> Deadline:
    """When a promise made at `opened_at` is due.

    The policy's minutes are spent from `opened_at`, standing still in pauses; `ceiling` is a second policy that it may
    not pass. The asker's own deadline (press close, bulletin, live programme) less a margin outranks both when it is
    earlier; no pause moves it. A pause without an end counts as nothing yet: ask again when it ends.
    Reason codes: policy, outside_hours, next_day, weekend, holiday, ramadan, paused, paused_now, ceiling,
    outside_deadline, outside_deadline_later, outside_deadline_passed; `outranks` names the last three otherwise (what
    is asked within the house is outranked by the deadline of its case: case_deadline).
    """
    spent = _Spending(policy, opened_at, pauses, calendar)
    due, warn = spent.until(1.0), spent.until(WARN_AFTER)
    reasons = [Reason("policy", _named(policy)), *spent.calendar_reasons(due), *spent.pause_reasons(due)]
    if ceiling is not None:
        stop = _Spending(ceiling, opened_at, pauses, calendar)
        if stop.until(1.0) < due:
            reasons.append(_stopped(ceiling, stop.until(1.0), due, calendar))
            due, warn = stop.until(1.0), min(warn, stop.until(WARN_AFTER))
    if outside_deadline is not None:
        due, warn, why = _outranked(outside_deadline, opened_at, due, warn, outranks)
        reasons.append(why)
    return Deadline(due, min(warn, due), policy.counted, tuple(reasons))


def _stopped(ceiling: Policy, at: datetime, own: datetime, calendar: WorkingCalendar) -> Reason:
    """The ceiling as a reason: where it falls, whether the house is closed then, and when it would be due without."""
    told: dict[str, str | int] = {
        "at": at.isoformat(),
        "instead_of": own.isoformat(),
        "is_closed": int(not calendar.is_open(at)),
    }
    return Reason("ceiling", {**_named(ceiling), **told})


def reached(
    share: float,
    policy: Policy,
    opened_at: datetime,
    pauses: Sequence[Pause],
    calendar: WorkingCalendar,
    outside_deadline: datetime | None = None,
    *,
    ceiling: Policy | None = None,
) -> datetime:
    """The instant at which `share` of a promise's time is spent: 1 is the deadline itself, 1.5 half as long again.

    Reckoned like `deadline`: the ceiling and the asker's deadline cut the whole off, and the share is one of what is
    left.
    """
    own = _Spending(policy, opened_at, pauses, calendar)
    at, due = own.until(share), own.until(1.0)
    if ceiling is not None:
        stop = _Spending(ceiling, opened_at, pauses, calendar)
        if stop.until(1.0) < due:
            at, due = min(at, stop.until(share)) if share <= 1 else stop.until(share), stop.until(1.0)
    if outside_deadline is not None and opened_at < outside_deadline:
        theirs = in_time_for(outside_deadline, opened_at)
        if theirs < due:
            spent = opened_at + (theirs - opened_at) * share
            return min(at, spent) if share <= 1 else spent
    return min(at, due) if share <= 1 else at


def phase(
    now: datetime,
    due_at: datetime,
    warn_at: datetime,
    answered_at: datetime | None,
    paused_at: datetime | None,
) -> Phase:
    """Where a promise stands. Computed from these four columns alone, so that a list can ask for it in SQL:

        CASE WHEN answered_at IS NOT NULL THEN CASE WHEN answered_at <= due_at THEN 'met' ELSE 'missed' END
             WHEN paused_at IS NOT NULL AND paused_at <= due_at THEN 'paused'
             WHEN now > due_at THEN 'late' WHEN now >= warn_at THEN 'near' ELSE 'in_time' END

    Due means "by then": at `due_at` itself it is not late. A pause begun after the deadline does not hide lateness.
    """
    if answered_at is not None:
        return "met" if answered_at <= due_at else "missed"
    if paused_at is not None and paused_at <= due_at:
        return "paused"
    if now > due_at:
        return "late"
    return "near" if now >= warn_at else "in_time"


def left(now: datetime, due_at: datetime, basis: Counted, calendar: WorkingCalendar) -> int:
    """Seconds left in the promise's own time; negative when it is late."""
    return calendar.between(now, due_at) if basis == "work" else int((due_at - now).total_seconds())


def worked(opened_at: datetime, until: datetime, pauses: Sequence[Pause], calendar: WorkingCalendar) -> int:
    """Seconds of working time that the asker waited from `opened_at` to `until`, pauses left out. Never negative.

    A pause that still lasts stands still up to `until`. This is the time that the measures count.
    """
    ended = [Pause(p.since, min(p.until or until, until), p.reason) for p in pauses]
    still = sum(calendar.between(a, b) for a, b in _merged(ended, opened_at))
    return max(0, calendar.between(opened_at, until) - still)


def governing(clocks: Sequence[Clock]) -> Clock | None:
    """The clock that a case shows: of the promises still open, the one due first; None when all are met.

    An answer settles what went before it (acknowledgement, holding line). A promised update waits behind the first
    answer: however early it is due, it never stands in front of it.
    """
    answered = any(c.promise == ANSWER and c.met_at is not None for c in clocks)
    waiting = any(c.promise == ANSWER and c.met_at is None for c in clocks)
    running = [
        c
        for c in clocks
        if c.met_at is None and not (answered and c.promise in TO_ASKER) and not (waiting and c.promise == UPDATE)
    ]
    return min(running, key=lambda c: c.due_at, default=None)


class _Spending:
    """Spends a policy's time from a beginning, standing still in pauses."""

    def __init__(self, policy: Policy, opened_at: datetime, pauses: Sequence[Pause], calendar: WorkingCalendar) -> None:
        self.policy, self.opened, self.pauses, self.calendar = policy, opened_at, pauses, calendar
        self.seconds = policy.minutes * 60
        if policy.basis == "day":  # what is left of the working day on which so much of it can still be worked
            self.opened = opened_at.replace(microsecond=0)
            self.seconds = calendar.between(self.opened, calendar.end_of_day(calendar.add(self.opened, self.seconds)))

    def until(self, share: float) -> datetime:
        """The instant at which `share` of the time is spent."""
        at, rest = self.opened, int(self.seconds * share)
        for since, until in _merged(self.pauses, self.opened):
            used = self._between(at, since)
            if used >= rest:
                break
            at, rest = until, rest - used
        return self._add(at, rest)

    def pause_reasons(self, due: datetime) -> list[Reason]:
        """One reason for each pause that moved the deadline, and one for the pause that still lasts."""
        found = []
        for pause in sorted(self.pauses, key=lambda p: p.since):
            if pause.until is None:
                found.append(Reason("paused_now", {"reason": pause.reason, "since": pause.since.isoformat()}))
                continue
            minutes = self._between(max(pause.since, self.opened), pause.until) // 60
            if pause.since < due and minutes > 0:
                found.append(Reason("paused", {"minutes": minutes, "reason": pause.reason}))
        return found

    def calendar_reasons(self, due: datetime) -> list[Reason]:
        """What the calendar added between the beginning and the deadline; nothing on clock time."""
        if self.policy.counted == "wall":
            return []
        found, names, cal = [], set[str](), self.calendar
        first = cal.day_of(self.opened)
        days = [first + DAY * i for i in range((cal.day_of(due) - first).days + 1)]
        kinds = [cal.why(day) for day in days]
        if not cal.is_open(self.opened):
            begins = cal.add(self.opened, 1) - timedelta(seconds=1)
            found.append(Reason("outside_hours", {"counted_from": begins.isoformat()}))
        elif self.policy.basis == "day" and cal.end_of_day(cal.add(self.opened, 1)) < cal.add(
            self.opened, self.seconds
        ):
            found.append(Reason("next_day", {"minutes": self.policy.minutes}))
        if "weekend" in kinds:
            found.append(Reason("weekend", {"days": kinds.count("weekend")}))
        for holiday in filter(None, map(cal.holiday, days)):
            if holiday.name not in names:
                names.add(holiday.name)
                said = {"name": holiday.name, "name_en": holiday.name_en}
                dates = {"starts": holiday.starts.isoformat(), "ends": holiday.ends.isoformat()}
                found.append(Reason("holiday", said | dates))
        return [*found, Reason("ramadan")] if "ramadan" in kinds else found

    def _between(self, a: datetime, b: datetime) -> int:
        return self.calendar.between(a, b) if self.policy.counted == "work" else int((b - a).total_seconds())

    def _add(self, at: datetime, seconds: int) -> datetime:
        return self.calendar.add(at, seconds) if self.policy.counted == "work" else at + timedelta(seconds=seconds)


def _merged(pauses: Sequence[Pause], opened: datetime) -> list[tuple[datetime, datetime]]:
    """The ended pauses after the beginning, in order, what overlaps made one."""
    merged: list[tuple[datetime, datetime]] = []
    for since, until in sorted((max(p.since, opened), p.until) for p in pauses if p.until is not None):
        if until <= since:
            continue
        if merged and since <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], until))
        else:
            merged.append((since, until))
    return merged


def _outranked(
    outside: datetime, opened: datetime, due: datetime, warn: datetime, code: str
) -> tuple[datetime, datetime, Reason]:
    """The asker's deadline against ours."""
    said: dict[str, str | int] = {"at": outside.isoformat()}
    if outside <= opened:
        return due, warn, Reason(f"{code}_passed", said)
    theirs = in_time_for(outside, opened)
    if theirs >= due:
        return due, warn, Reason(f"{code}_later", said)
    said["margin_minutes"] = int((outside - theirs).total_seconds()) // 60
    return theirs, min(warn, opened + (theirs - opened) * WARN_AFTER), Reason(code, said)


def in_time_for(outside: datetime, opened: datetime) -> datetime:
    """When our text must be there. On short notice the margin shrinks: half the time stays for the work."""
    return outside - min(MARGIN, (outside - opened) / 2)


def _named(policy: Policy) -> dict[str, str | int]:
    return {"promise": policy.promise, "minutes": policy.minutes, "basis": policy.basis}
