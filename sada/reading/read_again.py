"""Reads old items again after a switch, newest first, in batches; what a person decided is never touched."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from sada.reading.concern import concern_again
from sada.reading.read_items import Reader, understand_items
from sada.reading.reviewed import WHOSE, protected
from sada.reading.store_readings import JUDGED, as_row
from sada.store.models import Item, Reading

BATCH = 200
SURELY_NONE = Q(reading__relevance="none", reading__unsure=[])  # nobody is shown them and nothing was learnt of them


def read_again(reader: Reader, before: int | None = None, limit: int = BATCH) -> int | None:
    """Read up to `limit` items below the id `before` that another version read. Returns where to go on; None: done."""
    rows = _behind(reader)
    rows = rows.filter(pk__lt=before) if before is not None else rows
    items = list(rows.select_related("outlet").defer("search").order_by("-pk")[:limit])
    if not items:
        return None
    new = dict(zip((i.pk for i in items), understand_items(items, reader), strict=True))
    with transaction.atomic():
        kept = protected(list(new))
        for old in Reading.objects.select_for_update(of=("self",)).filter(pk__in=list(new)).select_related("item"):
            if renew(old, as_row(old.item, new[old.pk]), kept[old.pk]):
                concern_again(old.item, old)
    return items[-1].pk


def is_behind(reader: Reader) -> bool:
    """Whether any item that another learned model read still waits to be read again."""
    return _behind(reader).exists()


def _behind(reader: Reader) -> QuerySet[Item]:
    """Items that another learned model read. A change of the rules alone does not read everything again."""
    learned = reader.learned.name
    rows = Item.objects.filter(reading__isnull=False).exclude(SURELY_NONE)
    if learned:
        return rows.exclude(reading__version__endswith=f"+{learned}")
    return rows.filter(reading__version__contains="+learned-")


def renew(old: Reading, fresh: Reading, kept: Collection[str]) -> bool:
    """Bring a reading to what is said now, but for the judgements in `kept`; returns whether a judgement changed."""
    changed = False
    for name in JUDGED:
        if name not in kept and getattr(old, name) != getattr(fresh, name):
            setattr(old, name, getattr(fresh, name))
            changed = True
    unsure = [name for name in fresh.unsure if name not in kept]
    changed = changed or unsure != old.unsure
    old.unsure = unsure
    old.confidence = _mixed(old.confidence, fresh.confidence, kept)
    old.said = _mixed(old.said, fresh.said, kept)
    decided = [name for name in WHOSE if name in kept]
    more = {name: value for name, value in fresh.more.items() if name not in decided}
    more |= {name: old.more[name] for name in decided if name in old.more}
    old.evidence, old.more, old.version = fresh.evidence, more, fresh.version
    old.save()
    return changed


def _mixed(old: dict[str, Any], fresh: dict[str, Any], kept: Collection[str]) -> dict[str, Any]:
    return {k: v for k, v in fresh.items() if k not in kept} | {k: v for k, v in old.items() if k in kept}
