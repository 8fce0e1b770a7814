"""``{% load sada %}``: numbers, dates, durations as ``sada.web.say`` says them, marks as ``sada.web.marks`` draws.

Filters: num, percent, capped, in_digits, both_dates, both_dates_time, published, hijri, gregorian, time12, duration,
working_time, within, late_by, in_print, ago, bdi, ltr. Tags: icon, chip, kind_chip, tone_chip, tone_mark, medium_icon,
unit_chip, phase_chip, state_chip, fact_chip, mark, unsure_mark, urgent_mark, moment, clock_sentence, query, name_of.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sada.kernel import clock
from sada.web import marks, units
from sada.web.say import clocks, dates, digits, durations, numbers, prints
from sada.web.say.promises import promise_name

register = template.Library()

register.filter("num", numbers.number)
register.filter("percent", numbers.percent)
register.filter("capped", numbers.capped)
register.filter("in_digits", lambda value: digits.shown(str(value)))
register.filter("both_dates", dates.both)
register.filter("both_dates_time", dates.both_with_time)
register.filter("published", dates.published)
register.filter("hijri", dates.hijri)
register.filter("gregorian", dates.short)
register.filter("time12", dates.clock_time)
register.filter("duration", durations.duration)
register.filter("in_print", prints.in_print)
register.filter("working_time", durations.working)
register.filter("within", durations.within)
register.filter("late_by", durations.late_by)

register.simple_tag(clocks.sentence, name="clock_sentence")
register.simple_tag(marks.icon, name="icon")
register.simple_tag(marks.chip, name="chip")
register.simple_tag(marks.kind_chip, name="kind_chip")
register.simple_tag(marks.tone_chip, name="tone_chip")
register.simple_tag(marks.mark, name="mark")
register.simple_tag(marks.tone_mark, name="tone_mark")
register.simple_tag(marks.medium_icon, name="medium_icon")
register.simple_tag(marks.unit_chip, name="unit_chip")
register.simple_tag(marks.phase_chip, name="phase_chip")
register.simple_tag(marks.state_chip, name="state_chip")
register.simple_tag(marks.fact_chip, name="fact_chip")
register.simple_tag(marks.unsure_mark, name="unsure_mark")
register.simple_tag(promise_name)
register.simple_tag(marks.urgent_mark, name="urgent_mark")


@register.filter
def ago(moment: datetime | None) -> str:
    """The age of an instant in words."""
    return durations.ago(moment, clock.now()) if moment else ""


@register.filter
def bdi(value: Any) -> SafeString:
    """Text of another's making, kept from turning the line around it."""
    return format_html("<bdi>{}</bdi>", value)


@register.filter
def ltr(value: Any) -> SafeString:
    """A phone number, address, handle or signed number: always left to right."""
    return format_html('<bdi dir="ltr" class="ltr">{}</bdi>', value)


@register.simple_tag
def moment(at: datetime | None) -> SafeString:
    """<time>: the age up to a day, on hover or focus both dates and the time; after that the date is what is shown."""
    if at is None:
        return SafeString("")
    html = '<time datetime="{}" data-tip="{}">{}</time>'
    return format_html(html, at.isoformat(), dates.both_with_time(at), ago(at))


@register.simple_tag
def name_of(row: Any) -> str:
    """The name of a row in the reader's language (``name_en`` only where there is one)."""
    return str(units.name(row)) if row is not None else ""


@register.simple_tag(takes_context=True)
def query(context: RequestContext, **changes: Any) -> str:
    """The present query string with some values changed; ``None`` or "" takes one out. Begins with ``?``."""
    params = context["request"].GET.copy()
    for name, value in changes.items():
        params.pop(name, None)
        if value not in (None, ""):
            params[name] = str(value)
    return f"?{params.urlencode()}"
