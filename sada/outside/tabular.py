"""JSON lines and JSON documents to records. A line is one record: its bytes are kept as they came."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import orjson

from sada.outside.columns import guess
from sada.outside.encodings import decode, mark_of
from sada.outside.rows import SAMPLE, as_text, chain, columns_of, heard
from sada.outside.streams import MOST_LINE, Stream, Truncated
from sada.ports import Opened, Quarantined, Received, Record

MOST_DOCUMENT = 256 << 20  # bytes of one JSON document (not of JSON lines) that are read at once
LISTS = ("items", "articles", "data", "results", "posts", "rows", "records", "entries", "statuses", "hits")
Parsed = tuple[Received, Mapping[str, Any] | Quarantined]


def parse_line(raw: bytes) -> Mapping[str, Any] | Quarantined:
    """The object a line holds. What is not UTF-8 is read as windows-1256 when it then is Arabic."""
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError as fault:
        text = decode(raw)
        if isinstance(text, Quarantined):
            return text
        try:
            value = json.loads(text)  # takes lone surrogates and NaN, which orjson refuses
        except (ValueError, RecursionError):
            return Quarantined("broken_json", str(fault)[:200])
    return value if isinstance(value, dict) else Quarantined("not_an_object", type(value).__name__)


def _lines(stream: Stream, origin: str) -> Iterator[Parsed]:
    content_type, number = "application/x-ndjson", 0
    try:
        for number, (line, length) in enumerate(stream.lines(), 1):
            raw = line.rstrip(b"\r\n")
            if number == 1:
                raw = raw[mark_of(raw)[1] :]
            if not raw.strip():
                continue
            received = Received(raw, content_type, origin, number)
            too_large = length > MOST_LINE
            yield received, Quarantined("too_large", f"{length} bytes") if too_large else parse_line(raw)
    except Truncated as fault:
        yield Received(fault.rest, content_type, origin, number + 1), Quarantined("truncated", str(fault))


def records_of(parsed: Iterator[Parsed], mapping: Mapping[str, str]) -> Iterator[Record]:
    """Parsed rows under a mapping."""
    for received, row in parsed:
        yield Record(received, row if isinstance(row, Quarantined) else heard(row, mapping))


def opened(name: str, kind: str, parsed: Iterator[Parsed], given: Mapping[str, str], size: int = 0) -> Opened:
    """A table with its columns guessed from the first rows. Without title and text, every row says so."""
    first = list(islice(parsed, SAMPLE))
    rows = [row for _, row in first if not isinstance(row, Quarantined)]
    columns = columns_of(rows)
    mapping = guess(columns, as_text(rows), given)
    records = records_of(chain(first, parsed), mapping)
    if rows and not mapping.keys() & {"title", "text"}:
        fate = Quarantined("no_columns", "، ".join(columns)[:200])
        records = (Record(got, row if isinstance(row, Quarantined) else fate) for got, row in chain(first, parsed))
    return Opened(name, kind, records, size, columns, mapping)


def open_jsonl(stream: Stream, name: str, given: Mapping[str, str]) -> Opened:
    """JSON lines, read as they come."""
    return opened(name, "jsonl", _lines(stream, name), given, stream.size)


def _elements(text: str, start: int, origin: str) -> Iterator[Parsed]:
    """The elements of the JSON list that opens at `start`, each with exactly its own characters."""
    decoder, at, number = json.JSONDecoder(), start + 1, 0
    while True:
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
        if at >= len(text) or text[at] == "]":
            break
        number += 1
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as fault:
            rest = text[at:].encode("utf-8", "surrogatepass")[:MOST_LINE]
            yield Received(rest, "application/json", origin, number), Quarantined("broken_json", str(fault)[:200])
            return
        raw = text[at:end].encode("utf-8", "surrogatepass")
        at = end
        is_row = isinstance(value, dict)
        got = Received(raw, "application/json", origin, number)
        yield got, value if is_row else Quarantined("not_an_object", type(value).__name__)
    if at >= len(text):
        yield Received(b"", "application/json", origin, number + 1), Quarantined("truncated", "no closing bracket")


def _list_start(text: str) -> int | None:
    """Where the list of records opens: the document itself, or the one list of a wrapping object."""
    stripped = text.lstrip()
    if stripped.startswith("["):
        return len(text) - len(stripped)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict):
        return None
    name = next((n for n in LISTS if isinstance(value.get(n), list)), None)
    place = text.find(json.dumps(name)) if name else -1
    found = text.find("[", place) if place >= 0 else -1
    return found if found >= 0 else None


def open_json(raw: bytes, name: str, given: Mapping[str, str]) -> Opened:
    """One JSON document: a list of records, an object that holds such a list, or one record."""
    text = decode(raw)
    if isinstance(text, Quarantined):
        return Opened(name, "json", iter([Record(Received(raw, "application/json", name), text)]), len(raw))
    start = _list_start(text)
    if start is not None:
        return opened(name, "json", _elements(text, start, name), given, len(raw))
    single = parse_line(text.strip().encode("utf-8", "surrogatepass"))
    return opened(name, "json", iter([(Received(raw, "application/json", name), single)]), given, len(raw))
