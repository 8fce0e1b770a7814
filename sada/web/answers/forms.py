"""The forms of drafting, approval and sending."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sada.desk.fill_template import Offered
from sada.store.models import LANGUAGES, Answer, TemplateForm
from sada.web.answers.quoting import to_write
from sada.web.answers.recipients import Recipient
from sada.web.cases.forms import Form, lines

ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))
BLANK = "blank"
LOOKS = [("letter", _("Letter")), ("email", _("E-mail")), ("post", _("Post")), ("thread", _("Thread"))]


class BeginForm(Form):
    """How the text begins. (An input called "form" would hide the form from the script that posts it.)"""

    shape = forms.ChoiceField(label=_("Form of the answer"), choices=[], widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=_("Language of the answer"),
        choices=LANGUAGES,
        widget=forms.RadioSelect,
        help_text=_("Proposed: the language of what was asked."),
    )

    def __init__(self, *args: Any, templates: Sequence[Offered] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        forms_of_all = [(one.row.form, _offered(one)) for one in templates]
        self.fields["shape"].choices = [*forms_of_all, (BLANK, _("Empty page"))]
        if self.initial.get("shape") not in dict(forms_of_all):
            self.initial["shape"] = BLANK
        if self.is_bound and not self.data.get("language"):  # the proposed one where none was chosen
            self.data = self.data.copy()
            self.data["language"] = self.initial.get("language", "ar")


def _offered(one: Offered) -> str:
    """The form of a template, with the name the unit gave its own."""
    form = one.row.get_form_display()
    if one.row.form == TemplateForm.HOLDING:
        form = str(_("Holding line: only that the answer will come"))
    return f"{form} · {one.row.name_ar}" if one.row.unit_id else str(form)


class DraftForm(Form):
    """Title, text, and the version one began from.

    Line ends come from the browser as CR LF and are kept as LF. The editor puts isolates around citations so that they
    read well from right to left; `saved` is the text without them, its citations with what they say: see `quoting`.
    """

    title = forms.CharField(
        label=_("Title"), max_length=300, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    draft = forms.CharField(label=_("Text"), required=False, strip=False, widget=lines(14))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    look = forms.ChoiceField(choices=LOOKS, required=False)

    def clean_draft(self) -> str:
        """With LF alone, so that offsets are those of the browser's text."""
        return str(self.cleaned_data["draft"]).replace("\r\n", "\n").replace("\r", "\n")

    @property
    def saved(self) -> str:
        """The text without isolates."""
        return str(self.cleaned_data["draft"]).translate(ISOLATES)

    @staticmethod
    def initial_of(answer: Answer) -> dict[str, Any]:
        """What was saved last."""
        return {"title": answer.title, "draft": to_write(answer.draft, answer.case.unit), "version": answer.version}


class AmendForm(DraftForm):
    """The same with the approver's reason."""

    reason = forms.CharField(
        label=_("Why you change it"), widget=lines(2), help_text=_("The writer reads it; it stays with the version.")
    )


class RestoreForm(Form):
    """Which earlier version comes back, and the one that was the newest when it was chosen."""

    number = forms.IntegerField(min_value=1)
    version = forms.IntegerField(min_value=1)


class ReviewForm(Form):
    """The version that was read, and a remark."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    remark = forms.CharField(
        label=_("Remark"), widget=lines(3), required=False, help_text=_("Needed when the text is returned.")
    )


class EmailForm(Form):
    """To whom: one of those who asked, or another address."""

    to = forms.ChoiceField(label=_("To"), widget=forms.RadioSelect)
    address = forms.EmailField(label=_("Another address"), required=False)

    def __init__(self, *args: Any, recipients: list[Recipient], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {r.key: r for r in recipients}
        choices = [(r.key, r.label) for r in recipients]
        self.fields["to"].choices = [*choices, ("other", _("Another address"))]
        self.initial.setdefault("to", choices[0][0] if choices else "other")
        if not choices:
            self.fields["to"].widget = forms.HiddenInput()
            self.fields["address"].label = _("Address")
            self.fields["address"].required = True
            self.fields["address"].error_messages["required"] = _("Write the address.")

    def clean(self) -> dict[str, Any]:
        """The address of the chosen one stands in `address`."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = self.known.get(data.get("to", ""))
        if chosen is not None:
            data["address"] = chosen.address
        elif data.get("to") == "other" and not data.get("address") and "address" not in self.errors:
            self.add_error("address", _("Write the address."))
        return data


class ByHandForm(Form):
    """Where a person has published the text."""

    address = forms.CharField(
        label=_("Where the text stands"),
        max_length=1000,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_(
            "Bring the frozen text out first. Then its address; where there is none, the place in words: "
            "the group, the call, to whom it was handed."
        ),
    )
