"""A record made ready to be stored: its digest, its cleaned words, its stems. No database: this may run anywhere."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sada.kernel.clock import RIYADH
from sada.ports import Heard, Quarantined, Record
from sada.understand.stories import day_of
from sada.understand.twins import Fingerprint, stems_and_fingerprint

MOST_SEARCHED = 300_000  # letters of a text that can be searched: a tsvector holds a megabyte
AUTHOR, ADDRESS = 300, 2_000  # letters of the columns
AHEAD = timedelta(days=2)  # a date further in the future is a mistake
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class Prepared:
    """`heard` is None when the record is quarantined; then `reason` says why."""

    record: Record
    sha256: bytes
    heard: Heard | None
    reason: str = ""
    key: str = ""
    stems: str = ""
    fingerprint: Fingerprint | None = None


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


def published(heard: Heard, at: datetime) -> datetime:
    """When a record was published; the instant it was heard where it does not say, or names a day to come."""
    return heard.published if heard.published and heard.published <= at + AHEAD else at


def prepare(record: Record, sha256: bytes, at: datetime) -> Prepared:
    """Ready one record whose digest is known, heard at `at`."""
    content = record.content
    if isinstance(content, Quarantined):
        reason = f"{content.reason}: {content.detail}" if content.detail else content.reason
        return Prepared(record, sha256, None, clean(reason)[:200])
    heard = clean_heard(content)
    if not heard.title.strip() and not heard.body.strip():
        return Prepared(record, sha256, None, "no_text")
    day = day_of(published(heard, at).astimezone(RIYADH).date())
    stems, fingerprint = stems_of(heard.title, heard.body, day)
    return Prepared(record, sha256, heard, "", heard.key, stems, fingerprint)


def stems_of(title: str, body: str, day: int) -> tuple[str, Fingerprint]:
    """What of a text is searched, and its fingerprint."""
    return stems_and_fingerprint(title[:MOST_SEARCHED], body[: MOST_SEARCHED - len(title[:MOST_SEARCHED])], day)
