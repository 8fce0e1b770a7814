"""The inbox's pages: the list, one item beside it, what is new, what is similar."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from sada.kernel import access
from sada.reading.masking import masked_title
from sada.store.queries import inbox, similar
from sada.web import units
from sada.web.http import HtmxHttpRequest
from sada.web.inbox import pane, rows
from sada.web.inbox.undo import ids


@never_cache
@require_GET
def listing(request: HtmxHttpRequest) -> HttpResponse:
    """The list with an empty pane; as a fragment its rows, or the next page of them (`after`)."""
    access.require(request.user, "item.see")
    filters = rows.filters_of(request)
    after = rows.place_of(request.GET.get("after", ""))
    context = rows.listed(request, filters, after)
    if request.htmx and after:
        return render(request, "inbox/list.html#rows", context)
    context |= rows.frame_of(request, filters)
    return render(request, "inbox/list.html#list" if request.htmx else "inbox/list.html", context)


@never_cache
@require_GET
def read(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """One item in the pane; by itself with the list beside it."""
    mention = access.access_mention(request.user, pk)
    filters = rows.filters_of(request)
    context = pane.context(request, mention, filters)
    if request.htmx:
        return render(request, "inbox/pane.html", context)
    context |= rows.listed(request, filters) | rows.frame_of(request, filters)
    return render(request, "inbox/list.html", context)


@require_GET
def item(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The address of an item, wherever it lies in the inbox; by itself when it was laid before no unit."""
    found = access.access_item(request.user, pk)
    mention = rows.reach(request).filter(item_id=pk).order_by("pk").first()
    if mention is not None:
        return redirect("inbox:read", mention.pk)
    shown = masked_title(found.title, found.text[:160], found.reading)
    return render(request, "inbox/unplaced.html", {**pane.text_of(found), "shown": shown, "may": {}})


@require_GET
def news(request: HtmxHttpRequest) -> HttpResponse:
    """How many items have come since the list was drawn; nothing to swap while there are none."""
    access.require(request.user, "item.see")
    filters = rows.filters_of(request)
    since = next(iter(ids(request, "since")), 0)
    n = inbox.news(rows.reach(request), filters.wanted(units.chosen(request)), request.user.pk, since)
    if not n:
        return HttpResponse(status=204)
    return render(request, "inbox/list.html#news", {"n": n, "query": filters.query, "since": since})


@require_GET
def nearby(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """What is similar and how such was answered."""
    mention = access.access_mention(request.user, pk)
    place = getattr(mention.item, "place", None)
    found = similar.like(
        access.rows_for(request.user, "item.see", "item").select_related("reading"),
        mention.item,
        place.story_id if place else None,
    )
    answers = similar.answered_before(
        access.rows_for(request.user, "case.see", "answer"), mention.item, [other.pk for other in found]
    )
    shown = [(other, masked_title(other.title, "", other.reading) or _lead(other)) for other in found]
    return render(request, "inbox/nearby.html", {"similar": shown, "answers": answers, "case_url": "cases:show"})


def _lead(other: Any) -> str:
    return masked_title("", other.text[:160], other.reading)


def address(pk: int | None, query: str) -> str:
    """The page of a mention with the filters, or of the list alone."""
    return (reverse("inbox:read", args=[pk]) if pk else reverse("inbox:list")) + query
