"""Promises: within what time the desk acknowledges, answers, approves; the nearest and most specific row holds."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sada.desk.keep_calendar import set_promise
from sada.desk.keep_policies import add_promise, end_promise
from sada.kernel import access, clock
from sada.store.models import ClockPolicy, Kind, Medium, Unit
from sada.store.queries.working_time import paths_above
from sada.web import toasts, units
from sada.web.acting import Words, acting, go, posted, step
from sada.web.administration import ladders, previews
from sada.web.administration.calendar import _place
from sada.web.administration.forms import PromiseForm
from sada.web.administration.policy_forms import NewPromiseForm
from sada.web.administration.tabs import show
from sada.web.http import HtmxHttpRequest
from sada.web.say.promises import NAMES, URGENCIES

CHANGING = Words(
    _("Change the promise"),
    _("Save"),
    _("Promise changed"),
    _("It holds for what is asked from today on, in the unit chosen and below it. Older cases keep their promise."),
)

ADDING = Words(
    _("New promise"),
    _("Save"),
    _("Promise saved"),
    _("It holds for what is asked from that day on. What was asked before keeps the promise of its day."),
)


@require_GET
def page(request: HtmxHttpRequest) -> HttpResponse:
    """The promises that hold today for the unit one works for, and its ladders of alarms."""
    access.require(request.user, "unit.see")
    unit, today = _place(request), clock.today()
    above = Q(unit=None) | Q(unit__path__in=paths_above(unit.path))
    rows = ClockPolicy.objects.filter(above, Q(valid_to=None) | Q(valid_to__gte=today)).select_related("unit")
    order = list(NAMES)
    known = sorted(rows, key=lambda r: (_rank(order, r.promise), r.urgency, r.medium, r.kind, r.valid_from, r.pk))
    may_edit = access.may(request.user, "policy.edit", unit.path)
    editable = access.rows_for(request.user, "policy.edit", "policy").values_list("pk", flat=True) if may_edit else ()
    context = {"unit": unit, "today": today, "may_edit": may_edit, "editable": set(editable)}
    return show(
        request,
        "policies",
        "policies.html",
        rows=[_said(row) for row in known],
        ladders=ladders.shown(unit, today),
        **context,
    )


def _rank(order: list[str], promise: str) -> int:
    return order.index(promise) if promise in order else len(order)


def _said(row: ClockPolicy) -> dict[str, object]:
    """A row in words."""
    when = [
        str(dict(Kind.choices).get(row.kind, row.kind)),
        str(dict(Medium.choices).get(row.medium, row.medium)),
        str(URGENCIES.get(row.urgency, row.urgency)),
    ]
    return {
        "row": row,
        "promise": NAMES.get(row.promise, row.promise),
        "when": [word for word in when if word],
        "unit": units.name(row.unit) if row.unit else "",
    }


def _held(request: HtmxHttpRequest, pk: int) -> ClockPolicy:
    """A promise that holds for one's units or below them. Http404 when it is another's."""
    above = {up for _role, path, _id in access.memberships(request.user) for up in paths_above(path)}
    rows = ClockPolicy.objects.filter(Q(unit=None) | Q(unit__path__in=above), pk=pk).select_related("unit")
    found: ClockPolicy = rows.first() or access.access_row(request.user, "policy", pk, "unit.see")
    return found


@require_http_methods(["GET", "POST"])
def change(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Give a promise another length."""
    policy = _held(request, pk)
    access.require(request.user, "policy.edit")
    place = _place(request)
    rows = access.rows_for(request.user, "policy.edit", "unit").filter(valid_to=None)
    form = PromiseForm(rows, request.POST or None, initial={"minutes": policy.minutes, "unit": place.pk})
    words = Words(NAMES.get(policy.promise, policy.promise), CHANGING.button, CHANGING.done, CHANGING.advice)
    return step(
        request,
        form,
        words,
        lambda data: set_promise(policy, data["unit"], data["minutes"], by=request.user, at=clock.now()),
        reverse("administration:policies"),
    )


def _places(request: HtmxHttpRequest) -> QuerySet[Unit]:
    return access.rows_for(request.user, "policy.edit", "unit").filter(valid_to=None)


@require_http_methods(["GET", "POST"])
def new(request: HtmxHttpRequest) -> HttpResponse:
    """Write a promise, with a sentence that says what it will mean."""
    access.require(request.user, "policy.edit")
    form = NewPromiseForm(
        _places(request), posted(request), initial={"unit": _place(request), "valid_from": clock.today()}
    )
    return step(
        request,
        form,
        ADDING,
        lambda data: add_promise(form.given(data), by=request.user, at=clock.now()),
        reverse("administration:policies"),
        before="administration/preview_box.html",
        preview=reverse("administration:preview_policy"),
    )


@require_GET
def preview(request: HtmxHttpRequest) -> HttpResponse:
    """The sentence of what stands in the form now; nothing while it cannot be reckoned."""
    access.require(request.user, "policy.edit")
    form = NewPromiseForm(_places(request), request.GET)
    said = []
    if form.is_valid():
        data = form.cleaned_data
        about = (data["kind"], data["medium"], data["urgency"])
        said = [previews.of_promise(data["unit"], form.policy, about, data["valid_from"])]
    return render(request, "administration/preview.html", {"sentences": said})


@acting
@require_POST
def end(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Let a promise hold until today."""
    end_promise(access.access_row(request.user, "policy", pk, "policy.edit"), by=request.user, at=clock.now())
    toasts.later(request, _("The promise ends today"))
    return go(request, reverse("administration:policies"))
