"""A person says that two stories are one."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.kernel import acts
from sada.kernel.refusals import WrongState
from sada.reading.move_items import hold_stories, kept, move_items
from sada.reading.reach import unit_of_story
from sada.store.models import Act, Person, Story, StoryItem


def merge_stories(into: Story, other: Story, *, by: Person, at: datetime) -> Act:
    """Put every item of `other` into `into`; cases and lines follow. The person must have a right to an item of each.

    Returns the entry in the log, which `undo_grouping` takes back.
    """
    if into.pk == other.pk:
        raise WrongState(_("A story cannot be joined with itself."))
    unit_of_story(into, by, "story.edit")
    unit = unit_of_story(other, by, "story.edit")
    with transaction.atomic():
        hold_stories()
        items = list(StoryItem.objects.filter(story=other).values_list("item_id", flat=True))
        before = kept(other, items)
        move_items(items, into, by)
        return acts.record("story.merged", by=by, on=into, at=at, unit=unit, before=before, after={"story": into.pk})
