"""Jobs of listening: look at the sources whose time has come and take in what they say."""

import hashlib
import io
from itertools import islice

from procrastinate.contrib.django import app

from sada.jobs.allowed import is_allowed
from sada.jobs.mailbox import hear_mail
from sada.kernel import clock
from sada.listen.check_source import claim_source, keep_failure, keep_success
from sada.listen.check_source import sweep_sources as sweep
from sada.listen.open_intake import close_intake, intake_key, open_intake
from sada.listen.outlets import Outlets
from sada.listen.receive import Channel
from sada.outside.fetch import WebFetcher
from sada.outside.opening import open_source
from sada.outside.streams import Stream
from sada.ports import Fetched, FetchFailed
from sada.reading.read_items import Reader
from sada.reading.take_in import BATCH, Outcome, take_in
from sada.store.models import Fate, Source, SourceKind


@app.periodic(cron="* * * * *")
@app.task(name="listen.sweep_sources", queueing_lock="sweep-sources")
def sweep_sources(timestamp: int = 0) -> None:
    """Every minute: the sources whose time has come."""
    sweep(at=clock.now())


@app.task(name="listen.check_source")
def check_source(source_id: int) -> None:
    """Look at one source, if it is still due."""
    source = claim_source(source_id, at=clock.now())
    if source is None:
        return
    try:
        if source.kind == SourceKind.MAILBOX:
            hear_mail(source)
            return
        fetched = fetcher().fetch(source.address, etag=source.etag, last_modified=source.last_modified)
        keep_success(source, fetched, hear(source, fetched), at=clock.now())
    except FetchFailed as fault:
        keep_failure(source, str(fault), at=clock.now())


def hear(source: Source, fetched: Fetched) -> int:
    """Take in what a source answered; returns how many items were new. An unchanged source (304) brings none."""
    if fetched.body is None:
        return 0
    now, outcome = clock.now(), Outcome()
    key = intake_key("source", str(source.pk), hashlib.sha256(fetched.body).hexdigest())
    channel = Channel(open_intake(key, source.name, at=now, source=source), Outlets(), source.medium, source)
    stream = Stream(io.BytesIO(fetched.body), len(fetched.body))
    opened = open_source(stream, fetched.url, {}, content_type=fetched.content_type, url=fetched.url)
    reader, received = Reader(), 0
    while batch := list(islice(opened.records, BATCH)):
        received += len(batch)
        outcome.add(take_in(batch, channel, reader, at=now))
    close_intake(channel.intake, received, at=clock.now())
    return outcome.fates[Fate.UNDERSTOOD]


def fetcher() -> WebFetcher:
    """Fetches from the open network, and from the addresses that FETCH_ALLOW names (a ministry's own servers)."""
    return WebFetcher(is_allowed)
