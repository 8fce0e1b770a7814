"""What a person's day holds, and how a team's work is spread; a fixed number of queries each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from sada.store.models import (
    Act,
    Answer,
    AnswerState,
    Case,
    CaseState,
    Line,
    LineState,
    Person,
    PressReply,
    Question,
)
from sada.store.queries import cases, press
from sada.store.queries.clocks import DUE, WARN

FEW = 12
SOON = timedelta(days=7)
MOST = 2000  # cases laid out on a board
SHOWN = 25  # cards of a column
STAGES = ("new", "drafting", "approval", "sending", "paused", "answered")


@dataclass(slots=True)
class Column:
    """One column of a board: how many, of them late and near; the cards shown, earliest deadline first."""

    key: str
    total: int = 0
    late: int = 0
    near: int = 0
    cards: list[Any] = field(default_factory=list)

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.cards)


def promises_due(rows: QuerySet[Case], person: Person, today: date) -> QuerySet[Case]:
    """What the person's ended cases promised, or are to be looked at again for, within a week or overdue."""
    due = Q(promise_on__lte=today + SOON) | Q(follow_up_on__lte=today + SOON)
    found = rows.filter(due, owner=person, state=CaseState.CLOSED).select_related("unit")
    return found.order_by("promise_on", "follow_up_on", "pk")[:FEW]


def answered_since(rows: QuerySet[Question], person: Person, since: datetime) -> QuerySet[Question]:
    """Questions that the person put and that were answered since."""
    asked = rows.filter(asked_by=person, answered_at__gte=since)
    return asked.select_related("case", "to").order_by("-answered_at")[:FEW]


def texts_awaiting(shown: Iterable[Case], seats: list[str]) -> dict[int, int]:
    """Of each case the text that awaits one of these seats, the newest: its page is where one decides."""
    rows = Answer.objects.filter(case__in=list(shown), state=AnswerState.SUBMITTED, awaits__overlap=seats)
    return dict(rows.order_by("id").values_list("case_id", "id"))


def lines_awaiting(rows: QuerySet[Line], person: Person) -> QuerySet[Line]:
    """The lines handed in that the person may approve: of these rows, those they wrote no version of."""
    found = rows.filter(state=LineState.SUBMITTED).exclude(versions__by=person)
    return found.select_related("story__head", "unit", "changed_by").order_by("changed_at")[:FEW]


def new_acts(rows: QuerySet[Case], person: Person, since: datetime) -> list[Act]:
    """What others, or Sada itself, did with the person's cases since, newest first."""
    mine = rows.filter(owner=person).values("pk")
    found = Act.objects.filter(subject_type="case", subject_id__in=mine, at__gte=since).exclude(by=person)
    return list(found.select_related("by").order_by("-id")[: FEW * 2])


def subjects_of(acts: Iterable[Act]) -> dict[int, str]:
    """What the cases that acts speak of are about, by their id."""
    return dict(Case.objects.filter(pk__in={act.subject_id for act in acts}).values_list("pk", "subject"))


def replies_to_see(rows: QuerySet[PressReply], person: Person, today: date) -> QuerySet[PressReply]:
    """Replies about the person's cases that were found in print, or not printed in time."""
    conditions = press.conditions(today)
    found = rows.filter(conditions["late"] | conditions["found"] | conditions["returned"], answer__case__owner=person)
    return press.shown(found).order_by("due_on", "pk")[:FEW]


def board(rows: QuerySet[Case], by: str, now: datetime, people: Iterable[Person]) -> list[Column]:
    """The unended cases in columns by `by` ("state" or "person"): counts of all, cards of the most pressing."""
    columns = _columns(by, people)
    for pk, owner, stage, phase in _laid_out(rows, now):
        column = columns.get(str(owner or "") if by == "person" else stage)
        if column is None:
            column = columns.setdefault(str(owner or ""), Column(str(owner or "")))
        column.total += 1
        column.late += phase == "late"
        column.near += phase == "near"
        if len(column.cards) < SHOWN:
            column.cards.append(pk)
    wanted = [pk for column in columns.values() for pk in column.cards]
    found = {case.pk: case for case in cases.shown(Case.objects.filter(pk__in=wanted))}
    for column in columns.values():
        column.cards = [found[pk] for pk in column.cards if pk in found]
    return list(columns.values())


def _columns(by: str, people: Iterable[Person]) -> dict[str, Column]:
    if by == "person":
        return {key: Column(key) for key in ("", *(str(person.pk) for person in people))}
    return {stage: Column(stage) for stage in STAGES}


def _laid_out(rows: QuerySet[Case], now: datetime) -> Iterable[tuple[int, int | None, str, str]]:
    newest = Answer.objects.filter(case=OuterRef("pk")).exclude(state=AnswerState.WITHDRAWN).order_by("-id")
    found = rows.filter(state__in=cases.UNENDED).annotate(text=Subquery(newest.values("state")[:1]))
    found = found.annotate(due=DUE, warn=WARN).order_by("due", "pk")
    for pk, owner, state, text, due, warn in found.values_list("pk", "owner_id", "state", "text", "due", "warn")[:MOST]:
        phase = ("late" if now > due else "near" if now >= warn else "") if state == CaseState.OPEN else ""
        yield pk, owner, stage_of(state, text), phase


_BY_TEXT: Mapping[str, str] = {
    AnswerState.DRAFT: "drafting",
    AnswerState.RETURNED: "drafting",
    AnswerState.SUBMITTED: "approval",
    AnswerState.APPROVED: "sending",
    AnswerState.SENT: "sending",
}


def stage_of(state: str, text: str | None) -> str:
    """In which column a case stands: what is to be done with it next."""
    if state in (CaseState.PAUSED, CaseState.ANSWERED):
        return str(state)
    return _BY_TEXT.get(text or "", "new")
