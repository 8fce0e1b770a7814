"""A new case, typed in while the journalist is on the phone: the unit and the deadline are proposed as one types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from sada.desk.take_question import MEDIA, Occasion, take_question
from sada.kernel import access, clock
from sada.kernel.refusals import NotAllowed, Refusal
from sada.listen.outlets import Outlets
from sada.ports import Heard
from sada.reading.asked_by_press import asked_by_press
from sada.reading.propose_case import propose_case
from sada.store.models import Outlet, Unit
from sada.web import toasts, units
from sada.web.cases.closing_choices import choices
from sada.web.cases.taking_form import TakingForm, chosen_first
from sada.web.http import HtmxHttpRequest


def _places(request: HtmxHttpRequest) -> QuerySet[Unit]:
    if not access.may(request.user, "case.open") or not access.may(request.user, "item.type"):
        raise NotAllowed
    return access.rows_for(request.user, "case.open", "unit").filter(valid_to=None).order_by("path")


@require_http_methods(["GET", "POST"])
def new(request: HtmxHttpRequest) -> HttpResponse:
    """The form; filled, it becomes an item and its case in one go."""
    places = _places(request)
    if request.method == "POST":
        form = TakingForm(request.POST, places=places)
        if form.is_valid():
            try:
                case = take_question(form.asked(), form.cleaned_data["unit"], by=request.user, at=clock.now())
            except Refusal as refusal:
                form.add_error(None, str(refusal.sentence))
            else:
                toasts.later(request, gettext("Case %(number)s opened") % {"number": case.number})
                return redirect("cases:show", case.pk)
        return render(request, "cases/new.html", _around(form), status=422)
    first = chosen_first(list(places), units.chosen(request))
    return render(request, "cases/new.html", _around(TakingForm(places=places, initial={"unit": first})))


def _around(form: TakingForm) -> dict[str, Any]:
    outlets = Outlet.objects.order_by("name_ar").values_list("name_ar", flat=True)
    return {"form": form, "outlets": outlets, **_closings(form.data)}


def _closings(data: Mapping[str, Any]) -> dict[str, Any]:
    """The next closings of the outlet that is written so far, and which of them was chosen."""
    outlet = Outlets().find(Heard(source=data.get("outlet", "")[:300])) if data.get("outlet") else None
    return {"closings": choices(outlet, clock.now()), "closing": data.get("closing", "")}


@require_POST
def propose(request: HtmxHttpRequest) -> HttpResponse:
    """What the words typed so far seem to be about."""
    places = list(_places(request))
    occasion = request.POST.get("occasion", "")
    medium = MEDIA[Occasion(occasion)] if occasion in Occasion.values else MEDIA[Occasion.CALL]
    title, text = request.POST.get("title", "")[:300], request.POST.get("text", "")[:20_000]
    who = {name: request.POST.get(name, "")[:300] for name in ("outlet", "name", "email")}
    by_press = asked_by_press(**who, tags=[occasion], text=f"{title}\n{text}")
    found = propose_case(title, text, medium, places, at=clock.now(), by_press=by_press)
    return render(request, "cases/proposal.html", {"found": found, **_closings(request.POST)})
