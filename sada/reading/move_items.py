"""Moves items between stories and counts the stories anew; cases and lines of an emptied story go with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, Max, Min, OuterRef

from sada.reading.group_story import LOCK
from sada.store.models import Case, Item, Line, Person, Story, StoryItem

Place = Sequence[Any]  # item, similarity, the person who placed it: as the log keeps it


def hold_stories() -> None:
    """Until the transaction ends neither the machine nor anybody else moves items."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def kept(story: Story, items: Sequence[int]) -> dict[str, Any]:
    """What must be known of a story, and of those of its items that leave it, to bring all of it back."""
    places = StoryItem.objects.filter(story=story, item__in=items).order_by("item_id")
    return {
        "story": story.pk,
        "head": story.head_id,
        "is_confirmed": story.is_confirmed,
        "is_settled": story.is_settled,
        "cases": sorted(Case.objects.filter(story=story).values_list("pk", flat=True)),
        "lines": sorted(story.lines.values_list("pk", flat=True)),
        "places": [list(row) for row in places.values_list("item_id", "similarity", "by_id")],
    }


def move_items(items: Sequence[int], to: Story, by: Person) -> None:
    """Put the items into a story by a person's word, and count the stories they leave and the one they join."""
    put_places([(pk, 1.0, by.pk) for pk in items], to)


def put_places(places: Sequence[Place], to: Story) -> None:
    """The same with what is known of each place."""
    ids = [item for item, _, _ in places]
    left = set(StoryItem.objects.filter(item__in=ids).values_list("story_id", flat=True))
    rows = [StoryItem(item_id=pk, story=to, similarity=sure, by_id=by) for pk, sure, by in places]
    StoryItem.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["item"], update_fields=["story", "similarity", "by"]
    )
    for pk in {*left, to.pk}:
        _recount(pk, to)


def _recount(pk: int, heir: Story) -> None:
    told = Item.objects.filter(place__story_id=pk)
    found = told.aggregate(size=Count("pk"), first_at=Min("published_at"), last_at=Max("published_at"))
    if not found["size"]:
        _leave(pk, heir)
        return
    Story.objects.filter(pk=pk).update(**found)
    if not told.filter(pk__in=Story.objects.filter(pk=pk).values("head_id")).exists():
        Story.objects.filter(pk=pk).update(head=told.order_by("published_at", "pk").first())


def _leave(pk: int, heir: Story) -> None:
    """An emptied story goes, its cases and lines follow. A line whose unit has one on the heir too stays where it is,
    and the empty story with it: nothing written is lost."""
    Case.objects.filter(story_id=pk).update(story=heir)
    move_lines(Line.objects.filter(story_id=pk), heir)
    Story.objects.filter(pk=pk, lines__isnull=True).delete()


def move_lines(lines: Any, to: Story) -> None:
    """Hang lines on another story, as far as their units have none there."""
    there = Line.objects.filter(story=to, unit=OuterRef("unit"))
    free = list(lines.exclude(Exists(there)).values_list("pk", flat=True))
    Line.objects.filter(pk__in=free).update(story=to)
