"""A person has opened items, or marked them as seen. Their own affair, so not in the log of acts."""

from collections.abc import Iterable
from datetime import datetime

from sada.store.models import Item, Person, Seen


def see_item(item: Item, *, by: Person, at: datetime) -> None:
    """The item is no longer new to this person; seeing it again changes nothing."""
    Seen.objects.bulk_create([Seen(person=by, item=item, at=at)], ignore_conflicts=True)


def see_items(items: Iterable[int], *, by: Person, at: datetime) -> list[int]:
    """The same for many, by their ids; returns those that were new to the person until now."""
    wanted = set(items)
    known = set(Seen.objects.filter(person=by, item_id__in=wanted).values_list("item_id", flat=True))
    fresh = sorted(wanted - known)
    Seen.objects.bulk_create([Seen(person=by, item_id=pk, at=at) for pk in fresh], ignore_conflicts=True)
    return fresh


def unsee_items(items: Iterable[int], *, by: Person) -> int:
    """They are new to the person again; returns how many."""
    gone, _rows = Seen.objects.filter(person=by, item_id__in=list(items)).delete()
    return gone
