"""Deciding in the queue, one or many, the way back, and switching the model."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from sada.kernel import access, clock
from sada.kernel.refusals import Missing
from sada.reading.confirm_reading import access_confirmation, confirm_reading, undo_confirmation
from sada.reading.correct_reading import undo_correction
from sada.reading.correct_readings import correct_readings
from sada.reading.switch_model import switch_model
from sada.store.models import Confirmation, LearnedModel, Mention
from sada.web import toasts
from sada.web.http import HtmxHttpRequest
from sada.web.inbox.correcting import for_many
from sada.web.inbox.forms import CorrectManyForm
from sada.web.inbox.judgements import parsed
from sada.web.inbox.undo import MOST, STEPS, ids
from sada.web.reading_quality.choices import QUICK
from sada.web.say.numbers import number

RULES = "rules"
KEPT = ("medium", "order")


@require_POST
def decide(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Confirm the reading of one item, or set one of its judgements; the same item again while others are open."""
    mention = access.access_mention(request.user, pk)
    made = _confirmed(request, [mention]) if _confirms(request) else _one_set(request, mention)
    mention.item.reading.refresh_from_db()
    return _back(request, made, pk if mention.item.reading.unsure else None)


@require_http_methods(["GET", "POST"])
def many(request: HtmxHttpRequest) -> HttpResponse:
    """The same for all chosen items: all or none. Asked for, the dialog in which any judgement is chosen."""
    access.require(request.user, "reading.correct")
    if request.method == "GET":
        return _dialog(request, _chosen(request), CorrectManyForm(person=request.user))
    mentions = [access.access_mention(request.user, mention.pk) for mention in _chosen(request)]
    if _confirms(request):
        return _back(request, _confirmed(request, mentions), None)
    form = CorrectManyForm(request.POST, person=request.user)
    if not form.is_valid():
        return _dialog(request, mentions, form)
    _require(request, mentions)
    name, value = form.cleaned_data["choice"]
    items, mode = [mention.item for mention in mentions], form.cleaned_data["mode"]
    made = correct_readings(items, name, value, mode, by=request.user, at=clock.now())
    return _back(request, made, None)


def _chosen(request: HtmxHttpRequest) -> list[Mention]:
    """The mentions chosen, in one query. Http404 where one is not in reach."""
    wanted = ids(request, "m")
    if not wanted:
        raise Missing(gettext("Choose at least one item first."))
    found = {m.pk: m for m in access.rows_for(request.user, "item.see", "mention").filter(pk__in=wanted)}
    if len(found) != len(wanted):
        raise Http404
    return [found[pk] for pk in wanted]


def _dialog(request: HtmxHttpRequest, mentions: list[Mention], form: CorrectManyForm) -> HttpResponse:
    context = {"mentions": mentions, "form": form, **for_many(request)}
    name = "reading_quality/many.html#dialog" if request.htmx else "reading_quality/many.html"
    return render(request, name, context, status=422 if form.errors else 200)


def _confirms(request: HtmxHttpRequest) -> bool:
    return request.POST.get("choice") == "confirm"


def _require(request: HtmxHttpRequest, mentions: list[Mention]) -> None:
    for mention in mentions:
        access.require(request.user, "reading.correct", mention.path)


def _confirmed(request: HtmxHttpRequest, mentions: list[Mention]) -> list[Any]:
    _require(request, mentions)
    items, at = {m.item_id: m.item for m in mentions}, clock.now()
    with transaction.atomic():
        return [confirm_reading(item, by=request.user, at=at) for item in items.values()]


def _one_set(request: HtmxHttpRequest, mention: Mention) -> list[Any]:
    _require(request, [mention])
    try:
        name, value = parsed(request.POST.get("choice", ""), QUICK)
    except KeyError:
        raise Http404 from None
    return correct_readings([mention.item], name, value, by=request.user, at=clock.now())


def _kept(request: HtmxHttpRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in KEPT if request.GET.get(name)}


def _back(request: HtmxHttpRequest, made: list[Any], stay: int | None) -> HttpResponse:
    kept = _kept(request)
    name = "confirmed" if isinstance(made[0], Confirmation) else "corrected"
    undo = f"{reverse('reading_quality:undo')}?{urlencode({name: [m.pk for m in made], **kept}, doseq=True)}"
    items = len({m.item_id for m in made})
    counted = {"n": number(items)}
    said = (
        ngettext("%(n)s reading confirmed", "%(n)s readings confirmed", items)
        if name == "confirmed"
        else ngettext("%(n)s reading corrected", "%(n)s readings corrected", items)
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
        for pk in reversed(ids(request, "corrected", MOST * STEPS)):
            undo_correction(access.access_correction(request.user, pk), by=request.user, at=at)
    toasts.later(request, gettext("Undone"))
    kept = urlencode(_kept(request))
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
