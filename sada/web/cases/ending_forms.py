"""The forms of ending a case and of what comes after: no answer, not ours, a report elsewhere, a later look."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sada.desk.leave_unanswered import SilenceReason
from sada.store.models import Agency, FollowUpResult, ReportDesk, ReportState, Unit
from sada.web import units
from sada.web.cases.forms import Form, day_input, findable, lines


class SilenceForm(Form):
    """Why the case is to be left without an answer."""

    reason = forms.ChoiceField(label=_("Reason"), choices=SilenceReason.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Explanation"), widget=lines(3), help_text=_("It stays on record with your name."))


class NotOursForm(Form):
    """Who is competent: a body outside, or another unit of the ministry."""

    agency = forms.ModelChoiceField(
        label=_("Body outside the ministry"), queryset=Agency.objects.order_by("name_ar"), required=False
    )
    unit = forms.ModelChoiceField(
        label=_("Or a unit of the ministry"),
        queryset=Unit.objects.none(),
        required=False,
        help_text=_("To hand the case itself over to it, transfer the case instead."),
    )
    note = forms.CharField(label=_("Note"), widget=lines(2), required=False)

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = places
        for name in ("agency", "unit"):
            self.fields[name].label_from_instance = units.name
        findable(self.fields["unit"])

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(data.get("agency")) == bool(data.get("unit")) and not self.errors:
            self.add_error("agency", _("Name one: a body outside, or a unit of the ministry."))
        return data


class ReportForm(Form):
    """A report at 940 or Balady."""

    desk = forms.ChoiceField(label=_("Where"), choices=ReportDesk.choices, widget=forms.RadioSelect, initial="940")
    reference = forms.CharField(
        label=_("Number of the report"), max_length=60, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    opened_on = forms.DateField(label=_("Opened on"), widget=day_input())
    service = forms.CharField(label=_("Service"), max_length=200, required=False)


class ReportStateForm(Form):
    """How a report stands, and what proves it."""

    state = forms.ChoiceField(label=_("State"), choices=ReportState.choices, widget=forms.RadioSelect)
    proof = forms.CharField(
        label=_("Proof of closing"),
        widget=lines(3),
        required=False,
        help_text=_("What was done, when, by whom: an answer may claim it only with this."),
    )
    proof_url = forms.URLField(label=_("Picture or page"), required=False, assume_scheme="https", max_length=1000)


class FollowUpForm(Form):
    """What a later look found."""

    result = forms.ChoiceField(label=_("Was it done?"), choices=FollowUpResult.choices, widget=forms.RadioSelect)
    evidence = forms.CharField(
        label=_("Evidence"),
        widget=lines(3),
        help_text=_("A visit, a picture, a statement of the department."),
    )
    evidence_url = forms.URLField(label=_("Picture or page"), required=False, assume_scheme="https", max_length=1000)
    again_on = forms.DateField(
        label=_("Look again on"), widget=day_input(), required=False, help_text=_("Where not all is done.")
    )
    reopens = forms.BooleanField(label=_("Reopen the case now"), required=False)
