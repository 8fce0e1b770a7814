"""Adds and changes the sources that are listened to. A source is switched off, never deleted: its items name it."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.kernel import access, acts, queue
from sada.kernel.guarded import update_if
from sada.kernel.refusals import Missing, Refusal
from sada.store.models import Outlet, Person, Source, SourceKind

FETCHED = (SourceKind.FEED, SourceKind.PAGE, SourceKind.MAILBOX)
SHORTEST = 5  # minutes between two looks; more often would be rude to the site


class KnownAddress(Refusal):
    """Another source listens to the same address."""

    sentence = _("Another source already listens to this address.")


@dataclass(frozen=True, slots=True)
class Listening:
    """What one may set of a source."""

    name: str
    kind: str
    address: str
    medium: str
    every_minutes: int
    outlet: Outlet | None = None


def add_source(wanted: Listening, *, by: Person, at: datetime) -> Source:
    """A new source, looked at as soon as a worker is free. Raises Missing for an address that is none."""
    access.require(by, "source.edit")
    _check(wanted)
    with transaction.atomic():
        source = Source.objects.create(
            name=wanted.name.strip(),
            kind=wanted.kind,
            address=wanted.address.strip(),
            medium=wanted.medium,
            every_minutes=wanted.every_minutes,
            outlet=wanted.outlet,
            next_check_at=at if wanted.kind in FETCHED else None,
        )
        acts.record("source.added", by=by, on=source, at=at, after=_shown(source))
    return source


def change_source(source: Source, wanted: Listening, *, by: Person, at: datetime) -> None:
    """Change what is listened to. A new address forgets what the old one said about its last version."""
    access.require(by, "source.edit")
    _check(wanted, besides=source)
    before = _shown(source)
    is_moved = wanted.address.strip() != source.address
    fresh = {"etag": "", "last_modified": "", "error": "", "next_check_at": at} if is_moved else {}
    with transaction.atomic():
        update_if(
            source,
            {},
            name=wanted.name.strip(),
            kind=wanted.kind,
            address=wanted.address.strip(),
            medium=wanted.medium,
            every_minutes=wanted.every_minutes,
            outlet=wanted.outlet,
            **fresh,
        )
        acts.record("source.changed", by=by, on=source, at=at, before=before, after=_shown(source))


def switch_source(source: Source, is_active: bool, *, by: Person, at: datetime) -> None:
    """Begin or stop listening. Raises SomeoneElseDidIt when it is so already."""
    access.require(by, "source.edit")
    with transaction.atomic():
        next_check = at if is_active and source.kind in FETCHED else None
        update_if(source, {"is_active": not is_active}, is_active=is_active, next_check_at=next_check)
        acts.record("source.changed", by=by, on=source, at=at, after={"is_active": is_active})


def try_source(source: Source, ticket: str, *, by: Person, at: datetime) -> bool:
    """Ask a worker to read the source once without keeping anything; the result is found under `ticket`."""
    access.require(by, "source.edit")
    return queue.hurry("listen.try_source", f"try-{source.pk}", source_id=source.pk, ticket=ticket)


def _check(wanted: Listening, besides: Source | None = None) -> None:
    if not wanted.name.strip() or wanted.kind not in SourceKind.values:
        raise Missing(_("Write the name of the source and choose its kind."))
    if wanted.kind not in FETCHED:
        return
    parts = urlsplit(wanted.address.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise Missing(_("Write the full address, beginning with https://"))
    if wanted.every_minutes < SHORTEST:
        raise Missing(_("Leave at least five minutes between two looks."))
    same = Source.objects.filter(address=wanted.address.strip())
    if same.exclude(pk=besides.pk if besides else None).exists():
        raise KnownAddress


def _shown(source: Source) -> dict[str, object]:
    return {
        "name": source.name,
        "kind": source.kind,
        "address": source.address,
        "medium": source.medium,
        "every_minutes": source.every_minutes,
        "outlet": source.outlet.code if source.outlet else None,
    }
