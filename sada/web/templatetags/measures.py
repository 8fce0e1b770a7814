"""``{% load measures %}``: what the pages of the measures show besides ``sada``'s own tags."""

from __future__ import annotations

from django import template

from sada.figures.response import Wait
from sada.store.models import Item
from sada.web.masking import masked_title
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
