"""The assistant in the editor: asked, waited for, its text looked at, put into the draft, made one's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from sada.desk.ask_assistant import ask_assistant, is_lost, is_on
from sada.desk.use_assistant import accept_text, use_text
from sada.kernel import access, clock
from sada.kernel.refusals import NotAllowed, Refusal
from sada.store.models import Answer
from sada.web import toasts
from sada.web.acting import acting
from sada.web.cases.forms import Form
from sada.web.http import HtmxHttpRequest

FAULTS: Mapping[str, Promise] = {
    "timeout": _("The assistant did not answer in time. Try again, or write the text yourself."),
    "unreachable": _("The assistant cannot be reached. Tell the administrator; the draft is as it was."),
    "refused": _("The assistant refused the access key. Tell the administrator."),
    "busy": _("The assistant is busy. Try again in a minute."),
    "status": _("The assistant answered with an error. Try again later."),
    "not_understood": _("The assistant's answer was not understood. Tell the administrator."),
    "empty": _("The assistant wrote nothing. Say in other words what you need."),
}


class WishForm(Form):
    """What the assistant should do, and the version one sees."""

    wish = forms.CharField(max_length=500, required=False)
    version = forms.IntegerField(min_value=1, required=False)


def panel(answer: Answer) -> dict[str, Any]:
    """What the editor shows of the assistant; nothing where none is set up."""
    return {"assistant": _shown(answer)} if is_on() else {}


def _shown(answer: Answer, refusal: str = "") -> dict[str, Any]:
    row = answer.assistant_drafts.first()
    lost = row is not None and is_lost(row, clock.now())
    fault = FAULTS["unreachable"] if lost else FAULTS.get(row.error, "") if row else ""
    return {"row": row, "is_lost": lost, "fault": refusal or fault, "is_waiting": bool(row) and row.state == "waiting"}


@require_GET
def show(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """How the latest question stands; asked for again until it has ended."""
    answer = access.access_answer(request.user, pk, "answer.draft")
    return render(request, "answers/assistant.html", {"answer": answer, "assistant": _shown(answer)})


@require_POST
def ask(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Ask for a draft."""
    answer = access.access_answer(request.user, pk, "answer.draft")
    form, refused = WishForm(request.POST), ""
    wish = form.cleaned_data["wish"] if form.is_valid() else ""
    try:
        ask_assistant(answer, wish, by=request.user, at=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        refused = str(refusal.sentence)
    return render(request, "answers/assistant.html", {"answer": answer, "assistant": _shown(answer, refused)})


@require_POST
@acting
def use(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Put its text into the draft, marked."""
    answer = access.access_answer(request.user, pk, "answer.draft")
    use_text(answer, _version(request), by=request.user, at=clock.now())
    toasts.later(request, _("Put into the draft. It stays marked until you change or accept it."))
    return redirect("cases:edit", pk)


@require_POST
@acting
def accept(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Make the text one's own as it stands."""
    answer = access.access_answer(request.user, pk, "answer.draft")
    accept_text(answer, _version(request), by=request.user, at=clock.now())
    toasts.later(request, _("The text is yours now"))
    return redirect("cases:edit", pk)


def _version(request: HtmxHttpRequest) -> int:
    form = WishForm(request.POST)
    return (form.cleaned_data.get("version") or 0) if form.is_valid() else 0
