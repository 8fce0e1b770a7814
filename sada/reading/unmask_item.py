"""Shows what is masked in an item: who asked, numbers of phones and identities. Each time it is recorded why."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sada.kernel import acts
from sada.kernel.refusals import Missing
from sada.reading.reach import unit_of
from sada.store.models import Item, Person


def unmask_item(item: Item, reason: str, *, by: Person, at: datetime) -> None:
    """Record that `by` has seen the personal data of the item, and why. What was seen is not repeated in the log."""
    unit = unit_of(item, by, "personal.unmask")
    if len(reason.strip()) < 3:
        raise Missing(_("Write why you need to see the personal data."))
    acts.record("personal.unmasked", by=by, on=item, at=at, unit=unit, note=reason.strip())
