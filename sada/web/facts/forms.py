"""The forms of a fact."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sada.facts.keep_fact import Value
from sada.kernel import clock
from sada.rules.numbers import has_figure, numbers
from sada.store.models import Fact, FactState, Question, Service, Unit
from sada.web import units
from sada.web.cases.forms import Form, day_input, lines
from sada.web.say import dates

FIGURES = 8  # of one answer, offered
_NOT_COUNTED = frozenset({"من", "في", "حتى", "إلى", "على", "عن", "مع", "منها", "خلال", "هـ", "م"})
QUARTER = timedelta(days=90)


class ValueForm(Form):
    """What changes in a fact: the value with its dates and proof."""

    western = ("value",)
    value = forms.CharField(
        label=_("Value"), max_length=60, help_text=_("A number as it should stand in a text, for example 1,480.")
    )
    as_of = forms.DateField(label=_("As of"), widget=day_input(), help_text=_("The day on which it was so."))
    valid_until = forms.DateField(
        label=_("Valid until"),
        widget=day_input(),
        help_text=_("After this day it blocks approval until it is renewed."),
    )
    proof = forms.CharField(
        label=_("Proof"),
        max_length=400,
        widget=lines(2),
        help_text=_("The record, letter or system that shows it, so that another finds it."),
    )
    proof_url = forms.URLField(label=_("Address of the proof"), required=False, assume_scheme="https")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """A fact is not valid until a day before it was so."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = data.get("as_of"), data.get("valid_until")
        if starts and ends and ends < starts:
            self.add_error("valid_until", _("This day lies before the day on which the fact was so."))
        return data

    @staticmethod
    def given(data: dict[str, Any]) -> Value:
        """The cleaned fields as the act takes them."""
        return Value(data["value"], data["as_of"], data["valid_until"], data["proof"], data["proof_url"])

    @staticmethod
    def initial_of(fact: Fact) -> dict[str, Any]:
        """The present value; the dates are left to be said anew."""
        today = clock.today()
        return {
            "value": fact.value,
            "as_of": today,
            "valid_until": today + QUARTER,
            "proof": fact.proof,
            "proof_url": fact.proof_url,
            "version": fact.version,
        }


class FactForm(ValueForm):
    """A new fact."""

    statement_ar = forms.CharField(
        label=_("Statement in Arabic"),
        max_length=400,
        widget=lines(2),
        help_text=_("What the value is the value of, without the value itself."),
    )
    statement_en = forms.CharField(label=_("Statement in English"), max_length=400, widget=lines(2), required=False)
    measure = forms.CharField(
        label=_("Unit of measure"), max_length=60, required=False, help_text=_("For example: poles, km, per cent.")
    )
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), empty_label=None)
    service = forms.ModelChoiceField(label=_("Service"), queryset=Service.objects.order_by("name_ar"), required=False)
    question = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = (
        "statement_ar",
        "value",
        "measure",
        "as_of",
        "valid_until",
        "proof",
        "proof_url",
        "unit",
        "service",
        "statement_en",
    )

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = places
        self.fields["unit"].label_from_instance = units.name
        self.fields["service"].label_from_instance = units.name


def figures_of(question: Question) -> list[str]:
    """The figures of an expert's answer as written, each once, the one named as such first: each may become a fact."""
    text = question.answer
    found = [text[one.start : one.end].strip() for one in numbers(text) if one.demanded]
    named = [question.figures] if has_figure(question.figures) else []
    return list(dict.fromkeys(named + found))[:FIGURES]


def initial_from(question: Question, value: str = "") -> dict[str, Any]:
    """An expert's answer as the beginning of a fact: the figure meant, what is counted, the day, the proof; the
    statement is left to write."""
    named = question.figures if has_figure(question.figures) else ""
    value = value if value in figures_of(question) else named
    day = clock.today() if question.answered_at is None else question.answered_at.astimezone(clock.RIYADH).date()
    said = {"name": question.answered_as, "day": dates.both(day), "number": question.case.number}
    return {
        "question": question.pk,
        "value": value,
        "measure": _counted(question.answer, value),
        "as_of": day,
        "valid_until": day + QUARTER,
        "proof": gettext("Reply of the expert %(name)s on %(day)s, case %(number)s") % said,
        "unit": question.case.unit_id,
        "service": question.case.service_id,
    }


def _counted(text: str, value: str) -> str:
    """The word after the figure: what it counts, «14 مضخة»."""
    following = text.partition(value)[2].split() if value else []
    word = following[0].strip("،؛.:()«»") if following else ""
    return word if value[-1:].isdecimal() and word.isalpha() and word not in _NOT_COUNTED else ""


class StateForm(Form):
    """Whether a fact may be quoted, and why that changed."""

    state = forms.ChoiceField(label=_("State"), choices=FactState.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Reason"), widget=lines(3))
