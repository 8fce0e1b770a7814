"""One approved line answers many cases at once: a text in each, in the form of its medium."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sada.desk.approve_answer import approve_answer
from sada.desk.carriers import carrier
from sada.desk.draft_answer import draft_answer, submit_answer
from sada.desk.fill_template import text_with
from sada.kernel import access, acts
from sada.kernel.clock import RIYADH
from sada.kernel.holders import nearest
from sada.kernel.notices import tell
from sada.kernel.refusals import Blocked, Missing, Refusal, WrongState
from sada.rules.access import OFFICER
from sada.rules.languages import language_of
from sada.store.models import (
    Answer,
    AnswerState,
    Approval,
    Case,
    CaseItem,
    CaseState,
    Line,
    LineState,
    LineUse,
    Person,
)
from sada.store.queries.approvals import seats_of

RUNNING = (CaseState.OPEN, CaseState.PAUSED)
LIVE = (AnswerState.DRAFT, AnswerState.SUBMITTED, AnswerState.RETURNED, AnswerState.APPROVED)


@dataclass(slots=True)
class Decided:
    """What came of approving many texts: those approved, those whose next step awaits others, and the sentence of each
    refusal by the case's number."""

    approved: list[Answer] = field(default_factory=list)
    went_on: list[Answer] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


def answerable(line: Line, person: Person) -> QuerySet[Case]:
    """The cases about the line's story, within its unit, that wait for an answer which this person may draft."""
    mine = access.rows_for(person, "answer.draft", "case").filter(state__in=RUNNING)
    return _about(line, mine).filter(has_text=False).select_related("unit").order_by("due_at")


def scope(line: Line, person: Person) -> QuerySet[Case]:
    """The cases for which the line speaks, of those that this person sees: about its story, of its unit and those below
    it. `has_text`: a text of its own is under way, so that none is made from the line."""
    return _about(line, access.rows_for(person, "case.see", "case")).select_related("unit").order_by("due_at")


def _about(line: Line, cases: QuerySet[Case]) -> QuerySet[Case]:
    told = CaseItem.objects.filter(case=OuterRef("pk"), item__place__story=line.story_id)
    live = Answer.objects.filter(case=OuterRef("pk"), state__in=LIVE)
    within = cases.filter(path__startswith=line.path)
    return within.filter(Q(Exists(told)) | Q(story=line.story_id)).annotate(has_text=Exists(live))


def answer_cases(line: Line, cases: Sequence[int], *, by: Person, at: datetime) -> list[Answer]:
    """Draft and hand in the answers to the chosen cases, all or none. Raises Missing where there is none to answer.

    What is no longer open, answered by another or not the person's is refused as a whole, so that nothing is skipped
    unseen. The texts then await approval as every text does; one in which something is still missing, as the number of
    the issue in a letter to a paper, stays a draft for its writer to complete.
    """
    if line.state != LineState.APPROVED:
        raise WrongState(_("The line is not approved yet. Cases are answered from an approved line."))
    found = list(answerable(line, by).filter(pk__in=cases))
    if not found or len(found) != len(set(cases)):
        raise Missing(_("Choose cases that still wait for an answer; one of these has got a text or ended meanwhile."))
    with transaction.atomic():
        made = [_answer(line, case, by, at) for case in found]
        numbers = [case.number for case in found]
        acts.record("line.used", by=by, on=line, at=at, unit=line.unit, after={"cases": numbers})
    return made


def awaiting(line: Line, person: Person, at: datetime) -> QuerySet[Answer]:
    """The texts made from the line as it stands, unchanged since, whose present step awaits a seat of this person."""
    rows = access.rows_for(person, "answer.approve", "answer").filter(state=AnswerState.SUBMITTED)
    unchanged = rows.filter(line_use__line=line, line_use__version=line.version, version=1)
    theirs = Q(versions__by=person) | Q(line_use__line__versions__by=person)
    seats = seats_of(person, at.astimezone(RIYADH).date())
    took = Approval.objects.filter(answer=OuterRef("pk"), version=OuterRef("version"), by=person)
    due = unchanged.filter(awaits__overlap=seats).exclude(theirs).exclude(Exists(took))
    return due.select_related("case__unit").order_by("case__due_at")


def approve_all(line: Line, *, by: Person, at: datetime) -> Decided:
    """Approve each of them by itself, with all that stands against a text; one refusal holds up none of the others."""
    decided = Decided()
    for answer in awaiting(line, by, at):
        try:
            is_last = approve_answer(answer, answer.version, by=by, at=at)
            (decided.approved if is_last else decided.went_on).append(answer)
        except Refusal as refusal:
            decided.refused[answer.case.number] = str(refusal.sentence)
    return decided


def used_in(line: Line) -> QuerySet[LineUse]:
    """The answers made from the line, the newest first; those of an earlier version are marked `is_old`."""
    rows = line.uses.select_related("answer__case__unit").annotate(now=F("line__version"))
    return rows.order_by("-pk")


def _answer(line: Line, case: Case, by: Person, at: datetime) -> Answer:
    language = language_of(line.text)
    answer = draft_answer(case, case.subject, text_for(line, case, at), by=by, at=at, language=language)
    LineUse.objects.create(line=line, version=line.version, answer=answer)
    with contextlib.suppress(Blocked), transaction.atomic():
        submit_answer(answer, by=by, at=at)
    person = carrier(case)
    people = [person] if person is not None else nearest(OFFICER, case.path)
    tell(people, "line.text_made", on=answer, by=by, at=at, text=case.subject)
    return answer


def text_for(line: Line, case: Case, at: datetime) -> str:
    """The line within what a text of the case's medium begins and ends with, by the templates that hold for the case;
    in the language the line is written in."""
    place = case.case_items.select_related("item__outlet").order_by("id").first()
    return text_with(case, place.item if place else None, line.text, at, language_of(line.text))
