"""What one does with a reply in the press: follow, confirm, deny, agree on a day, go a step further, give up."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from sada.desk.escalate_reply import STEP_NAMES, escalate_reply
from sada.desk.settle_reply import confirm_printed, deny_sighting, record_correction, reopen_reply, withdraw_reply
from sada.desk.track_reply import agree_day, track_reply
from sada.kernel import access, clock
from sada.kernel.clock import RIYADH
from sada.kernel.press_doors import access_reply, access_sighting
from sada.store.models import PRESS, Outlet, PressReply
from sada.store.queries import press
from sada.web import toasts
from sada.web.acting import Words, acting, go, posted, step
from sada.web.http import HtmxHttpRequest
from sada.web.press.forms import AgreeForm, CorrectedForm, FollowForm, GiveUpForm, PrintedForm

FOLLOWING = Words(
    _("Follow to its print"), _("Follow"), _("Followed. You are told when it seems to be printed, and when it is not."),
    _("For a text handed to an outlet by fax, courier or its own form; letters by e-mail are followed by themselves."),
)  # fmt: skip
PRINTING = Words(
    _("Our reply was printed"), _("Record the print"), _("Recorded. The reply is closed with its evidence.")
)
CORRECTING = Words(_("The outlet has corrected it"), _("Record the correction"), _("Recorded. No further step is due."))
AGREEING = Words(_("Day agreed with the outlet"), _("Keep the day"), _("The agreed day is waited for"))
GIVING_UP = Words(
    _("Give up waiting for print"), _("Give up"), _("Print is waited for no longer"), danger=True
)  # fmt: skip


def _page(reply: PressReply) -> str:
    return reverse("press:show", args=[reply.pk])


@require_http_methods(["GET", "POST"])
def follow(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Follow a sent text with an outlet."""
    answer = access.access_answer(request.user, pk, "reply.track")
    asked = list(press.asked_outlets(answer.case))
    outlets = Outlet.objects.filter(medium__in=PRESS).order_by("name_ar")
    first = {"outlet": asked[0]} if asked else {}
    form = FollowForm(posted(request), outlets=outlets, initial=first)
    made: list[PressReply] = []

    def run(data: dict[str, Any]) -> None:
        at = clock.now()
        noon = datetime.combine(data["sent_on"], time(12), RIYADH)
        sent_at = min(noon, at) if data["sent_on"] <= clock.today() else noon
        made.append(track_reply(answer, data["outlet"], by=request.user, at=at, sent_at=sent_at))

    response = step(request, form, FOLLOWING, run, reverse("cases:answer", args=[pk]))
    return go(request, _page(made[0])) if made else response


@require_http_methods(["GET", "POST"])
def printed(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Record a print that Sada did not hear."""
    reply = access_reply(request.user, pk, "reply.track")
    form = PrintedForm(posted(request), initial={"on": clock.today()})

    def run(data: dict[str, Any]) -> None:
        confirm_printed(reply, form.printed(None), by=request.user, at=clock.now())

    return step(request, form, PRINTING, run, _page(reply))


@require_http_methods(["GET", "POST"])
def confirm(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Say that this is our reply, and how it stands there."""
    found = access_sighting(request.user, pk, "reply.track")
    form = PrintedForm(posted(request), initial=PrintedForm.initial_of(found.item))

    def run(data: dict[str, Any]) -> None:
        confirm_printed(found.reply, form.printed(found.item), by=request.user, at=clock.now())

    return step(request, form, PRINTING, run, _page(found.reply))


@require_http_methods(["GET", "POST"])
def corrected(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Record that the outlet has corrected its print."""
    reply = access_reply(request.user, pk, "reply.track")

    def run(data: dict[str, Any]) -> None:
        record_correction(reply, data["on"], data["place"], by=request.user, at=clock.now())

    return step(request, CorrectedForm(posted(request), initial={"on": clock.today()}), CORRECTING, run, _page(reply))


@require_POST
@acting
def deny(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Say that it is not our reply."""
    found = access_sighting(request.user, pk, "reply.track")
    deny_sighting(found, by=request.user, at=clock.now())
    toasts.later(request, _("Not our reply. It is looked for on."))
    return go(request, _page(found.reply))


@require_http_methods(["GET", "POST"])
def agree(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Keep the day that the outlet named."""
    reply = access_reply(request.user, pk, "reply.track")
    form = AgreeForm(posted(request), initial={"day": reply.due_on})

    def run(data: dict[str, Any]) -> None:
        agree_day(reply, data["day"], by=request.user, at=clock.now(), note=data["note"])

    return step(request, form, AGREEING, run, _page(reply))


@require_http_methods(["GET", "POST"])
def give_up(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Wait no longer, with the reason."""
    reply = access_reply(request.user, pk, "reply.track")

    def run(data: dict[str, Any]) -> None:
        withdraw_reply(reply, data["reason"], by=request.user, at=clock.now())

    return step(request, GiveUpForm(posted(request)), GIVING_UP, run, _page(reply))


@require_POST
@acting
def reopen(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Wait for print again."""
    reply = access_reply(request.user, pk, "reply.track")
    reopen_reply(reply, by=request.user, at=clock.now())
    toasts.later(request, _("Print is waited for again"))
    return go(request, _page(reply))


@require_POST
@acting
def escalate(request: HtmxHttpRequest, pk: int, step: str) -> HttpResponse:
    """Take a step: its letter opens as a draft."""
    if step not in STEP_NAMES:
        raise Http404
    reply = access_reply(request.user, pk, "reply.track")
    letter = escalate_reply(reply, step, by=request.user, at=clock.now())
    toasts.later(request, _("The letter lies ready as a draft. It is approved and sent like any text."))
    return go(request, reverse("cases:edit", args=[letter.pk]))
