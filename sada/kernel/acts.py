"""The log of acts: recorded in the caller's transaction, hash-chained, verified by `sada check`."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from sada.kernel.act_names import SENTENCES
from sada.kernel.watching import tell_watchers
from sada.store.models import Act, Person, Unit

START = "0" * 64
_END = """
SELECT l.n, l.last, e.entries, e.last, EXISTS (SELECT FROM store_act a WHERE a.id = e.last AND a.hash = e.hash)
FROM (SELECT count(*) AS n, max(id) AS last FROM store_act) l LEFT JOIN store_logend e ON e.id = 1
"""
_CHAIN_LOCK = 0x5ADA  # one writer at a time appends to the chain; held to the end of the transaction


def record(
    name: str,
    *,
    by: Person | None,
    on: Model,
    at: datetime,
    unit: Unit | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    note: str = "",
) -> Act:
    """Append one entry. Call it last in the transaction: the chain is locked until the commit.

    Raises KeyError for a name without a sentence in `act_names`.
    """
    if name not in SENTENCES:
        raise KeyError(name)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])
        last = Act.objects.order_by("-id").values_list("hash", flat=True).first()
        act = Act(
            at=at,
            by=by,
            name=name,
            subject_type=on._meta.model_name or "",
            subject_id=on.pk,
            unit=unit,
            before=_plain(before or {}),
            after=_plain(after or {}),
            note=note,
            previous=last or START,
        )
        act.hash = digest(act)
        act.save()
    tell_watchers(name, on, by=by, at=at, text=note)
    return act


def digest(act: Act) -> str:
    """The SHA-256 (hex) of an entry's content and of the entry before it."""
    content = [
        act.previous,
        act.at.astimezone(UTC).isoformat(),
        act.by_id,
        act.name,
        act.subject_type,
        act.subject_id,
        act.unit_id,
        act.before,
        act.after,
        act.note,
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def verify() -> list[int]:
    """The ids of entries whose hash or link does not hold; empty when the log is whole."""
    broken, previous = [], START
    for act in _all():
        if act.previous != previous or act.hash != digest(act):
            broken.append(act.pk)
        previous = act.hash
    return broken


def cut_off() -> int:
    """How many entries are missing at the end of the log, by the mark that moves on with every entry and that nothing
    else can move. 0 when none is; -1 when the mark itself is gone or does not fit the last entry."""
    with connection.cursor() as cursor:
        cursor.execute(_END)
        count, last, entries, marked, hash_there = cursor.fetchone()
    if entries is None:
        return -1 if count else 0
    if count < entries:
        return int(entries - count)
    return 0 if count == entries and last == marked and hash_there else -1


def broken_among(entries: Sequence[Act]) -> list[int]:
    """The ids of these entries whose content does not match their hash, or which follow on no entry that is there.
    One query."""
    before = {act.previous for act in entries} - {START}
    there = set(Act.objects.filter(hash__in=before).values_list("hash", flat=True)) | {START}
    return [act.pk for act in entries if act.hash != digest(act) or act.previous not in there]


def _all() -> Iterator[Act]:
    yield from Act.objects.order_by("id").iterator(chunk_size=2000)


def latest(row: Model) -> Act | None:
    """The last thing a person did to a row: texts and questions are told on their case, mentions on their item."""
    subject = getattr(row, "case", None) or getattr(row, "item", None) or row
    return of(subject).filter(by__isnull=False).last()  # type: ignore[no-any-return]


def of(row: Model) -> Any:
    """The entries about one row, newest last, with the people in them."""
    kind = row._meta.model_name
    return Act.objects.filter(subject_type=kind, subject_id=row.pk).select_related("by").order_by("id")


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in values.items()}
