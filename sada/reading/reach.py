"""Through which unit a person acts on an item or a story: one it is laid before and where the person may."""

from collections.abc import Sequence

from django.db.models import QuerySet

from sada.kernel import access
from sada.kernel.refusals import NotAllowed
from sada.store.models import Item, Mention, Person, Story, Unit


def unit_of(item: Item, by: Person, act: str) -> Unit:
    """The unit by whose right `by` does `act` on the item. Raises NotAllowed when there is none."""
    return _first(Mention.objects.filter(item=item), by, act)


def unit_of_items(items: Sequence[int], by: Person, act: str) -> Unit:
    """The same for several: a right to one of them is enough. Raises NotAllowed when there is none."""
    return _first(Mention.objects.filter(item__in=items), by, act)


def unit_of_story(story: Story, by: Person, act: str) -> Unit:
    """The same for a story: a right to one of its items is enough. Raises NotAllowed when there is none."""
    return _first(Mention.objects.filter(item__place__story=story), by, act)


def _first(mentions: QuerySet[Mention], by: Person, act: str) -> Unit:
    paths = dict(mentions.order_by("id").values_list("path", "unit_id"))
    for path, unit_id in paths.items():
        if access.may(by, act, path):
            return Unit.objects.get(pk=unit_id)
    raise NotAllowed
