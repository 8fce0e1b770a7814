"""Items taken in under a wrong mapping are read again from the same bytes: the row stays, and what people decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from sada.kernel import acts
from sada.listen.prepare import prepare
from sada.listen.receive import Channel, Draft, draft, take_turn
from sada.ports import Heard, Record
from sada.reading.concern import concern_again
from sada.reading.group_story import place_again
from sada.reading.read_again import renew
from sada.reading.read_items import Reader, understand_items
from sada.reading.reviewed import protected
from sada.reading.store_readings import as_row
from sada.store.models import Fate, Item, RawItem, Reading

SAID = ("outlet_id", "medium", "title", "text", "author", "url", "published_at")


def hear_again(
    pairs: Sequence[tuple[Record, bytes]], channel: Channel, reader: Reader, *, at: datetime
) -> tuple[int, list[tuple[Record, bytes]]]:
    """Correct the items of records whose bytes are in the tables; returns how many changed, and the records that were
    called duplicates and now tell something else: they are to be taken in. Repeating it changes nothing."""
    readable = {d: record for record, d in pairs if isinstance(record.content, Heard)}
    with transaction.atomic():
        take_turn()
        raws = RawItem.objects.filter(sha256__in=list(readable), item__isnull=False).select_related("item__outlet")
        rows = [(raw, _draft(readable[bytes(raw.sha256)], raw, channel)) for raw in raws.defer("item__search", "bytes")]
        changed = [
            _bring(raw.item, new)
            for raw, new in rows
            if raw.fate == Fate.UNDERSTOOD and raw.item and new.item and not _says(raw.item, new.item)
        ]
        if changed:
            _write(changed, reader)
            ids = [item.pk for item, _ in changed]
            acts.record("intake.corrected", by=None, on=channel.intake, at=at, after={"items": ids})
    now = {item.pk: item for item, _ in changed}
    apart = [bytes(raw.sha256) for raw, new in rows if raw.fate == Fate.DUPLICATE and not _is_same(raw, new, now)]
    return len(changed), [(readable[d], d) for d in apart]


def _draft(record: Record, raw: RawItem, channel: Channel) -> Draft:
    """What the bytes say now. Without a date of its own an item keeps the instant it was heard; what this run is not
    told anew (outlet, medium) stays as it was."""
    heard_at = raw.item.heard_at if raw.item else raw.received_at
    new = draft(prepare(record, bytes(raw.sha256), heard_at), channel, heard_at)
    if new.item is not None and raw.item is not None and new.item.outlet is None:
        new.item.outlet, new.item.source = raw.item.outlet, raw.item.source
        new.item.medium = (new.prepared.heard.medium if new.prepared.heard else "") or raw.item.medium
    return new


def _says(item: Item, other: Item) -> bool:
    return all(getattr(item, name) == getattr(other, name) for name in SAID)


def _is_same(raw: RawItem, new: Draft, corrected: dict[int, Item]) -> bool:
    """Whether a duplicate still tells what its item tells."""
    assert raw.item_id is not None
    if new.item is None:
        return True
    item = corrected.get(raw.item_id, raw.item)
    assert item is not None
    names = ("title", "url") if new.item.url else ("title", "url", "author", "text")
    return all(getattr(item, name) == getattr(new.item, name) for name in names)


def _bring(item: Item, new: Draft) -> tuple[Item, Draft]:
    """The item with what its bytes say now; its key too, unless another item has it."""
    assert new.item is not None
    for name in SAID:
        setattr(item, name, getattr(new.item, name))
    item.outlet, item.stems = new.item.outlet, new.item.stems
    return item, new


def _write(changed: Sequence[tuple[Item, Draft]], reader: Reader) -> None:
    """Write the items, read them again and look for their stories anew."""
    keys = [new.prepared.key for _, new in changed]
    taken = set(Item.objects.filter(key__in=keys).values_list("key", flat=True))
    for item, new in changed:
        if new.prepared.key not in taken:
            item.key = new.prepared.key
            taken.add(item.key)
        item.save(update_fields=["key", "outlet", *SAID[1:], "stems"])
    items = [item for item, _ in changed]
    said = dict(zip((item.pk for item in items), understand_items(items, reader), strict=True))
    kept = protected(list(said))
    by_id = {item.pk: item for item in items}
    for old in Reading.objects.select_for_update().filter(pk__in=list(said)):
        item = by_id[old.pk]
        renew(old, as_row(item, said[old.pk]), kept[old.pk])
        concern_again(item, old)
    place_again(items, [new.prepared.fingerprint for _, new in changed if new.prepared.fingerprint is not None])
