"""``{% load measures %}``: what the pages of the measures show besides ``sada``'s own tags."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.safestring import SafeString

from sada.figures.response import Wait
from sada.reading.masking import masked_title
from sada.rules.clocks import phase
from sada.store.models import Case, Item
from sada.web import marks
from sada.web.measures.figures import interval, span
from sada.web.measures.filters import Filters

register = template.Library()


@register.simple_tag
def wait_text(wait: Wait) -> str:
    """A time with its interval, or why there is none."""
    between = interval(wait)
    return f"{span(wait)} ({between})" if between else span(wait)


@register.simple_tag
def narrowed(filters: Filters, value: str) -> str:
    """The query string that narrows the page to one group of the dimension shown."""
    return filters.query(**{filters.by: value})


@register.simple_tag
def title_of(item: Item) -> str:
    """The headline or first words, private people masked."""
    return masked_title(item.title, item.text[:160], item.reading)


@register.simple_tag
def due_text(case: Case, now: datetime) -> SafeString:
    """Where the clock of a case stands, in dense rows."""
    name, tone, word = marks.PHASES[phase(now, case.due_at, case.warn_at, case.answered_at, case.paused_at)]
    return marks.mark(word, name, tone)
