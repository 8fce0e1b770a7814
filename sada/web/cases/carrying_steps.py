"""Handing a case to another unit and back, and parting one that holds two matters."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sada.desk.split_case import split_case
from sada.desk.transfer_case import last_arrival, return_case, transfer_case
from sada.kernel import clock
from sada.store.models import Case, Person, Unit
from sada.web.acting import Words
from sada.web.cases.carrying_forms import SplitForm, TransferForm
from sada.web.cases.forms import ReasonForm
from sada.web.cases.step_kind import Step


def _transfer(case: Case, person: Person, data: Any) -> forms.Form:
    return TransferForm(data, places=Unit.objects.filter(valid_to=None).exclude(pk=case.unit_id))


def _split(case: Case, person: Person, data: Any) -> forms.Form:
    return SplitForm(data, places=case.case_items.select_related("item__outlet", "item__reading").order_by("id"))


STEPS = (
    Step(
        "transfer",
        "case.transfer",
        "arrows-right-left",
        "t",
        Words(
            _("Transfer to another unit"),
            _("Transfer"),
            _("Case transferred"),
            _("The clock runs on; both units see the case, and the receiver may return it with a reason."),
        ),
        _transfer,
        lambda case, data, person: transfer_case(case, data["to"], data["note"], by=person, at=clock.now()),
    ),
    Step(
        "give_back",
        "case.transfer",
        "arrow-uturn-right",
        "b",
        Words(
            _("Return to the unit it came from"),
            _("Return"),
            _("Case returned"),
            _("The clock runs on. Who carried the case there carries it again."),
        ),
        lambda case, person, data: ReasonForm(data),
        lambda case, data, person: return_case(case, data["note"], by=person, at=clock.now()),
        fits=lambda case: last_arrival(case) is not None,
    ),
    Step(
        "split",
        "case.split",
        "document-duplicate",
        "s",
        Words(
            _("Split the case"),
            _("Split"),
            _("A new case was split off"),
            _("The chosen items become a case of their own, whose clock runs from when they came."),
        ),
        _split,
        lambda case, data, person: split_case(
            case, [int(pk) for pk in data["items"]], data["subject"], by=person, at=clock.now()
        ),
        fits=lambda case: case.case_items.count() > 1,
        in_menu=True,
    ),
)
