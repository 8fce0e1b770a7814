"""One's own day (my cases by deadline, what awaits me, what is new) and the board of the team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from sada.desk.citations import citable
from sada.desk.see_day import see_day
from sada.kernel import access, clock
from sada.kernel.act_names import SENTENCES
from sada.kernel.press_doors import replies_for
from sada.store.models import Person, QuestionState
from sada.store.queries import cases, day
from sada.store.queries.approvals import seats_of
from sada.web import units
from sada.web.answers.preview import says
from sada.web.cases.why import phase_of
from sada.web.day.many import BUTTONS
from sada.web.http import HtmxHttpRequest
from sada.web.press.shown import face
from sada.web.questions.words import faces

STAGE_NAMES: dict[str, Promise] = {
    "new": _("To begin"),
    "drafting": _("Being written"),
    "approval": _("Awaiting approval"),
    "sending": _("To be sent"),
    "paused": _("Clock paused"),
    "answered": _("To be closed"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A column as the page shows it; `person`: to whom a card moved here is assigned."""

    column: day.Column
    name: str | Promise
    person: int | None
    cards: list[tuple[Any, str]]


@require_GET
def page(request: HtmxHttpRequest) -> HttpResponse:
    """What is mine today. The rows are those in reach; a fixed number of queries."""
    access.require(request.user, "case.note")
    person, now, today = request.user, clock.now(), clock.today()
    rows = access.rows_for(person, "case.see")
    conditions = cases.views(person, access.rows_for(person, "answer.approve", "case"), now, today)
    since = see_day(person, at=now)
    mine = list(cases.shown(cases.ranked(rows.filter(conditions["mine"])))[: day.FEW])
    approval = list(cases.shown(cases.ranked(rows.filter(conditions["approval"])))[: day.FEW])
    texts = day.texts_awaiting(approval, seats_of(person, today)) if approval else {}
    new = day.new_acts(rows, person, since)
    about = day.subjects_of(new)
    asked = _questions(person)
    said = faces(asked, now) if asked else {}
    lines = day.lines_awaiting(access.rows_for(person, "line.approve", "line"), person)
    context = {
        "now": now,
        "since": since,
        "mine": [(case, phase_of(case, now)) for case in mine],
        "approval": [(case, phase_of(case, now), texts.get(case.pk)) for case in approval],
        "lines": [(line, says(line.text, citable(line.unit, line.text))) for line in lines],
        "unowned": _unowned(person, rows, conditions),
        "counts": cases.tallies(rows.filter(owner=person), conditions, now),
        "all_approval": rows.filter(conditions["approval"]).count() if len(approval) == day.FEW else len(approval),
        "questions": [(question, said[question.pk]) for question in asked],
        "came_back": day.answered_since(access.rows_for(person, "case.see", "question"), person, since),
        "promises": day.promises_due(rows, person, today),
        "replies": [face(r, today) for r in day.replies_to_see(_replies(person), person, today)],
        "new": [(act, SENTENCES.get(act.name, act.name), about.get(act.subject_id, "")) for act in new],
        "may_see_team": access.may(person, "case.assign"),
    }
    return render(request, "day/page.html", context)


def _unowned(person: Person, rows: Any, conditions: dict[str, Any]) -> int:
    """How many cases wait for somebody of the desk to take them."""
    return rows.filter(conditions["unassigned"]).count() if access.may(person, "case.assign") else 0


def _replies(person: Person) -> Any:
    return replies_for(person)


def _questions(person: Person) -> list[Any]:
    if not access.may(person, "case.answer_question"):
        return []
    rows = access.rows_for(person, "case.answer_question", "question").filter(state=QuestionState.ASKED)
    return list(rows.select_related("case", "case__unit", "asked_by").order_by("due_at")[: day.FEW])


@require_GET
def team(request: HtmxHttpRequest) -> HttpResponse:
    """The unended cases of the unit in columns, by what is to be done next or by who carries them."""
    access.require(request.user, "case.assign")
    by = "person" if request.GET.get("by") == "person" else "state"
    within, now = units.chosen(request), clock.now()
    rows = access.rows_for(request.user, "case.assign", "case")
    rows = rows.filter(path__startswith=within.path) if within else rows
    path = within.path if within else next(iter(access.scopes(request.user, "case.assign"))).path
    people = list(access.who_may("answer.draft", path)) if by == "person" else []
    columns = day.board(rows, by, now, people)
    names = {str(p.pk): units.name(p) for p in _named(columns, people)} if by == "person" else {}
    context = {
        "by": by,
        "now": now,
        "columns": [_shown(column, by, names, now) for column in columns],
        "late": sum(column.late for column in columns),
        "near": sum(column.near for column in columns),
        "total": sum(column.total for column in columns),
        "buttons": BUTTONS,
    }
    return render(request, "day/team.html", context)


def _named(columns: list[day.Column], people: list[Person]) -> list[Person]:
    """The people of the columns: those of the unit, and whoever carries a case of it besides."""
    known = {str(person.pk) for person in people}
    others = [int(column.key) for column in columns if column.key and column.key not in known]
    return [*people, *(Person.objects.filter(pk__in=others) if others else [])]


def _shown(column: day.Column, by: str, names: dict[str, str], now: Any) -> Shown:
    cards = [(case, phase_of(case, now)) for case in column.cards]
    if by == "state":
        return Shown(column, STAGE_NAMES[column.key], None, cards)
    name = names.get(column.key, "") if column.key else _("Without an owner")
    return Shown(column, name, int(column.key) if column.key else None, cards)
