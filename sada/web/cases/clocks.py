"""The other clocks of a case in sentences: acknowledgement, holding line, approval, printing; each says why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from sada.desk import expert_clock, promises
from sada.desk.reckon import Promise
from sada.rules import clocks
from sada.store.models import Act, Case, CaseClock, Question, QuestionState
from sada.store.queries.clocks import of_case
from sada.web.cases.why import moment, reasons_of
from sada.web.questions import words
from sada.web.say import dates, durations
from sada.web.say.promises import promise_name


@dataclass(frozen=True, slots=True)
class Small:
    """One clock: the name of its promise, its phase ("" when it fell away), a sentence, the reasons, when it is due."""

    promise: str
    name: str
    title: str
    phase: str
    sentence: str
    reasons: list[str]
    due_at: datetime
    is_first: bool
    how: str = ""  # by what it was kept, where its name alone does not say

    @property
    def runs(self) -> bool:
        """Whether somebody still waits for it."""
        return self.phase in ("in_time", "near", "late", "paused")


def others(
    case: Case, answer: Promise, questions: Iterable[Question], now: datetime, log: Iterable[Act] = ()
) -> list[Small]:
    """The clocks of a case since it was last opened and of its questions, those that run first; one query.

    `answer` lends its calendar and its pauses; the `log` of the case says by what an acknowledgement was kept.
    """
    was_told = any(act.name == "case.acknowledged" for act in log)
    found = [_small(row, case, answer, now, was_told) for row in of_case(case)]
    found += [_asked(one, answer, now) for one in questions if one.state != QuestionState.WITHDRAWN]
    return sorted(found, key=lambda small: (not small.runs, small.due_at))


def running(smalls: Iterable[Small]) -> set[str]:
    """The promises that somebody still waits for."""
    return {small.promise for small in smalls if small.runs}


def _small(row: CaseClock, case: Case, answer: Promise, now: datetime, was_told: bool) -> Small:
    reckoned = promises.promise_of(row, case, answer.calendar, answer.pauses)
    phase = "" if row.ended_at else clocks.phase(now, row.due_at, row.warn_at, row.met_at, row.paused_at)
    return Small(
        row.promise,
        promise_name(row.promise),
        row.answer.title if row.answer else "",
        phase,
        _sentence(row, phase, reckoned, now),
        reasons_of(reckoned),
        row.due_at,
        row.promise == case.first_promise and row.due_at == case.first_due_at,
        _how(row, case, was_told),
    )


def _how(row: CaseClock, case: Case, was_told: bool) -> str:
    """By what the acknowledgement was kept: taking the case keeps it, and is not the same as telling the asker."""
    if row.promise not in promises.FIRST or row.met_at is None:
        return ""
    if was_told:
        return gettext("The asker was told that it has arrived")
    if case.answered_at is not None and row.met_at >= case.answered_at:
        return gettext("The answer itself kept it")
    return gettext("Kept by taking the case in hand; nothing is recorded of telling the asker")


def _asked(question: Question, answer: Promise, now: datetime) -> Small:
    reckoned = expert_clock.promise_of(question.clock, question.asked_at, question.case, answer.calendar)
    face = words.face(question, now, answer.calendar)
    name = promise_name("fact")
    return Small(
        "fact", name, question.to_name, face.phase, face.sentence, reasons_of(reckoned), question.due_at, False
    )


def _sentence(row: CaseClock, phase: str, reckoned: Promise, now: datetime) -> str:
    basis, calendar = reckoned.policy.counted, reckoned.calendar
    if phase == "":
        return gettext("Nobody waits for it any more since %(time)s") % {"time": moment(row.ended_at or now, now)}
    if phase in ("met", "missed"):
        return _kept(row, phase, reckoned)
    if phase == "paused":
        return gettext("Stands still with the case")
    seconds, time = clocks.left(now, row.due_at, basis, calendar), moment(row.due_at, now)
    if phase == "late":
        said_time = {"late": durations.late_by(seconds), "time": time}
        if basis == "work":
            return gettext("%(late)s of working time; it was due %(time)s") % said_time
        return gettext("%(late)s; it was due %(time)s") % said_time
    said_time = {"within": durations.within(seconds), "time": time}
    if basis == "work":
        return gettext("Due %(within)s of working time, before %(time)s") % said_time
    return gettext("Due %(within)s, before %(time)s") % said_time


def _kept(row: CaseClock, phase: str, reckoned: Promise) -> str:
    met = row.met_at or row.due_at
    if reckoned.policy.counted == "work":
        took = durations.worked(clocks.worked(row.started_at, met, reckoned.pauses, reckoned.calendar))
    else:
        took = durations.governed((met - row.started_at).total_seconds())
    words = {"duration": took, "time": dates.clock_time(met)}
    if phase == "met":
        return gettext("Kept in %(duration)s, in time") % words
    return gettext("Kept in %(duration)s, after its time") % words
