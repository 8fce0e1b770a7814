"""Answers given before, in the draft screen: found by nearness or by words, each with what became of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from sada.desk.citations import citable
from sada.kernel import access, clock
from sada.rules.citations import without_own
from sada.rules.written import written
from sada.store.models import Person
from sada.store.queries import answers_given
from sada.web.http import HtmxHttpRequest

WHY = {
    answers_given.STORY: _("The same story"),
    answers_given.WORDS: _("Like words"),
    answers_given.SERVICE: _("The same service"),
    answers_given.FIELD: _("The same field"),
}


@require_GET
def found(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Answers like the one being written; with words, those that hold them, forgiving in spelling."""
    answer = access.access_answer(request.user, pk, "answer.draft")
    words = request.GET.get("before", "").strip()[:200]
    context = {"given": shown(request.user, answer.case, words), "words": words}
    return render(request, "answers/given.html", context)


def shown(person: Person, case: Any, words: str = "") -> list[dict[str, Any]]:
    """The answers as the panel shows them; `text` is what one may begin from, its own numbers to be decided anew."""
    rows = access.rows_for(person, "case.see")
    found = list(answers_given.given(rows, case, clock.today(), words))
    known = citable(case.unit, "".join(row.draft for row in found))
    return [{"row": row, "why": WHY[row.nearness], "text": written(without_own(row.draft), known)} for row in found]
