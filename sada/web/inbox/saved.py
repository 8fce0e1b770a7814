"""Views kept under a name, and what one types in by hand."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from sada.desk.open_case import open_case
from sada.kernel import access, clock
from sada.listen.type_item import Typed, type_item
from sada.reading.keep_view import forget_view, keep_view
from sada.reading.read_typed import read_typed
from sada.store.models import Outlet, SavedView, Unit
from sada.web import toasts, units
from sada.web.http import HtmxHttpRequest
from sada.web.inbox import rows
from sada.web.inbox.decisions import case_url
from sada.web.inbox.forms import TypedForm


@require_POST
def keep(request: HtmxHttpRequest) -> HttpResponse:
    """Keep the filters in the address under a name."""
    access.require(request.user, "item.see")
    filters = rows.filters_of(request)
    unit = _own_unit(request) if request.POST.get("shared") else None
    keep_view("inbox", request.POST.get("name", ""), filters.query, by=request.user, unit=unit)
    toasts.later(request, gettext("View saved"))
    return redirect(reverse("inbox:list") + filters.query)


def _own_unit(request: HtmxHttpRequest) -> Unit | None:
    chosen = units.chosen(request)
    held = [unit_id for _role, _path, unit_id in access.memberships(request.user)]
    return chosen or Unit.objects.filter(pk__in=held[:1]).first()


@require_POST
def forget(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Remove a view of one's own."""
    view = SavedView.objects.filter(pk=pk, person=request.user).first()
    if view is None:
        raise Http404
    forget_view(view, by=request.user)
    toasts.later(request, gettext("View removed"))
    return redirect("inbox:list")


@require_http_methods(["GET", "POST"])
def new(request: HtmxHttpRequest) -> HttpResponse:
    """Type in what was heard; then the item, or the case opened from it at once."""
    access.require(request.user, "item.type")
    unit = _own_unit(request)
    form = TypedForm(request.POST or None, person=request.user, initial={"unit": unit.code if unit else ""})
    if request.method == "GET" or not form.is_valid():
        context = {"form": form, "outlets": Outlet.objects.order_by("name_ar").values_list("name_ar", flat=True)}
        return render(request, "inbox/new.html", context, status=422 if form.errors else 200)
    given, at = form.cleaned_data, clock.now()
    with transaction.atomic():
        item = type_item(Typed.of(given), given["unit"], by=request.user, at=at)
        mention = read_typed(item, given["unit"], given["urgency"], by=request.user, at=at)
        case = open_case(mention, by=request.user, at=at) if "open" in request.POST else None
    if case is None:
        toasts.later(request, gettext("Item added"))
        return redirect("inbox:read", mention.pk)
    toasts.later(request, gettext("Case %(number)s opened") % {"number": case.number})
    return redirect(case_url(case) or reverse("inbox:read", args=[mention.pk]))
