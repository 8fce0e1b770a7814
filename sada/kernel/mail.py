"""Letters: written as Outgoing rows in the caller's transaction, sent later, never twice, every attempt kept."""

import hashlib
from datetime import datetime, timedelta
from email.utils import formataddr, make_msgid, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from sada.kernel import queue
from sada.store.models import Answer, Attempt, Channel, Outgoing, OutgoingState, Person, Unit

RETRY_AFTER = [timedelta(minutes=m) for m in (1, 5, 15, 60, 240)]  # then it has failed and a person is told


def write(
    *,
    key: str,
    kind: str,
    address: str,
    subject: str,
    text: str,
    at: datetime,
    by: Person | None = None,
    answer: Answer | None = None,
    unit: Unit | None = None,
    language: str = "ar",
    in_reply_to: str = "",
    references: str = "",
) -> Outgoing:
    """Decide a letter: one row, sent once however often this is called with the same `key`."""
    outgoing, created = Outgoing.objects.get_or_create(
        key=key,
        defaults={
            "channel": Channel.EMAIL,
            "kind": kind,
            "address": address,
            "subject": subject,
            "text": text,
            "html": _html(subject, text, language),
            "language": language,
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "message_id": make_msgid(domain="sada"),
            "in_reply_to": in_reply_to,
            "references": references or in_reply_to,
            "answer": answer,
            "unit": unit,
            "by": by,
            "created_at": at,
            "next_try_at": at,
        },
    )
    if created:
        queue.hurry("desk.send_letter", f"letter-{outgoing.pk}", outgoing_id=outgoing.pk)
    return outgoing


def _html(subject: str, text: str, language: str) -> str:
    direction = "rtl" if language == "ar" else "ltr"
    with translation.override(language):
        return render_to_string("letters/plain.html", {"subject": subject, "text": text, "dir": direction})


def claim(outgoing_id: int, at: datetime, channel: Channel = Channel.EMAIL) -> Outgoing | None:
    """Take a waiting letter of a channel in hand; None when another worker has it or it is not yet time.

    A letter left in `sending` by a dead worker may be taken again after ten minutes.
    """
    stale = at - timedelta(minutes=10)
    mine = Outgoing.objects.filter(pk=outgoing_id, channel=channel)
    waiting = mine.filter(state=OutgoingState.WAITING, next_try_at__lte=at)
    dead = mine.filter(state=OutgoingState.SENDING, next_try_at__lte=stale)
    for rows in (waiting, dead):
        if rows.update(state=OutgoingState.SENDING, next_try_at=at):
            return Outgoing.objects.get(pk=outgoing_id)
    return None


def deliver(outgoing: Outgoing) -> None:
    """Hand the letter to the mail server. Raises OSError or smtplib.SMTPException as the server does."""
    letter = EmailMultiAlternatives(
        outgoing.subject,
        outgoing.text,
        _sender(outgoing),
        [outgoing.address],
        headers=_headers(outgoing),
        reply_to=[outgoing.unit.email] if outgoing.unit and outgoing.unit.email else None,
        connection=get_connection(),
    )
    letter.attach_alternative(outgoing.html, "text/html")
    letter.send()


def _sender(outgoing: Outgoing) -> str:
    """The unit's name over the house's own address: mail servers refuse an address that is not ours to send from."""
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return formataddr((outgoing.unit.name_ar, address)) if outgoing.unit else ""


def _headers(outgoing: Outgoing) -> dict[str, str]:
    thread = {"In-Reply-To": outgoing.in_reply_to, "References": outgoing.references or outgoing.in_reply_to}
    return {"Message-ID": outgoing.message_id, **(thread if outgoing.in_reply_to else {})}


def settle(outgoing: Outgoing, *, ok: bool, detail: str, at: datetime) -> OutgoingState:
    """Record an attempt and say what comes next: sent, tried again later, or failed for good."""
    with transaction.atomic():
        Attempt.objects.create(outgoing=outgoing, at=at, ok=ok, detail=detail)
        outgoing.attempts += 1
        outgoing.error = "" if ok else detail
        if ok:
            outgoing.state, outgoing.sent_at, outgoing.next_try_at = OutgoingState.SENT, at, None
        elif outgoing.attempts > len(RETRY_AFTER):
            outgoing.state, outgoing.next_try_at = OutgoingState.FAILED, None
        else:
            outgoing.state = OutgoingState.WAITING
            outgoing.next_try_at = at + RETRY_AFTER[outgoing.attempts - 1]
        outgoing.save()
    return OutgoingState(outgoing.state)
