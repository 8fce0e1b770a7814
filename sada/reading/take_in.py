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
from sada.listen.receive import CORRECTED, REPEATED, Channel, draft, known_digests, receive
from sada.ports import Heard, Quarantined, Record
from sada.reading.announce import announce
from sada.reading.hear_again import hear_again
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


def take_in(
    records: Sequence[Record], channel: Channel, reader: Reader, *, at: datetime, corrects: bool = False
) -> Outcome:
    """Take one batch in; with `corrects`, items whose bytes now say something else are brought to it. Raises
    OperationalError, with nothing written, when the database is away."""
    digests = [digest(record) for record in records]
    known = known_digests(digests)
    pairs = [
        (record, d)
        for record, d in zip(records, digests, strict=True)
        if d not in known or (known[d] == Fate.QUARANTINED and isinstance(record.content, Heard))
    ]
    outcome = Outcome()
    again: set[bytes] = set()
    if corrects:
        taken = {d for _, d in pairs}
        old = {d: (record, d) for record, d in zip(records, digests, strict=True) if d not in taken}
        outcome.fates[CORRECTED], apart = hear_again(list(old.values()), channel, reader, at=at)
        pairs += apart
        again = {d for _, d in apart}
    outcome.fates[REPEATED] = len(records) - len(pairs) - outcome.fates[CORRECTED]
    outcome.add(_halving(pairs, channel, reader, at, again))
    return outcome


def _halving(
    pairs: list[tuple[Record, bytes]], channel: Channel, reader: Reader, at: datetime, again: set[bytes]
) -> Outcome:
    if not pairs:
        return Outcome()
    try:
        return _whole(pairs, channel, reader, at, again)
    except (OperationalError, InterfaceError, MemoryError):
        raise
    except Exception as fault:
        if len(pairs) == 1:
            record, d = pairs[0]
            if isinstance(record.content, Quarantined):
                raise
            why = Quarantined("refused", clean(f"{type(fault).__name__}: {fault}")[:150])
            return _whole([(Record(record.received, why), d)], channel, reader, at, again)
        half = len(pairs) // 2
        outcome = _halving(pairs[:half], channel, reader, at, again)
        outcome.add(_halving(pairs[half:], channel, reader, at, again))
        return outcome


def _whole(
    pairs: Sequence[tuple[Record, bytes]], channel: Channel, reader: Reader, at: datetime, again: set[bytes]
) -> Outcome:
    """All that takes thought is done before the transaction, which then holds its locks for a moment only."""
    drafts = [draft(prepare(record, d, at), channel, at) for record, d in pairs]
    items = [d.item for d in drafts if d.item is not None]
    prints = [d.prepared.fingerprint for d in drafts if d.prepared.fingerprint is not None]
    said = understand_items(items, reader)
    place = {id(item): n for n, item in enumerate(items)}
    with transaction.atomic():
        taken = receive(drafts, channel, at=at, again=again)
        new = [place[id(item)] for item in taken.new]
        mentions, stories = keep_readings(taken.new, [said[n] for n in new], [prints[n] for n in new], reader)
        announce(taken.new)
    return Outcome(taken.fates, taken.reasons, mentions, stories)
