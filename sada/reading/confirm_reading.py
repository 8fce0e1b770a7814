"""A person finds a reading right as it stands: nothing stays unsure, later readings leave it alone, it teaches."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.kernel import access, acts
from sada.kernel.refusals import SomeoneElseDidIt, WrongState
from sada.reading.concern import concern_again
from sada.reading.correct_reading import require_correct
from sada.reading.reviewed import FIELDS, keep_reviews
from sada.store.models import Confirmation, Item, Person, Reading


def confirm_reading(item: Item, *, by: Person, at: datetime) -> Confirmation:
    """Accept every judgement of the item. Returns what `undo_confirmation` takes back."""
    require_correct(by, item)
    with transaction.atomic():
        reading = Reading.objects.select_for_update().get(pk=item.pk)
        values = {name: getattr(reading, name) for name in FIELDS}
        if Confirmation.objects.filter(item=item, undone_at=None, values=values).exists():
            raise WrongState(_("This reading is confirmed already."))
        made = Confirmation.objects.create(
            item=item, values=values, unsure=reading.unsure, by=by, at=at,
            version=reading.version,
        )  # fmt: skip
        _set_unsure(item, reading, [])
        keep_reviews([item.pk])
        acts.record("reading.confirmed", by=by, on=item, at=at, before={"unsure": made.unsure}, after={"unsure": []})
    return made


def undo_confirmation(made: Confirmation, *, by: Person, at: datetime) -> None:
    """Take a confirmation back. What was unsure is so again, unless it has been corrected since."""
    item = made.item
    require_correct(by, item)
    with transaction.atomic():
        reading = Reading.objects.select_for_update().get(pk=item.pk)
        if Confirmation.objects.filter(pk=made.pk, undone_at=None).update(undone_at=at) != 1:
            raise SomeoneElseDidIt
        _set_unsure(item, reading, [name for name in made.unsure if name not in reading.corrected])
        keep_reviews([item.pk])
        acts.record("reading.confirmation_undone", by=by, on=item, at=at, after={"unsure": reading.unsure})


def access_confirmation(person: Person, pk: int) -> Confirmation:
    """A confirmation of an item in reach where one may correct. NotAllowed or Http404 otherwise."""
    from django.shortcuts import get_object_or_404

    access.require(person, "reading.correct")
    reach = access.rows_for(person, "reading.correct", "item")
    return get_object_or_404(Confirmation.objects.select_related("item"), pk=pk, item__in=reach)


def _set_unsure(item: Item, reading: Reading, unsure: list[str]) -> None:
    reading.unsure = unsure
    reading.save(update_fields=["unsure"])
    concern_again(item, reading)
