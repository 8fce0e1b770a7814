"""The list of replies in the press with its states, and the page of one: the print against our text, the ladder."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET

from sada.kernel import access, clock
from sada.kernel.press_doors import access_reply, replies_for
from sada.store.models import Outlet, PressReply
from sada.store.queries import press
from sada.web import units
from sada.web.http import HtmxHttpRequest
from sada.web.press.shown import comparison, face

PAGE = 40
VIEW_NAMES = {
    "late": _("Not printed in time"),
    "found": _("Seems to be printed"),
    "waiting": pgettext_lazy("press", "Not printed yet"),
    "returned": _("Did not reach the outlet"),
    "printed": pgettext_lazy("press", "Printed"),
    "withdrawn": pgettext_lazy("press", "Given up"),
    "all": pgettext_lazy("press", "All"),
}


@require_GET
def listing(request: HtmxHttpRequest) -> HttpResponse:
    """The replies in reach, by state and outlet; the earliest due first."""
    access.require(request.user, "case.see")
    within, today = units.chosen(request), clock.today()
    rows = replies_for(request.user)
    rows = rows.filter(answer__case__path__startswith=within.path) if within else rows
    outlets = list(Outlet.objects.filter(pk__in=rows.values("outlet")).order_by("name_ar"))
    chosen = next((outlet for outlet in outlets if str(outlet.pk) == request.GET.get("outlet")), None)
    counted = rows.filter(outlet=chosen) if chosen else rows
    view = request.GET.get("view", "")
    view = view if view in press.VIEWS else "waiting"
    found = counted.filter(press.conditions(today)[view])
    order = ("due_on", "pk") if view in ("late", "found", "waiting") else ("-ended_at", "-pk")
    page = Paginator(press.shown(found).order_by(*order), PAGE).get_page(request.GET.get("page"))
    counts = press.tallies(counted, today)
    context = {
        "page_of": page,
        "faces": [face(reply, today) for reply in page],
        "views": [(name, label, counts[name], name == view) for name, label in VIEW_NAMES.items()],
        "outlets": outlets,
        "chosen": chosen,
        "view": view,
        "may_see_laws": access.may(request.user, "unit.see"),
    }
    return render(request, "press/list.html", context)


@require_GET
def show(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """One reply: where it stands, where Sada found it, what the print made of it, the steps taken."""
    access_reply(request.user, pk)
    reply = press.shown(PressReply.objects.filter(pk=pk)).get()
    context = {
        "face": face(reply, clock.today()),
        "reply": reply,
        "case": reply.answer.case,
        "compared": comparison(reply),
        "may_track": access.may(request.user, "reply.track", reply.answer.case.path),
        "may_see_items": access.may(request.user, "item.see", reply.answer.case.path),
    }
    return render(request, "press/show.html", context)
