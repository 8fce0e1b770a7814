"""Units: the tree, a search that forgives spelling, one unit with its names by date."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from sada.desk.add_unit import add_unit, retire_unit
from sada.desk.keep_units import Naming, change_unit
from sada.kernel import access, acts, clock
from sada.kernel.act_names import SENTENCES
from sada.kernel.refusals import NotAllowed
from sada.store.models import Unit
from sada.store.queries import search
from sada.web.acting import Words, go, step
from sada.web.administration.forms import NewUnitForm, RetireForm, UnitForm
from sada.web.administration.tabs import show, tabs
from sada.web.http import HtmxHttpRequest

ADDING = Words(
    _("New unit"), _("Add"), _("Unit added"), _("It stands in the tree at once and is recognised in what is heard.")
)
RETIRING = Words(
    _("Last day of the unit"),
    _("Save"),
    _("Last day saved"),
    _("The roles in it end with that day; what it did stays on record. Empty: it goes on."),
)
EDITING = Words(_("Change the unit"), _("Save"), _("Unit changed"))
FOUND = 30


@dataclass
class Branch:
    """A unit and those below it."""

    unit: Unit
    below: list[Branch] = field(default_factory=list)


@require_GET
def home(request: HtmxHttpRequest) -> HttpResponse:
    """The first part of administration that the person may see."""
    seen = tabs(request, "")
    if not seen:
        raise NotAllowed
    return redirect(seen[0].url)


@require_GET
def listing(request: HtmxHttpRequest) -> HttpResponse:
    """The tree, or what a search finds in it."""
    access.require(request.user, "unit.see")
    rows = access.rows_for(request.user, "unit.see")
    words = request.GET.get("q", "").strip()
    if words:
        found = search.units(rows, words, FOUND)
        return show(request, "units", "units.html", words=words, found=found)
    living = rows.filter(Q(valid_to=None) | Q(valid_to__gte=clock.today())).order_by("path")
    may_add = access.may(request.user, "unit.edit")
    return show(request, "units", "units.html", words="", tree=_tree(list(living)), total=len(living), may_add=may_add)


def _tree(rows: list[Unit]) -> list[Branch]:
    """The units as branches, each level in the order of the alphabet."""
    below: dict[int | None, list[Branch]] = defaultdict(list)
    branches = {unit.pk: Branch(unit) for unit in rows}
    for unit in rows:
        below[unit.parent_id if unit.parent_id in branches else None].append(branches[unit.pk])
    for pk, branch in branches.items():
        branch.below = sorted(below[pk], key=lambda b: b.unit.sort_key)
    return sorted(below[None], key=lambda b: b.unit.sort_key)


@require_GET
def page(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """One unit: names now and before, variants, who holds a role, what changed."""
    unit = access.access_unit(request.user, pk)
    may_edit = access.may(request.user, "unit.edit", unit.path)
    roles = unit.memberships.values("role").annotate(n=Count("pk")).order_by("role")
    return show(
        request,
        "units",
        "unit.html",
        unit=unit,
        names=unit.names.order_by("-valid_to"),
        below=unit.children.order_by("sort_key"),
        roles=list(roles),
        may_edit=may_edit,
        log=[(act, SENTENCES.get(act.name, act.name)) for act in acts.of(unit)] if may_edit else [],
    )


@require_http_methods(["GET", "POST"])
def new(request: HtmxHttpRequest) -> HttpResponse:
    """A new unit below one that the person administers."""
    access.require(request.user, "unit.edit")
    living = Q(valid_to=None) | Q(valid_to__gte=clock.today())
    places = access.rows_for(request.user, "unit.edit", "unit").filter(living)
    form = NewUnitForm(places, request.POST or None, initial={"unit": request.GET.get("below", "")})
    made: list[Unit] = []

    def add(data: dict[str, Any]) -> None:
        wanted = UnitForm.given({name: data[name] for name in Naming.__dataclass_fields__})
        made.append(add_unit(data["unit"], data["kind"], data["code"], wanted, by=request.user, at=clock.now()))

    response = step(request, form, ADDING, add, reverse("administration:units"))
    return go(request, reverse("administration:unit", args=[made[0].pk])) if made else response


@require_http_methods(["GET", "POST"])
def retire(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Set the last day of a unit, or take it back."""
    unit = access.access_unit(request.user, pk)
    if not access.may(request.user, "unit.edit", unit.path):
        raise NotAllowed
    return step(
        request,
        RetireForm(request.POST or None, initial={"last": unit.valid_to}),
        RETIRING,
        lambda data: retire_unit(unit, data["last"], by=request.user, at=clock.now()),
        reverse("administration:unit", args=[pk]),
    )


@require_http_methods(["GET", "POST"])
def edit(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Change names, variants, address."""
    unit = access.access_unit(request.user, pk)
    if not access.may(request.user, "unit.edit", unit.path):
        raise NotAllowed
    form = UnitForm(request.POST or None, initial=UnitForm.initial_of(unit))
    then = reverse("administration:unit", args=[pk])
    return step(
        request,
        form,
        EDITING,
        lambda data: change_unit(unit, UnitForm.given(data), by=request.user, at=clock.now()),
        then,
    )
