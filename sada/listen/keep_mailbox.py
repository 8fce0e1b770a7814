"""Adds and changes the mailboxes that a unit is written to. The password is never kept here, only on the machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.refusals import Missing
from sada.listen.keep_source import KnownAddress
from sada.store.models import Medium, Person, Source, SourceKind, Unit


@dataclass(frozen=True, slots=True)
class Box:
    """What one may set of a mailbox."""

    name: str
    address: str
    unit: Unit
    every_minutes: int = 1


def add_mailbox(box: Box, *, by: Person, at: datetime) -> Source:
    """Listen to a mailbox, from the next minute on. Raises Missing for an address that is none or holds a password."""
    access.require(by, "source.edit", box.unit.path)
    _check(box)
    with transaction.atomic():
        source = Source.objects.create(
            name=box.name.strip(),
            kind=SourceKind.MAILBOX,
            address=box.address.strip(),
            medium=Medium.EMAIL,
            unit=box.unit,
            every_minutes=box.every_minutes,
            next_check_at=at,
        )
        acts.record("source.added", by=by, on=source, at=at, unit=box.unit, after=_shown(box))
    return source


def change_mailbox(source: Source, box: Box, *, by: Person, at: datetime) -> None:
    """Change a mailbox. Another address is read from its beginning; what is known already is not taken twice."""
    access.require(by, "source.edit", box.unit.path)
    _check(box, besides=source)
    is_moved = box.address.strip() != source.address
    fresh = {"etag": "", "error": "", "next_check_at": at} if is_moved else {}
    with transaction.atomic():
        columns = {"name": box.name.strip(), "address": box.address.strip(), "every_minutes": box.every_minutes}
        update_if(source, {"kind": SourceKind.MAILBOX}, unit=box.unit, **columns, **fresh)
        acts.record("source.changed", by=by, on=source, at=at, unit=box.unit, after=_shown(box))


def _check(box: Box, besides: Source | None = None) -> None:
    if not box.name.strip() or box.every_minutes < 1:
        raise Missing(_("Write the name of the mailbox."))
    parts = urlsplit(box.address.strip())
    is_folder = parts.scheme == "maildir" and parts.path.startswith("/")
    is_imap = parts.scheme in ("imap", "imaps") and bool(parts.hostname and parts.username) and not parts.password
    if not is_folder and not is_imap:
        raise Missing(_("Write the address as imaps://user@server/INBOX, without a password, or as maildir:/folder."))
    same = Source.objects.filter(address=box.address.strip())
    if same.exclude(pk=besides.pk if besides else None).exists():
        raise KnownAddress


def _shown(box: Box) -> dict[str, object]:
    return {"name": box.name, "kind": "mailbox", "address": box.address, "unit": box.unit.code}
