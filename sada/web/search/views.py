"""One page finds items, cases, facts and units; each only where one may see it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sada.kernel import access
from sada.reading.masking import masked, masked_title, personal_spans
from sada.store.queries import search
from sada.web.http import HtmxHttpRequest
from sada.web.inbox import rows
from sada.web.screens import subject_pages
from sada.web.search.found import meant, pieces, snippet

FEW = 5
LONGEST = 200


@require_GET
def everything(request: HtmxHttpRequest) -> HttpResponse:
    """What holds all the words; `in` asks for one sort alone, `after` for its next page."""
    access.require(request.user, "case.see")
    asked = request.GET.get("q", "").strip()[:LONGEST]
    only = request.GET.get("in", "")
    after = rows.place_of(request.GET.get("after", ""))
    context: dict[str, Any] = {"asked": asked, "only": only, "pages": subject_pages()}
    if asked:
        context |= _found(request, asked, only, after)
    part = "search/results.html#items" if request.htmx and after else "search/results.html"
    return render(request, part, context)


def _found(request: HtmxHttpRequest, asked: str, only: str, after: Any) -> dict[str, Any]:
    person: Any = request.user
    size = search.PAGE if only else FEW

    def reach(act: str, noun: str) -> Any:
        return access.rows_for(person, act, noun)

    def wanted(sort: str) -> bool:
        return only in ("", sort)

    place = (after.published_at, after.pk) if after else None
    items, more = search.items(reach("item.see", "item"), asked, place, size) if wanted("items") else ([], False)
    found = {
        "items": [_item(item, asked) for item in items],
        "cases": search.cases(reach("case.see", "case"), asked, size) if wanted("cases") else [],
        "facts": search.facts(reach("fact.see", "fact"), asked, size) if wanted("facts") else [],
        "units": search.units(reach("unit.see", "unit"), asked, size) if wanted("units") else [],
    }
    found["cases"] = [(case, pieces(case.subject, asked)) for case in found["cases"]]
    found["facts"] = [(fact, pieces(fact.statement_ar, asked)) for fact in found["facts"]]
    nothing = not any(found.values()) and not after
    known = search.vocabulary(reach("item.see", "item"), reach("unit.see", "unit")) if nothing else {}
    return {
        **found,
        "more": f"{items[-1].published_at.isoformat()},{items[-1].pk}" if more and only == "items" else "",
        "has_more_items": more,
        "nothing": nothing,
        "meant": meant(asked, known) if nothing else "",
    }


def _item(item: Any, asked: str) -> tuple[Any, Any, Any]:
    reading = getattr(item, "reading", None)
    whole = f"{item.title}\n{item.body}"
    body = masked(item.body, personal_spans(whole, reading), len(item.title) + 1)
    title = masked_title(item.title, item.body[:160], reading)
    return item, pieces(title, asked), snippet(body, asked) if item.title.strip() else []
