"""Stories: the list, and one story with its items in time order."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Left

from sada.store.models import Case, Item, StoryItem

PAGE = 30
LEAD = 240
# A story is as new as its newest item in reach, so the newest items name the first stories: not all need be grouped.
WINDOW = 400


@dataclass(frozen=True, slots=True)
class Told:
    """A story as one reader may know it: the items in the reader's reach, and nothing of the rest."""

    pk: int
    size: int
    outlets: int
    first_at: datetime
    last_at: datetime
    is_confirmed: bool
    is_ours: bool
    head: Any


def page(
    items: QuerySet[Item],
    *,
    least: int = 2,
    words: Any = None,
    lone: Collection[int] = (),
    after: tuple[datetime, int] | None = None,
    size: int = PAGE,
) -> tuple[list[Told], bool]:
    """Stories of at least `least` items in reach, the latest told first, and whether there is more. Three queries; two
    more where the newest WINDOW items in reach tell too few stories to fill the page. `lone`: stories that are listed
    however few items they have, see `with_many_cases`."""
    told = items.filter(Q(place__story__size__gte=least) | Q(place__story_id__in=lone))  # no more in reach than it has
    if words is not None:
        told = told.filter(place__story_id__in=items.filter(search=words).values("place__story_id"))
        rows = _grouped(told, least, lone, after, size)
    else:
        newest = told.filter(published_at__lte=after[0]) if after else told
        window = list(newest.order_by("-published_at", "-pk").values_list("place__story_id", flat=True)[:WINDOW])
        rows = _grouped(told.filter(place__story_id__in=set(window)), least, lone, after, size)
        if len(window) == WINDOW and len(rows) <= size:
            rows = _grouped(told, least, lone, after, size)
    heads = _heads(items, [row["place__story_id"] for row in rows[:size]])
    return [_told(row, heads[row["place__story_id"]]) for row in rows[:size]], len(rows) > size


def with_many_cases(cases: QuerySet[Case]) -> list[int]:
    """The stories of one item that several cases in reach answer: one line could answer them all. One query."""
    told = cases.filter(case_items__item__place__story__size=1).values("case_items__item__place__story_id")
    many = told.annotate(n=Count("pk", distinct=True)).filter(n__gte=2)
    return list(many.values_list("case_items__item__place__story_id", flat=True))


def _grouped(
    told: QuerySet[Item], least: int, lone: Collection[int], after: tuple[datetime, int] | None, size: int
) -> list[dict[str, Any]]:
    """The first stories of some items, and one more where there is one."""
    grouped = told.values("place__story_id").annotate(
        n=Count("pk"), outlets=Count("outlet_id", distinct=True), first=Min("published_at"), last=Max("published_at"),
        ours=Count("pk", filter=Q(is_ours=True)),
    ).filter(Q(n__gte=least) | Q(place__story_id__in=lone))  # fmt: skip
    if after:
        at, pk = after
        grouped = grouped.filter(Q(last__lte=at) & (Q(last__lt=at) | Q(place__story_id__lt=pk)))
    return list(grouped.order_by("-last", "-place__story_id")[: size + 1])


def _heads(items: QuerySet[Item], story_ids: list[int]) -> dict[int, Any]:
    """For each story the item that stands for it: its head where in reach, else the first one in reach."""
    found: dict[int, Any] = {}
    shown = items.filter(place__story_id__in=story_ids).select_related("outlet", "reading", "place__story")
    ranked = shown.annotate(lead=Left("text", LEAD)).defer("text", "search").order_by("published_at", "pk")
    for item in ranked:
        story = item.place.story
        if story.pk not in found or story.head_id == item.pk:
            found[story.pk] = item
    return found


def _told(row: dict[str, Any], head: Any) -> Told:
    return Told(
        row["place__story_id"], row["n"], row["outlets"], row["first"], row["last"],
        head.place.story.is_confirmed, row["ours"] > 0, head,
    )  # fmt: skip


def items_of(items: QuerySet[Item], story_id: int, limit: int = 200) -> list[Any]:
    """The story's items in reach, earliest first, whole texts included, at most `limit`."""
    told = items.filter(place__story_id=story_id).select_related("outlet", "reading", "place", "place__by")
    return list(told.defer("search").order_by("published_at", "pk")[:limit])


def cases_of(cases: QuerySet[Case], story_id: int) -> list[Case]:
    """Cases in reach that are about the story, or answer one of its items."""
    answers_one = StoryItem.objects.filter(story_id=story_id, item__case_items__case_id=OuterRef("pk"))
    found = cases.filter(Q(story_id=story_id) | Exists(answers_one))
    return list(found.select_related("unit", "owner").order_by("-opened_at"))


def neighbours(items: QuerySet[Item], near_ids: list[int], story_id: int) -> list[Any]:
    """Other stories that hold items like these: candidates for joining."""
    found = items.filter(pk__in=near_ids, place__isnull=False).exclude(place__story_id=story_id)
    return list(
        found.select_related("outlet")
        .annotate(story_id=F("place__story_id"), lead=Left("text", LEAD))
        .defer("text", "search")
    )
