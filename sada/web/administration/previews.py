"""What a promise or a ladder will mean, said of one question: before it is saved, as one types."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext

from sada.desk.reckon import NoPolicy, Promise
from sada.kernel.clock import RIYADH
from sada.rules.alarms import Step
from sada.rules.calendar import WorkingCalendar
from sada.rules.policies import Policy
from sada.store.models import Kind, Medium, Unit
from sada.store.queries.working_time import calendar_of
from sada.web import units
from sada.web.say import dates, durations
from sada.web.say.numbers import number
from sada.web.say.promises import HEARERS, URGENCIES, promise_name

NOON = time(13)  # an example that shows the end of a working day and the weekend behind it
THURSDAY = 3
WEEK = 7


def example_day(first: date, calendar: WorkingCalendar) -> date:
    """The first Thursday from a day on that is worked, else the first day that is; the day itself where none is."""
    days = [first + timedelta(days=n) for n in range(2 * WEEK)]
    worked = [day for day in days if calendar.window(day)]
    return next((day for day in worked if day.weekday() == THURSDAY), worked[0] if worked else first)


def of_promise(unit: Unit, policy: Policy, about: tuple[str, str, str], first: date) -> str:
    """«An inquiry by X that reaches … on Thursday 1 pm: the answer is due before Sunday 10 am (4 hours of work)»."""
    calendar = calendar_of(unit)
    asked = datetime.combine(example_day(first, calendar), NOON, RIYADH)
    try:
        due = Promise(policy, asked, calendar).deadline().due_at
    except NoPolicy as refusal:
        return str(refusal.sentence)
    seconds = policy.minutes * 60
    took = {
        "work": lambda: durations.working(seconds),
        "wall": lambda: durations.duration(seconds),
        "day": lambda: gettext("by the end of the working day"),
    }[policy.basis]()
    return gettext("%(what)s, begun in %(unit)s %(asked)s: «%(promise)s» is due before %(due)s (%(took)s).") % {
        "what": _about(*about),
        "unit": units.name(unit),
        "asked": _moment(asked),
        "promise": promise_name(policy.promise),
        "due": _moment(due),
        "took": took,
    }


def of_ladder(steps: Sequence[Step], policy: Policy, unit: Unit, first: date) -> list[str]:
    """One sentence a step, of a promise that begins on the example's morning."""
    calendar = calendar_of(unit)
    day = example_day(first, calendar)
    windows = calendar.window(day)
    began = windows[0][0] if windows else datetime.combine(day, NOON, RIYADH)
    try:
        alarms = Promise(policy, began, calendar).alarms(tuple(steps))
    except NoPolicy as refusal:
        return [str(refusal.sentence)]
    return [
        gettext("At %(share)s percent, %(time)s: %(people)s")
        % {"share": number(step.share), "time": _moment(instant), "people": hearers(step.to)}
        for step, instant in alarms
    ]


def hearers(names: Sequence[str]) -> str:
    """Whom a step tells, in one line."""
    return gettext(", ").join(str(HEARERS.get(name, name)) for name in names)


def _about(kind: str, medium: str, urgency: str) -> str:
    words = [
        str(dict(Kind.choices).get(kind, "")) or gettext("Any question"),
        str(dict(Medium.choices).get(medium, "")),
        str(URGENCIES.get(urgency, "")),
    ]
    return gettext(", ").join(word for word in words if word)


def _moment(at: datetime) -> str:
    return gettext("%(day)s, %(time)s") % {
        "day": f"{dates.weekday(at)} {dates.gregorian(at)}",
        "time": dates.clock_time(at),
    }
