"""The form of a new case: a question asked on the phone, by mail, at a briefing, on a visit; one screen, few keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sada.desk.take_question import MEDIA, Asked, Occasion
from sada.kernel import clock
from sada.listen.type_item import Typed
from sada.store.models import Unit
from sada.web import units
from sada.web.cases.forms import Form, lines, moment_input
from sada.web.forms import first_sentence, telephone
from sada.web.inbox.judgements import URGENCIES


class TakingForm(Form):
    """Who asks, through whom, what, and by when."""

    western = ("phone",)

    occasion = forms.ChoiceField(
        label=_("How it came"), choices=Occasion.choices, widget=forms.RadioSelect, initial=Occasion.CALL
    )
    name = forms.CharField(label=_("Who asks"), max_length=200, required=False)
    outlet = forms.CharField(
        label=_("Outlet"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "outlets", "autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        validators=[telephone],
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "tel"}),
    )
    email = forms.EmailField(label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"dir": "ltr"}))
    url = forms.URLField(
        label=_("Address of the post or page"), max_length=1000, required=False, assume_scheme="https",
        help_text=_("A reply on the network goes under this post."),
    )  # fmt: skip
    text = forms.CharField(label=_("What is asked"), max_length=100_000, widget=lines(6))
    title = forms.CharField(
        label=_("Subject"), max_length=300, required=False, help_text=_("Left empty, it is the first sentence.")
    )
    deadline = forms.DateTimeField(
        label=_("The asker needs it by"), required=False, widget=moment_input(), help_text=_("Riyadh time")
    )
    # One of the next closings of the outlet, chosen beside the field; it goes before what stands in it.
    closing = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), empty_label=None)
    urgency = forms.ChoiceField(label=_("Urgency"), choices=URGENCIES, initial="normal")

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = places
        self.fields["unit"].label_from_instance = indented

    def clean(self) -> dict[str, Any]:
        """A subject from the text where none was written; someone to answer to; a deadline that is to come."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("title", "").strip() and data.get("text"):
            data["title"] = first_sentence(data["text"])
        if not (data.get("name") or data.get("outlet")):
            self.add_error("name", _("Write who asks or for which outlet, so that there is someone to answer."))
        if data.get("closing"):
            data["deadline"] = data["closing"]
        if data.get("deadline") and data["deadline"] <= clock.now():
            self.add_error("deadline", _("This time has passed. Write the time at which the asker needs the answer."))
        return data

    def asked(self) -> Asked:
        """As the act takes it."""
        data = self.cleaned_data
        occasion = Occasion(data["occasion"])
        typed = Typed.of({**data, "outlet": None, "outlet_name": data["outlet"], "medium": MEDIA[occasion]})
        return Asked(occasion, typed, data["urgency"])


def indented(unit: Any) -> str:
    """The name of a unit, moved in by its depth."""
    return "\u2003" * max(0, unit.path.count("/") - 2) + units.name(unit)


def chosen_first(places: Sequence[Unit], wanted: Unit | None) -> int | None:
    """The unit that stands in the form at first: the one worked for, else the highest of one's own."""
    if wanted is not None and any(place.pk == wanted.pk for place in places):
        return wanted.pk
    return min(places, key=lambda place: place.path.count("/")).pk if places else None
