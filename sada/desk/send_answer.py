"""Sends an approved text, byte for byte: by e-mail, or records that it was published by hand and where."""

import hashlib
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk import clock, promises
from sada.desk.fit_to_leave import approved_here, fit_to_leave
from sada.desk.mail_thread import reply_subject, thread_of
from sada.desk.pause_clock import end_pause
from sada.desk.states import answer_after, case_after, hold
from sada.kernel import access, acts, mail
from sada.kernel.guarded import update_if
from sada.kernel.refusals import Missing, Refusal
from sada.rules import case_states
from sada.rules.policies import PUBLISH_REPLY, UPDATE
from sada.store.models import Answer, AskedAgain, Case, Channel, Outgoing, OutgoingState, Person

SHORTEST_PLACE = 4  # letters that can name where a text was given


class SentThere(Refusal):
    """The same text already went to this address."""

    sentence = _("This text was already sent to this address. Choose another address, or try the failed letter again.")


class Tampered(Refusal):
    """The frozen text is not the one that was approved."""

    sentence = _("The text differs from what was approved and was not sent. Tell the administrator.")


def send_by_email(answer: Answer, address: str, *, by: Person, at: datetime) -> Outgoing:
    """Decide the letter; the worker sends it. The case counts as answered when the mail server has taken it."""
    ready(answer, by, at)
    try:
        validate_email(address)
    except ValidationError:
        raise Missing(_("Write a valid e-mail address.")) from None
    with transaction.atomic():
        take_once(answer, _key(answer, address))
        thread = thread_of(answer.case, address)
        outgoing = mail.write(
            key=_key(answer, address),
            kind="answer",
            address=address,
            subject=reply_subject(thread, answer.title, answer.language),
            text=answer.final,
            language=answer.language,
            in_reply_to=thread.in_reply_to if thread else "",
            references=thread.references if thread else "",
            answer=answer,
            unit=answer.case.unit,
            by=by,
            at=at,
        )
        acts.record(
            "answer.sent",
            by=by,
            on=answer.case,
            at=at,
            unit=answer.case.unit,
            after={"channel": Channel.EMAIL.value, "address": address, "sha256": answer.sha256},
        )
    return outgoing


def _place(said: str) -> str:
    """Where a text was brought out: an address that can be opened, or a place in words. Raises Missing for neither."""
    place = said.strip()
    if len(place) < SHORTEST_PLACE:
        raise Missing(_("Write where the answer stands: its address, or in words where and to whom it was given."))
    if "://" in place or (place.isascii() and " " not in place):
        try:
            URLValidator(schemes=["http", "https"])(place)
        except ValidationError:
            raise Missing(_("Write the full address where the answer stands, beginning with https://")) from None
    return place


def published_by_hand(answer: Answer, address: str, *, by: Person, at: datetime) -> Outgoing:
    """Record that a person has brought the text out: the address where it stands, or in words where it was given.

    A group on WhatsApp, a call, a paper handed over have no address; where there is one it is the better proof.
    """
    ready(answer, by, at)
    address = _place(address)
    with transaction.atomic():
        take_once(answer, _key(answer, address))
        outgoing = Outgoing.objects.create(
            key=_key(answer, address),
            answer=answer,
            unit=answer.case.unit,
            channel=Channel.BY_HAND,
            kind="answer",
            address=address,
            subject=answer.title,
            text=answer.final,
            language=answer.language,
            sha256=answer.sha256,
            state=OutgoingState.SENT,
            by=by,
            created_at=at,
            sent_at=at,
        )
        mark_answered(answer.case, at, answer)
        acts.record(
            "answer.sent",
            by=by,
            on=answer.case,
            at=at,
            unit=answer.case.unit,
            after={"channel": Channel.BY_HAND.value, "address": address, "sha256": answer.sha256},
        )
    return outgoing


def mark_answered(case: Case, at: datetime, answer: Answer | None = None) -> None:
    """The first answer stops the clock; later ones change nothing. A holding line stops its own clock alone.

    What had been sent before a case was opened again answers nothing asked since, wherever it is said once more.
    """
    if answer is not None and answer.outgoing.filter(sent_at__lt=case.asked_at).exists():
        return
    if answer is not None and answer.is_holding:
        promises.held_off(case, answer, at=at)
        return
    promises.meet(case, PUBLISH_REPLY, UPDATE, at=at)
    if answer is not None:  # what was written after a mail came is an answer to it
        heard = AskedAgain.objects.filter(place__case=case, is_question=None, at__lte=answer.created_at)
        heard.update(is_question=True, decided_at=at)
    if case.answered_at is not None or "answer" not in case_states.acts_in(case.state):
        return
    end_pause(case, at)
    update_if(
        case,
        {"answered_at": None, "state": case.state},
        state=case_after(case, "answer"),
        answered_at=at,
        paused_at=None,
        working_seconds=clock.worked(case, at),
        next_alarm_at=None,
    )
    promises.answered(case, answer, at=at)
    acts.record("case.answered", by=None, on=case, at=at, unit=case.unit, after={"answered_at": at})


def _key(answer: Answer, address: str) -> str:
    """One answer goes to one address once."""
    return f"answer-{answer.pk}-{hashlib.sha256(address.strip().lower().encode()).hexdigest()[:16]}"


def take_once(answer: Answer, key: str) -> None:
    """Take the answer for sending; of two who send it at once one wins, and nothing goes twice to one address."""
    hold(answer.case)
    update_if(answer, {"state": answer.state, "sha256": answer.sha256}, state=answer_after(answer, "send"))
    if Outgoing.objects.filter(key=key).exists():
        raise SentThere


def ready(answer: Answer, by: Person, at: datetime) -> None:
    """Raise a Refusal unless this person may send this text now, as it was approved, and what it rests on holds."""
    access.require(by, "answer.send", answer.case.path)
    answer_after(answer, "send")
    if hashlib.sha256(answer.final.encode()).hexdigest() != answer.sha256:
        raise Tampered
    approved_here(answer)
    fit_to_leave(answer, at)
