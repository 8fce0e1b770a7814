"""How the system is: sources that fell silent, the queue and its workers, letters, what was set aside, room taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Max, Q, QuerySet

from sada.store.models import Act, Fate, Intake, Item, Outgoing, OutgoingState, RawItem, Source, SourceKind

WINDOW = timedelta(days=30)  # the rhythm of a source is judged by so much of its past
PATIENCE = 4  # times its usual gap that a source may be silent
LEAST = timedelta(days=1)  # whatever its rhythm, a day's silence says nothing
RARE = timedelta(days=7)  # a source without a rhythm yet
ALIVE = timedelta(seconds=60)  # a worker gives a sign every ten seconds


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """One source, its usual gap between two items, and how it stands: good, silent, failing, off, unheard."""

    source: Source
    items: int
    gap: timedelta | None
    standing: str


def sources(rows: QuerySet[Source], at: datetime) -> list[SourceHealth]:
    """The sources with their health, the troubled first."""
    recent = Q(items__published_at__gte=at - WINDOW)
    found = rows.select_related("outlet").annotate(heard=Count("items", filter=recent)).order_by("name")
    order = ("failing", "silent", "unheard", "good", "off")
    health = [_health(source, source.heard, at) for source in found]
    return sorted(health, key=lambda h: (order.index(h.standing), h.source.name))


def _health(source: Source, items: int, at: datetime) -> SourceHealth:
    gap = WINDOW / items if items else None
    return SourceHealth(source, items, gap, _standing(source, gap, at))


def _standing(source: Source, gap: timedelta | None, at: datetime) -> str:
    if not source.is_active:
        return "off"
    if source.error:
        return "failing"
    if source.kind not in (SourceKind.FEED, SourceKind.PAGE, SourceKind.MAILBOX):
        return "good"
    if source.heard_at is None:
        return "unheard"
    patience = max(gap * PATIENCE, LEAST) if gap else RARE
    return "silent" if at - source.heard_at > patience else "good"


@dataclass(frozen=True, slots=True)
class Health:
    """What the page of system health shows."""

    jobs: dict[str, int]
    oldest_job: datetime | None
    workers: int
    letters: dict[str, int]
    quarantined: int
    last_intake: datetime | None
    items: int
    acts: int
    database_bytes: int
    server: str


def health(at: datetime) -> Health:
    """The state of the system; eight queries."""
    jobs, oldest, workers = _queue(at)
    letters = Outgoing.objects.values_list("state").annotate(n=Count("pk")).order_by()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database()), current_setting('server_version')")
        size, server = cursor.fetchone()
    return Health(
        jobs=jobs,
        oldest_job=oldest,
        workers=workers,
        letters={state: n for state, n in letters if state != OutgoingState.SENT},
        quarantined=RawItem.objects.filter(fate=Fate.QUARANTINED).count(),
        last_intake=Intake.objects.aggregate(at=Max("started_at"))["at"],
        items=_about(Item),
        acts=_about(Act),
        database_bytes=size,
        server=server,
    )


def _queue(at: datetime) -> tuple[dict[str, int], datetime | None, int]:
    """Jobs by state (those done left out), since when the oldest waits, and how many workers gave a sign of late."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT status::text, count(*) FROM procrastinate_jobs WHERE status <> 'succeeded' GROUP BY status"
        )
        jobs = dict(cursor.fetchall())
        cursor.execute(
            "SELECT min(e.at) FROM procrastinate_jobs j JOIN procrastinate_events e ON e.job_id = j.id"
            " WHERE j.status = 'todo' AND j.scheduled_at IS NULL AND e.type = 'deferred'"
        )
        oldest = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > %s", [at - ALIVE])
        return jobs, oldest, cursor.fetchone()[0]


def _about(model: Any) -> int:
    """The number of rows: counted while small, estimated by the server when large."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples::bigint FROM pg_class WHERE oid = %s::regclass", [model._meta.db_table])
        about = int(cursor.fetchone()[0])
    return about if about > 100_000 else int(model._default_manager.count())
