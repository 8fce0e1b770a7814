"""The clock of a case as a plain sentence: «يُرد خلال ساعتين و15 دقيقة عمل، قبل 2:30 مساءً»."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext

from sada.kernel import clock
from sada.web.say import dates, durations


def due_words(due: datetime, now: datetime) -> str:
    """Today only the time; another day both dates and the time."""
    if dates.local_day(due) == dates.local_day(now):
        return dates.clock_time(due)
    return dates.both_with_time(due)


def sentence(phase: str, left: float | None = None, due: datetime | None = None, wall: bool = False) -> str:
    """One sentence for a phase of rules.clocks; paused, met and missed need no more than the phase.

    ``left``: seconds until the deadline in the clock's own time (working time, or clock time when ``wall``), negative
    once past.
    """
    if phase in {"in_time", "near"} and left is not None and due is not None:
        said = gettext("Answer due within %(duration)s, before %(due)s")
        return said % {"duration": _of(left, wall), "due": due_words(due, clock.now())}
    if phase == "late" and left is not None and due is not None:
        said = gettext("Late by %(duration)s; it was due %(due)s")
        return said % {"duration": _of(left, wall), "due": due_words(due, clock.now())}
    return {
        "paused": gettext("The clock is paused"),
        "met": gettext("Answered in time"),
        "missed": gettext("Answered after the deadline"),
    }.get(phase, gettext("No deadline"))


def _of(seconds: float, wall: bool) -> str:
    said = durations.governed(seconds)
    return said if wall else gettext("%(duration)s of working time") % {"duration": said}
