"""Computes the deadlines of open cases anew, after a holiday was announced late or working hours changed."""

from datetime import datetime

from django.db import transaction

from sada.desk import clock, expert_clock, promises
from sada.kernel import acts
from sada.store.models import Case, CaseState, Person, Question, QuestionState, Unit

UNANSWERED = (CaseState.OPEN, CaseState.PAUSED)


def cases_to_recompute(unit: Unit | None) -> list[Case]:
    """The open and paused cases under a unit (all, where it is None)."""
    cases = Case.objects.filter(state__in=UNANSWERED).select_related("unit")
    return list(cases.filter(path__startswith=unit.path) if unit else cases)


def would_move(unit: Unit | None) -> int:
    """How many open cases have another deadline by the present calendar than the one they carry."""
    return sum(clock.deadline_of(case).due_at != case.due_at for case in cases_to_recompute(unit))


def recompute_clocks(unit: Unit | None, *, by: Person | None, at: datetime, note: str = "") -> int:
    """Write the new deadlines, each with an act that says from when to when; returns how many moved."""
    moved = 0
    for case in cases_to_recompute(unit):
        with transaction.atomic():
            before = case.due_at
            if clock.recompute(case, at):
                moved += 1
                acts.record(
                    "case.recomputed",
                    by=by,
                    on=case,
                    at=at,
                    unit=case.unit,
                    before={"due_at": before},
                    after={"due_at": case.due_at},
                    note=note,
                )
    recompute_around(unit, at)
    return moved


def recompute_around(unit: Unit | None, at: datetime) -> None:
    """The clocks that stand beside those of open cases: of replies awaited in print, of questions to experts."""
    under = {"path__startswith": unit.path} if unit else {}
    awaited = Case.objects.filter(state=CaseState.ANSWERED, clocks__met_at=None, clocks__ended_at=None, **under)
    for case in awaited.exclude(clocks=None).distinct().select_related("unit"):
        promises.recompute(case, at)
    asked = Question.objects.filter(state=QuestionState.ASKED, case__state__in=UNANSWERED)
    if unit:
        asked = asked.filter(case__path__startswith=unit.path)
    for question in asked.select_related("case", "case__unit"):
        expert_clock.recompute(question, at)
