"""A person puts an item into a story, takes it out, merges stories or confirms one; what a person decided sticks."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Count, Max, Min
from django.utils.translation import gettext_lazy as _

from sada.kernel import acts
from sada.kernel.refusals import SomeoneElseDidIt, WrongState
from sada.reading.group_story import LOCK
from sada.reading.reach import unit_of, unit_of_story
from sada.store.models import Case, Item, Person, Story, StoryItem


def place_item(item: Item, story: Story, *, by: Person, at: datetime) -> int | None:
    """Put the item into `story`, whatever the machine said. Returns the id of the story it leaves, if any."""
    unit = unit_of(item, by, "story.edit")
    with transaction.atomic():
        left = _move([item.pk], story, by)
        if left == [story.pk]:
            raise WrongState(_("The item is in this story already."))
        before = left[0] if left else None
        acts.record(
            "story.joined", by=by, on=story, at=at, unit=unit, before={"story": before}, after={"item": item.pk}
        )
    return before


def take_out(item: Item, *, by: Person, at: datetime) -> Story:
    """Take the item out of its story into one of its own. Returns that new story; `place_item` takes it back."""
    unit = unit_of(item, by, "story.edit")
    with transaction.atomic():
        place = StoryItem.objects.select_for_update().filter(item=item).select_related("story").first()
        if place is None or place.story.size < 2:
            raise WrongState(_("The item stands alone already."))
        own = Story.objects.create(head=item, first_at=item.published_at, last_at=item.published_at)
        _move([item.pk], own, by)
        acts.record(
            "story.split", by=by, on=place.story, at=at, unit=unit, before={"item": item.pk}, after={"story": own.pk}
        )
    return own


def merge_stories(into: Story, other: Story, *, by: Person, at: datetime) -> int:
    """Put every item of `other` into `into`; returns how many. The person must have a right to an item of each."""
    if into.pk == other.pk:
        raise WrongState(_("A story cannot be joined with itself."))
    unit_of_story(into, by, "story.edit")
    unit = unit_of_story(other, by, "story.edit")
    items = list(Item.objects.filter(place__story=other))
    with transaction.atomic():
        _move([item.pk for item in items], into, by)
        acts.record(
            "story.joined", by=by, on=into, at=at, unit=unit,
            before={"story": other.pk}, after={"items": [item.pk for item in items]},
        )  # fmt: skip
    return len(items)


def confirm_story(story: Story, is_confirmed: bool, *, by: Person, at: datetime) -> None:
    """Say that the items of a story do belong together, or take that back."""
    unit = unit_of_story(story, by, "story.edit")
    with transaction.atomic():
        if not Story.objects.filter(pk=story.pk, is_confirmed=not is_confirmed).update(is_confirmed=is_confirmed):
            raise SomeoneElseDidIt
        acts.record("story.confirmed", by=by, on=story, at=at, unit=unit, after={"is_confirmed": is_confirmed})


def _move(item_ids: list[int], story: Story, by: Person) -> list[int]:
    """Move the items, count the stories anew, drop those left empty (their cases follow). Returns the stories left."""
    with connection.cursor() as cursor:  # the machine does not place items meanwhile
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    places = StoryItem.objects.filter(item_id__in=item_ids)
    left = sorted(set(places.values_list("story_id", flat=True)))
    rows = [StoryItem(item_id=pk, story=story, similarity=1.0, by=by) for pk in item_ids]
    StoryItem.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["item"], update_fields=["story", "similarity", "by"]
    )
    for pk in {*left, story.pk}:
        _recount(pk, story)
    return left


def _recount(pk: int, heir: Story) -> None:
    told = Item.objects.filter(place__story_id=pk)
    found = told.aggregate(size=Count("pk"), first_at=Min("published_at"), last_at=Max("published_at"))
    if not found["size"]:
        Case.objects.filter(story_id=pk).update(story=heir)
        Story.objects.filter(pk=pk).delete()
        return
    Story.objects.filter(pk=pk).update(**found)
    if not told.filter(pk__in=Story.objects.filter(pk=pk).values("head_id")).exists():
        Story.objects.filter(pk=pk).update(head=told.order_by("published_at", "pk").first())
