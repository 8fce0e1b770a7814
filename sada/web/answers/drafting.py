"""Drafting: how a text begins, the editor with its live preview, saving without losing anybody's words, submitting."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sada.desk import openings
from sada.desk.citations import against, citable
from sada.desk.draft_answer import change_answer, draft_answer, submit_answer, withdraw_answer
from sada.desk.fill_template import to_begin
from sada.desk.known_places import asked_language
from sada.desk.states import rests
from sada.kernel import access, clock
from sada.kernel.refusals import Blocked, SomeoneElseDidIt, WrongState
from sada.rules.lengths import LIMITS
from sada.store.models import Answer, Medium, QuestionState, TemplateForm
from sada.store.queries.case_timeline import asked_in
from sada.web import toasts
from sada.web.acting import Words, acting, go, posted, step
from sada.web.answers import assistant, posts, quoting, remarks
from sada.web.answers import preview as shown
from sada.web.answers.differences import difference
from sada.web.answers.forms import LOOKS, BeginForm, DraftForm
from sada.web.answers.lengths import length
from sada.web.http import HtmxHttpRequest
from sada.web.say.refusals import sentence_of

POSTED = ("post", "thread")  # the looks of a text that stands on a network
LISTED = 3  # things that prevent approval, named in the refusal itself
BEGINNING = Words(
    _("Draft an answer"),
    _("Begin"),
    _("Draft begun"),
    _("It begins with the words of that form, filled from the case."),
)


@require_http_methods(["GET", "POST"])
def begin(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Begin a draft in one of the forms."""
    case = access.access_case(request.user, pk, "answer.draft")
    place = case.case_items.select_related("item", "item__outlet", "item__contact").order_by("id").first()
    item = place.item if place else None
    asked = asked_language(case, item)
    begun: list[Answer] = []

    def run(data: dict[str, Any]) -> None:
        language, holds = data["language"], data["shape"] == TemplateForm.HOLDING
        texts = {one.row.form: one.text for one in to_begin(case, item, clock.now(), language)}
        text = texts.get(data["shape"], "")
        begun.append(
            draft_answer(case, case.subject, text, by=request.user, at=clock.now(), is_holding=holds, language=language)
        )

    initial = {"shape": openings.form_of(case.medium), "language": asked}
    form = BeginForm(posted(request), templates=to_begin(case, item, clock.now(), asked), initial=initial)
    response = step(request, form, BEGINNING, run, reverse("cases:show", args=[pk]))
    return go(request, reverse("cases:edit", args=[begun[0].pk])) if begun else response


@require_http_methods(["GET", "POST"])
def edit(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The editor; a POST saves a version, and what someone else saved meanwhile is shown beside it, nothing lost."""
    answer = access.access_answer(request.user, pk, "answer.draft")
    if rests(answer) and request.method == "GET":
        return redirect("cases:answer", pk)  # where it is said that the text rests
    form = DraftForm(posted(request), initial=DraftForm.initial_of(answer))
    if request.method != "POST" or not form.is_valid():
        return editor(request, answer, form)
    data = form.cleaned_data
    try:
        text = quoting.to_keep(form.saved, answer.case.unit)
        change_answer(answer, data["title"], text, data["version"], by=request.user, at=clock.now())
    except (SomeoneElseDidIt, WrongState) as refusal:
        return _conflict(request, pk, {**data, "draft": form.saved}, refusal)
    if "submit" in request.POST:
        return submit(request, pk)
    toasts.later(request, _("Draft saved"))
    return redirect("cases:edit", pk)


def editor(request: HtmxHttpRequest, answer: Answer, form: DraftForm, **more: Any) -> HttpResponse:
    """The editor with its preview; `more` for whoever changes a text out of turn."""
    look = _look_of(answer)
    context = {
        "answer": answer,
        "case": answer.case,
        "form": form,
        "looks": LOOKS,
        "look": look,
        "items": asked_in(answer.case),
        "replies": answer.case.questions.filter(state=QuestionState.ANSWERED).order_by("answered_at"),
        **_looked(request, answer, answer.title, form.initial["draft"], look),
        **assistant.panel(answer),
        **more,
    }
    return render(request, "answers/edit.html", context, status=422 if form.errors else 200)


def _look_of(answer: Answer) -> str:
    """How a text is looked at first: in the form that suits its medium; several posts as a thread."""
    look = openings.form_of(answer.case.medium)
    return "thread" if look == openings.POST and posts.is_thread(answer.draft, posts.network_for(answer.case)) else look


def _looked(request: HtmxHttpRequest, answer: Answer, title: str, draft: str, look: str) -> dict[str, Any]:
    """What the preview shows of a text, saved or not."""
    today = clock.today()
    known = citable(answer.case.unit, draft)
    says, pieces, network = shown.says(draft, known), shown.pieces(draft, known, today), posts.network_for(answer.case)
    more = against(answer.case, title, draft, known)
    medium = network if look in POSTED and answer.case.medium == Medium.FORUM else answer.case.medium
    fitting = medium if (look in POSTED) == (medium in LIMITS) else ""
    return {
        "look": look,
        "title": title,
        "pieces": pieces,
        "cited": quoting.listed(draft, known, today),
        "fit": posts.fit(says, network),
        "posts": posts.posts(pieces, network) if look == "thread" else [],
        "blocks": shown.blocks(draft, known, access.rows_for(request.user, "fact.see"), today, more),
        "length": length(says),
        "remarks": remarks.on(draft, known, answer.is_holding, fitting),
        "unit": answer.case.unit,
        "today": today,
    }


def _conflict(request: HtmxHttpRequest, pk: int, data: dict[str, Any], refusal: Any) -> HttpResponse:
    """Both texts, the other's saved, one's own not yet; one may go on from either."""
    theirs = access.access_answer(request.user, pk)
    last = theirs.versions.select_related("by").order_by("-version").first()
    left, right = difference(theirs.draft, data["draft"])
    known = citable(theirs.case.unit, theirs.draft + data["draft"])
    today = clock.today()
    context = {
        "answer": theirs,
        "case": theirs.case,
        "last": last,
        "sentence": sentence_of(refusal, request.user),
        "mine": data,
        "may_change": theirs.state in ("draft", "submitted", "returned", "approved"),
        "left": shown.runs(left, known, today),
        "right": shown.runs(right, known, today),
    }
    return render(request, "answers/conflict.html", context, status=409)


@require_POST
def preview(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The unsaved text as it will be read, and what blocks its approval."""
    answer = access.access_answer(request.user, pk, "answer.draft")
    form = DraftForm(request.POST)
    form.is_valid()
    data = form.cleaned_data
    look = data.get("look") or openings.form_of(answer.case.medium)
    context = _looked(request, answer, data.get("title", ""), data.get("draft", ""), look)
    return render(request, "answers/preview.html", {"answer": answer, "looks": LOOKS, **context})


@require_GET
def facts(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Facts to quote in a draft."""
    access.access_answer(request.user, pk, "answer.draft")
    return quoting.found(request)


@require_POST
@acting
def submit(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Ask for approval of what was saved."""
    answer = access.access_answer(request.user, pk, "answer.submit")
    try:
        submit_answer(answer, by=request.user, at=clock.now())
    except Blocked as refusal:
        toasts.later(request, _listed(request, answer, refusal), bad=True)
        return redirect(reverse("cases:edit", args=[pk]) + "#blocks-title")
    toasts.later(request, _("Submitted for approval"))
    return redirect("cases:answer", pk)


def _listed(request: HtmxHttpRequest, answer: Answer, refusal: Blocked) -> str:
    """The refusal with the first things that prevent approval; all of them stand beside the text."""
    known = citable(answer.case.unit, answer.draft)
    more = against(answer.case, answer.title, answer.draft, known)
    found = shown.blocks(answer.draft, known, access.rows_for(request.user, "fact.see"), clock.today(), more)
    said = list(dict.fromkeys(block.sentence for block in found))
    return " ".join([str(refusal.sentence), *said[:LISTED], *(["…"] if len(said) > LISTED else [])])


@require_POST
@acting
def withdraw(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Give the text up."""
    answer = access.access_answer(request.user, pk, "answer.draft")
    withdraw_answer(answer, by=request.user, at=clock.now())
    toasts.later(request, _("Text withdrawn; it stays in the history"))
    return redirect("cases:show", answer.case_id)
