"""The row of one thing taken in: the same file again is the same row, counted anew."""

from __future__ import annotations

import hashlib
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


def close_intake(intake: Intake, received: int, *, at: datetime) -> dict[str, int]:
    """Count the fates from the rows; of `received` records those without a row of this intake are duplicates."""
    rows = RawItem.objects.filter(intake=intake).values("fate").annotate(n=Count("id"))
    counts = {str(fate): 0 for fate in Fate.values} | {row["fate"]: row["n"] for row in rows}
    counts[Fate.DUPLICATE] += max(0, received - sum(counts.values()))
    Intake.objects.filter(pk=intake.pk).update(ended_at=at, counts=counts)
    return counts
