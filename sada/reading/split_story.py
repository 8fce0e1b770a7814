"""A person takes items out of a story into one of their own."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.kernel import access, acts
from sada.kernel.refusals import Missing, SomeoneElseDidIt, WrongState
from sada.reading.move_items import hold_stories, kept, move_items
from sada.reading.reach import unit_of
from sada.store.models import Act, Item, Person, Story, StoryItem


def split_story(story: Story, items: Sequence[Item], *, by: Person, at: datetime) -> Act:
    """Make a new story of some items of this one; at least one that the person sees must stay.

    The machine neither merges the two again nor moves what is in them. Returns the entry in the log, which
    `undo_grouping` takes back.
    """
    chosen = list({item.pk: item for item in items}.values())
    if not chosen:
        raise Missing(_("Choose at least one item first."))
    units = [unit_of(item, by, "story.edit") for item in chosen]
    ids = [item.pk for item in chosen]
    with transaction.atomic():
        hold_stories()
        if StoryItem.objects.filter(story=story, item__in=ids).count() != len(ids):
            raise SomeoneElseDidIt
        _require_rest(story, ids, by)
        before = kept(story, ids)
        first = min(chosen, key=lambda item: (item.published_at, item.pk))
        own = Story.objects.create(head=first, first_at=first.published_at, last_at=first.published_at, is_settled=True)
        move_items(ids, own, by)
        Story.objects.filter(pk=story.pk).update(is_settled=True)
        return acts.record("story.split", by=by, on=story, at=at, unit=units[0], before=before, after={"story": own.pk})


def _require_rest(story: Story, ids: Sequence[int], by: Person) -> None:
    rest = access.rows_for(by, "item.see", "item").filter(place__story=story).exclude(pk__in=ids)
    if not rest.exists():
        raise WrongState(_("At least one item must stay in the story."))
