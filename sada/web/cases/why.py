"""The clock of a case in plain sentences: where it stands now, and why the deadline is what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from sada.desk import clock as desk_clock
from sada.desk.pause_clock import PauseReason
from sada.desk.reckon import Promise
from sada.kernel.clock import RIYADH
from sada.rules import clocks
from sada.rules.clocks import in_time_for
from sada.store.models import Case, CaseItem, CaseState, Medium
from sada.store.queries.cases import RUNNING
from sada.web.say import dates, durations
from sada.web.say.numbers import number

PROMISES = {
    "acknowledge": _("acknowledgement"),
    "duty_acknowledge": _("acknowledgement outside working hours"),
    "hold": _("holding line"),
    "duty_hold": _("holding line outside working hours"),
    "answer": _("answer"),
    "fact": _("expert's answer"),
    "approve": _("approval or return of the text"),
    "printed": _("printing of the reply"),
    "report": _("handing over to 940 or Balady"),
    "hand_over": _("proof of closing from 940 or Balady"),
    "reply_decision": _("decision on a reply in the press"),
    "publish_reply": _("sending of the reply in the press"),
    "update": _("update promised to the asker"),
}
# What is asked within the house or of a newspaper counts from its own beginning, not from when we were asked.
SINCE_BEGUN = ("approve", "printed", "fact", "hand_over", "publish_reply", "update")
PUT_TO_US = (Medium.EMAIL, Medium.PHONE, Medium.IN_PERSON, Medium.WHATSAPP)


@dataclass(frozen=True, slots=True)
class Face:
    """What the clock shows: its phase ("" when it ended unanswered), a sentence, the share spent, the reasons."""

    phase: str
    sentence: str
    spent: int
    reasons: list[str]


def phase_of(case: Case, now: datetime) -> str:
    """Where the clock that governs the case stands; "" where none runs because it was decided not to answer."""
    if case.answered_at is None and case.first_due_at and case.first_warn_at and case.state in RUNNING:
        return clocks.phase(now, case.first_due_at, case.first_warn_at, None, None)
    return answer_phase(case, now)


def answer_phase(case: Case, now: datetime) -> str:
    """Where the answer's own clock stands."""
    if case.state == CaseState.NO_ANSWER:
        return ""
    return clocks.phase(now, case.due_at, case.warn_at, case.answered_at, case.paused_at)


def face(case: Case, now: datetime, promise: Promise | None = None) -> Face:
    """The answer's clock of one case at `now`, in three queries, or in none where its promise is at hand."""
    promise = promise or desk_clock.promise_of(case)
    calendar, deadline = promise.calendar, promise.deadline()
    phase = answer_phase(case, now)
    basis = deadline.basis
    whole = max(1, _time(case.asked_at, case.due_at, basis, calendar))
    spent = _time(case.asked_at, case.answered_at or case.paused_at or now, basis, calendar)
    seconds = clocks.left(case.answered_at or case.paused_at or now, case.due_at, basis, calendar)
    sentence = _SENTENCES[phase](case, seconds, basis, now)
    return Face(phase, sentence, max(0, min(100, 100 * spent // whole)), [said(reason) for reason in deadline.reasons])


def _time(since: datetime, until: datetime, basis: str, calendar: Any) -> int:
    return clocks.left(since, until, basis, calendar)


def moment(at: datetime, now: datetime) -> str:
    """The time of an instant, with the weekday and date where it is not today."""
    local, today = at.astimezone(RIYADH).date(), now.astimezone(RIYADH).date()
    if local == today:
        return dates.clock_time(at)
    day = dates.weekday(at) if 0 < (local - today).days < 7 else f"{dates.weekday(at)} {dates.gregorian(at)}"
    return gettext("%(day)s, %(time)s") % {"day": day, "time": dates.clock_time(at)}


def _running(case: Case, seconds: int, basis: str, now: datetime) -> str:
    said_time = {"within": durations.within(seconds), "time": moment(case.due_at, now)}
    if basis == "work":
        return gettext("To be answered %(within)s of working time, before %(time)s") % said_time
    return gettext("To be answered %(within)s, before %(time)s") % said_time


def _late(case: Case, seconds: int, basis: str, now: datetime) -> str:
    said_time = {"late": durations.late_by(seconds), "time": moment(case.due_at, now)}
    if basis == "work":
        return gettext("The answer is %(late)s of working time; it was due %(time)s") % said_time
    return gettext("The answer is %(late)s; it was due %(time)s") % said_time


def _paused(case: Case, seconds: int, basis: str, now: datetime) -> str:
    since = moment(case.paused_at, now) if case.paused_at else ""
    theirs = case.outside_deadline
    if theirs is not None and case.due_at >= in_time_for(theirs, case.asked_at):
        return gettext(
            "The clock stands still since %(time)s; the asker's own deadline does not: the answer is due %(due)s"
        ) % {
            "time": since,
            "due": moment(case.due_at, now),
        }
    return gettext("The clock stands still since %(time)s; when it runs on, the answer is due %(within)s") % {
        "time": since,
        "within": durations.within(max(seconds, 0)),
    }


def _met(case: Case, seconds: int, basis: str, now: datetime) -> str:
    return gettext("Answered in %(duration)s, in time") % {"duration": durations.worked(case.working_seconds or 0)}


def _missed(case: Case, seconds: int, basis: str, now: datetime) -> str:
    return gettext("Answered in %(duration)s, after its time") % {
        "duration": durations.worked(case.working_seconds or 0)
    }


def _ended(case: Case, seconds: int, basis: str, now: datetime) -> str:
    at = case.closed_at or now
    return gettext("It was decided on %(day)s not to answer") % {"day": dates.both(at)}


_SENTENCES: Mapping[str, Callable[[Case, int, str, datetime], str]] = {
    "in_time": _running,
    "near": _running,
    "late": _late,
    "paused": _paused,
    "met": _met,
    "missed": _missed,
    "": _ended,
}


def began(case: Case, places: Iterable[CaseItem], *, is_anew: bool = False) -> str:
    """From when the answer's time counts: what was put to us came then; what was published was found by the platform
    then, which is not when it appeared."""
    time = {"time": dates.both_with_time(case.asked_at)}
    if is_anew:
        return gettext("Asked again by e-mail on %(time)s, after the answer; the clock runs from then") % time
    if case.medium in PUT_TO_US or any(getattr(place.item, "contact", None) for place in places):
        return gettext("Asked on %(time)s") % time
    return gettext("The platform found it on %(time)s") % time


def reasons_of(promise: Promise) -> list[str]:
    """Why one of the other clocks of a case ends when it does: the policy, when it began, and what moved it."""
    policy, *more = (said(reason) for reason in promise.deadline().reasons)
    return [policy, gettext("It began on %(time)s") % {"time": dates.both_with_time(promise.started_at)}, *more]


def said(reason: clocks.Reason) -> str:
    """One clause of «why this deadline» as a sentence."""
    return _REASONS[reason.code](reason.params)


def _at(params: Mapping[str, Any], name: str) -> str:
    return dates.both_with_time(datetime.fromisoformat(str(params[name])))


def _policy(p: Mapping[str, Any]) -> str:
    seconds = int(p["minutes"]) * 60
    what = PROMISES.get(str(p["promise"]), p["promise"])
    if p["basis"] == "day":
        return gettext("The policy: the %(promise)s on the same working day, before it ends") % {"promise": what}
    if p["promise"] in SINCE_BEGUN:
        took = durations.worked(seconds) if p["basis"] == "work" else durations.governed(seconds)
        return gettext("The policy: the %(promise)s within %(duration)s") % {"promise": what, "duration": took}
    if p["basis"] == "work":
        return gettext("The policy: the %(promise)s within %(duration)s of being asked") % {
            "promise": what,
            "duration": durations.worked(seconds),
        }
    return gettext("The policy: the %(promise)s within %(duration)s on the clock, day and night") % {
        "promise": what,
        "duration": durations.governed(seconds),
    }


def _ceiling(p: Mapping[str, Any]) -> str:
    """Why an answer may be due on a day off: the ceiling runs day and night, and the duty officer answers then."""
    length = durations.governed(int(p["minutes"]) * 60)
    said_time = {"duration": length, "time": _at(p, "at"), "own": _at(p, "instead_of")}
    text = gettext(
        "By working time it would be due %(own)s, but for this nobody waits longer than %(duration)s, day and "
        "night, days off included: %(time)s."
    )
    duty = gettext("That is outside working hours: the officer on duty answers, or a holding line goes out before.")
    return f"{text % said_time} {duty}" if p["is_closed"] else text % said_time


def _holiday(p: Mapping[str, Any]) -> str:
    name = p["name"] if dates.is_arabic() else (p.get("name_en") or p["name"])
    starts, ends = date.fromisoformat(str(p["starts"])), date.fromisoformat(str(p["ends"]))
    if starts == ends:
        return gettext("A day off is not counted: %(name)s (%(day)s)") % {"name": name, "day": dates.both(starts)}
    return gettext("Days off are not counted: %(name)s (%(from)s to %(to)s)") % {
        "name": name,
        "from": dates.gregorian(starts),
        "to": dates.gregorian(ends),
    }


def _weekend(p: Mapping[str, Any]) -> str:
    n = int(p["days"])
    return ngettext("%(n)s day of the weekend is not counted", "%(n)s days of the weekend are not counted", n) % {
        "n": number(n)
    }


def _reason_word(p: Mapping[str, Any]) -> Any:
    code = str(p["reason"])
    return PauseReason(code).label if code in PauseReason.values else code


_REASONS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "policy": _policy,
    "ceiling": _ceiling,
    "outside_hours": lambda p: (
        gettext("It began outside working hours, so time is counted from %(time)s") % {"time": _at(p, "counted_from")}
    ),
    "next_day": lambda p: (
        gettext("Less than %(duration)s of that day were left, so it is due by the end of the next working day")
        % {"duration": durations.governed(int(p["minutes"]) * 60)}
    ),
    "weekend": _weekend,
    "holiday": _holiday,
    "ramadan": lambda p: gettext("The working hours of Ramadan apply"),
    "paused": lambda p: (
        gettext("The clock stood still for %(duration)s: %(reason)s")
        % {"duration": durations.duration(int(p["minutes"]) * 60), "reason": _reason_word(p)}
    ),
    "paused_now": lambda p: (
        gettext("The clock stands still since %(time)s: %(reason)s")
        % {"time": _at(p, "since"), "reason": _reason_word(p)}
    ),
    "outside_deadline": lambda p: (
        ngettext(
            "The asker needs it by %(time)s; our text is due %(n)s minute earlier",
            "The asker needs it by %(time)s; our text is due %(n)s minutes earlier",
            int(p["margin_minutes"]),
        )
        % {"time": _at(p, "at"), "n": number(int(p["margin_minutes"]))}
    ),
    "case_deadline": lambda p: (
        ngettext(
            "The answer itself is due %(time)s; this must be done %(n)s minute before it",
            "The answer itself is due %(time)s; this must be done %(n)s minutes before it",
            int(p["margin_minutes"]),
        )
        % {"time": _at(p, "at"), "n": number(int(p["margin_minutes"]))}
    ),
    "case_deadline_later": lambda p: (
        gettext("The answer itself is due %(time)s, later than this") % {"time": _at(p, "at")}
    ),
    "case_deadline_passed": lambda p: (
        gettext("The answer itself was due %(time)s, before this was asked") % {"time": _at(p, "at")}
    ),
    "outside_deadline_later": lambda p: (
        gettext("The asker needs it by %(time)s, which is later than our own time") % {"time": _at(p, "at")}
    ),
    "outside_deadline_passed": lambda p: (
        gettext("The asker needed it by %(time)s, before the case was opened") % {"time": _at(p, "at")}
    ),
}
