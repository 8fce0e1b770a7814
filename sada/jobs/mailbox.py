"""Looks into a mailbox and takes in what came."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import InterfaceError, OperationalError

from sada.desk.receive_mail import receive_mail
from sada.jobs.allowed import is_allowed
from sada.kernel import clock
from sada.listen.check_source import keep_success
from sada.listen.open_intake import close_intake, intake_key, open_intake
from sada.listen.outlets import Outlets
from sada.listen.receive import Channel
from sada.outside.mailbox import open_mailbox
from sada.ports import Fetched, FetchFailed, Mailbox, Mails, Quarantined, Record
from sada.reading.read_items import Reader
from sada.store.models import Fate, Source


def hear_mail(source: Source) -> int:
    """Take in the mails behind the mark; returns how many were new. Raises FetchFailed."""
    box = mailbox_of(source)
    posted = box.look(source.etag)
    new = _take_in(source, posted)
    box.done(posted)
    keep_success(source, Fetched(source.address, 200, None, etag=posted.mark), new, at=clock.now())
    return new


def _take_in(source: Source, posted: Mails) -> int:
    if not posted.records:
        return 0
    now, reader = clock.now(), Reader()
    key = intake_key("mailbox", str(source.pk), posted.mark, now.isoformat())
    channel = Channel(open_intake(key, source.name, at=now, source=source), Outlets(), source.medium, source)
    fates = [_taken(record, channel, reader, now) for record in posted.records]
    close_intake(channel.intake, len(fates), at=clock.now())
    return fates.count(Fate.UNDERSTOOD)


def _taken(record: Record, channel: Channel, reader: Reader, at: datetime) -> str:
    """One mail; what breaks is quarantined, so that it cannot keep out those behind it."""
    try:
        return receive_mail(record, channel, reader, at=at)
    except (OperationalError, InterfaceError):
        raise
    except Exception as fault:
        if isinstance(record.content, Quarantined):
            raise
        why = Quarantined("refused", f"{type(fault).__name__}: {fault}"[:150])
        return receive_mail(Record(record.received, why), channel, reader, at=at)


def mailbox_of(source: Source) -> Mailbox:
    """The mailbox of a source, with its password from the machine. Raises FetchFailed."""
    return open_mailbox(source.address, passwords(settings.MAILBOX_SECRETS), settings.MAILDIRS, is_allowed)


def passwords(path: str) -> dict[str, str]:
    """user@host → password, one a line, from a file that only the worker may read; empty without one."""
    if not path:
        return {}
    try:
        rows = [line.split(None, 1) for line in Path(path).read_text(encoding="utf-8").splitlines()]
    except OSError as fault:
        raise FetchFailed("refused_address", f"SADA_MAILBOX_SECRETS: {fault.strerror}") from fault
    return {row[0]: row[1].strip() for row in rows if len(row) == 2}
