"""The forms of the inbox's decisions."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from sada.desk.decide_item import NoAnswerReason
from sada.kernel import access, clock
from sada.reading.correct_readings import MODES
from sada.reading.reviewed import LISTS
from sada.store.models import PRESS, Case, Medium, Person, Unit
from sada.web import units
from sada.web.forms import ArabicDigits, first_sentence, telephone
from sada.web.inbox.judgements import MANY, URGENCIES, parsed

PRINT_NUMBER: Final = re.compile(r"[0-9]{1,7}(?:[-/][0-9]{1,4})?")  # «15320», two issues in one «15320-15321»
FIRST_PAPER: Final = date(1924, 12, 12)  # Umm al-Qura, the first newspaper of the Kingdom
CHOOSE_UNIT = {"required": _("Choose a unit."), "invalid_choice": _("Choose a unit.")}


class NoAnswerForm(forms.Form):
    """Why an item is left without an answer."""

    reason = forms.ChoiceField(label=_("Reason"), choices=NoAnswerReason.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def clean(self) -> dict[str, Any]:
        """Another reason must be written."""
        data = super().clean() or {}
        if data.get("reason") == NoAnswerReason.OTHER and not data.get("note", "").strip():
            self.add_error("note", _("Write the reason."))
        return data


class TagItemsForm(forms.Form):
    """A tag, new or one that is in use."""

    tag = forms.CharField(
        label=_("Tag"), max_length=40, widget=forms.TextInput(attrs={"dir": "auto", "list": "tags-in-use"})
    )


class ForwardForm(forms.Form):
    """To which unit an item goes."""

    to = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), to_field_name="code", error_messages=CHOOSE_UNIT
    )
    note = forms.CharField(label=_("Note to the unit"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = Unit.objects.filter(valid_to=None)  # type: ignore[attr-defined]


def _indented(unit: Unit) -> str:
    return "\u2003" * max(0, unit.path.count("/") - 2) + units.name(unit)


class JoinForm(forms.Form):
    """Which case answers the item too."""

    case = forms.ModelChoiceField(queryset=Case.objects.none(), error_messages={"required": _("Choose a case.")})

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["case"].queryset = access.rows_for(person, "case.join", "case").select_related("unit")  # type: ignore[attr-defined]


class CorrectManyForm(forms.Form):
    """One judgement for many items: `choice` is `kind:complaint`; `mode` says what becomes of a list's other values."""

    choice = forms.CharField(error_messages={"required": _("Choose a value.")})
    mode = forms.ChoiceField(choices=[(m, m) for m in MODES], required=False)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def clean_choice(self) -> tuple[str, Any]:
        """The judgement and its value."""
        try:
            return parsed(self.cleaned_data["choice"], MANY)
        except KeyError:
            raise forms.ValidationError(_("Choose a value.")) from None

    def clean_mode(self) -> str:
        """What is not a list is simply set."""
        name, _value = self.cleaned_data.get("choice", ("", None))
        return (self.cleaned_data["mode"] or "set") if name in LISTS else "set"


class UnmaskForm(forms.Form):
    """Why personal data must be seen."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, min_length=3, help_text=_("It is recorded with your name and the time.")
    )


class TypedForm(ArabicDigits, forms.Form):
    """Something heard that no source brings: a call, a message, a clipping, a question at an event."""

    western = ("phone", "issue", "page")

    medium = forms.ChoiceField(label=_("How it came"), choices=[], widget=forms.RadioSelect, initial=Medium.PHONE)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), to_field_name="code")
    name = forms.CharField(label=_("Who"), max_length=200, required=False)
    author = forms.CharField(
        label=_("Writer"), max_length=200, required=False, help_text=_("As the by-line has it; a letter cites it.")
    )
    published_on = forms.DateField(
        label=_("Appeared on"), required=False, help_text=_("Left empty, it is today."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    issue = forms.CharField(
        label=_("Number of the issue"), max_length=20, required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    page = forms.CharField(
        label=_("Page"), max_length=20, required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    outlet_name = forms.CharField(
        label=_("Outlet"), max_length=120, required=False, help_text=_("One not listed yet is written down."),
        widget=forms.TextInput(attrs={"list": "outlets", "autocomplete": "off"}),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        validators=[telephone],
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "tel"}),
    )
    email = forms.EmailField(label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"dir": "ltr"}))
    url = forms.URLField(
        label=_("Address of the post or page"),
        max_length=1000,
        required=False,
        assume_scheme="https",
        help_text=_("A reply on the network goes under this post."),
    )
    title = forms.CharField(
        label=_("Subject"), max_length=300, required=False, help_text=_("Left empty, it is the first sentence.")
    )
    text = forms.CharField(
        label=_("What was said or asked"), max_length=100_000, widget=forms.Textarea(attrs={"rows": 5})
    )
    deadline = forms.DateTimeField(
        label=_("Deadline of the journalist"), required=False, help_text=_("Riyadh time"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip
    urgency = forms.ChoiceField(label=_("Urgency"), choices=URGENCIES, widget=forms.RadioSelect, initial="normal")

    FIRST = (
        Medium.PHONE,
        Medium.WHATSAPP,
        Medium.IN_PERSON,
        Medium.PRINT,
        Medium.EMAIL,
        Medium.TV,
        Medium.RADIO,
        Medium.X,
        Medium.FACEBOOK,
        Medium.INSTAGRAM,
        Medium.TELEGRAM,
        Medium.YOUTUBE,
        Medium.TIKTOK,
        Medium.SNAPCHAT,
        Medium.ONLINE,
        Medium.FORUM,
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["medium"].choices = [(m.value, m.label) for m in self.FIRST]  # type: ignore[attr-defined]
        mine = access.rows_for(person, "item.type", "unit").filter(valid_to=None).order_by("path")
        self.fields["unit"].queryset = mine  # type: ignore[attr-defined]
        self.fields["unit"].label_from_instance = _indented  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A subject from the text where none was written: a post has none."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not (data.get("title") or "").strip() and data.get("text"):
            data["title"] = first_sentence(data["text"])
        if data.get("deadline") and data["deadline"] <= clock.now():
            self.add_error("deadline", _("This time has passed. Write the time at which the asker needs the answer."))
        _put_name_right(data)
        return data

    def clean_issue(self) -> str:
        """The number alone; a letter cites it as it stands."""
        return _number_of_print(self.cleaned_data["issue"])

    def clean_page(self) -> str:
        """As the issue."""
        return _number_of_print(self.cleaned_data["page"])

    def clean_published_on(self) -> date | None:
        """The day of the paper: none to come, and none from before there was one."""
        day: date | None = self.cleaned_data["published_on"]
        if day is not None and not FIRST_PAPER <= day <= clock.today():
            raise forms.ValidationError(
                _("Check the day: it lies in the future or long ago. Write the day on which it appeared.")
            )
        return day


def _number_of_print(said: str) -> str:
    if said.strip() and not PRINT_NUMBER.fullmatch(said.strip()):
        raise forms.ValidationError(_("Write the number alone, such as 15320."))
    return said.strip()


def _put_name_right(data: dict[str, Any]) -> None:
    """One name is asked for: the writer's where it stood in the press, else the asker's. What was written into the
    other field before the medium was chosen goes where it belongs: no columnist is kept as a private contact."""
    asks = data.get("phone") or data.get("email")
    if data.get("medium") in PRESS:
        if not data.get("author") and not asks:
            data["author"], data["name"] = data.get("name", ""), ""
    else:
        data["name"] = data.get("name") or data.get("author", "")
        data |= {"author": "", "issue": "", "page": ""}
