"""Taking a paper: door, the paper, the act that records it."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from sada.desk.make_paper import case_file_made, check_unmasking, letter_made
from sada.kernel import access, clock
from sada.kernel.refusals import Refusal
from sada.web.acting import Words, acting, posted
from sada.web.cases.forms import UnmaskForm
from sada.web.http import HtmxHttpRequest
from sada.web.papers import case_file, docx, letter
from sada.web.say.refusals import sentence_of

MAKERS = {"pdf": letter.as_pdf, "docx": docx.as_docx}
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
UNMASKED = Words(
    _("Case file with personal data"),
    _("Make the file"),
    "",
    _("Names, numbers and addresses stand in it in full. That you took it, and why, is recorded."),
)


@require_POST
@acting
def take_letter(request: HtmxHttpRequest, pk: int, form: str) -> HttpResponse:
    """The approved text as PDF or DOCX."""
    answer = access.access_answer(request.user, pk, "export.make")
    content = MAKERS[form](answer)
    letter_made(answer, form, content, by=request.user, at=clock.now())
    return _file(content, f"{answer.case.number}.{form}", TYPES[form])


@require_POST
@acting
def take_case_file(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The file of the case with personal data masked."""
    case = access.access_case(request.user, pk, "export.make")
    now = clock.now()
    content = case_file.as_pdf(case, now, unmasked=False)
    case_file_made(case, content, by=request.user, at=now)
    return _file(content, f"{case.number}-file.pdf", TYPES["pdf"])


@require_http_methods(["GET", "POST"])
def take_unmasked(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The file of the case in full, for a reason that is recorded. A page of its own: a file cannot fill a dialog."""
    case = access.access_case(request.user, pk, "export.make")
    access.require(request.user, "personal.unmask", case.path)
    form, now = UnmaskForm(posted(request)), clock.now()
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            check_unmasking(case, reason, by=request.user)
            content = case_file.as_pdf(case, now, unmasked=True)
        except Refusal as refusal:
            form.add_error(None, sentence_of(refusal, request.user))
        else:
            case_file_made(case, content, by=request.user, at=now, reason=reason)
            return _file(content, f"{case.number}-file.pdf", TYPES["pdf"])
    return _asked(request, form, reverse("cases:show", args=[pk]))


def _asked(request: HtmxHttpRequest, form: forms.Form, then: str) -> HttpResponse:
    context = {"form": form, "words": UNMASKED, "action": request.path, "then": then}
    return render(request, "parts/step_page.html", context, status=422 if form.errors else 200)


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
