"""Stories: the list, and one story as it was told, item by item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sada.kernel import access
from sada.store.models import Mention, StoryItem
from sada.store.queries import search, similar, stories
from sada.web import units
from sada.web.http import HtmxHttpRequest
from sada.web.inbox import rows
from sada.web.masking import masked, masked_title, personal_spans
from sada.web.screens import subject_pages
from sada.web.stories.changes import Change, changes, is_just_moved, share_kept
from sada.web.stories.line import block


@dataclass(frozen=True, slots=True)
class Told:
    """An item of a story as shown: masked, with what it kept of the one before it."""

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
        **block(request, story),
    }
    return render(request, "stories/show.html", context)


def _told(items: list[Any]) -> list[Told]:
    """Each item with the share it kept of the original: our own release, else the first."""
    original = next((i for i in items if i.is_ours), items[0])
    out = []
    for item in items:
        kept = None if item.pk == original.pk else share_kept(original.text, item.text)
        lead = masked(item.text[:400], _shifted(item))
        out.append(Told(item, masked_title(item.title, item.text[:160], item.reading), lead, kept, original.pk))
    return out


def _shifted(item: Any) -> list[tuple[int, int]]:
    start = len(item.title) + 1
    spans = personal_spans(f"{item.title}\n{item.text[:400]}", item.reading)
    return [(max(0, a - start), b - start) for a, b in spans if b > start]


def _near(mine: Any, near_ids: list[int], story_id: int) -> list[tuple[int, str, Any]]:
    found = {i.story_id: i for i in stories.neighbours(mine.select_related("reading"), near_ids, story_id)}
    return [(story, masked_title(i.title, i.lead, i.reading), i) for story, i in found.items()]


@require_GET
def between(request: HtmxHttpRequest, pk: int, first: int, second: int) -> HttpResponse:
    """What changed from one item of the story to another."""
    story = access.access_story(request.user, pk)
    pair = [access.access_item(request.user, i) for i in (first, second)]
    if StoryItem.objects.filter(story=story, item_id__in=[first, second]).count() != len({first, second}):
        raise Http404
    texts = [masked(f"{i.title}\n{i.text}", personal_spans(f"{i.title}\n{i.text}", i.reading)) for i in pair]
    found: list[Change] = changes(*texts)
    context = {
        "story": story,
        "first": pair[0],
        "second": pair[1],
        "changes": found,
        "kept": share_kept(pair[0].text, pair[1].text),
        "is_same": is_just_moved(found),
    }
    return render(request, "stories/between.html#diff" if request.htmx else "stories/between.html", context)
