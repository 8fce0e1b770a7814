"""``{% load press %}``: replies in the press of a case or a text, and the figures of print, as blocks of other pages.

Each block asks its own questions, a fixed number of them, so that the pages that show it need not know of it.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from sada.kernel import access, clock
from sada.store.models import Answer, AnswerState, Case, PressReply
from sada.store.queries import press
from sada.web.marks import chip
from sada.web.measures.filters import Filters
from sada.web.press.figures import figures
from sada.web.press.shown import face

register = template.Library()


@register.inclusion_tag("press/block.html", takes_context=True)
def press_of_case(context: dict[str, Any], case: Case) -> dict[str, Any]:
    """The replies of a case; without a text there is none."""
    if not case.answers.all():
        return {}
    return _block(context, PressReply.objects.filter(answer__case=case), case, None)


@register.inclusion_tag("press/block.html", takes_context=True)
def press_of_answer(context: dict[str, Any], answer: Answer) -> dict[str, Any]:
    """The replies that carry one text, and the way to follow it with a further outlet."""
    may_follow = answer.state in (AnswerState.APPROVED, AnswerState.SENT) and press.may_be_printed(answer)
    return _block(context, PressReply.objects.filter(answer=answer), answer.case, answer if may_follow else None)


def _block(context: dict[str, Any], rows: Any, case: Case, answer: Answer | None) -> dict[str, Any]:
    person, today = context["request"].user, clock.today()
    may_track = access.may(person, "reply.track", case.path)
    return {
        "faces": [face(reply, today) for reply in press.shown(rows).order_by("pk")],
        "may_track": may_track,
        "follow": answer if may_track else None,
    }


@register.simple_tag
def press_chip(face: Any) -> SafeString:
    """Where a reply stands."""
    name, tone, word = face.chip
    return chip(word, name, tone)


@register.inclusion_tag("measures/press.html")
def press_measures(filters: Filters) -> dict[str, Any]:
    """The figures of print within the period and the unit of the page."""
    return figures(filters)
