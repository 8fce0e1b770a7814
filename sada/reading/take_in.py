"""Takes records all the way in: bytes, items, readings, mentions, stories, in one transaction a batch.

Repeating a batch adds nothing; a batch that is cut off leaves nothing. What one record breaks never costs its
neighbours: the batch is halved until the culprit stands alone, and that one is quarantined.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import InterfaceError, OperationalError, transaction

from sada.listen.prepare import clean, digest, prepare
from sada.listen.receive import REPEATED, Channel, draft, known_digests, receive
from sada.ports import Heard, Quarantined, Record
from sada.reading.announce import announce
from sada.reading.read_items import Reader, keep_readings, understand_items
from sada.store.models import Fate

BATCH = 500  # records a transaction: larger ones gain nothing and lose more when cut off


@dataclass(slots=True)
class Outcome:
    """What became of some records. `fates` adds up to their number."""

    fates: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    mentions: int = 0
    stories: int = 0

    def add(self, other: Outcome) -> None:
        """Count another batch in."""
        self.fates += other.fates
        self.reasons += other.reasons
        self.mentions += other.mentions
        self.stories += other.stories


def take_in(records: Sequence[Record], channel: Channel, reader: Reader, *, at: datetime) -> Outcome:
    """Take one batch in. Raises OperationalError, with nothing written, when the database is away."""
    digests = [digest(record) for record in records]
    known = known_digests(digests)
    pairs = [
        (record, d)
        for record, d in zip(records, digests, strict=True)
        if d not in known or (known[d] == Fate.QUARANTINED and isinstance(record.content, Heard))
    ]
    outcome = Outcome()
    outcome.fates[REPEATED] = len(records) - len(pairs)
    outcome.add(_halving(pairs, channel, reader, at))
    return outcome


def _halving(pairs: list[tuple[Record, bytes]], channel: Channel, reader: Reader, at: datetime) -> Outcome:
    if not pairs:
        return Outcome()
    try:
        return _whole(pairs, channel, reader, at)
    except (OperationalError, InterfaceError, MemoryError):
        raise
    except Exception as fault:
        if len(pairs) == 1:
            record, d = pairs[0]
            if isinstance(record.content, Quarantined):
                raise
            why = Quarantined("refused", clean(f"{type(fault).__name__}: {fault}")[:150])
            return _whole([(Record(record.received, why), d)], channel, reader, at)
        half = len(pairs) // 2
        outcome = _halving(pairs[:half], channel, reader, at)
        outcome.add(_halving(pairs[half:], channel, reader, at))
        return outcome


def _whole(pairs: Sequence[tuple[Record, bytes]], channel: Channel, reader: Reader, at: datetime) -> Outcome:
    """All that takes thought is done before the transaction, which then holds its locks for a moment only."""
    drafts = [draft(prepare(record, d, at), channel, at) for record, d in pairs]
    items = [d.item for d in drafts if d.item is not None]
    prints = [d.prepared.fingerprint for d in drafts if d.prepared.fingerprint is not None]
    said = understand_items(items, reader)
    place = {id(item): n for n, item in enumerate(items)}
    with transaction.atomic():
        taken = receive(drafts, channel, at=at)
        new = [place[id(item)] for item in taken.new]
        mentions, stories = keep_readings(taken.new, [said[n] for n in new], [prints[n] for n in new], reader)
        announce(taken.new)
    return Outcome(taken.fates, taken.reasons, mentions, stories)
