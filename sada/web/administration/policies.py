"""Promises: within what time the desk acknowledges, answers, approves; the nearest and most specific row holds."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from sada.desk.keep_calendar import set_promise
from sada.kernel import access, clock
from sada.store.models import ClockPolicy, Kind, Medium
from sada.store.queries.working_time import paths_above
from sada.web import units
from sada.web.acting import Words, step
from sada.web.administration.calendar import _place
from sada.web.administration.forms import PromiseForm
from sada.web.administration.tabs import show
from sada.web.http import HtmxHttpRequest

CHANGING = Words(
    _("Change the promise"),
    _("Save"),
    _("Promise changed"),
    _("It holds for what is asked from today on, in the unit chosen and below it. Older cases keep their promise."),
)
NAMES: Mapping[str, Promise] = {
    "acknowledge": pgettext_lazy("promise", "Acknowledge"),
    "duty_acknowledge": pgettext_lazy("promise", "Acknowledge outside working hours"),
    "hold": pgettext_lazy("promise", "Holding line"),
    "answer": pgettext_lazy("promise", "Answer"),
    "ceiling": pgettext_lazy("promise", "Answer at the latest"),
    "fact": pgettext_lazy("promise", "Expert's answer to the desk"),
    "approve": pgettext_lazy("promise", "Approval or return"),
    "hand_over": pgettext_lazy("promise", "Handing a service complaint over to 940"),
    "reply_decision": pgettext_lazy("promise", "Decision on a reply in the press"),
    "publish_reply": pgettext_lazy("promise", "Sending the reply in the press"),
    "update": pgettext_lazy("promise", "Promised update"),
}
URGENCIES: Mapping[str, Promise] = {
    "high": _("Urgent"),
    "urgent": _("Urgent"),
    "danger": pgettext_lazy("urgency", "Danger"),
    "normal": pgettext_lazy("urgency", "Normal"),
}


@require_GET
def page(request: HtmxHttpRequest) -> HttpResponse:
    """The promises that hold today for the unit one works for."""
    access.require(request.user, "unit.see")
    unit, today = _place(request), clock.today()
    rows = ClockPolicy.objects.filter(
        Q(unit=None) | Q(unit__path__in=paths_above(unit.path)),
        Q(valid_to=None) | Q(valid_to__gte=today),
        valid_from__lte=today,
    ).select_related("unit")
    order = list(NAMES)
    known = sorted(rows, key=lambda r: (_rank(order, r.promise), r.urgency, r.medium, r.kind, r.pk))
    may_edit = access.may(request.user, "policy.edit", unit.path)
    return show(request, "policies", "policies.html", unit=unit, rows=[_said(row) for row in known], may_edit=may_edit)


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
