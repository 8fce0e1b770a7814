"""The forms of handing a case over and of parting it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sada.reading.masking import masked_title
from sada.store.models import CaseItem, Unit
from sada.web import units
from sada.web.cases.forms import Form, findable, lines


class TransferForm(Form):
    """Which unit carries on."""

    to = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), empty_label=_("Choose a unit"))
    note = forms.CharField(label=_("Why this unit"), widget=lines(2), help_text=_("The receiving unit reads it first."))

    def __init__(self, *args: Any, places: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = Unit.objects.filter(valid_to=None)
        self.fields["to"].choices = [("", _("Choose a unit")), *_by_amana(places)]
        findable(self.fields["to"])


def _by_amana(places: Iterable[Unit]) -> list[Any]:
    """Units grouped under their amana, as a select shows them."""
    groups: dict[str, list[tuple[int, str]]] = {}
    heads: dict[str, str] = {}
    for place in sorted(places, key=lambda unit: (unit.path.count("/"), unit.sort_key)):
        if place.path.count("/") <= 3:
            heads[place.code] = units.name(place)
        groups.setdefault(place.amana_code, []).append((place.pk, units.name(place)))
    return [(heads.get(code, code), rows) for code, rows in groups.items()]


class SplitForm(Form):
    """Which items are another matter, and what it is called."""

    items = forms.MultipleChoiceField(label=_("Items of the other matter"), widget=forms.CheckboxSelectMultiple)
    subject = forms.CharField(
        label=_("Subject of the new case"), max_length=300, help_text=_("As it will be read in the list of cases.")
    )

    def __init__(self, *args: Any, places: Iterable[CaseItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = [(str(place.item_id), _titled(place)) for place in places]


def _titled(place: CaseItem) -> str:
    item = place.item
    title = masked_title(item.title, item.text[:100], getattr(item, "reading", None))
    return f"{title} ({units.name(item.outlet)})" if item.outlet else title
