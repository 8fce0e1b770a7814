"""``{% load administration %}``: day kinds, gaps, links from the log."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sada.kernel.clock import RIYADH
from sada.store.models import Act, DutyShift, Role
from sada.web import marks
from sada.web.say import dates, durations
from sada.web.screens import subject_pages

register = template.Library()

DAYS: dict[str, tuple[str, str, Promise]] = {
    "normal": ("briefcase", "", _("Working day")),
    "ramadan": ("briefcase", "info", _("Working day in Ramadan")),
    "weekend": ("home", "", _("Weekend")),
    "holiday": ("star", "good", _("Holiday")),
    "no_hours": ("minus-circle", "warn", _("No working hours set")),
}


@register.simple_tag
def day_chip(why: str) -> SafeString:
    """What kind of day it is."""
    name, tone, word = DAYS[why]
    return marks.chip(word, name, tone)


@register.simple_tag
def minutes_text(minutes: int) -> str:
    """«4 ساعات», "4 hours"."""
    return durations.duration(minutes * 60)


@register.simple_tag
def gap_text(gap: timedelta | None) -> str:
    """How often a source usually brings something."""
    if gap is None:
        return "–"
    return gettext("every %(time)s") % {"time": durations.every(_rounded(gap).total_seconds())}


def _rounded(gap: timedelta) -> timedelta:
    """To the hour from two hours on, to the minute below."""
    unit = timedelta(hours=1) if gap >= timedelta(hours=2) else timedelta(minutes=1)
    return unit * max(1, round(gap / unit))


@register.simple_tag
def shift_time(shift: DutyShift, day: date) -> str:
    """When a shift holds on a day: «7:30 am – 2:30 pm», or only the end or the beginning that lies on that day."""
    since, until = shift.starts.astimezone(RIYADH), shift.ends.astimezone(RIYADH)
    times = {"since": dates.clock_time(since), "until": dates.clock_time(until)}
    begins, ends = since.date() >= day, until <= datetime.combine(day + timedelta(days=1), time(), RIYADH)
    if begins and ends:
        return f"{times['since']} – {times['until']}"
    if ends:
        return gettext("until %(until)s") % times
    return gettext("from %(since)s") % times if begins else gettext("all day")


@register.simple_tag
def role_name(role: str) -> str:
    """The name of a role."""
    return str(Role(role).label)


@register.simple_tag
def subject_link(act: Act, sentence: str | Promise) -> SafeString:
    """The sentence of an entry, leading to the page of its subject where there is one."""
    name = subject_pages().get(act.subject_type)
    try:
        url = reverse(name, args=[act.subject_id]) if name else ""
    except NoReverseMatch:
        url = ""
    return format_html('<a href="{}">{}</a>', url, sentence) if url else format_html("{}", sentence)
