"""Takes records in: bytes first, then exactly one counted fate. The same bytes, in one run or in two, are one row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from sada.listen.outlets import Outlets
from sada.listen.prepare import Prepared, clean, published
from sada.ports import Received
from sada.store.bulk import copy_in, new_ids
from sada.store.models import Fate, Intake, Item, Medium, RawItem, Source

LOCK = 0x5ADA3  # one batch at a time is taken in, whoever brings it; held to the end of the transaction
REPEATED = "repeated"  # bytes that were there already: counted, and nothing is written
CORRECTED = "corrected"  # bytes that were there already and say something else under another mapping
ITEM_FIELDS = (
    "id", "key", "outlet", "source", "medium", "title", "text", "author", "url", "published_at", "heard_at",
    "is_ours", "invented", "stems",
)  # fmt: skip
RAW_FIELDS = (
    "sha256", "intake", "position", "origin", "content_type", "bytes", "received_at", "fate", "reason", "item",
)  # fmt: skip


@dataclass(slots=True)
class Taken:
    """What became of one batch: the items it brought, and how many records had which fate."""

    new: list[Item] = field(default_factory=list)
    fates: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Channel:
    """How records arrive. `medium` is used where neither the record nor its outlet names one."""

    intake: Intake
    outlets: Outlets
    medium: str = Medium.ONLINE
    source: Source | None = None


@dataclass(slots=True)
class Draft:
    """A record ready to be stored, with the item it would bring (None when it is quarantined)."""

    prepared: Prepared
    item: Item | None


def known_digests(digests: Iterable[bytes]) -> dict[bytes, str]:
    """Those digests whose bytes are in the tables already, with the fate they had."""
    found = RawItem.objects.filter(sha256__in=list(digests)).values_list("sha256", "fate")
    return {bytes(digest): fate for digest, fate in found}


def draft(prepared: Prepared, channel: Channel, at: datetime) -> Draft:
    """The item a record would bring, not written yet. An outlet named for the first time is written down."""
    heard = prepared.heard
    if heard is None:
        return Draft(prepared, None)
    outlet = channel.outlets.find_or_add(heard, heard.medium or channel.medium)
    if outlet is None and channel.source is not None:
        outlet = channel.source.outlet
    item = Item(
        key=prepared.key, outlet=outlet, source=channel.source,
        medium=heard.medium or (outlet.medium if outlet else channel.medium), title=heard.title, text=heard.body,
        author=heard.author, url=heard.url, published_at=published(heard, at), heard_at=at, stems=prepared.stems,
    )  # fmt: skip
    return Draft(prepared, item)


def _unseen(batch: Sequence[Draft], known: dict[bytes, str], taken: Taken) -> list[Draft]:
    """The records whose bytes are not in the tables yet, each once; and those quarantined that can now be read."""
    fresh: dict[bytes, Draft] = {}
    for one in batch:
        digest, is_read = one.prepared.sha256, one.item is not None
        settled = digest in known and not (is_read and known[digest] == Fate.QUARANTINED)
        if settled or digest in fresh:
            taken.fates[REPEATED] += 1
        else:
            fresh[digest] = one
    return list(fresh.values())


def _write_items(fresh: Sequence[Draft]) -> tuple[list[Item], dict[str, int]]:
    """Write the items not there yet; returns them and the id of every key of the batch."""
    first = {one.item.key: one.item for one in reversed(fresh) if one.item is not None}
    ids = dict(Item.objects.filter(key__in=first).values_list("key", "id"))
    missing = [one.item for one in fresh if one.item and one.item.key not in ids and first[one.item.key] is one.item]
    for item, item_id in zip(missing, new_ids(Item, len(missing)), strict=True):
        item.pk = item_id
    copy_in(Item, ITEM_FIELDS, map(_item_values, missing))
    return missing, ids | {item.key: item.pk for item in missing}


def _item_values(item: Item) -> tuple[object, ...]:
    return (
        item.pk, item.key, item.outlet_id, item.source_id, item.medium, item.title, item.text, item.author, item.url,
        item.published_at, item.heard_at, False, False, item.stems,
    )  # fmt: skip


def _raw_values(got: Received) -> tuple[object, ...]:
    return got.position, clean(got.origin)[:2000], clean(got.content_type)[:100], got.raw


def _fate(one: Draft, ids: dict[str, int]) -> tuple[Fate, int | None]:
    if one.item is None:
        return Fate.QUARANTINED, None
    return (Fate.UNDERSTOOD if one.item.pk else Fate.DUPLICATE), ids[one.item.key]


def take_turn() -> None:
    """Wait until no other batch is being taken in; held to the end of the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def receive(batch: Sequence[Draft], channel: Channel, *, at: datetime, again: Collection[bytes] = ()) -> Taken:
    """Write one batch in the caller's transaction and say what became of each record.

    Understood: a new item. Duplicate: other bytes about an item we have. Quarantined: kept with its reason. Bytes that
    are in the tables already are only counted, so that repeating an interrupted run ends in the same rows; bytes that
    were quarantined and can now be read (another mapping, a better reader), and those of `again`, get a new fate.
    """
    taken = Taken()
    take_turn()
    known = known_digests(d.prepared.sha256 for d in batch)
    fresh = _unseen(batch, {d: fate for d, fate in known.items() if d not in again}, taken)
    taken.new, ids = _write_items(fresh)
    rows = []
    for one in fresh:
        fate, item_id = _fate(one, ids)
        got, reason = one.prepared.record.received, one.prepared.reason
        taken.fates[fate] += 1
        if reason:
            taken.reasons[reason.split(":", 1)[0]] += 1
        if one.prepared.sha256 in known:
            RawItem.objects.filter(sha256=one.prepared.sha256).update(fate=fate, reason="", item_id=item_id)
        else:
            rows.append((one.prepared.sha256, channel.intake.pk, *_raw_values(got), at, str(fate), reason, item_id))
    copy_in(RawItem, RAW_FIELDS, rows)
    return taken
