"""The mailboxes to which journalists write: adding and changing them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from sada.kernel import access, clock
from sada.listen.keep_mailbox import Box, add_mailbox, change_mailbox
from sada.store.models import SourceKind
from sada.web.acting import Words, posted, step
from sada.web.administration.forms import unit_field
from sada.web.cases.forms import Form
from sada.web.http import HtmxHttpRequest

ADVICE = _("The password is not written here: it stands in the file that SADA_MAILBOX_SECRETS names. Mails stay there.")
ADDING = Words(_("New mailbox"), _("Add"), _("Mailbox added"), ADVICE)
EDITING = Words(_("Change the mailbox"), _("Save"), _("Mailbox changed"), ADVICE)


class MailboxForm(Form):
    """A mailbox and whose it is."""

    name = forms.CharField(label=_("Name"), max_length=200)
    address = forms.CharField(
        label=_("Address"),
        max_length=2000,
        widget=forms.TextInput(attrs={"dir": "ltr", "placeholder": "imaps://press@mail.amana.example/INBOX"}),
        help_text=_("imaps://user@server/INBOX, or maildir:/folder on this machine"),
    )
    every_minutes = forms.IntegerField(label=_("Look every (minutes)"), min_value=1, max_value=1440, initial=1)

    def __init__(self, rows: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = unit_field(rows)


def _rows(request: HtmxHttpRequest) -> Any:
    return access.rows_for(request.user, "source.edit", "unit").filter(valid_to=None)


@require_http_methods(["GET", "POST"])
def new(request: HtmxHttpRequest) -> HttpResponse:
    """A new mailbox."""
    access.require(request.user, "source.edit")
    form = MailboxForm(_rows(request), posted(request))
    then = reverse("administration:sources")
    return step(request, form, ADDING, lambda data: add_mailbox(Box(**data), by=request.user, at=clock.now()), then)


@require_http_methods(["GET", "POST"])
def edit(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Change a mailbox."""
    source = access.access_source(request.user, pk, "source.edit")
    if source.kind != SourceKind.MAILBOX and request.method == "POST":
        raise Http404
    initial = {name: getattr(source, name) for name in ("name", "address", "every_minutes")} | {"unit": source.unit_id}
    form = MailboxForm(_rows(request), posted(request), initial=initial)
    return step(
        request,
        form,
        EDITING,
        lambda data: change_mailbox(source, Box(**data), by=request.user, at=clock.now()),
        reverse("administration:source", args=[pk]),
    )
