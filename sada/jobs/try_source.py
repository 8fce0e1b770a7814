"""Reads a source once and keeps nothing but a note of what was found, for whoever asked on screen."""

import io
from itertools import islice
from typing import Any

from django.core.cache import cache
from procrastinate.contrib.django import app

from sada.jobs.listen import fetcher
from sada.jobs.mailbox import mailbox_of
from sada.outside.opening import open_source
from sada.outside.streams import Stream
from sada.ports import FetchFailed, Heard, Quarantined
from sada.store.models import Source, SourceKind

KEPT = 600  # seconds that the note may be read
SHOWN, MOST = 5, 500


@app.task(name="listen.try_source")
def try_source(source_id: int, ticket: str) -> None:
    """Try the source and leave the note under its ticket."""
    cache.set(ticket, tried(Source.objects.get(pk=source_id)), KEPT)


def tried(source: Source) -> dict[str, Any]:
    """What the source says now: kind, how many records, the first titles, how many could not be read; or the error."""
    try:
        if source.kind == SourceKind.MAILBOX:
            return mails(source)
        fetched = fetcher().fetch(source.address)
    except FetchFailed as fault:
        return {"error": str(fault)}
    body = fetched.body or b""
    stream = Stream(io.BytesIO(body), len(body))
    opened = open_source(stream, fetched.url, {}, content_type=fetched.content_type, url=fetched.url)
    found = [record.content for record in islice(opened.records, MOST)]
    heard = [content for content in found if not isinstance(content, Quarantined)]
    titles = [(content.title or content.body[:120]).strip() for content in heard[:SHOWN]]
    return {"kind": opened.kind, "records": len(heard), "refused": len(found) - len(heard), "titles": titles}


def mails(source: Source) -> dict[str, Any]:
    """How many mails wait behind the mark; their subjects are nobody's business here. Raises FetchFailed."""
    records = mailbox_of(source).look(source.etag).records
    heard = sum(isinstance(record.content, Heard) for record in records)
    return {"kind": "mail", "records": heard, "refused": len(records) - heard, "titles": []}
