"""Finding the story to join with: by words, however they are spelt."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sada.kernel import access
from sada.reading.masking import masked_title
from sada.store.models import Person, Story
from sada.store.queries import search, stories
from sada.web.http import HtmxHttpRequest
from sada.web.search.found import meant

LONGEST = 200
FEW = 8


@require_GET
def find(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Stories that hold the words (`q`), to join with this one."""
    story = access.access_story(request.user, pk, "story.edit")
    context = {"story": story, **found(request.user, story, request.GET.get("q", ""))}
    return render(request, "stories/find.html#found" if request.htmx else "stories/find.html", context)


def found(person: Person, story: Story, text: str) -> dict[str, Any]:
    """The stories, single items among them, that hold every word of the text, latest first, and that one may join.

    Where there are none, unknown words are taken for the nearest known ones; `instead` says for which. At most five
    queries, however much is found.
    """
    words = text.strip()[:LONGEST]
    items = access.rows_for(person, "story.edit", "item").exclude(place__story=story)
    told, instead = _holding(items, words), ""
    if words and not told:
        instead = meant(words, search.vocabulary(items, access.rows_for(person, "unit.see", "unit")))
        told = _holding(items, instead)
    titled = [(one, masked_title(one.head.title, one.head.lead, one.head.reading)) for one in told]
    return {"words": words, "instead": instead if told else "", "told": titled}


def _holding(items: Any, words: str) -> list[stories.Told]:
    asked = search.query(words)
    return stories.page(items, least=1, words=asked, size=FEW)[0] if asked is not None else []
