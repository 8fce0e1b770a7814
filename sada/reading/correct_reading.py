"""A person's better answer to one judgement of a reading; it stands until undone and teaches."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.kernel import access, acts
from sada.kernel.refusals import Refusal, SomeoneElseDidIt
from sada.reading.concern import concern_again
from sada.reading.reviewed import WHOSE, keep_reviews
from sada.store.models import (
    Agency,
    Correction,
    Family,
    Item,
    Kind,
    Mention,
    Person,
    Reading,
    Relevance,
    Service,
    Tone,
    Unit,
)

FIELDS = (
    "relevance",
    "units",
    "baladiyat",
    "services",
    "families",
    "kind",
    "tone",
    "needs_answer",
    "community",
    "urgency",
)
URGENCIES = ("normal", "high", "danger")


class BadValue(Refusal):
    """The new value is not one of the choices."""

    sentence = _("This value is not one of the choices. Choose one from the list.")


def correct_reading(item: Item, field: str, value: Any, *, by: Person, at: datetime) -> Correction:
    """Set one judgement to a person's value. Returns the correction, which `undo_correction` takes back."""
    require_correct(by, item)
    return set_judgement(item, field, value, by=by, at=at)


def set_judgement(item: Item, field: str, value: Any, *, by: Person, at: datetime) -> Correction:
    """The same where the right to the item was asked already: the first of two steps may send it elsewhere."""
    value = _checked(field, value)
    with transaction.atomic():
        reading = Reading.objects.select_for_update().get(pk=item.pk)
        was = getattr(reading, field)
        correction = Correction.objects.create(
            item=item, field=field, was=was, value=value, by=by, at=at, version=reading.version
        )
        _set(reading, field, value, corrected=True)
        concern_again(item, reading)
        keep_reviews([item.pk])
        acts.record("reading.corrected", by=by, on=item, at=at, before={field: was}, after={field: value})
    return correction


def undo_correction(correction: Correction, *, by: Person, at: datetime) -> None:
    """Take a correction back; the judgement is again what it was before. Only the latest of a field can be undone.

    One's own may be taken back even where it sent the item to another unit.
    """
    item = correction.item
    if correction.by_id == by.pk:
        access.require(by, "reading.correct")
    else:
        require_correct(by, item)
    with transaction.atomic():
        reading = Reading.objects.select_for_update().get(pk=item.pk)
        standing = item.corrections.filter(field=correction.field, undone_at=None).order_by("-id")
        if standing.values_list("pk", flat=True).first() != correction.pk:
            raise SomeoneElseDidIt
        Correction.objects.filter(pk=correction.pk).update(undone_at=at)
        still = standing.exclude(pk=correction.pk).exists()
        _set(reading, correction.field, correction.was, corrected=still)
        concern_again(item, reading)
        keep_reviews([item.pk])
        acts.record(
            "reading.correction_undone",
            by=by,
            on=item,
            at=at,
            before={correction.field: correction.value},
            after={correction.field: correction.was},
        )


def require_correct(by: Person, item: Item) -> None:
    """Raise NotAllowed unless the person may correct the reading of this item."""
    access.require(by, "reading.correct")
    if not Mention.objects.filter(item=item).exists():
        return
    paths = Mention.objects.filter(item=item).values_list("path", flat=True)
    if not any(access.may(by, "reading.correct", path) for path in paths):
        access.require(by, "reading.correct", "/nowhere/")


def _set(reading: Reading, field: str, value: Any, *, corrected: bool) -> None:
    setattr(reading, field, value)
    marks = set(reading.corrected) - {field} | ({field} if corrected else set())
    reading.corrected = sorted(marks)
    reading.unsure = [f for f in reading.unsure if f != field]
    if field in ("units", "baladiyat"):
        _follow(reading)
    reading.save(update_fields=[*({field} - set(WHOSE)), "more", "corrected", "unsure"])


def _follow(reading: Reading) -> None:
    """The responsible body is one of those concerned: it goes with them, unless a person named it."""
    first = reading.units[0] if reading.units else ""
    local = next((code for code in reading.baladiyat if code.split(".", 1)[0] == first), first)
    present = reading.responsible
    if "responsible" in reading.corrected or (not present and reading.agencies):
        return  # said by a person; or another agency's matter, whichever unit was asked
    concerned = {*reading.units, *reading.baladiyat}
    if not present or not {present[0], present[0].split(".", 1)[0]} & concerned:
        reading.responsible = [local] if local else []


def _checked(field: str, value: Any) -> Any:
    """The value in its column's type. Raises BadValue for an unknown field or choice."""
    if field == "responsible" and isinstance(value, list):
        value = value[-1:]  # the work is one body's: the one chosen last
    choices: dict[str, Any] = {"relevance": Relevance.values, "kind": Kind.values, "tone": Tone.values}
    if field in ("needs_answer", "community"):
        return bool(value)
    if field == "urgency" and value in URGENCIES:
        return value
    if field in choices and value in choices[field]:
        return value
    tables: dict[str, Any] = {"units": Unit, "baladiyat": Unit, "services": Service, "families": Family}
    tables |= {"responsible": Unit, "agencies": Agency}
    if field in tables and isinstance(value, list):
        known = set(tables[field].objects.filter(code__in=value).values_list("code", flat=True))
        if known == set(value):
            return list(dict.fromkeys(value))
    raise BadValue
