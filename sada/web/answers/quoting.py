"""Facts for a text that is being written: found by words, listed under it, shown in it by what they say."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from sada.desk.citations import citable
from sada.kernel import access, clock
from sada.rules import citations, written
from sada.store.models import Fact, Unit
from sada.store.queries import facts as queries
from sada.web.http import HtmxHttpRequest


def found(request: HtmxHttpRequest) -> HttpResponse:
    """Facts to quote, found by words forgiving in spelling."""
    rows, words, today = access.rows_for(request.user, "fact.see"), request.GET.get("q", "").strip(), clock.today()
    facts = queries.quotable(rows, words, today)
    if words and not facts:
        near = rows.filter(pk__in=queries.near_words(rows, words))
        facts = queries.quotable(near, "", today)
    context = {"found": facts, "words": words, "may_add": access.may(request.user, "fact.edit")}
    return render(request, "answers/facts.html", context)


def to_write(draft: str, unit: Unit) -> str:
    """A kept text as it stands in the editor."""
    return written.written(draft, citable(unit, draft))


def to_keep(text: str, unit: Unit) -> str:
    """A text out of the editor as it is kept."""
    return written.kept(text, citable(unit, text))


def listed(draft: str, known: dict[int, Fact], today: date) -> list[tuple[Fact, Any]]:
    """The facts a text cites, each once in the order of the text, with how they stand."""
    cited = [known[pk] for pk in citations.cited(draft) if pk in known]
    return [(fact, queries.standing(fact.state, fact.valid_until, today)) for fact in cited]
