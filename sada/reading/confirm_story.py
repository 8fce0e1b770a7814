"""A person confirms that the items of a story belong together."""

from datetime import datetime

from django.db import transaction

from sada.kernel import acts
from sada.kernel.refusals import SomeoneElseDidIt
from sada.reading.reach import unit_of_story
from sada.store.models import Person, Story


def confirm_story(story: Story, is_confirmed: bool, *, by: Person, at: datetime) -> None:
    """Say that the items of a story do belong together, or take that back."""
    unit = unit_of_story(story, by, "story.edit")
    with transaction.atomic():
        if not Story.objects.filter(pk=story.pk, is_confirmed=not is_confirmed).update(is_confirmed=is_confirmed):
            raise SomeoneElseDidIt
        acts.record("story.confirmed", by=by, on=story, at=at, unit=unit, after={"is_confirmed": is_confirmed})
