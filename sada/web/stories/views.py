"""Stories: the list, and one story as it was told, item by item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sada.kernel import access
from sada.reading.masking import masked, masked_title, personal_spans
from sada.store.models import Mention
from sada.store.queries import search, similar, stories
from sada.web import units
from sada.web.http import HtmxHttpRequest
from sada.web.inbox import rows
from sada.web.screens import subject_pages
from sada.web.stories import line, opening
from sada.web.stories.changes import nearest, runs_of, share


@dataclass(frozen=True, slots=True)
class Told:
    """An item of a story as shown: masked, with what it kept of the original; `earlier`: what it is compared with."""

    item: Any
    title: str
    lead: str
    kept: float | None
    earlier: int | None


@require_GET
def listing(request: HtmxHttpRequest) -> HttpResponse:
    """Stories with at least two items, or of one item that several cases answer; the latest told first."""
    access.require(request.user, "story.see")
    words = request.GET.get("q", "")
    after = rows.place_of(request.GET.get("after", ""))
    items = _items(request)
    found, more = stories.page(
        items,
        words=search.query(words),
        lone=stories.with_many_cases(access.rows_for(request.user, "case.see", "case")),
        after=(after.published_at, after.pk) if after else None,
    )
    context = {
        "stories": [(told, masked_title(told.head.title, told.head.lead, told.head.reading)) for told in found],
        "more": f"{found[-1].last_at.isoformat()},{found[-1].pk}" if more else "",
        "words": words,
    }
    return render(request, "stories/list.html#rows" if request.htmx and after else "stories/list.html", context)


def _items(request: HtmxHttpRequest) -> Any:
    """The items in reach, narrowed to the unit one works for now."""
    items = access.rows_for(request.user, "item.see", "item")
    unit = units.chosen(request)
    if unit is None:
        return items
    return items.filter(pk__in=Mention.objects.filter(path__startswith=unit.path).values("item_id"))


@require_GET
def show(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """One story: who told it when, what changed, what came of it."""
    story = access.access_story(request.user, pk)
    mine = access.rows_for(request.user, "item.see", "item")
    items = stories.items_of(mine, story.pk)
    if not items:
        raise Http404
    head = next((i for i in items if i.pk == story.head_id), items[0])
    near = similar.like(mine, head, story.pk) if access.may(request.user, "story.edit") else []
    context = {
        "story": story,
        "title": masked_title(head.title, head.text[:160], head.reading),
        "told": _told(items),
        "ours": [i for i in items if i.is_ours],
        "outlets": len({i.outlet_id for i in items if i.outlet_id}),
        "cases": stories.cases_of(access.rows_for(request.user, "case.see", "case"), story.pk),
        "case_page": subject_pages().get("case", ""),
        "near": _near(mine, [i.pk for i in near], story.pk),
        "may_edit": access.may(request.user, "story.edit"),
        "first_at": items[0].published_at,
        "last_at": items[-1].published_at,
        **line.block(request, story),
        **opening.block(request.user, story),
    }
    return render(request, "stories/show.html", context)


def _told(items: list[Any]) -> list[Told]:
    """Each item with the share it kept of the original (our own release, else the first), and the earlier item that it
    is most like."""
    original = next((n for n, i in enumerate(items) if i.is_ours), 0)
    runs = [runs_of(item.text) for item in items]
    out = []
    for n, (item, like) in enumerate(zip(items, nearest(runs), strict=True)):
        kept = None if n == original else share(runs[original], runs[n])
        lead = masked(item.text[:400], _shifted(item))
        earlier = None if like is None else items[like].pk
        out.append(Told(item, masked_title(item.title, item.text[:160], item.reading), lead, kept, earlier))
    return out


def _shifted(item: Any) -> list[tuple[int, int]]:
    start = len(item.title) + 1
    spans = personal_spans(f"{item.title}\n{item.text[:400]}", item.reading)
    return [(max(0, a - start), b - start) for a, b in spans if b > start]


def _near(mine: Any, near_ids: list[int], story_id: int) -> list[tuple[int, str, Any]]:
    found = {i.story_id: i for i in stories.neighbours(mine.select_related("reading"), near_ids, story_id)}
    return [(story, masked_title(i.title, i.lead, i.reading), i) for story, i in found.items()]
