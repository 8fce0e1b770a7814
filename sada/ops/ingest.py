"""The body of `sada ingest`: files, folders, addresses and standard input, all the way into the tables."""

from __future__ import annotations

import gc
import hashlib
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.conf import settings

from sada.kernel import clock
from sada.listen.open_intake import begin_mapping, close_intake, end_mapping, intake_key, open_intake
from sada.listen.outlets import Outlets
from sada.listen.prepare import clean
from sada.listen.receive import Channel
from sada.ops.ingest_ask import Asker, Declined
from sada.ops.ingest_report import Progress, say_declined, say_rows, say_stopped, say_summary
from sada.ops.trouble import Trouble
from sada.outside.columns import FIELDS
from sada.outside.fetch import Address, WebFetcher, is_public
from sada.outside.opening import files_of, open_source
from sada.outside.rows import medium_code
from sada.outside.streams import Stream
from sada.ports import FetchFailed, Heard, Opened, Record
from sada.reading.read_items import Reader
from sada.reading.take_in import BATCH, Outcome, take_in
from sada.store.bulk import tell_planner
from sada.store.models import Fate, Intake, Item, Medium, Mention, Reading, Story, StoryItem

ADDRESS = ("http://", "https://")
SHOWN = 3  # rows that --show shows
MANY = 1000  # new items from which the planner is told at once


@dataclass(frozen=True, slots=True)
class Given:
    """What the command was told."""

    mapping: dict[str, str]
    source: str
    medium: str


@dataclass(frozen=True, slots=True)
class Taker:
    """What one run takes documents in with."""

    reader: Reader
    outlets: Outlets
    progress: Progress
    asker: Asker


@dataclass(slots=True)
class Document:
    """One thing to take in: its name for people, its bytes, the key of its intake."""

    name: str
    stream: Stream
    key: str
    content_type: str = ""
    url: str = ""


def parse_mapping(pairs: Iterable[str]) -> dict[str, str]:
    """«field=column» pairs; Trouble for an unknown field or a missing «=»."""
    mapping = {}
    for pair in pairs:
        field, equals, column = pair.partition("=")
        if not equals or field.strip() not in FIELDS:
            raise Trouble("ingest-map-wrong", pair=pair, fields=", ".join(FIELDS))
        mapping[field.strip()] = column.strip()
    return mapping


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _file(path: Path) -> Document:
    try:
        digest, size = _digest(path), path.stat().st_size
        return Document(clean(str(path)), Stream(path.open("rb"), size), intake_key("file", path.name, digest))
    except OSError as fault:
        raise Trouble("ingest-unreadable", name=path, what=fault.strerror or fault) from fault


def _address(url: str, fetcher: WebFetcher) -> Document:
    try:
        fetched = fetcher.fetch(url)
    except FetchFailed as fault:
        raise Trouble(f"ingest-{fault.reason.replace('_', '-')}", url=url, what=fault.detail) from fault
    body = fetched.body or b""
    key = intake_key("address", url, hashlib.sha256(body).hexdigest())
    return Document(url, Stream(io.BytesIO(body), len(body)), key, fetched.content_type, fetched.url)


def _may_fetch(address: Address, port: int) -> bool:
    """The open network, and the addresses that FETCH_ALLOW names."""
    return is_public(address, port) or not settings.FETCH_ALLOW.isdisjoint({str(address), f"{address}:{port}"})


def documents(sources: Sequence[str]) -> Iterator[Document]:
    """Everything the sources name, one by one; Trouble for what is not there."""
    fetcher = WebFetcher(_may_fetch)
    for source in sources:
        if source == "-":
            moment = clock.now().isoformat()
            yield Document("-", Stream(sys.stdin.buffer), intake_key("input", moment))
        elif source.startswith(ADDRESS):
            yield _address(source, fetcher)
        else:
            path = Path(source)
            files = files_of(path) if path.exists() else []
            if not files:
                raise Trouble("ingest-nothing", name=source)
            for file in files:
                yield _file(file)


def _named(records: Iterable[Record], source: str) -> Iterator[Record]:
    """The records, with the given source where they name none."""
    for record in records:
        content = record.content
        if isinstance(content, Heard) and not content.source:
            yield Record(record.received, Heard(**{**_fields(content), "source": source}))
        else:
            yield record


def _fields(heard: Heard) -> dict[str, object]:
    return {name: getattr(heard, name) for name in Heard.__dataclass_fields__}


def open_document(document: Document, given: Given) -> Opened:
    """The document ready to be read, under the given mapping; Trouble for a column that is not there."""
    hints = {"content_type": document.content_type, "url": document.url}
    opened = open_source(document.stream, document.name, given.mapping, **hints)
    _see_columns(opened, given.mapping)
    if given.source:
        opened.records = _named(opened.records, given.source)
    return opened


def ingest(document: Document, given: Given, taker: Taker) -> Outcome:
    """Take one document in, batch by batch, each in its own transaction. Raises Declined when the person says no."""
    opened = open_document(document, given)
    known = Intake.objects.filter(key=document.key).first()
    taker.asker.see(opened, given.mapping, known.mapping if known else None)
    now = clock.now()
    channel = Channel(open_intake(document.key, document.name, at=now), taker.outlets, given.medium)
    corrects = bool(opened.columns) and begin_mapping(channel.intake, opened.mapping, bool(given.mapping))
    outcome, received = Outcome(), 0
    with taker.progress.file(document.name, document.stream):
        while batch := list(islice(opened.records, BATCH)):
            received += len(batch)
            outcome.add(take_in(batch, channel, taker.reader, at=now, corrects=corrects))
            taker.progress.advance(len(batch))
    if corrects:
        end_mapping(channel.intake, opened.mapping)
    close_intake(channel.intake, received, at=clock.now())
    return outcome


def _see_columns(opened: Opened, given: dict[str, str]) -> None:
    """A column asked for with --map must be there."""
    missing = [column for column in given.values() if column and column not in opened.columns]
    if opened.columns and missing:
        raise Trouble("ingest-column-missing", column=missing[0], columns=", ".join(opened.columns))


@contextmanager
def few_collections() -> Iterator[None]:
    """Within the block the cycle collector runs seldom. A batch makes hundreds of thousands of objects that live until
    its end and form no cycles; looking through them again and again took a tenth of the time."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(200_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def show(sources: Sequence[str], given: Given) -> int:
    """Say how every document would be read, with its first rows; writes nothing. Raises Trouble."""
    for document in documents(sources):
        opened = open_document(document, given)
        say_rows(opened, given.mapping, list(islice(opened.records, SHOWN)))
    return 0


def run(
    sources: Sequence[str],
    *,
    mapping: Sequence[str] = (),
    source: str = "",
    medium: str = "online",
    only_show: bool = False,
    is_sure: bool = False,
) -> int:
    """Take everything in and say what became of it; returns the exit status. Raises Trouble."""
    code = medium_code(medium)
    if code not in Medium.values:
        raise Trouble("ingest-medium-wrong", medium=medium, media=", ".join(Medium.values))
    given = Given(parse_mapping(mapping), source, code)
    if only_show:
        return show(sources, given)
    total, files, status = Outcome(), 0, 0
    with few_collections(), Progress() as progress:
        taker = Taker(Reader(), Outlets(), progress, Asker(progress, is_sure))
        try:
            for document in documents(sources):
                total.add(ingest(document, given, taker))
                files += 1
        except KeyboardInterrupt:
            progress.stop()
            say_stopped()
            status = 130
        except Declined:
            say_declined()
            status = 1
    if total.fates[Fate.UNDERSTOOD] >= MANY:
        tell_planner(Item, Reading, Mention, Story, StoryItem)
    say_summary(total, files, progress.seconds)
    return status
