"""Understands at once what a person typed in, or wrote to us; what they named stands above the machine's."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from sada.kernel import access
from sada.reading.asked_by_press import asked_by_press
from sada.reading.concern import concerned_codes, judgements, mention_rows
from sada.reading.group_story import group_stories
from sada.reading.read_items import Reader, fingerprint_of, understand_items
from sada.reading.store_readings import as_row
from sada.store.models import PRESS, Item, Kind, Mention, Person, Reading, Relevance, Unit, UnitKind
from sada.understand import types as understood

WHOLE = (UnitKind.MINISTRY, UnitKind.AMANA)
TO_US = "يا بلدية، "
ASKED = "استفسار صحفي إلى البلدية: "  # what everybody knows who is asked, and no text need say
MINISTRY = "ministry"
_LISTS = ("units", "baladiyat", "families", "services")
_TAKEN = ("baladiyat", "families", "services", "kind", "tone", "needs_answer")
_TOLD = (Kind.NEWS, Kind.OPINION, Kind.STATEMENT)


def understand_asked(item: Item, reader: Reader) -> understood.Reading:
    """The reading of a question put to us. The words alone say less than that: «متى تعود الإنارة؟» need not name us."""
    plain, hinted = understand_items(
        [item, Item(title=item.title, text=ASKED + item.text, medium=item.medium, published_at=item.published_at)],
        reader,
    )
    lists = {name: getattr(plain, name) or getattr(hinted, name) for name in _LISTS}
    if not plain.units:  # «البلدية» of the hint, with no place beside it, names nobody
        lists["units"] = tuple(code for code in hinted.units if code != MINISTRY)
    kind = Kind.INQUIRY.value if plain.kind in _TOLD else plain.kind
    return replace(plain, kind=kind, needs_answer=True, **lists)


def is_by_press(item: Item) -> bool:
    """Whether the press asks with an item that was put to us: by its outlet, its asker, and what it says itself."""
    contact = getattr(item, "contact", None)
    return asked_by_press(
        outlet=item.outlet.name_ar if item.outlet and item.outlet.medium in PRESS else "",  # a mailbox is none
        tags=contact.tags if contact else (),
        name=contact.name if contact else "",
        email=contact.email if contact else "",
        text=f"{item.title}\n{item.text}",
    )


def understand_laid(item: Item, reader: Reader) -> understood.Reading:
    """The reading of what a person laid before a unit: a post that names nobody («الزبالة مكوّمة») is about its work all
    the same, so the fields, services and kind are those it has where it is read as said to a municipality."""
    hint = Item(title=item.title, text=TO_US + item.text, medium=item.medium, published_at=item.published_at)
    plain, hinted = understand_items([item, hint], reader)
    if plain.relevance != Relevance.NONE.value:
        return plain
    return replace(plain, **{name: getattr(hinted, name) for name in _TAKEN})


def read_typed(item: Item, unit: Unit, urgency: str, *, by: Person, at: datetime, is_question: bool = False) -> Mention:
    """Store the reading of a typed item, lay it before `unit` and place it in a story.

    Someone asked us, so it is ours whatever the words. What was published (a column typed from paper) is laid before
    the other amanat that it names for sure as well; a question is for whoever was asked.
    """
    access.require(by, "item.type", unit.path)
    reader = Reader()
    said = understand_asked(item, reader) if is_question else understand_laid(item, reader)
    mention = lay_before(item, said, unit, urgency, by_press=is_question and is_by_press(item))
    if not is_question and "units" not in said.unsure:
        lay_before_others(item, unit)
    return mention


def lay_before(item: Item, said: understood.Reading, unit: Unit, urgency: str, *, by_press: bool = False) -> Mention:
    """Store the reading of what was brought before one unit, and place the item in a story. What the press asks is an
    inquiry, whatever it is about: field and service say that."""
    with transaction.atomic():
        reading = as_row(item, said)
        for name, value in _ours(reading, unit, urgency, by_press).items():
            setattr(reading, name, value)
        reading.save(force_insert=True)
        mention = Mention.objects.create(item=item, unit=unit, path=unit.path, **judgements(item, reading))
        group_stories([item], [fingerprint_of(item)])
    return mention


def lay_before_others(item: Item, unit: Unit) -> None:
    """Lay an item before the units outside the amana of `unit` that its reading names."""
    reading = item.reading
    codes = [code for code in concerned_codes(reading) if code.split(".", 1)[0] != unit.amana_code]
    units = {one.code: one for one in Unit.objects.filter(code__in=codes)}
    rows = [row for row in mention_rows(item, reading, units) if row.unit.code in codes]
    Mention.objects.bulk_create(rows, ignore_conflicts=True)


def _ours(reading: Reading, unit: Unit, urgency: str, by_press: bool) -> dict[str, Any]:
    """What the person who typed has decided, and what follows from who asks."""
    ours: dict[str, Any] = {"relevance": Relevance.MAIN.value, "units": _first(unit.amana_code, reading.units)}
    if unit.kind not in WHOLE:
        ours["baladiyat"] = _first(unit.code, reading.baladiyat)
    if urgency != "normal":
        ours["urgency"] = urgency
    if by_press:
        ours["kind"] = Kind.INQUIRY.value
    unsure = [field for field in reading.unsure if field not in ours]
    return ours | {"unsure": unsure, "corrected": sorted(ours)}


def _first(code: str, codes: list[str]) -> list[str]:
    return [code, *(c for c in codes if c != code)]
