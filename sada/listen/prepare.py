"""A record made ready to be stored: its digest, its cleaned words, its stems. No database: this may run anywhere."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace

from sada.ports import Heard, Quarantined, Record
from sada.understand.fold import search_text

MOST_SEARCHED = 300_000  # letters of a text that can be searched: a tsvector holds a megabyte
AUTHOR, ADDRESS = 300, 2_000  # letters of the columns
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class Prepared:
    """`heard` is None when the record is quarantined; then `reason` says why."""

    record: Record
    sha256: bytes
    heard: Heard | None
    reason: str = ""
    key: str = ""
    title_stems: str = ""
    body_stems: str = ""

    @property
    def stems(self) -> str:
        """The stems of title and text, as they are searched."""
        return f"{self.title_stems} {self.body_stems}"


def clean(text: str) -> str:
    """Without NUL, which PostgreSQL cannot hold, and with a mark for halves of letters, which nothing can."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    return text if text.isascii() or not _SURROGATES.search(text) else _SURROGATES.sub("\ufffd", text)


def clean_heard(heard: Heard) -> Heard:
    """The same with every text fit for the tables; only what does not fit is cut, and the raw bytes keep it."""
    return replace(
        heard,
        title=clean(heard.title),
        body=clean(heard.body),
        author=clean(heard.author)[:AUTHOR],
        source=clean(heard.source),
        url=clean(heard.url) if len(heard.url) <= ADDRESS else "",
    )


def digest(record: Record) -> bytes:
    """What two records of the same bytes have in common."""
    return hashlib.sha256(record.received.raw).digest()


def prepare(record: Record, sha256: bytes) -> Prepared:
    """Ready one record whose digest is known."""
    content = record.content
    if isinstance(content, Quarantined):
        reason = f"{content.reason}: {content.detail}" if content.detail else content.reason
        return Prepared(record, sha256, None, clean(reason)[:200])
    heard = clean_heard(content)
    if not heard.title.strip() and not heard.body.strip():
        return Prepared(record, sha256, None, "no_text")
    title, body = heard.title[:MOST_SEARCHED], heard.body[: MOST_SEARCHED - len(heard.title[:MOST_SEARCHED])]
    return Prepared(record, sha256, heard, "", heard.key, search_text(title), search_text(body))
