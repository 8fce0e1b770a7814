"""Steps of approval in administration: which hold for which cases of a unit, as dated rows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sada.desk.approval_steps import APPROVERS, hands
from sada.desk.keep_approvals import Wanted, add_policy, change_policy, end_policy
from sada.kernel import access, clock
from sada.rules.approvals import ALL, ANY, DEFAULT, MOST_STEPS, Step, steps_of
from sada.store.models import ApprovalPolicy, Family, Medium, Unit
from sada.store.queries import approvals as queries
from sada.store.queries.working_time import paths_above
from sada.web import toasts, units
from sada.web.acting import Words, acting, posted, step
from sada.web.administration.calendar import _place
from sada.web.administration.forms import unit_field
from sada.web.administration.policies import URGENCIES
from sada.web.administration.tabs import show
from sada.web.answers.steps import Names, names_of
from sada.web.cases.forms import Form
from sada.web.http import HtmxHttpRequest

ADDING = Words(
    _("Steps of approval"),
    _("Save"),
    _("Steps of approval saved"),
    _("They hold for what is submitted from today on, in the unit and below it. Texts before approval keep theirs."),
)
STEPS_SHOWN = range(1, MOST_STEPS + 1)
NEEDS = [(ANY, pgettext_lazy("approval", "Any of them")), (ALL, pgettext_lazy("approval", "All of them"))]
LEVELS = [("", _("Any")), ("urgent", URGENCIES["urgent"]), ("high", _("High urgency")), ("normal", URGENCIES["normal"])]


class PolicyForm(Form):
    """For which cases, and as many steps as the rule allows; a step without anybody chosen is left out."""

    urgency = forms.ChoiceField(label=_("Urgency"), choices=LEVELS, required=False)
    medium = forms.ChoiceField(label=_("Medium"), choices=[("", _("Any")), *Medium.choices], required=False)
    family = forms.ModelChoiceField(
        label=_("Field"), queryset=Family.objects.order_by("name_ar"), required=False, empty_label=_("Any")
    )

    def __init__(self, rows: Any, seats: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["family"].label_from_instance = units.name
        self.fields = {"unit": unit_field(rows, empty_label=None), **self.fields}
        for number in STEPS_SHOWN:
            title = gettext("Step %(n)s: who approves") % {"n": number}
            self.fields[f"seats_{number}"] = forms.MultipleChoiceField(
                label=title, choices=seats, required=False, widget=forms.CheckboxSelectMultiple
            )
            self.fields[f"need_{number}"] = forms.ChoiceField(
                label=gettext("Step %(n)s: how many") % {"n": number},
                choices=NEEDS,
                widget=forms.RadioSelect,
                required=False,
            )

    @staticmethod
    def initial_of(row: ApprovalPolicy | None, place: Unit) -> dict[str, Any]:
        """The steps of a row; for a new one the single step of old."""
        found = steps_of(row.steps) if row else DEFAULT
        given: dict[str, Any] = {f"need_{number}": ANY for number in STEPS_SHOWN}
        for number, one in enumerate(found, 1):
            given |= {f"need_{number}": one.need, f"seats_{number}": list(one.seats)}
        if row:
            given |= {"urgency": row.urgency, "medium": row.medium, "family": row.family_id}
        return given | {"unit": place.pk}

    @staticmethod
    def given(data: dict[str, Any]) -> Wanted:
        """As the act takes it."""
        steps = [Step(data[f"need_{n}"] or ANY, tuple(data[f"seats_{n}"])) for n in STEPS_SHOWN if data[f"seats_{n}"]]
        return Wanted(data["unit"], tuple(steps), data["urgency"], data["medium"], data["family"])


def _choices(place: Unit, row: ApprovalPolicy | None) -> list[tuple[str, str]]:
    """The seats one may choose: each role anywhere above the case, each role in each unit above, each person."""
    people = [f"person:{hand.person.pk}" for hand in hands(place.path, (), clock.now()) if hand.on_behalf_of is None]
    above = Unit.objects.filter(path__in=paths_above(place.path)).order_by("path")
    known = [f"role:{role}" for role in APPROVERS]
    known += [f"role:{role}@{unit.pk}" for unit in above for role in APPROVERS]
    chosen = [seat for one in steps_of(row.steps) for seat in one.seats] if row else []
    seats = list(dict.fromkeys([*known, *people, *chosen]))
    names = names_of(seats)
    return [(seat, names.of(seat)) for seat in seats]


@require_GET
def page(request: HtmxHttpRequest) -> HttpResponse:
    """The steps that hold today for the unit one works for."""
    access.require(request.user, "unit.see")
    unit = _place(request)
    rows = list(queries.holding(unit, clock.today()))
    names = names_of(seat for row in rows for one in steps_of(row.steps) for seat in one.seats)
    editable = set(access.rows_for(request.user, "policy.edit", "approval_policy").values_list("pk", flat=True))
    return show(
        request,
        "approvals",
        "approvals.html",
        unit=unit,
        rows=[_said(row, names) | {"may_edit": row.pk in editable} for row in rows],
        default=[{"need": one.need, "seats": [names.of(seat) for seat in one.seats]} for one in DEFAULT],
        may_edit=access.may(request.user, "policy.edit", unit.path),
    )


def _said(row: ApprovalPolicy, names: Names) -> dict[str, Any]:
    """A row in words."""
    when = [
        str(URGENCIES["urgent"]) if row.urgency == "urgent" else str(dict(LEVELS).get(row.urgency, "")),
        str(dict(Medium.choices).get(row.medium, row.medium)),
        units.name(row.family) if row.family else "",
    ]
    return {
        "row": row,
        "when": [word for word, kept in zip(when, (row.urgency, row.medium, row.family_id), strict=True) if kept],
        "steps": [{"need": one.need, "seats": [names.of(seat) for seat in one.seats]} for one in steps_of(row.steps)],
        "unit": units.name(row.unit),
    }


def _units(request: HtmxHttpRequest) -> Any:
    return access.rows_for(request.user, "policy.edit", "unit").filter(valid_to=None)


@require_http_methods(["GET", "POST"])
def new(request: HtmxHttpRequest) -> HttpResponse:
    """Steps for a kind of case."""
    access.require(request.user, "policy.edit")
    place = _place(request)
    form = PolicyForm(
        _units(request), _choices(place, None), posted(request), initial=PolicyForm.initial_of(None, place)
    )

    def run(data: dict[str, Any]) -> ApprovalPolicy:
        return add_policy(PolicyForm.given(data), by=request.user, at=clock.now())

    return step(request, form, ADDING, run, reverse("administration:approvals"))


@require_http_methods(["GET", "POST"])
def change(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Other steps from today on."""
    row = access.access_row(request.user, "approval_policy", pk, "policy.edit")
    form = PolicyForm(
        _units(request), _choices(row.unit, row), posted(request), initial=PolicyForm.initial_of(row, row.unit)
    )

    def run(data: dict[str, Any]) -> ApprovalPolicy:
        return change_policy(row, PolicyForm.given(data), by=request.user, at=clock.now())

    return step(request, form, ADDING, run, reverse("administration:approvals"))


@acting
@require_POST
def end(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The steps hold no longer."""
    row = access.access_row(request.user, "approval_policy", pk, "policy.edit")
    end_policy(row, by=request.user, at=clock.now())
    toasts.later(request, _("These steps hold no longer"))
    return redirect("administration:approvals")
