"""What passes between this system and the outside: plain records, and the protocols that adapters fulfil.

Adapters (in `sada.outside`) turn bytes into records; stages take records and never see the network.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Received:
    """One record as it came: bytes untouched, where from, and its place there (line, row or entry, from 1)."""

    raw: bytes
    content_type: str
    origin: str
    position: int = 1


@dataclass(frozen=True, slots=True)
class Heard:
    """What a record says. `source` is an outlet's code or name as given; `medium` empty when not given."""

    title: str = ""
    body: str = ""
    author: str = ""
    source: str = ""
    url: str = ""
    published: datetime | None = None
    medium: str = ""

    @property
    def key(self) -> str:
        """What makes two records the same item: sha1 of outlet, address and title.

        Its first 12 digits are the article's id. Without an address the title alone says too little («كاريكاتير»), and
        a post has none: then writer, time and text count too.
        """
        said = f"{self.source}|{self.url}|{self.title.strip()}"
        if not self.url:
            when = self.published.isoformat() if self.published else ""
            said += f"|{self.author}|{when}|{self.body}"
        return hashlib.sha1(said.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


@dataclass(frozen=True, slots=True)
class Quarantined:
    """Why a record could not be understood: a code of `REASONS` and what exactly was found."""

    reason: str
    detail: str = ""


REASONS = (
    "broken_json",  # a line that is not JSON
    "not_an_object",  # JSON, but not one record
    "encoding",  # bytes that are text in no encoding we know
    "no_text",  # neither title nor text
    "too_large",  # a record beyond the size limit
    "truncated",  # a compressed file that ends too early
    "empty",  # nothing there
    "no_columns",  # a table in which neither title nor text was found
    "not_a_feed",  # markup that is no feed
    "no_entries",  # a feed without entries
    "feed_list",  # a list of feeds (OPML), not a feed
    "unreadable",  # a file the reader of its kind refuses
    "binary",  # not text at all
    "refused",  # a record that storing or understanding it failed on
)


@dataclass(frozen=True, slots=True)
class Record:
    """A record with what its reader made of it."""

    received: Received
    content: Heard | Quarantined


@dataclass(slots=True)
class Opened:
    """A file, folder entry or fetched document ready to be read once.

    `kind`: jsonl, json, csv, xlsx, feed, page, text. `mapping`: field → column, for tables. `size`: bytes, 0 unknown.
    `at()`: bytes consumed so far, for a progress bar.
    """

    name: str
    kind: str
    records: Iterator[Record]
    size: int = 0
    columns: tuple[str, ...] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer from an address. `body` is None when it has not changed since (HTTP 304)."""

    url: str
    status: int
    body: bytes | None
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""


class FetchFailed(Exception):
    """An address could not be fetched; `reason` is a code: refused_address, too_large, timeout, status, network."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason, self.detail = reason, detail
        super().__init__(f"{reason}: {detail}" if detail else reason)


class Fetcher(Protocol):
    """Fetches one address, unless it has not changed since the given marks."""

    def fetch(self, url: str, *, etag: str = "", last_modified: str = "") -> Fetched:
        """The answer; raises FetchFailed."""
        ...


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter decided and due to leave, exactly as approved. `key` is also the base of its Message-ID."""

    key: str
    to: str
    subject: str
    text: str
    html: str = ""
    sender: str = ""
    language: str = "ar"
    message_id: str = ""
    in_reply_to: str = ""
    reply_to: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the other side said. `is_final`: trying again would not help."""

    ok: bool
    detail: str = ""
    is_final: bool = False


class Sender(Protocol):
    """Hands one letter over; never raises for what the other side says."""

    def send(self, letter: Letter) -> Receipt:
        """The receipt of one try."""
        ...
