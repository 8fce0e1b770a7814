"""Takes back that stories were joined or items taken out: the items, cases and lines are again where they were."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.kernel import acts
from sada.kernel.refusals import WrongState
from sada.reading.move_items import hold_stories, move_lines, put_places
from sada.reading.reach import unit_of_items
from sada.store.models import Act, Case, Line, Person, Story, StoryItem

UNDONE = ("story.merged", "story.split")


def undo_grouping(act: Act, *, by: Person, at: datetime) -> None:
    """Bring back what the act (see UNDONE) moved; what came since stays. WrongState where items were moved on since."""
    before, there = act.before, act.after["story"]
    items = [item for item, _sure, _by in before["places"]]
    unit = unit_of_items(items, by, "story.edit")
    with transaction.atomic():
        hold_stories()
        if StoryItem.objects.filter(story_id=there, item__in=items).count() != len(items):
            raise WrongState(_("Items of it were moved since. What is wrong now is put right in the story itself."))
        home = _home(act)
        put_places(before["places"], home)
        _hang(before, there, home)
        _mark(before, items, home)
        acts.record(
            "story.grouping_undone", by=by, on=home, at=at, unit=unit, before={"story": there}, after={"act": act.pk}
        )


def _home(act: Act) -> Story:
    """The story the items came from. One that was joined to another is there again under its own number."""
    pk, head = act.before["story"], act.before["head"]
    found = Story.objects.filter(pk=pk).first()
    if found is None and act.name == "story.split":
        raise WrongState(_("The story they came from is no more: it was joined to another."))
    return found or Story.objects.create(pk=pk, head_id=head, first_at=act.at, last_at=act.at)


def _hang(before: Mapping[str, Any], there: int, home: Story) -> None:
    """The cases and lines that were its own."""
    Case.objects.filter(pk__in=before["cases"], story_id=there).update(story=home)
    move_lines(Line.objects.filter(pk__in=before["lines"], story_id=there), home)


def _mark(before: Mapping[str, Any], items: Sequence[int], home: Story) -> None:
    """What people had said of it; its first item, where that came back."""
    head = {"head_id": before["head"]} if before["head"] in items else {}
    Story.objects.filter(pk=home.pk).update(
        is_confirmed=before["is_confirmed"], is_settled=before["is_settled"], **head
    )
