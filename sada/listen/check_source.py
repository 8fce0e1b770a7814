"""When a source is looked at, and what is kept of how that went."""

from datetime import datetime, timedelta

from sada.kernel import queue
from sada.ports import Fetched
from sada.store.models import Source, SourceKind

FETCHED = (SourceKind.FEED, SourceKind.PAGE, SourceKind.MAILBOX)


def sweep_sources(*, at: datetime) -> int:
    """Queue a look at every source whose time has come; returns how many were queued."""
    due = Source.objects.filter(is_active=True, kind__in=FETCHED, next_check_at__lte=at).values_list("pk", flat=True)
    return sum(queue.hurry("listen.check_source", f"source-{pk}", source_id=pk) for pk in due)


def claim_source(source_id: int, *, at: datetime) -> Source | None:
    """Take a due source in hand by setting its next time; None when another worker has it or it is not yet time."""
    known = Source.objects.filter(pk=source_id, is_active=True, kind__in=FETCHED)
    source = known.select_related("outlet", "unit").first()
    if source is None or source.next_check_at is None or source.next_check_at > at:
        return None
    following = at + timedelta(minutes=source.every_minutes)
    taken = Source.objects.filter(pk=source.pk, next_check_at=source.next_check_at).update(next_check_at=following)
    return source if taken else None


def keep_success(source: Source, fetched: Fetched, new: int, *, at: datetime) -> None:
    """The source answered: remember its marks for the next time, and when something new was last heard."""
    heard = {"heard_at": at} if new else {}
    Source.objects.filter(pk=source.pk).update(
        checked_at=at, error="", etag=fetched.etag, last_modified=fetched.last_modified, **heard
    )


def keep_failure(source: Source, reason: str, *, at: datetime) -> None:
    """The source could not be read; the reason is shown beside it until it answers again."""
    Source.objects.filter(pk=source.pk).update(checked_at=at, error=reason[:1000])
