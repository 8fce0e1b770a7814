"""What changed between any two versions of a story, each by itself compared with the earlier one it is most like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sada.kernel import access
from sada.reading.masking import masked, masked_title, personal_spans
from sada.store.queries import stories
from sada.web.http import HtmxHttpRequest
from sada.web.stories.changes import Runs, changes, is_just_moved, most_like, runs_of, share


@dataclass(frozen=True, slots=True)
class Pair:
    """Two versions to compare, the earlier and the later chosen, by their place in time."""

    first: int
    second: int


@require_GET
def versions(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """What changed from one item of the story (`from`) to another (`to`); personal data is masked in both."""
    story = access.access_story(request.user, pk)
    items = stories.items_of(access.rows_for(request.user, "item.see", "item"), story.pk)
    if not items:
        raise Http404
    pair = _chosen(items, request.GET.get("from", ""), request.GET.get("to", ""))
    titled = [(item, masked_title(item.title, item.text[:160], item.reading)) for item in items]
    context: dict[str, Any] = {"story": story, "versions": titled}
    if pair is not None:
        context |= compared(items[pair.first], items[pair.second])
        context |= {"earlier": items[pair.second - 1] if pair.second else None}
        context |= {"later": items[pair.second + 1] if pair.second + 1 < len(items) else None}
    return render(request, "stories/versions.html#diff" if request.htmx else "stories/versions.html", context)


def _chosen(items: list[Any], first: str, second: str) -> Pair | None:
    """The two asked for; without `to` the last, without `from` the earlier one it is most like. None for one item."""
    places = {str(item.pk): n for n, item in enumerate(items)}
    if any(given and given not in places for given in (first, second)):
        raise Http404
    if len(items) == 1:
        return None
    to = places.get(second, len(items) - 1)
    if first:
        return Pair(places[first], to)
    known: dict[Runs, int] = {}
    for n, item in enumerate(items[:to]):
        known.setdefault(runs_of(item.text), n)
    return Pair(most_like(runs_of(items[to].text), known) or 0, to)


def compared(first: Any, second: Any) -> dict[str, Any]:
    """What is shown of two items: the words kept, added and taken out, masked, and the share that was kept."""
    wholes = [f"{item.title}\n{item.text}" for item in (first, second)]
    texts = [masked(w, personal_spans(w, i.reading)) for w, i in zip(wholes, (first, second), strict=True)]
    found = changes(*texts)
    return {
        "first": first,
        "second": second,
        "changes": found,
        "kept": share(runs_of(first.text), runs_of(second.text)),
        "is_same": is_just_moved(found),
    }
