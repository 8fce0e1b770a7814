"""A report of a mail server on a letter that we sent (multipart/report, RFC 6522; message/delivery-status, RFC 3464).

Which letter is meant stands in the part that brings the letter back, whole or only its head; servers that leave it out
name it as the mail that the report answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_string, policy
from email.message import Message

from sada.rules.delivery_reports import DeliveryReport

_ID = re.compile(r"<[^<>\s]{1,290}>")
_STATUS = re.compile(r"[245]\.[0-9]{1,3}\.[0-9]{1,3}")
_ORDER = ("failed", "delayed")  # what matters most first, where a report speaks of several who were to get it
SAID = 300  # characters kept of the server's words


def delivery_report(mail: Message) -> DeliveryReport | None:
    """What the server says; None where it is no such report, or names no letter."""
    if mail.get_content_type() != "multipart/report":
        return None
    letter = _letter(mail)
    rows = sorted(_rows(mail), key=lambda row: _ORDER.index(row[0]) if row[0] in _ORDER else len(_ORDER))
    if not letter or not rows:
        return None
    action, fields = rows[0]
    status = _STATUS.search(_field(fields, "Status"))
    return DeliveryReport(
        message_id=letter,
        action=action,
        status=status.group() if status else "",
        recipient=_behind_type(_field(fields, "Original-Recipient") or _field(fields, "Final-Recipient"))[:254],
        said=_behind_type(_field(fields, "Diagnostic-Code"))[:SAID],
    )


def _rows(mail: Message) -> Iterator[tuple[str, Message]]:
    """What was done about each who was to get the letter."""
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            for block in blocks if isinstance(blocks, list) else []:
                if isinstance(block, Message) and (action := _field(block, "Action").lower()):
                    yield action, block


def _letter(mail: Message) -> str:
    for part in mail.walk():
        kind, brought = part.get_content_type(), part.get_payload()
        if kind == "message/rfc822" and isinstance(brought, list) and brought and isinstance(brought[0], Message):
            found = _ID.search(_field(brought[0], "Message-ID"))
        elif kind in ("text/rfc822-headers", "message/rfc822-headers") and isinstance(brought, str):
            found = _ID.search(_field(message_from_string(brought, policy=policy.default), "Message-ID"))
        else:
            continue
        if found:
            return found.group()
    answered = _ID.search(_field(mail, "In-Reply-To")) or _ID.search(_field(mail, "References"))
    return answered.group() if answered else ""


def _behind_type(field: str) -> str:
    """«rfc822; saad@alwaha.example» without the type in front."""
    return " ".join(field.rpartition("; ")[2].split() if field.count(";") == 1 else field.split()).strip()


def _field(part: Message, name: str) -> str:
    try:
        return str(part.get(name, "")).strip()
    except (ValueError, IndexError, AttributeError, TypeError):  # the standard parser fails on some broken headers
        return ""
