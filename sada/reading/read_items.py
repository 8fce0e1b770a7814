"""Understands items and places them in stories: a batch just received, or whatever a lost job left unread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db import connection, transaction

from sada.kernel.clock import RIYADH
from sada.listen.prepare import stems_of
from sada.reading.group_story import group_stories
from sada.reading.lexicon_in_use import lexicon_in_use
from sada.reading.store_readings import store_readings, units_by_code
from sada.reading.switch_model import model_in_use
from sada.store.models import Item, Unit
from sada.understand.learned import Learned
from sada.understand.lexicon import Lexicon
from sada.understand.read import read_many
from sada.understand.stories import day_of
from sada.understand.twins import Fingerprint
from sada.understand.types import Reading, Text

LOCK = 0x5ADA5  # two sweeps do not read the same items


@dataclass
class Reader:
    """What reading needs and loads once: the lexicon, what was learnt, and the units."""

    lexicon: Lexicon = field(default_factory=lexicon_in_use)

    @cached_property
    def learned(self) -> Learned:
        """What this installation learnt from its people, laid over what the rules say."""
        return model_in_use()

    @cached_property
    def units(self) -> dict[str, Unit]:
        """The units by code."""
        return units_by_code()


def as_text(item: Item) -> Text:
    """An item as understanding takes it."""
    source = item.outlet.code if item.outlet else ""
    return Text(item.title, item.text, item.author, source, item.published_at.isoformat(), item.medium)


def fingerprint_of(item: Item) -> Fingerprint:
    """The fingerprint of an item, as intake makes it."""
    return stems_of(item.title, item.text, day_of(item.published_at.astimezone(RIYADH).date()))[1]


def understand_items(items: Sequence[Item], reader: Reader) -> list[Reading]:
    """The readings of items; touches no table once the reader is loaded."""
    texts = [as_text(item) for item in items]
    return reader.learned.adjust_many(texts, read_many(texts, reader.lexicon))


def keep_readings(
    items: Sequence[Item], said: Sequence[Reading], prints: Sequence[Fingerprint], reader: Reader
) -> tuple[int, int]:
    """Write readings, mentions and places in stories in the caller's transaction; returns (mentions, new stories)."""
    return store_readings(items, said, reader.units), group_stories(items, prints)


def read_unread(reader: Reader, limit: int = 500) -> int:
    """Read up to `limit` items that have no reading yet, oldest first; returns how many."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        unread = Item.objects.filter(reading__isnull=True).select_related("outlet").defer("search")
        items = list(unread.order_by("id")[:limit])
        prints = [fingerprint_of(item) for item in items]
        keep_readings(items, understand_items(items, reader), prints, reader)
    return len(items)
