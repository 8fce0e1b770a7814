"""A person has opened an item. Their own affair, so not in the log of acts."""

from datetime import datetime

from sada.store.models import Item, Person, Seen


def see_item(item: Item, *, by: Person, at: datetime) -> None:
    """The item is no longer new to this person; seeing it again changes nothing."""
    Seen.objects.bulk_create([Seen(person=by, item=item, at=at)], ignore_conflicts=True)
