"""The form in which a template is written."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sada.store.models import LANGUAGES, CaseState, Family, Kind, Medium, Template, TemplateForm, Unit
from sada.web import units
from sada.web.cases.forms import Form, lines

ANY = [("", _("Any"))]
STATES = [(CaseState.OPEN, CaseState.OPEN.label), (CaseState.PAUSED, CaseState.PAUSED.label)]


class TemplateFields(Form):
    """What the text is, when it is offered, and the text with its places in square brackets."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"dir": "auto"}))
    purpose = forms.ChoiceField(label=_("Purpose of the text"), choices=TemplateForm.choices)
    text = forms.CharField(
        label=_("Text"),
        widget=lines(14),
        help_text=_(
            "Write what is to be filled in square brackets. Sada fills by itself: [الجهة] [المنفذ] [العنوان] [الكاتب] "
            "[المخاطب] [صدر الخطاب] [تحية المخاطب] [ما يُشار إليه] [تاريخ النشر] [رقم العدد] [رقم الصفحة] "
            "[تاريخ اليوم] [موعد الرد] "
            "[موضوع المعاملة] [المتحدث] [صفة المتحدث] [الجهة المختصة]; in English: [Unit] [Outlet] [Title] [Writer] "
            "[Salutation] [Reference] [Date of publication] [Issue number] [Today] [Reply by] [Subject] [Spokesperson] "
            "[Position] [Competent body]. [نص الإيضاح] or [Explanation] is where the line of a story goes. Any other "
            "place is left to the writer and blocks approval until it is filled; words said only where a place is "
            "known stand around it with a question mark: [، بقلم: [الكاتب]؟]."
        ),
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=LANGUAGES, initial="ar")
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), empty_label=None)
    medium = forms.ChoiceField(label=_("Medium"), choices=[*ANY, *Medium.choices], required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[*ANY, *Kind.choices], required=False)
    family = forms.ModelChoiceField(
        label=_("Family"), queryset=Family.objects.order_by("name_ar"), required=False, empty_label=_("Any")
    )
    state = forms.ChoiceField(label=_("State of the case"), choices=[*ANY, *STATES], required=False)

    def __init__(self, places: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("unit", places), ("family", self.fields["family"].queryset)):
            self.fields[name].queryset = rows
            self.fields[name].label_from_instance = units.name

    def clean_text(self) -> str:
        """With LF alone, as drafts are kept."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n").replace("\r", "\n")

    @staticmethod
    def initial_of(row: Template, place: Unit) -> dict[str, Any]:
        """The template as it stands; a text of all units becomes one of the unit one works for."""
        return {
            "name": row.name_ar,
            "purpose": row.form,
            "text": row.text,
            "unit": row.unit_id or place.pk,
            "medium": row.medium,
            "kind": row.kind,
            "family": row.family_id,
            "state": row.state,
            "language": row.language,
        }
