"""Sending a frozen text: by e-mail as the unit, or published by hand; each letter with its fate and attempts."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from sada.desk.retry_letter import retry_letter
from sada.desk.send_answer import published_by_hand, send_by_email
from sada.desk.settle_letter import letter_did_not_leave, letter_left
from sada.desk.unmask_address import unmask_address
from sada.desk.ways_out import speaking_for
from sada.kernel import access, clock
from sada.rules import answer_states
from sada.store.models import Answer, Outgoing, OutgoingState, Person
from sada.store.queries import case_timeline
from sada.web import toasts
from sada.web.acting import Words, acting, back_of, posted, step
from sada.web.answers.cuts import is_for_network
from sada.web.answers.forms import ByHandForm, EmailForm
from sada.web.answers.publication import standing
from sada.web.answers.recipients import recipients
from sada.web.cases.forms import UnmaskForm
from sada.web.http import HtmxHttpRequest

SOON = timedelta(minutes=1)
MAILING = Words(
    _("Send by e-mail"), _("Send"), _("The letter is on its way"), _("What leaves is the frozen text, byte for byte.")
)
UNMASKING = Words(
    _("Show the address"), _("Show"), _("Address shown"), _("That you saw it, when and why is kept in the log.")
)
PUBLISHING = Words(
    _("Published by hand"),
    _("Record"),
    _("Recorded. The case is answered."),
    _("For a text that you published yourself, on a site or a network."),
)


def ways(person: Person, answer: Answer) -> dict[str, Any]:
    """What the page of a frozen text needs to show its ways out."""
    may_send = access.may(person, "answer.send", answer.case.path) and "send" in answer_states.acts_in(answer.state)
    prefetch_related_objects([answer], Prefetch("outgoing", case_timeline.letters()))
    letters = list(answer.outgoing.all())
    speaking = speaking_for(answer) if may_send and is_for_network(answer) else []
    return {
        "may_send": may_send,
        "letters": [(letter, list(letter.tries.all())) for letter in letters],
        "is_leaving": any(is_leaving(letter, clock.now()) for letter in letters),
        **as_whom(answer),
        "speaking": speaking,
        "network_first": any(account.network == answer.case.medium for account in speaking),
        **standing(person, answer),
        "may_close": access.may(person, "case.close", answer.case.path),
    }


def is_leaving(letter: Outgoing, now: datetime) -> bool:
    """Whether its fate may be known any moment: it is due, or left and the case learns of it next."""
    if letter.state == OutgoingState.SENT:
        answer = letter.answer
        unknown = answer is not None and not answer.is_holding and answer.case.answered_at is None
        return unknown and now - (letter.sent_at or now) < SOON
    if letter.state != OutgoingState.WAITING:
        return bool(letter.state == OutgoingState.SENDING)
    return letter.next_try_at is None or letter.next_try_at <= now + SOON


def as_whom(answer: Answer) -> dict[str, Any]:
    """The unit a letter speaks for, the address it comes from and the one that answers reach."""
    unit = answer.case.unit
    return {"unit": unit, "sender": parseaddr(settings.DEFAULT_FROM_EMAIL)[1], "replies": unit.email}


@require_http_methods(["GET", "POST"])
def email(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Choose the address and decide the letter."""
    answer = access.access_answer(request.user, pk, "answer.send")

    def run(data: dict[str, Any]) -> None:
        send_by_email(answer, data["address"], by=request.user, at=clock.now())

    bounced = answer.outgoing.filter(state=OutgoingState.BOUNCED)
    came_back = next((one for one in bounced if str(one.pk) == request.GET.get("instead")), None)
    initial = {"to": "other", "address": came_back.address} if came_back else {}
    form = EmailForm(posted(request), recipients=recipients(answer.case, answer.final), initial=initial)
    context = {"before": "answers/as_whom.html", **as_whom(answer)}
    return step(request, form, MAILING, run, reverse("cases:answer", args=[pk]), **context)


@require_http_methods(["GET", "POST"])
def by_hand(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Record where a person published the text."""
    answer = access.access_answer(request.user, pk, "answer.send")

    def run(data: dict[str, Any]) -> None:
        published_by_hand(answer, data["address"], by=request.user, at=clock.now())

    context = {"before": "answers/as_whom.html", "unit": answer.case.unit}
    return step(request, ByHandForm(posted(request)), PUBLISHING, run, reverse("cases:answer", args=[pk]), **context)


@require_POST
@acting
def retry(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Try a failed letter again."""
    letter = access.access_outgoing(request.user, pk, "answer.send")
    retry_letter(letter, by=request.user, at=clock.now())
    toasts.later(request, _("The letter is tried again"))
    return redirect("cases:answer", letter.answer_id)


@require_http_methods(["GET", "POST"])
def address(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Show the address of a letter, once, on record."""
    letter = access.access_outgoing(request.user, pk, "personal.unmask")
    back = reverse("cases:answer", args=[letter.answer_id])

    def run(data: dict[str, Any]) -> None:
        unmask_address(letter, data["reason"], by=request.user, at=clock.now())
        request.session["address"] = letter.pk

    return step(request, UnmaskForm(posted(request)), UNMASKING, run, back_of(request, back))


@require_POST
@acting
def left(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """A person has found that the letter left."""
    letter = access.access_outgoing(request.user, pk, "answer.send")
    letter_left(letter, by=request.user, at=clock.now())
    toasts.later(request, _("Recorded. The case is answered."))
    return redirect("cases:answer", letter.answer_id)


@require_POST
@acting
def not_left(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """A person has found that the letter did not leave."""
    letter = access.access_outgoing(request.user, pk, "answer.send")
    letter_did_not_leave(letter, by=request.user, at=clock.now())
    toasts.later(request, _("The letter is sent again"))
    return redirect("cases:answer", letter.answer_id)
