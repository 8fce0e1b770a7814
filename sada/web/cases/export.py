"""The list of cases as a file: every row that fits the filters, as the screen says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sada.store.models import CaseState, Kind, Medium, Outcome
from sada.web import units
from sada.web.cases.why import phase_of
from sada.web.marks import PHASES
from sada.web.say.promises import promise_name

MOST = 20_000
HEAD: Sequence[Any] = (
    _("Number"),
    _("Subject"),
    _("Unit"),
    _("Kind"),
    _("Medium"),
    _("Field"),
    _("Service"),
    _("Owner"),
    _("State"),
    _("Clock"),
    _("Asked"),
    _("Due"),
    _("Due before it"),
    _("Due before it at"),
    _("Answered"),
    _("Working minutes until the answer"),
    _("Outcome"),
)


def rows(cases: Any, now: datetime) -> Iterator[list[Any]]:
    """One row a case, at most MOST."""
    for case in cases[:MOST]:
        yield [
            case.number,
            case.subject,
            units.name(case.unit),
            Kind(case.kind).label,
            Medium(case.medium).label,
            units.name(case.family) if case.family else "",
            units.name(case.service) if case.service else "",
            units.name(case.owner) if case.owner else "",
            CaseState(case.state).label,
            _phase(case, now),
            case.asked_at,
            case.due_at,
            promise_name(case.first_promise) if case.first_promise else "",
            case.first_due_at,
            case.answered_at,
            case.working_seconds // 60 if case.working_seconds is not None else None,
            Outcome(case.outcome).label if case.outcome else "",
        ]


def _phase(case: Any, now: datetime) -> str:
    phase = phase_of(case, now)
    return str(PHASES[phase][2]) if phase else ""
