"""One judgement corrected: the menu of choices, the choice, the chips as they now stand."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import trigger_client_event

from sada.kernel import access, clock
from sada.reading.correct_readings import correct_readings
from sada.store.models import Correction, Mention
from sada.web import toasts
from sada.web.http import HtmxHttpRequest
from sada.web.inbox import judgements, pane, rows
from sada.web.inbox.views import address


@require_http_methods(["GET", "POST"])
def correct(request: HtmxHttpRequest, pk: int, name: str) -> HttpResponse:
    """The choices of one judgement (narrowed by `find`), or a choice made."""
    mention = access.access_mention(request.user, pk)
    access.require(request.user, "reading.correct", mention.path)
    field = judgements.FIELDS.get(name)
    if field is None:
        raise Http404
    if request.method == "GET":
        return _choices(request, mention, field)
    made = _chosen(request, mention, field)
    return _after(request, mention, made)


def _choices(request: HtmxHttpRequest, mention: Mention, field: judgements.Field) -> HttpResponse:
    reading = mention.item.reading
    present = getattr(reading, field.name)
    now = [str(v) for v in present] if field.many else ["1" if present is True else "" if present is False else present]
    names = judgements.names_of([reading])
    context = {
        "mention": mention, "field": field, "present": now, "find": request.GET.get("find", ""),
        "options": judgements.options(field, request.GET.get("find", "")),
        "chosen": [(code, names.get(code, code)) for code in now] if field.many else [],
        "query": rows.filters_of(request).query, "back": address(mention.pk, rows.filters_of(request).query),
    }  # fmt: skip
    part = "#options" if "find" in request.GET else "#choices"
    return render(request, f"inbox/correct.html{part}" if request.htmx else "inbox/correct.html", context)


def _chosen(request: HtmxHttpRequest, mention: Mention, field: judgements.Field) -> list[Correction]:
    """The corrections made. A chip pressed takes its value away, a choice sets or adds one."""
    given, mode = request.POST.get("value", ""), request.POST.get("mode", "set")
    if removed := request.POST.get("remove", ""):
        given, mode = removed, "remove"
    value = judgements.value_of(field, given)
    return correct_readings([mention.item], field.name, value, mode, by=request.user, at=clock.now())


def _after(request: HtmxHttpRequest, mention: Mention, made: list[Correction]) -> HttpResponse:
    filters = rows.filters_of(request)
    undone = urlencode({"what": "correction", "c": [c.pk for c in made]}, doseq=True)
    undo = f"{reverse('inbox:undo')}?{undone}&{filters.query.lstrip('?')}"
    said = gettext("Reading corrected")
    still = rows.reach(request).filter(pk=mention.pk).exists()
    if not request.htmx:
        toasts.later(request, said, undo=undo)
        return redirect(address(mention.pk if still else None, filters.query))
    if not still:
        response = render(request, "inbox/correct.html#left", {"mention": mention, "query": filters.query})
        return toasts.toast(response, gettext("Reading corrected: the item no longer concerns your unit"), undo=undo)
    fresh = access.access_mention(request.user, mention.pk)
    context = {"mention": fresh, "query": filters.query, "may": {"correct": True}, **pane.text_of(fresh.item)}
    context |= {"rows": rows.one_row(request, fresh.pk)}
    response = render(request, "inbox/pane.html#corrected", context)
    trigger_client_event(response, "sada:say", {"text": said})
    return toasts.toast(response, said, undo=undo)


@require_GET
def choices(request: HtmxHttpRequest) -> HttpResponse:
    """What one may choose of a judgement for many items, narrowed by `find`."""
    access.require(request.user, "reading.correct")
    part = "#options" if "find" in request.GET else "#values"
    return render(request, f"inbox/many_values.html{part}", for_many(request))


def for_many(request: HtmxHttpRequest) -> dict[str, Any]:
    """The dialog in which many are corrected: the judgements, of the one asked for its values."""
    given = request.POST if request.method == "POST" else request.GET
    asked = given.get("field") or given.get("choice", "").partition(":")[0]
    field = judgements.FIELDS[asked if asked in judgements.MANY else judgements.MANY[0]]
    return {
        "many_fields": [judgements.FIELDS[name] for name in judgements.MANY],
        "many_field": field,
        "many_options": judgements.options(field, given.get("find", "")),
        "mode": given.get("mode") or "set",
        "find": given.get("find", ""),
    }
