"""The small clock of a question in one sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from sada.desk import expert_clock
from sada.rules.calendar import WorkingCalendar
from sada.store.models import Question, QuestionState
from sada.store.queries.working_time import calendar_of
from sada.web.say import clocks, durations


@dataclass(frozen=True, slots=True)
class Face:
    """What the clock of a question shows: its phase ("" when it was withdrawn) and a sentence."""

    phase: str
    sentence: str


def faces(questions: Iterable[Question], now: datetime) -> dict[int, Face]:
    """The clocks of the questions by their id; the calendar of each unit is read once."""
    calendars: dict[int, WorkingCalendar] = {}
    found = {}
    for question in questions:
        unit = question.case.unit
        if unit.pk not in calendars:
            calendars[unit.pk] = calendar_of(unit)
        found[question.pk] = face(question, now, calendars[unit.pk])
    return found


def face(question: Question, now: datetime, calendar: WorkingCalendar) -> Face:
    """The clock of one question at `now`."""
    if question.state == QuestionState.WITHDRAWN:
        return Face("", gettext("The question was withdrawn"))
    phase = expert_clock.phase(question, now)
    wall = question.clock.get("basis") == "wall"
    if phase not in ("met", "missed"):
        left = expert_clock.left(question, now, calendar)
        return Face(phase, clocks.sentence(phase, left, question.due_at, wall))
    took = expert_clock.took(question, calendar)
    said = durations.governed(took) if wall else durations.worked(took)
    sentence = (
        gettext("Answered in %(duration)s, in time")
        if phase == "met"
        else gettext("Answered in %(duration)s, after its time")
    )
    return Face(phase, sentence % {"duration": said})
