"""An approver's own hand in a text before approval, and the way back to an earlier version."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from sada.desk.amend_answer import amend_answer, restore_version
from sada.kernel import access, clock
from sada.kernel.refusals import DecidedBefore, Refusal
from sada.web import toasts
from sada.web.acting import acting, posted
from sada.web.answers.drafting import editor
from sada.web.answers.forms import AmendForm, RestoreForm
from sada.web.answers.quoting import to_keep
from sada.web.answers.steps import who_and_when
from sada.web.http import HtmxHttpRequest


@require_http_methods(["GET", "POST"])
def amend(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The editor for whoever may approve: saving needs a reason, and leaves the approval to another."""
    answer = access.access_answer(request.user, pk, "answer.approve")
    if answer.state != "submitted":
        return redirect("cases:answer", pk)
    form = AmendForm(posted(request), initial=AmendForm.initial_of(answer))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        words = (data["title"], to_keep(form.saved, answer.case.unit), data["reason"], data["version"])
        try:
            amend_answer(answer, *words, by=request.user, at=clock.now())
        except Refusal as refusal:
            said = who_and_when(refusal, request.user) if isinstance(refusal, DecidedBefore) else str(refusal.sentence)
            form.add_error(None, said)
        else:
            toasts.later(request, _("Changed. Another person must approve it now."))
            return redirect("cases:answer", pk)
    return editor(request, answer, form, amending=True)


@require_POST
@acting
def restore(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Bring an earlier version back as the newest."""
    answer = access.access_answer(request.user, pk, "answer.draft")
    form = RestoreForm(request.POST)
    number, version = (form.cleaned_data[n] for n in ("number", "version")) if form.is_valid() else (0, 0)
    restore_version(answer, number, version, by=request.user, at=clock.now())
    toasts.later(request, _("Restored as the newest version; it is a draft now"))
    return redirect("cases:answer", pk)
