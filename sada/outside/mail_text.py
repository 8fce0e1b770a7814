"""A mail to a record: who writes, what about, what it answers; what is quoted below an answer is left out."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from sada.outside.delivery_reports import delivery_report
from sada.outside.encodings import decode
from sada.outside.html_text import plain, tidy
from sada.ports import Heard, Letterhead, Quarantined

_IDS = re.compile(r"<[^<>\s]{1,290}>")
_AGAIN = re.compile(r"^\s*(?:(?:re|fw|fwd|رد|إعادة توجيه|رد على)\s*:\s*)+", re.IGNORECASE)
# Where the mail that is answered begins, as the usual programs write it.
_QUOTED = re.compile(
    r"(?m)^(?:>|-{2,} ?(?:original message|الرسالة الأصلية|forwarded message)|_{10,}\s*$"
    r"|(?:on|في) .{4,120}(?:wrote|كتب|كتبت)[^\n]{0,80}:\s*$|(?:from|من): .+\n(?:sent|date|تاريخ الإرسال|التاريخ): )",
    re.IGNORECASE,
)
_ROBOTS = re.compile(r"^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply)@", re.IGNORECASE)


def read_mail(raw: bytes) -> Heard | Quarantined:
    """What a mail says; a reason where it is none or says nothing."""
    try:
        mail = message_from_bytes(raw, policy=policy.default)
    except (ValueError, LookupError, RecursionError) as fault:
        return Quarantined("unreadable", str(fault)[:150])
    if not isinstance(mail, EmailMessage) or not (mail["From"] or mail["Message-ID"]):
        return Quarantined("unreadable", "no mail")
    body = _own_words(_body(mail))
    subject = tidy(_AGAIN.sub("", _header(mail, "Subject")))
    if not body and not subject:
        return Quarantined("no_text")
    head = letterhead(mail)
    return Heard(
        title=subject or body.split("\n", 1)[0][:120],
        body=body or subject,
        author=head.name or head.email,
        published=_moment(_header(mail, "Date")) or head.arrived,
        medium="email",
        letter=head,
    )


def letterhead(mail: EmailMessage) -> Letterhead:
    """Who wrote it, when it reached our own server, and which mails it answers."""
    name, address = _sender(mail)
    answers = [*_IDS.findall(_header(mail, "In-Reply-To")), *reversed(_IDS.findall(_header(mail, "References")))]
    own = _IDS.search(_header(mail, "Message-ID"))
    received, report = mail.get_all("Received", []), delivery_report(mail)
    return Letterhead(
        message_id=own.group() if own else "",
        answers=tuple(dict.fromkeys(answers))[:50],
        name=name,
        email=address,
        arrived=_moment(str(received[0]).rpartition(";")[2]) if received else None,
        is_automatic=_is_automatic(mail, address) or report is not None,
        report=report,
    )


def _is_automatic(mail: EmailMessage, address: str) -> bool:
    submitted = _header(mail, "Auto-Submitted").lower()
    in_bulk = _header(mail, "Precedence").lower() in ("bulk", "list", "junk", "auto_reply")
    return (bool(submitted) and submitted != "no") or in_bulk or bool(_ROBOTS.match(address))


def _header(mail: EmailMessage, name: str) -> str:
    try:
        return str(mail[name] or "").strip()
    except (ValueError, IndexError, AttributeError, TypeError):  # the standard parser fails on some broken headers
        return ""


def _sender(mail: EmailMessage) -> tuple[str, str]:
    try:
        one = mail["From"].addresses[0]
        return tidy(str(one.display_name))[:200], one.addr_spec[:254]
    except (ValueError, IndexError, AttributeError, TypeError):
        return tidy(_header(mail, "From"))[:200], ""


def _moment(text: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(text.strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _body(mail: EmailMessage) -> str:
    part = mail.get_body(("plain", "html"))
    if not isinstance(part, EmailMessage):
        return ""
    raw = part.get_payload(decode=True)
    said = decode(raw if isinstance(raw, bytes) else b"", part.get_content_charset() or "")
    if isinstance(said, Quarantined):
        return ""
    return plain(said) if part.get_content_type() == "text/html" else tidy(said)


def _own_words(body: str) -> str:
    """The text above what it quotes; the whole where nothing stands above."""
    quoted = _QUOTED.search(body)
    own = body[: quoted.start()].strip() if quoted else body
    return own or body
