"""Deciding in the queue, one or many, the way back, and switching the model."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from sada.kernel import access, clock
from sada.kernel.refusals import Missing
from sada.reading.confirm_reading import access_confirmation, confirm_reading, undo_confirmation
from sada.reading.correct_reading import correct_reading, undo_correction
from sada.reading.switch_model import switch_model
from sada.store.models import Confirmation, LearnedModel, Mention
from sada.web import toasts
from sada.web.http import HtmxHttpRequest
from sada.web.inbox.undo import ids
from sada.web.reading_quality.choices import parsed
from sada.web.say.numbers import number

RULES = "rules"
KEPT = ("medium", "order")


@require_POST
def decide(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Confirm the reading of one item, or set one of its judgements; the same item again while others are open."""
    mention = access.access_mention(request.user, pk)
    made = _carry_out(request, [mention])
    mention.item.reading.refresh_from_db()
    return _back(request, made, pk if mention.item.reading.unsure else None)


@require_POST
def many(request: HtmxHttpRequest) -> HttpResponse:
    """The same for all chosen items: all or none."""
    access.require(request.user, "reading.correct")
    mentions = [access.access_mention(request.user, pk) for pk in ids(request, "m")]
    if not mentions:
        raise Missing(gettext("Choose at least one item first."))
    return _back(request, _carry_out(request, mentions), None)


def _carry_out(request: HtmxHttpRequest, mentions: list[Mention]) -> list[Any]:
    choice, at = request.POST.get("choice", ""), clock.now()
    for mention in mentions:
        access.require(request.user, "reading.correct", mention.path)
    with transaction.atomic():
        if choice == "confirm":
            return [confirm_reading(m.item, by=request.user, at=at) for m in mentions]
        try:
            name, value = parsed(choice)
        except KeyError:
            raise Http404 from None
        return [correct_reading(m.item, name, value, by=request.user, at=at) for m in mentions]


def _back(request: HtmxHttpRequest, made: list[Any], stay: int | None) -> HttpResponse:
    kept = {name: request.GET[name] for name in KEPT if request.GET.get(name)}
    name = "confirmed" if isinstance(made[0], Confirmation) else "corrected"
    undo = f"{reverse('reading_quality:undo')}?{urlencode({name: [m.pk for m in made], **kept}, doseq=True)}"
    counted = {"n": number(len(made))}
    said = (
        ngettext("%(n)s reading confirmed", "%(n)s readings confirmed", len(made))
        if name == "confirmed"
        else ngettext("%(n)s reading corrected", "%(n)s readings corrected", len(made))
    )
    toasts.later(request, said % counted, undo=undo)
    query = urlencode({**kept, **({"item": stay} if stay else {})})
    return redirect(reverse("reading_quality:unsure") + (f"?{query}" if query else ""))


@require_POST
def undo(request: HtmxHttpRequest) -> HttpResponse:
    """Take confirmations or corrections back, all or none."""
    access.require(request.user, "reading.correct")
    at = clock.now()
    with transaction.atomic():
        for pk in reversed(ids(request, "confirmed")):
            undo_confirmation(access_confirmation(request.user, pk), by=request.user, at=at)
        for pk in reversed(ids(request, "corrected")):
            undo_correction(access.access_correction(request.user, pk), by=request.user, at=at)
    toasts.later(request, gettext("Undone"))
    kept = urlencode({name: request.GET[name] for name in KEPT if request.GET.get(name)})
    to = reverse("reading_quality:unsure") + (f"?{kept}" if kept else "")
    if not request.htmx:
        return redirect(to)
    response = HttpResponse(status=204)
    response["HX-Redirect"] = to
    return response


@require_POST
def switch(request: HtmxHttpRequest, name: str) -> HttpResponse:
    """Put a kept version to use, or the rules alone."""
    access.require(request.user, "model.switch")
    model = LearnedModel.objects.filter(name=name).first()
    if model is None and name != RULES:
        raise Http404
    switch_model(model, by=request.user, at=clock.now())
    toasts.later(request, gettext("From now on %(name)s reads; what is there is read again in the background")
                 % {"name": name if model else gettext("the rules alone")})  # fmt: skip
    return redirect("reading_quality:page")
