"""The questions to an expert, the page of one, the answer; for the desk: reminding and withdrawing."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from sada.desk.answer_question import Reply, answer_question
from sada.desk.ask_expert import remind, withdraw_question
from sada.kernel import access, clock
from sada.kernel.notices import see_about
from sada.kernel.refusals import Missing
from sada.store.models import Question, QuestionState
from sada.web import toasts, units
from sada.web.acting import acting, go
from sada.web.http import HtmxHttpRequest
from sada.web.questions.forms import AnswerForm
from sada.web.questions.words import faces
from sada.web.say.refusals import sentence_of

SHOWN = 30  # of those answered


@require_GET
def listing(request: HtmxHttpRequest) -> HttpResponse:
    """What I am asked, the earliest deadline first; under it what I answered."""
    access.require(request.user, "case.answer_question")
    within, now = units.chosen(request), clock.now()
    rows = access.rows_for(request.user, "case.answer_question", "question")
    rows = rows.filter(case__path__startswith=within.path) if within else rows
    rows = rows.select_related("case", "case__unit", "asked_by")
    waiting = list(rows.filter(state=QuestionState.ASKED).order_by("due_at"))
    answered = list(rows.filter(state=QuestionState.ANSWERED).order_by("-answered_at")[:SHOWN])
    said = faces([*waiting, *answered], now)
    context = {
        "waiting": [(question, said[question.pk]) for question in waiting],
        "answered": [(question, said[question.pk]) for question in answered],
    }
    return render(request, "questions/list.html", context)


@require_GET
def show(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """One question with what it is about, and the form of the answer for whom it is asked of."""
    question = access.access_question(request.user, pk)
    see_about(request.user, question, at=clock.now())
    return _page(request, question, AnswerForm())


@require_POST
def answer(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The answer of the person who was asked; what was typed stays where it cannot be taken."""
    question = access.access_question(request.user, pk, "case.answer_question")
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, question, form)
    try:
        reply = Reply(form.cleaned_data["text"], form.cleaned_data["figures"])
        answer_question(question, reply, by=request.user, at=clock.now())
    except Missing as refusal:
        form.add_error(None, sentence_of(refusal, request.user))
        return _page(request, question, form)
    toasts.later(request, _("Your answer is with the desk. Thank you."))
    return go(request, reverse("questions:list"))


def _page(request: HtmxHttpRequest, question: Question, form: AnswerForm) -> HttpResponse:
    places: Any = question.case.case_items.select_related("item", "item__outlet", "item__reading").order_by("id")
    context = {
        "question": question,
        "face": faces([question], clock.now())[question.pk],
        "items": places,
        "form": form,
        "may_answer": question.to_id == request.user.pk and question.state == QuestionState.ASKED,
    }
    return render(request, "questions/show.html", context, status=422 if form.errors else 200)


@require_POST
@acting
def remind_expert(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Ask again."""
    question = access.access_question(request.user, pk, "case.ask_expert")
    remind(question, by=request.user, at=clock.now())
    toasts.later(request, _("Reminder sent"))
    return go(request, reverse("cases:show", args=[question.case_id]))


@require_POST
@acting
def withdraw(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Take the question back."""
    question = access.access_question(request.user, pk, "case.ask_expert")
    withdraw_question(question, by=request.user, at=clock.now())
    toasts.later(request, _("Question withdrawn; its link opens nothing any more"))
    return go(request, reverse("cases:show", args=[question.case_id]))
