"""Ending a case and what comes after: no answer, not ours, a report elsewhere, a later look."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sada.desk.follow_up import Found, follow_up
from sada.desk.hand_over_report import Handed, hand_over, need_no_report
from sada.desk.leave_unanswered import open_silence, propose_silence
from sada.desk.name_competent import likely, name_competent
from sada.kernel import clock
from sada.rules.policies import REPORT
from sada.store.models import Case, Person, Unit
from sada.web.acting import Words
from sada.web.cases.ending_forms import FollowUpForm, NotOursForm, ReportForm, SilenceForm
from sada.web.cases.forms import ReasonForm
from sada.web.cases.step_kind import Step


def _not_ours(case: Case, person: Person, data: Any) -> forms.Form:
    places = Unit.objects.filter(valid_to=None).exclude(pk=case.unit_id).order_by("path")
    return NotOursForm(data, places=places, initial={"agency": likely(case) if data is None else None})


def _name(case: Case, data: dict[str, Any], person: Person) -> object:
    return name_competent(case, data["agency"] or data["unit"], by=person, at=clock.now(), note=data["note"])


def _report(case: Case, person: Person, data: Any) -> forms.Form:
    service = case.service.name_ar if case.service else ""
    return ReportForm(data, initial={"opened_on": clock.today(), "service": service})


def _tie(case: Case, data: dict[str, Any], person: Person) -> object:
    handed = Handed(data["desk"], data["reference"], data["opened_on"], data["service"])
    return hand_over(case, handed, by=person, at=clock.now())


def _look(case: Case, data: dict[str, Any], person: Person) -> object:
    found = Found(**{name: data[name] for name in Found.__dataclass_fields__})
    return follow_up(case, found, by=person, at=clock.now())


STEPS = (
    Step(
        "hand_over",
        "case.hand_over",
        "share",
        "9",
        Words(
            _("Report at 940 or Balady"),
            _("Tie to the case"),
            _("Report tied to the case"),
            _("The citizen's report stays there. No answer may claim it done before the proof of its closing is here."),
        ),
        _report,
        _tie,
        in_menu=True,
        pressing=(REPORT,),
    ),
    Step(
        "no_report",
        "case.hand_over",
        "minus-circle",
        "8",
        Words(
            _("No report needed"),
            _("Record it"),
            _("Recorded: no report is needed"),
            _("Say why 940 and Balady need not hear of it: nothing is to be repaired, or somebody is there already."),
        ),
        lambda case, person, data: ReasonForm(data),
        lambda case, data, person: need_no_report(case, data["note"], by=person, at=clock.now()),
        (REPORT,),
    ),
    Step(
        "not_ours",
        "case.not_ours",
        "building-office",
        "x",
        Words(
            _("Not within our remit"),
            _("Name them and draft the answer"),
            _("Recorded; the answer is drafted"),
            _("The asker is told who is competent. The draft is approved and sent as any other."),
        ),
        _not_ours,
        _name,
        in_menu=True,
    ),
    Step(
        "no_answer",
        "case.no_answer",
        "minus-circle",
        "0",
        Words(
            _("Leave without an answer"),
            _("Propose"),
            _("Proposed; another person decides"),
            _("Not answering is a decision of two: you propose it, the spokesperson or the manager decides."),
        ),
        lambda case, person, data: SilenceForm(data),
        lambda case, data, person: propose_silence(case, data["reason"], data["note"], by=person, at=clock.now()),
        fits=lambda case: open_silence(case) is None,
        in_menu=True,
    ),
    Step(
        "follow_up",
        "case.follow_up",
        "clipboard-document-check",
        "l",
        Words(
            _("Was it done?"),
            _("Record it"),
            _("Follow-up recorded"),
            _("Look at what we said would be, or was, done. What is not done gets a day, or the case opens again."),
        ),
        lambda case, person, data: FollowUpForm(data, initial={"again_on": None}),
        _look,
        fits=lambda case: case.joined_to_id is None,
    ),
)
