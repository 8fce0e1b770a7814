"""Takes records in: bytes first, then exactly one counted fate. The same bytes, in one run or in two, are one row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection

from sada.listen.outlets import Outlets
from sada.listen.prepare import Prepared
from sada.store.bulk import copy_in, new_ids
from sada.store.models import Fate, Intake, Item, Medium, RawItem, Source

LOCK = 0x5ADA3  # one batch at a time is taken in, whoever brings it; held to the end of the transaction
AHEAD = timedelta(days=2)  # a date further in the future is a mistake
REPEATED = "repeated"  # bytes that were there already: counted, and nothing is written
ITEM_FIELDS = (
    "id", "key", "outlet", "source", "medium", "title", "text", "author", "url", "published_at", "heard_at",
    "is_ours", "invented", "stems",
)  # fmt: skip
RAW_FIELDS = (
    "sha256", "intake", "position", "origin", "content_type", "bytes", "received_at", "fate", "reason", "item",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item just written, with what the next stage needs of it."""

    item: Item
    prepared: Prepared


@dataclass(slots=True)
class Taken:
    """What became of one batch: the new items, and how many records had which fate."""

    new: list[NewItem] = field(default_factory=list)
    fates: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Channel:
    """How records arrive. `medium` is used where neither the record nor its outlet names one."""

    intake: Intake
    outlets: Outlets
    medium: str = Medium.ONLINE
    source: Source | None = None


def _unseen(batch: Sequence[Prepared], taken: Taken) -> list[Prepared]:
    """The records whose bytes are not in the tables yet, each once."""
    digests = [prepared.sha256 for prepared in batch]
    known = {bytes(d) for d in RawItem.objects.filter(sha256__in=digests).values_list("sha256", flat=True)}
    fresh: dict[bytes, Prepared] = {}
    for prepared in batch:
        if prepared.sha256 in known or prepared.sha256 in fresh:
            taken.fates[REPEATED] += 1
        else:
            fresh[prepared.sha256] = prepared
    return list(fresh.values())


def _item(item_id: int, prepared: Prepared, channel: Channel, at: datetime) -> Item:
    heard = prepared.heard
    assert heard is not None
    outlet = channel.outlets.find_or_add(heard, heard.medium or channel.medium)
    if outlet is None and channel.source is not None:
        outlet = channel.source.outlet
    published = heard.published if heard.published and heard.published <= at + AHEAD else at
    return Item(
        id=item_id, key=prepared.key, outlet=outlet, source=channel.source,
        medium=heard.medium or (outlet.medium if outlet else channel.medium), title=heard.title, text=heard.body,
        author=heard.author, url=heard.url, published_at=published, heard_at=at,
    )  # fmt: skip


def _write_items(fresh: Sequence[Prepared], channel: Channel, at: datetime) -> tuple[list[NewItem], dict[str, int]]:
    """Write the items not there yet; returns them and the id of every key of the batch."""
    wanted = {prepared.key: prepared for prepared in reversed(fresh) if prepared.heard is not None}
    ids = dict(Item.objects.filter(key__in=wanted).values_list("key", "id"))
    missing = [p for p in fresh if p.heard is not None and p.key not in ids and wanted[p.key] is p]
    new = [
        NewItem(_item(item_id, prepared, channel, at), prepared)
        for item_id, prepared in zip(new_ids(Item, len(missing)), missing, strict=True)
    ]
    copy_in(
        Item,
        ITEM_FIELDS,
        (
            (
                i.item.id, i.item.key, i.item.outlet_id, i.item.source_id, i.item.medium, i.item.title, i.item.text,
                i.item.author, i.item.url, i.item.published_at, at, False, False, i.prepared.stems,
            )
            for i in new
        ),
    )  # fmt: skip
    return new, ids | {i.item.key: i.item.id for i in new}


def _fate(prepared: Prepared, first: set[int], ids: dict[str, int]) -> tuple[str, int | None]:
    if prepared.heard is None:
        return Fate.QUARANTINED, None
    return (Fate.UNDERSTOOD if id(prepared) in first else Fate.DUPLICATE), ids[prepared.key]


def receive(batch: Sequence[Prepared], channel: Channel, *, at: datetime) -> Taken:
    """Write one batch in the caller's transaction and say what became of each record.

    Understood: a new item. Duplicate: other bytes about an item we have. Quarantined: kept with its reason. Bytes that
    are in the tables already are only counted, so that repeating an interrupted run ends in the same rows.
    """
    taken = Taken()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    fresh = _unseen(batch, taken)
    taken.new, ids = _write_items(fresh, channel, at)
    first = {id(new.prepared) for new in taken.new}
    rows = []
    for prepared in fresh:
        fate, item_id = _fate(prepared, first, ids)
        got = prepared.record.received
        taken.fates[fate] += 1
        if prepared.reason:
            taken.reasons[prepared.reason.split(":", 1)[0]] += 1
        rows.append(
            (
                prepared.sha256, channel.intake.pk, got.position, got.origin[:2000], got.content_type, got.raw, at,
                str(fate), prepared.reason, item_id,
            )
        )  # fmt: skip
    copy_in(RawItem, RAW_FIELDS, rows)
    return taken
