"""The answer of an expert."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from sada.desk.answer_question import MOST
from sada.rules.numbers import has_figure
from sada.web.cases.forms import Form, lines


class AnswerForm(Form):
    """What the expert says, and the figure in it where there is one."""

    western = ("figures",)
    text = forms.CharField(label=_("Your answer"), max_length=MOST, widget=lines(7))
    figures = forms.CharField(
        label=_("The figure, if the answer holds one"),
        max_length=60,
        required=False,
        help_text=_("A number as it should stand in a text, for example 1,480."),
    )

    def clean_figures(self) -> str:
        """A figure is written in digits; words without one are part of the answer."""
        said: str = self.cleaned_data["figures"].strip()
        if said and not has_figure(said):
            raise forms.ValidationError(_("Write a number in digits here, with its unit if you like."))
        return said


class LinkForm(AnswerForm):
    """The same with the name that is to stand under it."""

    name = forms.CharField(label=_("Your name and post"), max_length=120)
