"""Templates on screen: offered in the editor, kept by those who approve."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sada.desk.fill_template import offered
from sada.desk.keep_template import Wanted, add_template, change_template, end_template
from sada.kernel import access, clock
from sada.store.models import Template, Unit
from sada.store.queries import templates as queries
from sada.web import toasts, units
from sada.web.acting import Words, acting, posted, step
from sada.web.answers.template_form import TemplateFields
from sada.web.http import HtmxHttpRequest

ADDING = Words(
    _("New template"),
    _("Save"),
    _("Template added"),
    _("It is offered from today on, in the unit and below."),
)
NAMED = ("unit", "name", "text", "kind", "medium", "family", "state", "language")
CHANGING = Words(
    _("Change the template"),
    _("Save"),
    _("Template changed"),
    _("The text that held until now stays known. In a unit below, yours stands before it."),
)


@require_GET
def choose(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The templates that suit the case of a draft, filled."""
    answer = access.access_answer(request.user, pk, "answer.draft")
    place = answer.case.case_items.select_related("item", "item__outlet").order_by("id").first()
    found = offered(answer.case, place.item if place else None, clock.now(), answer.language)
    context = {"found": found, "answer": answer, "may_edit": access.may(request.user, "template.edit")}
    return render(request, "templates/choose.html", context)


@require_GET
def listing(request: HtmxHttpRequest) -> HttpResponse:
    """The templates that hold today for the unit one works for, each with what it speaks of."""
    access.require(request.user, "answer.draft")
    unit = _place(request)
    rows = queries.holding(unit, clock.today())
    editable = {path.path for path in access.scopes(request.user, "template.edit")}
    context = {
        "unit": unit,
        "rows": [(row, bool(row.unit) and _reaches(editable, row.unit)) for row in rows],
        "may_edit": access.may(request.user, "template.edit", unit.path),
    }
    return render(request, "templates/list.html", context)


def _reaches(paths: set[str], unit: Unit | None) -> bool:
    return unit is not None and any(unit.path.startswith(path) for path in paths)


def _place(request: HtmxHttpRequest) -> Unit:
    """The unit one works for, else the one of the first role."""
    chosen = units.chosen(request)
    if chosen is not None:
        return chosen
    held = access.memberships(request.user)
    return Unit.objects.get(pk=held[0][2]) if held else Unit.objects.get(parent=None)


@require_http_methods(["GET", "POST"])
def new(request: HtmxHttpRequest) -> HttpResponse:
    """Write a template."""
    access.require(request.user, "template.edit")
    form = TemplateFields(_units(request), posted(request), initial={"unit": _place(request).pk})
    then = reverse("cases:templates")
    return step(request, form, ADDING, lambda data: add_template(_wanted(data), by=request.user, at=clock.now()), then)


@require_http_methods(["GET", "POST"])
def change(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Give a template another text, in its unit or in one's own."""
    place = _place(request)
    row = queries.holding(place, clock.today()).filter(pk=pk).first()
    if row is None:
        row = access.access_row(request.user, "template", pk, "unit.see")
    access.require(request.user, "template.edit")
    initial = TemplateFields.initial_of(row, place)
    form = TemplateFields(_units(request), posted(request), initial=initial)

    def run(data: dict[str, Any]) -> Template:
        return change_template(row, _wanted(data), by=request.user, at=clock.now())

    return step(request, form, CHANGING, run, reverse("cases:templates"))


@require_POST
@acting
def end(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Offer a template no longer."""
    row = access.access_row(request.user, "template", pk, "template.edit")
    end_template(row, by=request.user, at=clock.now())
    toasts.later(request, _("The template is offered no longer"))
    return redirect("cases:templates")


def _units(request: HtmxHttpRequest) -> Any:
    return access.rows_for(request.user, "template.edit", "unit").filter(valid_to=None)


def _wanted(data: dict[str, Any]) -> Wanted:
    return Wanted(form=data["purpose"], **{name: data[name] for name in NAMED})
