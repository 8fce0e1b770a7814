"""``{% load desk %}``: what the screens of cases, answers and facts say in one word.

Filters: near_time (an instant as «2:30 pm» today, with the day otherwise), masked_text, half_hidden, half_mail,
masked_headline and masked_body (of an item: what its reading found too), outlet_asking (of a case in a list).
Tags: answer_chip, question_chip, clock_chip, first_promise, letter_chip, problem_text, fact_statement.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import pgettext, pgettext_lazy

from sada.reading import masking
from sada.rules import languages
from sada.store.models import AnswerState, Case, Channel, Fact, Item, OutgoingState, QuestionState
from sada.web.answers import fates
from sada.web.cases.why import moment
from sada.web.facts.forms import figures_of
from sada.web.marks import PHASES, chip
from sada.web.say.dates import is_arabic
from sada.web.say.promises import promise_name

register = template.Library()

ANSWERS = {
    "draft": ("pencil-square", ""),
    "submitted": ("paper-airplane", "warn"),
    "returned": ("arrow-uturn-left", "bad"),
    "approved": ("shield-check", "good"),
    "sent": ("check-circle", "good"),
    "withdrawn": ("x-circle", ""),
    "rejected": ("no-symbol", "bad"),
}
UNSENT = ("draft", "submitted", "returned", "approved")
LETTERS = {
    "waiting": ("clock", "warn"),
    "sending": ("arrow-path", "warn"),
    "sent": ("check-circle", "good"),
    "failed": ("exclamation-triangle", "bad"),
    "bounced": ("arrow-uturn-left", "bad"),
    "held": ("hand-raised", "bad"),
}

# A question is «سؤال», a case «معاملة»: the words agree with what they are said of.
QUESTIONS = {
    "late": pgettext_lazy("question", "Late"),
    "met": pgettext_lazy("question", "Answered in time"),
    "missed": pgettext_lazy("question", "Answered late"),
}

CLOCKS = {
    "late": pgettext_lazy("clock", "Late"),
    "met": pgettext_lazy("clock", "Kept"),
    "missed": pgettext_lazy("clock", "Kept late"),
}

register.filter("masked_text", masking.masked)
register.filter("half_hidden", masking.half_hidden)


@register.filter
def outlet_asking(case: Any) -> str:
    """The outlet that asked, of a row of `cases.shown`, in the reader's language."""
    return str((not is_arabic() and case.outlet_en) or case.outlet_ar or "")


@register.filter
def masked_headline(item: Item) -> str:
    """The title of an item, with what its reading found to be personal masked."""
    return masking.masked(item.title, _personal(item))


@register.filter
def masked_body(item: Item) -> str:
    """The text of an item, masked in the same way."""
    return masking.masked(item.text, _personal(item), len(item.title) + 1)


def _personal(item: Item) -> list[masking.Span]:
    return masking.personal_spans(f"{item.title}\n{item.text}", getattr(item, "reading", None))


@register.filter
def half_mail(address: str) -> str:
    """An e-mail address of which only the domain stays readable."""
    name, at, domain = address.rpartition("@")
    return f"{masking.MASK}{at}{domain}" if name else masking.half_hidden(address)


@register.filter
def near_time(at: datetime, now: datetime) -> str:
    """The time, with the day where it is not today."""
    return moment(at, now)


@register.simple_tag
def answer_chip(state: str, by_hand: bool = False, rests: bool = False) -> SafeString:
    """Where a text stands; one that people published themselves was not sent, and one that never left rests with its
    case once that has ended."""
    name, tone = ANSWERS[state]
    if rests and state in UNSENT:
        return chip(pgettext("answer", "Dropped as the case ended"), "x-circle")
    published = by_hand and state == AnswerState.SENT
    return chip(pgettext("answer", "Published") if published else AnswerState(state).label, name, tone)


@register.filter
def rests(case: Any, begun: datetime) -> bool:
    """Whether a text begun then was left behind as the case ended."""
    return case.closed_at is not None and begun <= case.closed_at


@register.simple_tag
def question_chip(phase: str) -> SafeString:
    """Where the clock of a question stands; "" where it was withdrawn."""
    if not phase:
        return chip(QuestionState.WITHDRAWN.label, "x-circle")
    name, tone, word = PHASES[phase]
    return chip(QUESTIONS.get(phase, word), name, tone)


@register.simple_tag
def clock_chip(phase: str) -> SafeString:
    """Where the clock of a promise stands that is no answer."""
    name, tone, word = PHASES[phase]
    return chip(CLOCKS.get(phase, word), name, tone)


@register.simple_tag
def first_promise(case: Case) -> str:
    """The name of the promise that is due before the answer; "" where the answer itself comes first."""
    return promise_name(case.first_promise) if case.first_promise else ""


@register.simple_tag
def letter_chip(state: str, channel: str = "") -> SafeString:
    """The fate of a letter, or of a text that a person published."""
    name, tone = LETTERS[state]
    published = channel == Channel.BY_HAND and state == OutgoingState.SENT
    return chip(pgettext("letter", "Published") if published else OutgoingState(state).label, name, tone)


@register.simple_tag
def problem_text(code: str, channel: str = "network") -> Any:
    """What befell a reply on a network, or a letter; "" where nothing did."""
    return fates.problem(code, channel)


@register.filter
def direction(language: str) -> str:
    """How a text in this language runs: rtl or ltr."""
    return languages.direction(language)


@register.simple_tag
def fact_statement(fact: Fact) -> Any:
    """What a fact says, in the reader's language where it is known."""
    return fact.statement_ar if is_arabic() else (fact.statement_en or fact.statement_ar)


register.simple_tag(figures_of, name="figures_of")
