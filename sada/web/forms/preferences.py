"""How one likes to read."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from sada.store.models import Person


class PreferencesForm(forms.Form):
    """Language, digits, density and the direction of time on charts."""

    language = forms.ChoiceField(
        label=_("Language"), choices=[("ar", "العربية"), ("en", "English")], widget=forms.RadioSelect
    )
    digits = forms.ChoiceField(
        label=_("Digits"),
        choices=[("latin", "0123456789"), ("arabic", "٠١٢٣٤٥٦٧٨٩")],
        widget=forms.RadioSelect,
    )
    density = forms.ChoiceField(
        label=_("Density"),
        choices=[("comfortable", _("Comfortable")), ("compact", _("Compact"))],
        widget=forms.RadioSelect,
        help_text=_("Compact shows more rows at once."),
    )
    charts = forms.ChoiceField(
        label=_("Time on charts"),
        choices=[("rtl", _("From right to left in Arabic")), ("ltr", _("Always from left to right"))],
        widget=forms.RadioSelect,
    )

    @staticmethod
    def initial_of(person: Person) -> dict[str, str]:
        """What the person has chosen until now."""
        charts = "ltr" if person.charts_ltr else "rtl"
        return {"language": person.language, "digits": person.digits, "density": person.density, "charts": charts}

    def chosen(self) -> dict[str, str | bool]:
        """The cleaned choices as the fields of Person."""
        data = dict(self.cleaned_data)
        charts = data.pop("charts")
        return {**data, "charts_ltr": charts == "ltr"}
