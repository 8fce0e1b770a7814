"""Delegation of approval on screen: one's own, those in one's favour, and those of one's units."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sada.desk.delegate_approval import candidates, delegate_approval, end_delegation
from sada.kernel import access, clock
from sada.store.models import Delegation, Membership, Person
from sada.web import toasts, units
from sada.web.acting import Words, acting, posted, step
from sada.web.cases.forms import Form, day_input
from sada.web.http import HtmxHttpRequest

GIVING = Words(
    _("Delegate approval"),
    _("Delegate"),
    _("Approval delegated; it ends by itself"),
    _("On these days the person approves in your place, and every approval says so. Nobody approves their own text."),
)
SHOWN = 100


class DelegationForm(Form):
    """To whom, from when to when."""

    to = forms.ModelChoiceField(label=_("To"), queryset=Person.objects.none(), empty_label=_("Choose a person"))
    valid_from = forms.DateField(label=_("From"), widget=day_input())
    valid_to = forms.DateField(label=_("To the end of"), widget=day_input())
    note = forms.CharField(label=_("Reason"), max_length=300, required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people
        self.fields["to"].label_from_instance = units.name


@require_GET
def listing(request: HtmxHttpRequest) -> HttpResponse:
    """The delegations one gave, was given, and those of people in one's units; the running ones first."""
    access.require(request.user, "case.see")
    today = clock.today()
    reach = access.rows_for(request.user, "case.see", "unit")
    held = Membership.objects.filter(unit__in=reach).values("person")
    rows = Delegation.objects.filter(Q(giver=request.user) | Q(to=request.user) | Q(giver__in=held))
    shown = [
        {"row": row, "standing": standing(row, today), "is_mine": row.giver_id == request.user.pk}
        for row in rows.select_related("giver", "to").order_by("-valid_to", "-pk")[:SHOWN]
    ]
    context = {"rows": shown, "may_give": access.may(request.user, "delegation.give")}
    return render(request, "answers/delegations.html", context)


def standing(row: Delegation, today: Any) -> str:
    """Whether a delegation holds today, will, did, or was taken back."""
    if row.ended_at:
        return "taken_back"
    if row.valid_to < today:
        return "over"
    return "holds" if row.valid_from <= today else "to_come"


@require_http_methods(["GET", "POST"])
def give(request: HtmxHttpRequest) -> HttpResponse:
    """Delegate one's approval."""
    access.require(request.user, "delegation.give")
    form = DelegationForm(
        posted(request), people=candidates(request.user), initial={"valid_from": clock.today(), "valid_to": ""}
    )

    def run(data: dict[str, Any]) -> None:
        delegate_approval(
            data["to"], data["valid_from"], data["valid_to"], by=request.user, at=clock.now(), note=data["note"]
        )

    return step(request, form, GIVING, run, reverse("cases:delegations"))


@require_POST
@acting
def end(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Take a delegation back."""
    row = access.access_row(request.user, "delegation", pk, "delegation.give", related=("to",))
    end_delegation(row, by=request.user, at=clock.now())
    toasts.later(request, _("The delegation has ended"))
    return redirect("cases:delegations")
