"""Letters: written as Outgoing rows in the caller's transaction, sent later, never twice, every attempt kept."""

import hashlib
import smtplib
from contextlib import suppress
from datetime import datetime, timedelta
from email.utils import formataddr, make_msgid, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from sada.kernel import queue
from sada.kernel.smtp import Backend
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
            "language": language,
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "seal": seal(subject, text),
            "message_id": new_number(),
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


def new_number() -> str:
    """The number (Message-ID) of a letter."""
    return make_msgid(domain="sada")


def seal(subject: str, text: str) -> str:
    """The seal over what a letter says: subject and text. Its HTML part is made of these two as it leaves."""
    return hashlib.sha256(f"{subject}\n{text}".encode()).hexdigest()


def is_whole(outgoing: Outgoing) -> bool:
    """Whether a letter still says what was decided: its subject and its text, and the text of the answer it carries."""
    text = hashlib.sha256(outgoing.text.encode()).hexdigest()
    if outgoing.seal != seal(outgoing.subject, outgoing.text) or outgoing.sha256 != text:
        return False
    answer = outgoing.answer
    return answer is None or text == answer.sha256 == hashlib.sha256(answer.final.encode()).hexdigest()


def _html(subject: str, text: str, language: str) -> str:
    direction = "rtl" if language == "ar" else "ltr"
    with translation.override(language):
        return render_to_string("letters/plain.html", {"subject": subject, "text": text, "dir": direction})


def claim(outgoing_id: int, at: datetime, channel: Channel = Channel.EMAIL) -> Outgoing | None:
    """Take a waiting letter of a channel in hand; None when another worker has it or it is not yet time.

    A letter left in `sending` by a dead worker may be taken again after ten minutes; `begun_at` then says whether it
    may have arrived.
    """
    stale = at - timedelta(minutes=10)
    mine = Outgoing.objects.filter(pk=outgoing_id, channel=channel)
    waiting = mine.filter(state=OutgoingState.WAITING, next_try_at__lte=at)
    dead = mine.filter(state=OutgoingState.SENDING, next_try_at__lte=stale)
    for rows in (waiting, dead):
        if rows.update(state=OutgoingState.SENDING, next_try_at=at):
            return Outgoing.objects.get(pk=outgoing_id)
    return None


def deliver(outgoing: Outgoing, at: datetime) -> None:
    """Hand the letter to the mail server. From `begun_at` on, which is written at once, it may have arrived; what is
    raised before that, and what the server itself says, means that it has not."""

    def begins() -> None:
        outgoing.begun_at = at
        Outgoing.objects.filter(pk=outgoing.pk).update(begun_at=at)

    connection = get_connection(begins=begins)
    letter = _letter(outgoing, connection)
    connection.open()
    try:
        if not isinstance(connection, Backend):  # another way out does not tell when: from now on it may
            begins()
        connection.send_messages([letter])
    finally:
        with suppress(OSError, smtplib.SMTPException):  # a quarrel about the farewell takes nothing back
            connection.close()


def _letter(outgoing: Outgoing, connection: Any) -> EmailMultiAlternatives:
    letter = EmailMultiAlternatives(
        outgoing.subject,
        outgoing.text,
        _sender(outgoing),
        [outgoing.address],
        headers=_headers(outgoing),
        reply_to=[outgoing.unit.email] if outgoing.unit and outgoing.unit.email else None,
        connection=connection,
    )
    letter.attach_alternative(_html(outgoing.subject, outgoing.text, outgoing.language), "text/html")
    return letter


def _sender(outgoing: Outgoing) -> str:
    """The unit's name over the house's own address: mail servers refuse an address that is not ours to send from."""
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    if outgoing.unit is None:
        return ""
    name = outgoing.unit.name_en if outgoing.language == "en" else outgoing.unit.name_ar
    return formataddr((name or outgoing.unit.name_ar, address))


def _headers(outgoing: Outgoing) -> dict[str, str]:
    thread = {"In-Reply-To": outgoing.in_reply_to, "References": outgoing.references or outgoing.in_reply_to}
    return {"Message-ID": outgoing.message_id, **(thread if outgoing.in_reply_to else {})}


def taken(outgoing: Outgoing, *, detail: str, at: datetime, problem: str = "") -> None:
    """Record that the mail server has the letter, since `at`. `problem`: what is still to be done about it."""
    with transaction.atomic():
        Attempt.objects.create(outgoing=outgoing, at=at, ok=True, detail=detail, problem=problem)
        outgoing.attempts += 1
        outgoing.state, outgoing.sent_at, outgoing.next_try_at = OutgoingState.SENT, at, None
        outgoing.error, outgoing.problem = (detail if problem else ""), problem
        outgoing.save()


def refused(outgoing: Outgoing, *, detail: str, at: datetime, is_final: bool = False) -> OutgoingState:
    """Record a try after which nothing can have arrived: it is tried again later, or has failed for good."""
    with transaction.atomic():
        Attempt.objects.create(outgoing=outgoing, at=at, ok=False, detail=detail)
        outgoing.attempts += 1
        outgoing.error, outgoing.begun_at = detail, None
        if is_final or outgoing.attempts > len(RETRY_AFTER):
            outgoing.state, outgoing.next_try_at = OutgoingState.FAILED, None
        else:
            outgoing.state = OutgoingState.WAITING
            outgoing.next_try_at = at + RETRY_AFTER[outgoing.attempts - 1]
        outgoing.save()
    return OutgoingState(outgoing.state)


def hold(outgoing: Outgoing, problem: str, *, detail: str, at: datetime) -> None:
    """Record a try after which only a person can say what comes next."""
    with transaction.atomic():
        Attempt.objects.create(outgoing=outgoing, at=at, ok=False, detail=detail, problem=problem)
        outgoing.attempts += 1
        outgoing.state, outgoing.next_try_at = OutgoingState.HELD, None
        outgoing.error, outgoing.problem = detail, problem
        outgoing.save()
