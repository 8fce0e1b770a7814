"""How one likes to read, and to be told."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from sada.store.models import NoticeWay, Person

ZONES = (
    ("Asia/Riyadh", _("Riyadh")),
    ("Asia/Dubai", _("Dubai")),
    ("Africa/Cairo", _("Cairo")),
    ("Asia/Kuala_Lumpur", _("Kuala Lumpur")),
    ("Europe/Paris", _("Paris")),
    ("Europe/London", _("London")),
    ("America/New_York", _("New York")),
)


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


class NoticeForm(forms.Form):
    """Letters about notices, and quiet hours."""

    mail = forms.ChoiceField(
        label=_("Notices by e-mail"),
        choices=NoticeWay._meta.get_field("mail").choices,
        widget=forms.RadioSelect,
        help_text=_("On screen every notice is shown at once. What is urgent never waits for the letter of the day."),
    )
    digest_hour = forms.TypedChoiceField(
        label=_("Hour of the letter of the day"),
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
        coerce=int,
    )
    quiet_from = forms.TimeField(label=_("Quiet from"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    quiet_to = forms.TimeField(
        label=_("Quiet until"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("In quiet hours no letter leaves. Twice the same time: no quiet hours."),
    )
    urgent_breaks_in = forms.BooleanField(label=_("What is urgent reaches me in quiet hours too"), required=False)
    zone = forms.ChoiceField(label=_("My time zone"), choices=ZONES)

    @staticmethod
    def initial_of(person: Person) -> dict[str, object]:
        """What the person has chosen until now, or what holds without a choice."""
        row = NoticeWay.objects.filter(person=person).first() or NoticeWay()
        names = ("mail", "digest_hour", "quiet_from", "quiet_to", "urgent_breaks_in", "zone")
        return {name: getattr(row, name) for name in names}
