"""Understands at once what a person typed in; the unit and the urgency they named stand above the machine's."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from sada.kernel import access
from sada.reading.concern import judgements
from sada.reading.group_story import group_stories
from sada.reading.read_items import Reader, fingerprint_of, understand_items
from sada.reading.store_readings import as_row
from sada.store.models import Item, Mention, Person, Reading, Relevance, Unit, UnitKind

WHOLE = (UnitKind.MINISTRY, UnitKind.AMANA)


def read_typed(item: Item, unit: Unit, urgency: str, *, by: Person, at: datetime) -> Mention:
    """Store the reading of a typed item, lay it before `unit` and place it in a story.

    Someone asked us, so it is ours whatever the words.
    """
    access.require(by, "item.type", unit.path)
    said = understand_items([item], Reader())[0]
    with transaction.atomic():
        reading = as_row(item, said)
        for name, value in _ours(reading, unit, urgency).items():
            setattr(reading, name, value)
        reading.save(force_insert=True)
        mention = Mention.objects.create(item=item, unit=unit, path=unit.path, **judgements(item, reading))
        group_stories([item], [fingerprint_of(item)])
    return mention


def _ours(reading: Reading, unit: Unit, urgency: str) -> dict[str, Any]:
    """What the person who typed has decided."""
    ours: dict[str, Any] = {"relevance": Relevance.MAIN.value, "units": _first(unit.amana_code, reading.units)}
    if unit.kind not in WHOLE:
        ours["baladiyat"] = _first(unit.code, reading.baladiyat)
    if urgency != "normal":
        ours["urgency"] = urgency
    unsure = [field for field in reading.unsure if field not in ours]
    return ours | {"unsure": unsure, "corrected": sorted(ours)}


def _first(code: str, codes: list[str]) -> list[str]:
    return [code, *(c for c in codes if c != code)]
