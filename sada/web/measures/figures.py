"""One figure in words: a share, a time, an interval. Times are seconds of working time."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext, pgettext

from sada.figures.counts import ratio
from sada.figures.response import Wait
from sada.figures.shares import Share
from sada.web.say.numbers import number, percent

HOUR = 3600


def share_text(value: float | None) -> str:
    """A share of 0..1 as a percentage without decimals."""
    return percent(value)


def span(wait: Wait) -> str:
    """A time as a measure says it: «3.1 ساعة عمل», "45 minutes of work"; what is not reached is «more than» it."""
    if wait.state == "too_few":
        return gettext("too few to say")
    if wait.value is None:
        return gettext("more than %(time)s") % {"time": span_text(wait.longest)}
    return span_text(wait.value)


def span_text(seconds: float) -> str:
    """Hours with one decimal from one hour on, minutes below."""
    if seconds < HOUR:
        n = round(seconds / 60)
        return ngettext("%(n)s minute of work", "%(n)s minutes of work", n) % {"n": number(n)}
    tenths = round(seconds / HOUR, 1)
    if tenths.is_integer():
        return ngettext("%(n)s hour of work", "%(n)s hours of work", int(tenths)) % {"n": number(int(tenths))}
    return pgettext("a fraction of hours", "%(n)s hours of work") % {"n": number(tenths, 1)}


def interval(wait: Wait) -> str:
    """From the one end to the other, in the unit of the value; empty where there is no value."""
    if wait.value is None:
        return ""
    unit = HOUR if wait.value >= HOUR else 60
    low, high = (None if end is None else number(round(end / unit, 1)) for end in (wait.low, wait.high))
    if low is None or high is None:
        return gettext("at least %(low)s") % {"low": low} if low is not None else ""
    return gettext("%(low)s to %(high)s") % {"low": low, "high": high}


def share_interval(share: Share) -> str:
    """«78% إلى 93%»."""
    return gettext("%(low)s to %(high)s") % {"low": share_text(share.low), "high": share_text(share.high)}


def count_of(now: int, before: int) -> str:
    """A count against the period before, in words."""
    if now == before:
        return gettext("as many as in the period before")
    n = abs(now - before)
    said = (
        ngettext("%(n)s more than in the period before", "%(n)s more than in the period before", n)
        if now > before
        else ngettext("%(n)s fewer than in the period before", "%(n)s fewer than in the period before", n)
    )
    is_clear = bool(now or before) and ratio(now, 1, before, 1).is_clear
    return said % {"n": number(n)} + ("" if is_clear else gettext(", which may be chance"))
