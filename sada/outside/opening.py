"""Opens whatever is given: the kind is read from the bytes, and from the name where bytes do not say."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from sada.outside.feed import PAGE_ROOTS, is_feed, read_feed, root_of
from sada.outside.mail_text import read_mail
from sada.outside.page import read_page
from sada.outside.streams import Stream, Truncated
from sada.outside.table_files import is_table, open_csv, open_xlsx
from sada.outside.tabular import open_json, open_jsonl, parse_line
from sada.outside.text import read_text
from sada.ports import Opened, Quarantined, Received, Record

MOST_DOCUMENT = 256 << 20  # bytes of one document (feed, page, workbook, text) that is read at once
TABLES = (".csv", ".tsv", ".tab")
FEEDS = (".xml", ".rss", ".atom", ".rdf", ".opml")
PAGES = (".html", ".htm", ".xhtml")
LINES = (".jsonl", ".ndjson", ".jl")
MAILS = (".eml",)
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
SKIPPED = (".ds_store", "thumbs.db", "desktop.ini")


def suffix_of(name: str) -> str:
    """The ending that tells the kind: that before «.gz», and none of an address's query."""
    path = PurePosixPath(name.split("?", 1)[0].lower())
    return PurePosixPath(path.stem).suffix if path.suffix == ".gz" else path.suffix


def kind_of(head: bytes, name: str, content_type: str = "") -> str:
    """jsonl, json, csv, xlsx, feed, page, mail, text, empty or old_excel."""
    bare, suffix = head.removeprefix(b"\xef\xbb\xbf").lstrip(), suffix_of(name)
    if head.startswith(b"PK\x03\x04"):
        return "xlsx"
    if head.startswith(OLD_EXCEL):
        return "old_excel"
    if not bare:
        return "empty"
    if suffix in LINES:
        return "jsonl"
    if suffix in MAILS or "rfc822" in content_type:
        return "mail"
    if suffix in TABLES or "csv" in content_type:
        return "csv"
    return _kind_of_markup(bare, head, suffix, content_type)


def _kind_of_markup(bare: bytes, head: bytes, suffix: str, content_type: str) -> str:
    if bare[:1] in (b"{", b"["):
        line = bare.split(b"\n", 1)[0]
        is_line = bare[:1] == b"{" and not isinstance(parse_line(line.strip()), Quarantined)
        return "jsonl" if is_line and b"\n" in bare.strip() else "json"
    root = root_of(head)
    if root != "html" and root and (is_feed(head) or suffix in FEEDS or "xml" in content_type):
        return "feed"
    if suffix in PAGES or "html" in content_type or root in PAGE_ROOTS:
        return "page"
    if suffix in FEEDS:
        return "feed"
    return "csv" if is_table(head) else "text"


def _document(raw: bytes, name: str, kind: str, url: str, source: str) -> Iterator[Record]:
    if kind == "feed":
        yield from read_feed(raw, name, source)
    elif kind == "page":
        yield Record(Received(raw, "text/html", name), read_page(raw, url, source))
    elif kind == "mail":
        yield Record(Received(raw, "message/rfc822", name), read_mail(raw))
    else:
        yield Record(Received(raw, "text/plain", name), read_text(raw))


def _or_empty(records: Iterator[Record], head: bytes, name: str) -> Iterator[Record]:
    """The records; where there are none (a heading alone), one that says so."""
    first = next(records, None)
    if first is None:
        first = Record(Received(head, "application/octet-stream", name), Quarantined("empty"))
    yield first
    yield from records


def _quarantined(raw: bytes, name: str, kind: str, why: Quarantined) -> Opened:
    return Opened(name, kind, iter([Record(Received(raw, "application/octet-stream", name), why)]), len(raw))


def open_source(
    stream: Stream, name: str, given: Mapping[str, str], *, content_type: str = "", url: str = "", source: str = ""
) -> Opened:
    """Anything that can be taken in, ready to be read once. Never raises for what the bytes are."""
    try:
        head = stream.peek()
        kind = kind_of(head, name, content_type)
        if kind in ("jsonl", "csv"):
            opened = (open_jsonl if kind == "jsonl" else open_csv)(stream, name, given)
            opened.records = _or_empty(opened.records, head, name)
            return opened
        raw = stream.whole(MOST_DOCUMENT)
    except Truncated as fault:
        return _quarantined(fault.rest, name, "text", Quarantined("truncated", str(fault)))
    if raw is None:
        return _quarantined(head, name, kind, Quarantined("too_large", f"more than {MOST_DOCUMENT} bytes"))
    if kind in ("empty", "old_excel"):
        why = Quarantined("empty") if kind == "empty" else Quarantined("unreadable", "xls")
        return _quarantined(raw, name, kind, why)
    if kind == "xlsx":
        return open_xlsx(raw, name, given)
    if kind == "json":
        return open_json(raw, name, given)
    return Opened(name, kind, _document(raw, name, kind, url, source), stream.size)


def open_bytes(raw: bytes, name: str, given: Mapping[str, str] | None = None, **hints: str) -> Opened:
    """Bytes at hand, as `open_source`; hints: content_type, url, source."""
    return open_source(Stream(io.BytesIO(raw), len(raw)), name, given or {}, **hints)


def files_of(path: Path) -> list[Path]:
    """The files of a folder and its folders, in order; hidden ones and those of file managers are left out."""
    if path.is_file():
        return [path]
    found = (p for p in path.rglob("*") if p.is_file() and p.name.lower() not in SKIPPED)
    return sorted(p for p in found if not any(part.startswith(".") for part in p.relative_to(path).parts))
