"""The forms of replies in the press."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sada.desk.keep_law import Law
from sada.desk.settle_reply import Printed
from sada.kernel import clock
from sada.kernel.clock import RIYADH
from sada.rules.press_ladder import STEPS
from sada.store.models import Item, LegalText, Outlet, Prominence
from sada.web import units
from sada.web.cases.forms import Form, day_input, lines


class FollowForm(Form):
    """Which outlet has the text, and since when."""

    outlet = forms.ModelChoiceField(label=_("Outlet"), queryset=Outlet.objects.none(), empty_label=None)
    sent_on = forms.DateField(label=_("Handed over on"), widget=day_input())

    def __init__(self, *args: Any, outlets: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outlet"].queryset = outlets
        self.fields["outlet"].label_from_instance = units.name
        self.initial.setdefault("sent_on", clock.today())


class PrintedForm(Form):
    """Where, when and how the reply was printed."""

    on = forms.DateField(label=_("Printed on"), widget=day_input())
    place = forms.CharField(
        label=_("Page or address"), max_length=1000, widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("The number of the page in a newspaper, or the address of the page on a site."),
    )  # fmt: skip
    prominence = forms.ChoiceField(
        label=_("Against the original"), choices=Prominence.choices, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=_("Printed headline"), max_length=300, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    text = forms.CharField(
        label=_("Printed text"),
        required=False,
        widget=lines(8),
        help_text=_("Paste it as printed: what was cut or altered is found from it."),
    )

    def printed(self, item: Item | None) -> Printed:
        """What was filled in, as the act takes it."""
        data = self.cleaned_data
        return Printed(data["on"], data["place"], data["prominence"], data["title"], data["text"], item)

    @staticmethod
    def initial_of(item: Item) -> dict[str, Any]:
        """What the item says of itself."""
        return {
            "on": item.published_at.astimezone(RIYADH).date(),
            "place": item.url,
            "title": item.title,
            "text": item.text,
        }


class CorrectedForm(Form):
    """When and where the outlet corrected its print."""

    on = forms.DateField(label=_("Corrected on"), widget=day_input())
    place = forms.CharField(
        label=_("Page or address"), max_length=1000, widget=forms.TextInput(attrs={"dir": "auto"})
    )  # fmt: skip


class AgreeForm(Form):
    """The day that the outlet named."""

    day = forms.DateField(label=_("It will print on"), widget=day_input())
    note = forms.CharField(label=_("With whom it was agreed"), max_length=300, required=False)


class GiveUpForm(Form):
    """Why the print is waited for no longer."""

    reason = forms.CharField(label=_("Reason"), widget=lines(3))


class LawForm(Form):
    """A legal text from today on."""

    name = forms.CharField(label=_("Name of the rule"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}))
    article = forms.CharField(label=_("Article"), max_length=60, required=False)
    text = forms.CharField(
        label=_("What it says"), widget=lines(6), help_text=_("In your own words or as the official text reads.")
    )
    source = forms.CharField(label=_("Source"), max_length=300, required=False)
    is_checked = forms.BooleanField(label=_("Compared with the official text"), required=False)
    days = forms.IntegerField(label=_("Days until print is due"), min_value=0, max_value=365)
    reminder = forms.IntegerField(label=_("Reminder, days after that"), min_value=0, max_value=365)
    claim = forms.IntegerField(label=_("Letter that cites the law, days after that"), min_value=0, max_value=365)
    regulator = forms.IntegerField(label=_("Letter to the regulator, days after that"), min_value=0, max_value=365)

    def law(self) -> Law:
        """What was filled in, as the act takes it."""
        d = self.cleaned_data
        ladder = [d[step] for step in STEPS]
        return Law(d["name"], d["article"], d["text"], d["source"], d["days"], ladder, d["is_checked"])

    @staticmethod
    def initial_of(row: LegalText) -> dict[str, Any]:
        """The rule as it stands."""
        kept = {"name": row.name_ar, "article": row.article, "text": row.text, "source": row.source, "days": row.days}
        return kept | {"is_checked": row.is_checked} | dict(zip(STEPS, row.ladder, strict=False))
