"""What passes between this system and the outside: plain records, and the protocols that adapters fulfil.

Adapters (in `sada.outside`) turn bytes into records; stages take records and never see the network.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from sada.rules.accounts import Holder
from sada.rules.delivery_reports import DeliveryReport
from sada.rules.report_rows import ReportStatus


@dataclass(frozen=True, slots=True)
class Received:
    """One record as it came: bytes untouched, where from, and its place there (line, row or entry, from 1)."""

    raw: bytes
    content_type: str
    origin: str
    position: int = 1


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands over a mail that came in. `answers`: the Message-IDs it replies to, nearest first, with brackets."""

    message_id: str = ""
    answers: tuple[str, ...] = ()
    name: str = ""
    email: str = ""
    arrived: datetime | None = None
    is_automatic: bool = False
    report: DeliveryReport | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What a record says. `source` is an outlet's code or name as given; `medium` empty when not given.

    `letter`: of a mail, its head.
    """

    title: str = ""
    body: str = ""
    author: str = ""
    source: str = ""
    url: str = ""
    published: datetime | None = None
    medium: str = ""
    letter: Letterhead | None = None

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

    `kind`: jsonl, json, csv, xlsx, feed, page, mail, text. `mapping`: field → column, for tables. `size`: bytes, 0
    where unknown. `at()`: bytes consumed so far, for a progress bar.
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


class AssistantFailed(Exception):
    """An assistant gave no draft; `reason`: unreachable, timeout, refused, busy, status, not_understood, empty."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason, self.detail = reason, detail
        super().__init__(f"{reason}: {detail}" if detail else reason)


@dataclass(frozen=True, slots=True)
class Mails:
    """What a mailbox holds since the last look: the mails, and the mark from which to go on next time."""

    records: tuple[Record, ...]
    mark: str


class Mailbox(Protocol):
    """A mailbox that is only looked into; nothing in it is deleted."""

    def look(self, mark: str) -> Mails:
        """The mails behind `mark`; raises FetchFailed."""
        ...

    def done(self, posted: Mails) -> None:
        """What was read is safely kept."""
        ...


class Fetcher(Protocol):
    """Fetches one address, unless it has not changed since the given marks."""

    def fetch(self, url: str, *, etag: str = "", last_modified: str = "") -> Fetched:
        """The answer; raises FetchFailed."""
        ...


class ReportDesk(Protocol):
    """Tells how reports stand."""

    def statuses(self, references: Sequence[str]) -> list[ReportStatus]:
        """Those of the references that the desk knows; raises FetchFailed."""
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


@dataclass(frozen=True, slots=True)
class Sign:
    """An account of the register as an adapter needs it. `base`: the server's address, empty for the network's own."""

    network: str
    handle: str
    keys: Mapping[str, str] = field(repr=False)
    base: str = ""
    remote_id: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """One post to put under a question. `key` is the same however often it is tried, and so is `decided_at`.

    `thread`: the address of the question; `last`: what the network called the part before this one, "" for the first;
    `tried_at`: when it was first tried, for looking whether it stands there already.
    """

    key: str
    text: str
    thread: str
    decided_at: datetime
    number: int = 1
    last: str = ""
    language: str = "ar"
    tried_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """A post as the network names it, and the address where a person finds it."""

    id: str
    url: str = ""


PROBLEMS = (
    "unreached",  # no connection, or turned away before anything was read: nothing was posted
    "limited",  # too many requests: `until` says when again
    "expired",  # the keys are not taken any more: a person must set new ones
    "refused",  # the network will not have this post, however often it is tried
    "gone",  # the question is not there any more, or is not to be replied to
    "hidden",  # the number of the question is hidden, and it is none of the account's own: only a person gets there
    "unsure",  # the request left and no clear answer came: it may stand there
    "duplicate",  # the network says it has the same post already
    "facts",  # a fact of the text no longer holds
    "fault",  # a fault of our own
    "wrong_keys",  # the keys are another account's
    "cannot_look",  # nobody can tell but a person: this network shows an account nothing of its own
)


class NotPosted(Exception):
    """A post was not made, or it is not known whether: `code` is one of PROBLEMS, `detail` holds no key."""

    def __init__(self, code: str, detail: str = "", until: datetime | None = None) -> None:
        self.code, self.detail, self.until = code, detail, until
        super().__init__(f"{code}: {detail}" if detail else code)


class Poster(Protocol):
    """Puts replies under questions on one network, and finds those it put there."""

    def whose(self) -> Holder:
        """The account that the keys belong to, as the network says; raises NotPosted."""
        ...

    def reply(self, post: Reply) -> Posted:
        """Put it there; raises NotPosted."""
        ...

    def find(self, post: Reply) -> Posted | None:
        """The same post where it stands already, or None; raises NotPosted, with `cannot_look` where none can tell."""
        ...
