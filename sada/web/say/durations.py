"""Durations and ages in words, with the six Arabic plural forms of our own (Django's are wrong after «منذ»).

Two cases of grammar: by itself a dual is nominative («ساعتان»), after a governing word it is not («منذ ساعتين»).
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext, ngettext, npgettext

from sada.web.say import dates
from sada.web.say.numbers import number

MINUTE, HOUR, DAY = 60, 3600, 86400


def minutes(n: int) -> str:
    """«12 دقيقة», "12 minutes"."""
    return ngettext("%(n)s minute", "%(n)s minutes", n) % {"n": number(n)}


def hours(n: int) -> str:
    """«ساعتان», "2 hours"."""
    return ngettext("%(n)s hour", "%(n)s hours", n) % {"n": number(n)}


def days(n: int) -> str:
    """«3 أيام», "3 days"."""
    return ngettext("%(n)s day", "%(n)s days", n) % {"n": number(n)}


def duration(seconds: float, day: int = DAY) -> str:
    """Two units at most, a zero left out: «ساعتان و15 دقيقة». ``day`` is the length of a day in seconds."""
    whole = int(abs(seconds)) // MINUTE
    per_day = day // MINUTE
    d, rest = divmod(whole, per_day)
    h, m = divmod(rest, 60)
    if d:
        return _joined(days(d), hours(h) if h else "")
    if h:
        return _joined(hours(h), minutes(m) if m else "")
    return minutes(m)


def working(seconds: float) -> str:
    """Working time; hours are the largest unit, since working days differ in length: «ساعتان و15 دقيقة عمل»."""
    whole = int(abs(seconds)) // MINUTE
    h, m = divmod(whole, 60)
    said = _joined(hours(h), minutes(m) if m else "") if h else minutes(m)
    return gettext("%(duration)s of working time") % {"duration": said}


def _joined(larger: str, smaller: str) -> str:
    if not smaller:
        return larger
    return gettext("%(larger)s and %(smaller)s") % {"larger": larger, "smaller": smaller}


def ago(moment: datetime, now: datetime) -> str:
    """How long since ``moment``: «الآن», «منذ 12 دقيقة», «منذ ساعتين», «منذ يومين»; past six days the date itself."""
    past = int((now - moment).total_seconds())
    if past < 0:
        return dates.both_with_time(moment)
    if past < MINUTE:
        return gettext("now")
    if past < HOUR:
        n = past // MINUTE
        return ngettext("%(n)s minute ago", "%(n)s minutes ago", n) % {"n": number(n)}
    if past < DAY:
        n = past // HOUR
        return ngettext("%(n)s hour ago", "%(n)s hours ago", n) % {"n": number(n)}
    n = past // DAY
    if n > 6:
        return dates.gregorian(moment)
    return ngettext("%(n)s day ago", "%(n)s days ago", n) % {"n": number(n)}


def within(seconds: float) -> str:
    """What is left, after the governing word: «خلال ساعتين و15 دقيقة», "within 2 hours and 15 minutes"."""
    return gettext("within %(duration)s") % {"duration": governed(seconds)}


def late_by(seconds: float) -> str:
    """How far past its time: «متأخر بمقدار ساعتين و15 دقيقة»."""
    return gettext("late by %(duration)s") % {"duration": governed(seconds)}


def governed(seconds: float) -> str:
    """Hours and minutes in the case they take after a preposition: «ساعتين و15 دقيقة»."""
    h, m = divmod(int(abs(seconds)) // MINUTE, 60)
    if not h and not m:
        return gettext("under a minute")
    if not h:
        return _minutes_governed(m)
    return _joined(_hours_governed(h), _minutes_governed(m) if m else "")


def worked(seconds: float) -> str:
    """Working time after a governing word: «خلال ساعتين و15 دقيقة عمل», «في ساعة عمل»."""
    return gettext("%(duration)s of working time") % {"duration": governed(seconds)}


def every(seconds: float) -> str:
    """How often, with days, after a governing word: «كل يومين», «كل يوم و7 ساعات»."""
    d, rest = divmod(int(abs(seconds)), DAY)
    if not d:
        return governed(seconds)
    return _joined(_days_governed(d), _hours_governed(rest // HOUR) if rest >= HOUR else "")


def _days_governed(n: int) -> str:
    return npgettext("after a preposition", "%(n)s day", "%(n)s days", n) % {"n": number(n)}


def _hours_governed(n: int) -> str:
    # After a preposition the Arabic dual is «ساعتين», not «ساعتان».
    return npgettext("after a preposition", "%(n)s hour", "%(n)s hours", n) % {"n": number(n)}


def _minutes_governed(n: int) -> str:
    return npgettext("after a preposition", "%(n)s minute", "%(n)s minutes", n) % {"n": number(n)}
