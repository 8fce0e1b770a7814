"""RSS, Atom, RDF and JSON feeds to records: the fast parser for sound bytes, the patient one for the rest."""

from __future__ import annotations

import json
import re
from calendar import timegm
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from urllib.parse import urljoin
from xml.parsers import expat

import fastfeedparser
import feedparser

from sada.outside.dates import read_date
from sada.outside.html_text import plain
from sada.ports import Heard, Quarantined, Received, Record

CONTENT_TYPE = "application/xml"
_ENTRY = re.compile(rb"(?s)<((?:[\w.-]+:)?(?:item|entry))[\s>].*?</\1\s*>")
_ROOT = re.compile(rb"(?s)^\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>|\s)*<([\w.:-]+)")
ROOTS = {"rss", "feed", "rdf", "channel", "entry", "redirect", "newlocation", "item"}
PAGE_ROOTS = {"html", "head", "body", "div", "article", "main", "section", "p", "table"}
_ODD = re.compile(rb"(?i)<!doctype|<!entity|xml:base|base64|mode=|xhtml")  # what the fast parser passes over


def root_of(raw: bytes) -> str:
    """The local name of the outermost element, in lower case; "" when there is no markup."""
    for encoding in ("utf-16", "utf-32"):
        if raw[:4] in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff") or raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raw = raw[:4_000].decode(encoding, "ignore").encode()
    found = _ROOT.match(raw[:20_000].removeprefix(b"\xef\xbb\xbf"))
    return found[1].rsplit(b":", 1)[-1].lower().decode("ascii", "replace") if found else ""


def is_feed(raw: bytes) -> bool:
    """Whether the outermost element is that of a feed."""
    return root_of(raw) in ROOTS


def is_sound(raw: bytes) -> bool:
    """Whether the bytes are well-formed XML (expat's own limits guard against entity bombs)."""
    try:
        expat.ParserCreate().Parse(raw, True)
    except (expat.ExpatError, ValueError, LookupError):  # the latter two: encodings expat does not know
        return False
    return True


def _first(*values: Any) -> str:
    return next((v for v in values if isinstance(v, str) and v.strip()), "")


def _contents(entry: Mapping[str, Any]) -> str:
    """The fullest text an entry gives."""
    parts = [part.get("value") or "" for part in entry.get("content") or [] if isinstance(part, Mapping)]
    parts += [entry.get("summary") or "", entry.get("description") or ""]
    return max((part for part in parts if isinstance(part, str)), key=len, default="")


def _moment(entry: Mapping[str, Any]) -> datetime | None:
    for name in ("published", "updated", "created"):
        parsed = entry.get(f"{name}_parsed")
        if parsed:
            try:
                return datetime.fromtimestamp(timegm(parsed), UTC)
            except (ValueError, OverflowError, OSError):
                continue
        if isinstance(entry.get(name), str) and (found := read_date(entry[name])):
            return found
    return None


def _author(entry: Mapping[str, Any]) -> str:
    detail = entry.get("author_detail") or {}
    name = detail.get("name") if isinstance(detail, Mapping) else ""
    return _first(entry.get("author"), name, entry.get("dc_creator"))


def _link(entry: Mapping[str, Any], base: str) -> str:
    """Where the entry stands; a relative address is completed from that of the feed."""
    links = [link.get("href") for link in entry.get("links") or [] if isinstance(link, Mapping)]
    identity = entry.get("id")
    is_address = isinstance(identity, str) and identity.startswith(("http://", "https://"))
    return urljoin(base, _first(entry.get("link"), *links, identity if is_address else "").strip())


def _heard(entry: Mapping[str, Any], source: str, base: str) -> Heard | Quarantined:
    title, body = plain(_first(entry.get("title"))).replace("\n", " "), plain(_contents(entry))
    if not title and not body:
        return Quarantined("no_text")
    return Heard(title, body, plain(_author(entry)), source, _link(entry, base), _moment(entry))


def _fast(raw: bytes) -> list[Mapping[str, Any]]:
    return list(fastfeedparser.parse(raw, include_tags=False, include_media=False, include_enclosures=False).entries)


def _patient(raw: bytes) -> list[Mapping[str, Any]]:
    # a stream, since bytes would be tried as the name of a local file
    return list(feedparser.parse(BytesIO(raw), sanitize_html=False, resolve_relative_uris=False).entries)


def _says(entry: Mapping[str, Any]) -> bool:
    return bool(_first(entry.get("title")) or _contents(entry).strip())


def _entries(raw: bytes) -> list[Mapping[str, Any]]:
    """The entries by the fast parser when the bytes are plain sound XML and it finds words in each; else by the other.

    Both are given bytes only: an address would be fetched.
    """
    parsers: list[Callable[[bytes], list[Mapping[str, Any]]]] = [_fast, _patient]
    if not is_sound(raw) or _ODD.search(raw):
        parsers.reverse()
    found: list[Mapping[str, Any]] = []
    for parse in parsers:
        try:
            entries = parse(raw)
        except Exception:  # noqa: BLE001, S112  # parsers of foreign bytes raise anything; the next one tries
            continue
        if entries and all(map(_says, entries)):
            return entries
        found = entries if len(entries) >= len(found) else found
    return found


def _slices(raw: bytes, entries: list[Mapping[str, Any]]) -> Iterator[bytes]:
    """Each entry's own bytes where they can be cut out; a document of one entry is its bytes; else what was parsed."""
    cut = [found[0] for found in _ENTRY.finditer(raw)]
    if len(cut) == len(entries):
        yield from cut
    elif len(entries) == 1:
        yield raw
    else:
        for entry in entries:
            yield json.dumps(entry, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")


def _why_none(raw: bytes) -> Quarantined:
    root = root_of(raw)
    if root == "opml":
        return Quarantined("feed_list")
    if not raw.strip():
        return Quarantined("empty")
    return Quarantined("no_entries" if root in ROOTS else "not_a_feed", root)


def read_feed(raw: bytes, origin: str, source: str = "") -> Iterator[Record]:
    """The entries of a feed document; a document without any is one quarantined record."""
    entries = [] if root_of(raw) == "opml" else _entries(raw)
    if not entries:
        yield Record(Received(raw, CONTENT_TYPE, origin), _why_none(raw))
        return
    base = origin if origin.startswith(("http://", "https://")) else ""
    for position, (entry, part) in enumerate(zip(entries, _slices(raw, entries), strict=True), 1):
        yield Record(Received(part, CONTENT_TYPE, origin, position), _heard(entry, source, base))
