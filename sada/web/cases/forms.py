"""The forms of what one does with a case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sada.desk.close_case import OF_OTHERS
from sada.desk.pause_clock import PauseReason
from sada.desk.promised_day import promised_day
from sada.kernel import clock
from sada.rules.outcomes import outcome_of
from sada.store.models import Case, Kind, Mention, Outcome, Person, Service
from sada.web import units
from sada.web.cases.closing_choices import Presses
from sada.web.forms import ArabicDigits
from sada.web.say.dates import is_arabic

FOUR_WEEKS = timedelta(weeks=4)


def day_input() -> forms.DateInput:
    """A day, with the browser's own calendar."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def moment_input() -> forms.DateTimeInput:
    """A day and a time, with the browser's own calendar."""
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def lines(rows: int = 4) -> forms.Textarea:
    """A text of several lines in the direction of what is written."""
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


def findable(field: forms.Field) -> None:
    """A long list of units: with a field above it in which one types the name, however spelt."""
    said = {"data-find": _("Search for a unit by name"), "data-none": _("No unit of that name")}
    field.widget.attrs.update(said)


class Form(ArabicDigits, forms.Form):
    """A form that takes the digits of both sets."""


class NoteForm(Form):
    """An internal note."""

    text = forms.CharField(label=_("Note"), widget=lines(), help_text=_("It stays in the house and is never sent."))


class ToldForm(Form):
    """How the asker was told."""

    how = forms.CharField(label=_("How"), widget=lines(2))


class DecideReplyForm(Form):
    """Whether a reply is sent to the press."""

    replies = forms.ChoiceField(
        label=_("A reply in the press"),
        choices=[("yes", _("Send a reply")), ("no", _("Send none"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"), widget=lines(2), required=False, help_text=_("Needed where none is sent.")
    )


class PrintedForm(Form):
    """Where our reply was seen."""

    where = forms.CharField(
        label=_("Where"),
        max_length=300,
        help_text=_("Address of the page, or issue and page number, or programme and minute."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    note = forms.CharField(
        label=_("Note"), widget=lines(2), required=False, help_text=_("How prominent, whether cut or altered.")
    )


class AskForm(Form):
    """A question to an expert of the unit, or to someone without an account."""

    text = forms.CharField(
        label=_("Question"),
        max_length=4000,
        widget=lines(5),
        help_text=_("It may be read outside the house: write no citizen's name, number or address."),
    )
    to = forms.ModelChoiceField(label=_("Expert"), queryset=Person.objects.none(), required=False)
    name = forms.CharField(label=_("Or the name of someone without an account"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("And their e-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"dir": "ltr"}),
        help_text=_("They receive a link of their own, which opens only this question."),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people
        self.fields["to"].label_from_instance = _expert_name
        self.fields["to"].empty_label = str(_("Someone without an account"))

    def clean(self) -> dict[str, Any]:
        """One of the two: an expert of the house, or a name with an address."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        given = bool(data.get("name") or data.get("email"))
        if data.get("to") and given:
            self.add_error("to", _("Choose the expert or write a name with an e-mail, not both."))
        elif not data.get("to") and not self.errors and not (data.get("name") and data.get("email")):
            self.add_error("to", _("Choose an expert, or write the name and the e-mail of the person to ask."))
        return data


def _expert_name(person: Person) -> str:
    return f"{units.name(person)}، {person.title_ar}" if person.title_ar and is_arabic() else units.name(person)


class ReasonForm(Form):
    """A reason in words."""

    note = forms.CharField(label=_("Reason"), widget=lines())


class UnmaskForm(Form):
    """Why one needs to see personal data."""

    reason = forms.CharField(label=_("Why do you need to see it?"), max_length=300)


class PauseForm(Form):
    """Why the clock stands still, and until when at the latest."""

    reason = forms.ChoiceField(label=_("Reason"), choices=PauseReason.choices, widget=forms.RadioSelect)
    limit = forms.DateTimeField(
        label=_("Until"),
        widget=moment_input(),
        help_text=_("At this time the clock runs on by itself, if it has not before."),
    )
    note = forms.CharField(label=_("Note"), widget=lines(2), required=False)


class DeadlineForm(Form):
    """The time at which the asker needs the answer: written, or one of the next closings of the outlet, pressed."""

    deadline = forms.DateTimeField(
        label=_("The asker needs it by"),
        widget=moment_input(),
        required=False,
        help_text=_("Leave it empty to remove the deadline."),
    )

    def __init__(self, *args: Any, closings: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if closings:
            self.fields["closing"] = forms.DateTimeField(
                label=_("The outlet's next closing"), required=False, widget=Presses(closings)
            )

    def clean(self) -> dict[str, Any]:
        """What was pressed holds, whatever stands in the field."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("closing"):
            data["deadline"] = data["closing"]
            self.errors.pop("deadline", None)
        return data


class AssignForm(Form):
    """Who carries the case."""

    owner = forms.ModelChoiceField(
        label=_("Person"), queryset=Person.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people
        self.fields["owner"].label_from_instance = units.name


class JoinForm(Form):
    """Which waiting item the case answers too."""

    mention = forms.ModelChoiceField(
        label=_("Item"), queryset=Mention.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, mentions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mention"].queryset = mentions
        self.fields["mention"].label_from_instance = _mention_label


def _mention_label(mention: Mention) -> str:
    outlet = mention.item.outlet
    title = mention.item.title or mention.item.text[:100]
    return f"{title} ({units.name(outlet)})" if outlet else title


class AboutForm(Form):
    """What a case is about."""

    subject = forms.CharField(label=_("Subject"), max_length=300, widget=lines(2))
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices, widget=forms.RadioSelect)
    service = forms.ModelChoiceField(label=_("Service"), queryset=Service.objects.order_by("name_ar"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].label_from_instance = units.name  # type: ignore[attr-defined]


class CloseForm(Form):
    """What became of the case."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[choice for choice in Outcome.choices if choice[0] not in OF_OTHERS],
        widget=forms.RadioSelect,
    )
    promise_on = forms.DateField(
        label=_("Promised for"),
        widget=day_input(),
        required=False,
        help_text=_("Needed where the outcome promises something."),
    )
    follow_up_on = forms.DateField(
        label=_("Follow-up on"),
        widget=day_input(),
        required=False,
        help_text=_("Left empty: on the promised day; where nothing is promised, four weeks from today."),
    )
    note = forms.CharField(
        label=_("Note"),
        widget=lines(3),
        required=False,
    )

    @staticmethod
    def initial_of(case: Case) -> dict[str, Any]:
        """What the reply itself says came of it, and what it promises for when."""
        sent = case.answers.filter(state="sent").order_by("-approved_at").values_list("final", flat=True).first()
        named = Outcome.NOT_OURS if case.competent_agency_id or case.competent_unit_id else ""
        return {
            "outcome": named or outcome_of(sent or ""),
            "promise_on": promised_day(sent or "", clock.today()),
        }
