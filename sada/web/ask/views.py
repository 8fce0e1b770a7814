"""Answering by link. The page shows the question, the unit, the subject and the headlines, masked; nothing else."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sada.desk.answer_question import LinkClosed, Reply, answer_by_link
from sada.desk.expert_links import Opened, Standing, open_link
from sada.kernel import clock
from sada.kernel.refusals import Refusal, SomeoneElseDidIt
from sada.reading.masking import masked, masked_title
from sada.store.models import Question
from sada.web import errors
from sada.web.ask.limits import LOOKS, TRIES, WRONG, too_often
from sada.web.http import HtmxHttpRequest
from sada.web.questions.forms import LinkForm
from sada.web.questions.words import faces

STATUS = {Standing.OPEN: 200, Standing.ANSWERED: 200}  # anything else is gone


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def page(request: HtmxHttpRequest, token: str) -> HttpResponse:
    """Show the question, or say what became of it; take the answer once."""
    opened = open_link(token, clock.now())
    if opened is None:
        if too_often("wrong", request.META.get("REMOTE_ADDR", ""), WRONG):
            return errors.too_many(request)
        raise Http404
    most = TRIES if request.method == "POST" else LOOKS
    if too_often(request.method or "", opened.question.pk, most):
        return errors.too_many(request)
    return _unlisted(_answer(request, token, opened) if request.method == "POST" else _shown(request, opened))


def _answer(request: HtmxHttpRequest, token: str, opened: Opened) -> HttpResponse:
    form = LinkForm(request.POST)
    if opened.standing != Standing.OPEN or not form.is_valid():
        return _shown(request, opened, form)
    given = form.cleaned_data
    try:
        question = answer_by_link(token, Reply(given["text"], given["figures"], given["name"]), at=clock.now())
    except (LinkClosed, SomeoneElseDidIt):  # another answer, or the desk, was quicker: the page says how it stands
        return _shown(request, open_link(token, clock.now()) or opened, form)
    except Refusal as refusal:
        form.add_error(None, str(refusal.sentence))
        return _shown(request, opened, form)
    return render(request, "ask/thanks.html", {"question": question})


def _shown(request: HtmxHttpRequest, opened: Opened, form: LinkForm | None = None) -> HttpResponse:
    question = opened.question
    if opened.standing != Standing.OPEN:
        context: dict[str, Any] = {"question": question, "standing": opened.standing.value, "form": form}
        return render(request, "ask/closed.html", context, status=STATUS.get(opened.standing, 410))
    context = {
        "question": question,
        "subject": masked(question.case.subject),
        "titles": _titles(question),
        "face": faces([question], clock.now())[question.pk],
        "form": form or LinkForm(initial={"name": question.to_name}),
    }
    return render(request, "ask/question.html", context, status=422 if form and form.errors else 200)


def _titles(question: Question) -> list[str]:
    """The headlines of the case's items, but for one that already stands there as the subject."""
    places = question.case.case_items.select_related("item", "item__reading").order_by("id")
    titles = [masked_title(p.item.title, p.item.text[:120], getattr(p.item, "reading", None)) for p in places]
    return [title for title in titles if title != masked(question.case.subject)]


def _unlisted(response: HttpResponse) -> HttpResponse:
    """The address is a secret: no search engine keeps it."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
