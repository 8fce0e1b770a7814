"""The forms of administration."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sada.desk.keep_calendar import DaysOff, Windows
from sada.desk.keep_people import Particulars
from sada.desk.keep_units import Naming
from sada.listen.keep_source import Listening
from sada.store.models import Medium, Outlet, Person, Role, Source, SourceKind, Unit, UnitKind
from sada.web import units
from sada.web.cases.forms import Form, day_input, lines
from sada.web.forms import telephone

WEEK = (
    ("sun", _("Sunday")),
    ("mon", _("Monday")),
    ("tue", _("Tuesday")),
    ("wed", _("Wednesday")),
    ("thu", _("Thursday")),
    ("fri", _("Friday")),
    ("sat", _("Saturday")),
)


class UnitField(forms.ModelChoiceField):
    """One of the units in reach, indented by their depth, in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        """The name behind as many dashes as the unit is deep."""
        return "– " * max(0, obj.path.count("/") - 2) + units.name(obj)


def unit_field(rows: QuerySet[Unit], **more: Any) -> UnitField:
    """A choice among the units of `rows`."""
    return UnitField(rows.order_by("path"), label=_("Unit"), **more)


class UnitForm(Form):
    """Names and address of a unit."""

    name_ar = forms.CharField(label=_("Arabic name"), max_length=200)
    since = forms.DateField(
        label=_("The new name holds from"),
        required=False,
        widget=day_input(),
        help_text=_("Leave it empty to correct a slip. With a date the former name is kept for older items."),
    )
    name_en = forms.CharField(label=_("English name"), max_length=200)
    short_ar = forms.CharField(label=_("Short Arabic name"), max_length=200, required=False)
    variants = forms.CharField(
        label=_("Other ways to write it"),
        required=False,
        widget=lines(3),
        help_text=_("One a line. Items are recognised by them."),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    phones = forms.CharField(
        label=_("Telephone numbers of the body"),
        required=False,
        widget=lines(2),
        help_text=_("One a line. They may stand in published answers."),
    )

    @staticmethod
    def initial_of(unit: Unit) -> dict[str, Any]:
        """The present names."""
        names = {name: getattr(unit, name) for name in ("name_ar", "name_en", "short_ar", "email")}
        return names | {"variants": "\n".join(unit.variants), "phones": "\n".join(unit.phones)}

    @staticmethod
    def given(data: dict[str, Any]) -> Naming:
        """As the act takes it."""
        many = {name: tuple(data[name].splitlines()) for name in ("variants", "phones")}
        return Naming(**{**data, **many})


class NewUnitForm(UnitForm):
    """A unit to come: where it stands, what it is, its names."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[choice for choice in UnitKind.choices if choice[0] != UnitKind.MINISTRY],
        initial=UnitKind.BALADIYA,
    )
    code = forms.CharField(
        label=_("Code"),
        max_length=60,
        widget=forms.TextInput(attrs={"dir": "ltr", "class": "input"}),
        help_text=_("Small Latin letters, digits and hyphens, such as al-nakheel. It never changes."),
    )
    field_order = ("unit", "kind", "name_ar", "name_en", "code")

    def __init__(self, rows: QuerySet[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitField(rows.order_by("path"), label=_("Below"))
        self.fields["since"].label = _("It is there from")
        self.fields["since"].help_text = _("Leave it empty when it has long been there.")
        self.order_fields(self.field_order)


class RetireForm(Form):
    """The last day of a unit."""

    last = forms.DateField(label=_("Last day"), required=False, widget=day_input())


class PersonForm(Form):
    """Who someone is."""

    western = ("phone",)
    username = forms.RegexField(
        r"^[A-Za-z0-9._-]+\Z",
        label=_("Log-in name"),
        max_length=150,
        help_text=_("Latin letters, digits, dots and - _."),
    )
    name_ar = forms.CharField(label=_("Arabic name"), max_length=120)
    name_en = forms.CharField(label=_("English name"), max_length=120, required=False)
    title_ar = forms.CharField(label=pgettext_lazy("person", "Title"), max_length=120, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False, validators=[telephone])

    @staticmethod
    def initial_of(person: Person) -> dict[str, Any]:
        """As it stands."""
        return {name: getattr(person, name) for name in Particulars.__dataclass_fields__}

    @staticmethod
    def given(data: dict[str, Any]) -> Particulars:
        """As the act takes it."""
        return Particulars(**{name: data[name] for name in Particulars.__dataclass_fields__})


class RoleForm(Form):
    """A role in a unit, from and to a date."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    since = forms.DateField(label=_("From"), required=False, widget=day_input())
    until = forms.DateField(label=_("To"), required=False, widget=day_input(), help_text=_("Empty: until it is ended."))

    def __init__(self, rows: QuerySet[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"unit": unit_field(rows), **self.fields}


class NewPersonForm(PersonForm):
    """A new person with a first role."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)

    def __init__(self, rows: QuerySet[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = unit_field(rows)
        self.fields["by_mail"] = forms.BooleanField(label=_("Send the link by e-mail"), required=False)

    def clean(self) -> dict[str, Any]:
        """A letter needs an address."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("by_mail") and not data.get("email"):
            self.add_error("email", _("Write the address that the link is to be sent to."))
        return data


class HolidayForm(Form):
    """Days off as they were announced."""

    name_ar = forms.CharField(label=_("Name of the holiday"), max_length=120)
    name_en = forms.CharField(label=_("English name"), max_length=120, required=False)
    starts = forms.DateField(label=_("First day off"), widget=day_input())
    ends = forms.DateField(label=_("Last day off"), widget=day_input())
    source = forms.CharField(
        label=_("Announced by"), max_length=200, required=False, help_text=_("The circular or the news it rests on.")
    )

    def __init__(self, rows: QuerySet[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"unit": unit_field(rows), **self.fields}

    @staticmethod
    def given(data: dict[str, Any]) -> DaysOff:
        """As the act takes it."""
        return DaysOff(**{name: data[name] for name in DaysOff.__dataclass_fields__})


class HoursForm(Form):
    """Working hours of a period."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[("normal", _("Normal")), ("ramadan", _("Ramadan"))])
    valid_from = forms.DateField(label=_("From"), widget=day_input())
    valid_to = forms.DateField(label=_("To"), widget=day_input(), required=False)
    weekdays = forms.MultipleChoiceField(label=_("Days"), choices=WEEK, widget=forms.CheckboxSelectMultiple)
    starts = forms.TimeField(label=_("Work begins"), widget=forms.TimeInput(attrs={"type": "time"}))
    ends = forms.TimeField(label=_("Work ends"), widget=forms.TimeInput(attrs={"type": "time"}))
    starts_again = forms.TimeField(
        label=_("Work begins again"),
        widget=forms.TimeInput(attrs={"type": "time"}),
        required=False,
        help_text=_("For a split shift or a break at noon."),
    )
    ends_again = forms.TimeField(label=_("And ends"), widget=forms.TimeInput(attrs={"type": "time"}), required=False)

    def __init__(self, rows: QuerySet[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"unit": unit_field(rows), **self.fields}

    @staticmethod
    def given(data: dict[str, Any]) -> Windows:
        """As the act takes it."""
        spans = [(data["starts"], data["ends"]), (data["starts_again"], data["ends_again"])]
        windows = tuple(f"{starts:%H:%M}-{ends:%H:%M}" for starts, ends in spans if starts and ends)
        days = tuple(data["weekdays"])
        return Windows(data["unit"], data["kind"], data["valid_from"], data["valid_to"], days, windows)

    def clean(self) -> dict[str, Any]:
        """The second window is whole or empty, and begins after the first has ended."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        ends, again, until = data.get("ends"), data.get("starts_again"), data.get("ends_again")
        if bool(again) != bool(until):
            self.add_error("ends_again", _("Write both times of the second window, or neither."))
        elif again and ends and again < ends:
            self.add_error("starts_again", _("The second window begins after the first has ended."))
        return data


class PromiseForm(Form):
    """Another length for a promise."""

    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=60 * 24 * 60)

    def __init__(self, rows: QuerySet[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"unit": unit_field(rows), **self.fields}


class SourceForm(Form):
    """What is listened to."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(SourceKind.FEED, _("Feed (RSS or Atom)")), (SourceKind.PAGE, _("Page"))]
    )
    address = forms.URLField(label=_("Address"), max_length=2000, assume_scheme="https")
    outlet = forms.ModelChoiceField(
        Outlet.objects.order_by("name_ar"), label=_("Outlet"), required=False, empty_label=_("As each item names it")
    )
    medium = forms.ChoiceField(label=_("Medium"), choices=Medium.choices, initial=Medium.ONLINE)
    every_minutes = forms.IntegerField(label=_("Look every (minutes)"), min_value=5, max_value=7 * 1440, initial=15)

    @staticmethod
    def initial_of(source: Source) -> dict[str, Any]:
        """As it stands."""
        return {name: getattr(source, name) for name in Listening.__dataclass_fields__}

    @staticmethod
    def given(data: dict[str, Any]) -> Listening:
        """As the act takes it."""
        return Listening(**{name: data[name] for name in Listening.__dataclass_fields__})
