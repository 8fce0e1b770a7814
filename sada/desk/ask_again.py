"""The asker writes again after the answer. What asks something more starts a clock: the case runs anew from when that
mail came. Thanks start none. Where the words do not say which it is, or it was decided not to answer, a person says it;
and says so too where a case was opened again for nothing, which is then laid to rest as it was."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk import clock, promises
from sada.desk.close_case import run_anew
from sada.desk.hand_over_report import wait_for_proof
from sada.desk.join_case import deadline_in
from sada.desk.pause_clock import end_pause
from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.refusals import SomeoneElseDidIt, WrongState
from sada.rules.policies import HOLD
from sada.store.models import AnswerState, AskedAgain, Case, CaseItem, CaseState, Person
from sada.understand.asking import THANKS, UNSURE, asking

RESTING = (CaseState.ANSWERED, CaseState.CLOSED, CaseState.NO_ANSWER)
RUNS = (CaseState.OPEN, CaseState.PAUSED)
KEPT = (
    "state", "closed_at", "outcome", "answered_at", "working_seconds", "asked_at", "outside_deadline", "clock",
    "due_at", "warn_at", "next_alarm_at",
)  # fmt: skip


def hear_again(place: CaseItem, *, at: datetime) -> str:
    """Judge a mail that has come to a case, in the caller's transaction; returns the act that its people are told."""
    said = asking(place.item.text)
    if place.case.state not in RESTING or said == THANKS:
        return "case.reply_received"
    row = AskedAgain.objects.create(place=place, at=at)
    if said == UNSURE or place.case.state == CaseState.NO_ANSWER:
        return "case.asks_again"
    _open(row, None, at)
    return "case.asked_again"


def asks_again(row: AskedAgain, *, by: Person, at: datetime) -> None:
    """It is a new question: the case runs anew, from when the mail came."""
    case = row.place.case
    access.require(by, "case.reopen", case.path)
    with transaction.atomic():
        _open(row, by, at)


def asks_nothing(row: AskedAgain, *, by: Person, at: datetime) -> None:
    """It asks nothing more. A case that was opened again for it stands as before; refused once an answer is begun."""
    case = row.place.case
    access.require(by, "case.reopen", case.path)
    with transaction.atomic():
        opened = row.is_question
        update_if(row, {"is_question": opened}, is_question=False, by=by, decided_at=at)
        if opened:
            _lay_to_rest(case, row, at)
        elif opened is False:
            raise SomeoneElseDidIt
        after = {"item": row.place.item_id, "state": case.state}
        acts.record("case.asks_nothing", by=by, on=case, at=at, unit=case.unit, after=after)


def _open(row: AskedAgain, by: Person | None, at: datetime) -> None:
    case, item = row.place.case, row.place.item
    before = {name: _written(getattr(case, name)) for name in KEPT} if case.state in RESTING else {}
    update_if(row, {"is_question": None}, is_question=True, before=before, by=by, decided_at=at)
    if not before:  # somebody has opened it meanwhile: its clock runs
        return
    said = deadline_in(item)
    was_closed = case.state != CaseState.ANSWERED
    run_anew(case, since=min(item.heard_at, at), deadline=said if said and said > at else None)
    promises.begin(case, at=at, opened_by_mail=by is None)
    if was_closed:
        wait_for_proof(case, at=at)
    clock.recompute(case, at)
    after = {"item": item.pk, "due_at": case.due_at, "outside_deadline": case.outside_deadline}
    acts.record(
        "case.asked_again", by=by, on=case, at=at, unit=case.unit,
        before={"state": before["state"], "answered_at": before["answered_at"]}, after=after,
    )  # fmt: skip


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _lay_to_rest(case: Case, row: AskedAgain, at: datetime) -> None:
    begun = case.answers.filter(created_at__gte=row.at).exclude(state=AnswerState.WITHDRAWN)
    if case.state not in RUNS or not row.before or begun.exists():
        raise WrongState(
            _("An answer to it was begun or given. Withdraw the text, or close the case with its outcome.")
        )
    columns = {name: Case._meta.get_field(name).to_python(value) for name, value in row.before.items()}
    end_pause(case, at)
    update_if(case, {"state": case.state}, paused_at=None, **columns)
    names = (*promises.FIRST, HOLD)
    if case.state == CaseState.ANSWERED:
        promises.drop(case, *names, at=at)
    else:
        promises.drop(case, at=at)
