"""The row of one thing taken in: the same file again is the same row, counted anew."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.db.models import Count

from sada.listen.prepare import clean
from sada.store.models import Fate, Intake, Person, RawItem, Source


def intake_key(*parts: str | bytes) -> str:
    """The key of an intake: the digest of what identifies it (a file's content and name, an address and an instant)."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part)
        digest.update(b"\0")
    return digest.hexdigest()


def open_intake(key: str, name: str, *, at: datetime, source: Source | None = None, by: Person | None = None) -> Intake:
    """The intake of that key, made when it is met for the first time."""
    intake, _ = Intake.objects.get_or_create(
        key=key, defaults={"name": clean(name)[:500], "source": source, "by": by, "started_at": at}
    )
    return intake


def begin_mapping(intake: Intake, mapping: Mapping[str, str], is_told: bool) -> bool:
    """Whether the rows there already must be corrected: they were read, some of them at least, under another mapping.

    Until `end_mapping` the intake is marked as read under no one mapping, so a run that is cut off is gone on with.
    """
    is_first = not RawItem.objects.filter(intake=intake).exists()
    if intake.mapping == dict(mapping):
        return False
    if is_first and not is_told:
        end_mapping(intake, mapping)
        return False
    Intake.objects.filter(pk=intake.pk).update(mapping=None)
    return True


def end_mapping(intake: Intake, mapping: Mapping[str, str]) -> None:
    """All rows of the intake are read under this mapping."""
    Intake.objects.filter(pk=intake.pk).update(mapping=dict(mapping))


def close_intake(intake: Intake, received: int, *, at: datetime) -> dict[str, int]:
    """Count the fates from the rows; of `received` records those without a row of this intake are duplicates."""
    rows = RawItem.objects.filter(intake=intake).values("fate").annotate(n=Count("id"))
    counts = {str(fate): 0 for fate in Fate.values} | {row["fate"]: row["n"] for row in rows}
    counts[Fate.DUPLICATE] += max(0, received - sum(counts.values()))
    Intake.objects.filter(pk=intake.pk).update(ended_at=at, counts=counts)
    return counts
