"""Takes in what a mail server reports of a letter: it came back, or is delayed.

A letter that came back has answered nobody. Where no other answer stands, its case is open again and its clock runs on
from where it stood: the asker has waited all the while. A holding line that came back has held nobody off, and a reply
to the press that came back is printed by nobody. Whoever sent it and whoever has the case are told.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sada.desk import clock, expert_mail, promises
from sada.desk.letter_fates import concerned
from sada.desk.nearest import nearest
from sada.desk.states import case_after
from sada.desk.take_back import holding_line_came_back, reply_came_back
from sada.kernel import acts
from sada.kernel.guarded import update_if
from sada.kernel.notices import tell
from sada.rules import case_states
from sada.rules.delivery_reports import DeliveryReport
from sada.rules.policies import PRINTED
from sada.store.models import Attempt, Case, CaseClock, Channel, Outgoing, OutgoingState

LEFT = (OutgoingState.SENT, OutgoingState.HELD)  # a letter of unknown fate did leave, if it comes back


def take_delivery_report(report: DeliveryReport, *, at: datetime) -> Outgoing | None:
    """Record a report on a letter of ours; returns the letter, None where it is none of ours. Repeated, it adds
    nothing; a letter that came back stays so whatever is reported later."""
    ours = Outgoing.objects.select_related("answer__case__unit", "answer__case__owner", "by", "unit")
    letter = ours.filter(channel=Channel.EMAIL, message_id=report.message_id).first()
    if letter is None or letter.state not in LEFT:
        return letter
    with transaction.atomic():
        if report.is_failure:
            _came_back(letter, report, at)
        elif report.is_delay:
            _delayed(letter, report, at)
    return letter


def _came_back(letter: Outgoing, report: DeliveryReport, at: datetime) -> None:
    said, since = _said(report), letter.sent_at
    values = {"state": OutgoingState.BOUNCED, "problem": "bounced", "error": said, "next_try_at": None}
    update_if(letter, {"state": letter.state}, **values)
    Attempt.objects.create(outgoing=letter, at=at, ok=False, detail=said, problem="bounced")
    if letter.answer is not None:
        case = letter.answer.case
        reopened = not letter.answer.is_holding and _open_again(case, at)
        unheld = letter.answer.is_holding and holding_line_came_back(case, since, at)
        reply_came_back(letter, at)
        people = concerned(letter) or nearest("case.assign", case.path)
        tell(people, "answer.bounced", on=case, by=None, at=at, text=said, prompt=True)
        after = {"letter": letter.pk, "address": letter.address, "status": report.status}
        acts.record("answer.bounced", by=None, on=case, at=at, unit=case.unit, after=after, note=said)
        if reopened:
            acts.record("case.unanswered", by=None, on=case, at=at, unit=case.unit, after={"due_at": case.due_at})
        if unheld:
            acts.record("case.unheld", by=None, on=case, at=at, unit=case.unit, after={"due_at": case.due_at})
    elif (question := expert_mail.question_of(letter)) is not None:
        tell([question.asked_by], "question.undelivered", on=question.case, by=None, at=at, text=said)
        after = {"question": question.pk, "name": question.to_name}
        acts.record("question.undelivered", by=None, on=question.case, at=at, unit=letter.unit, after=after, note=said)


def _delayed(letter: Outgoing, report: DeliveryReport, at: datetime) -> None:
    """Only noted: the server goes on trying, and says so when it gives up."""
    said = _said(report)
    Attempt.objects.create(outgoing=letter, at=at, ok=False, detail=said, problem="delayed")
    if letter.answer is not None:
        case, after = letter.answer.case, {"letter": letter.pk, "address": letter.address, "status": report.status}
        acts.record("answer.delayed", by=None, on=case, at=at, unit=case.unit, after=after, note=said)


def _open_again(case: Case, at: datetime) -> bool:
    """Open the case unless another answer of it stands; whether that was needed. What this answer alone had kept is
    promised again."""
    stand = Outgoing.objects.filter(
        answer__case=case, answer__is_holding=False, kind="answer", state=OutgoingState.SENT
    )
    if case.answered_at is None or stand.exists() or "reopen" not in case_states.acts_in(case.state):
        return False
    since = case.answered_at
    update_if(
        case,
        {"state": case.state, "answered_at": since},
        state=case_after(case, "reopen"),
        answered_at=None,
        working_seconds=None,
        closed_at=None,
        outcome="",
        promise_on=None,
        follow_up_on=None,
    )
    promises.drop(case, PRINTED, at=at)
    CaseClock.objects.filter(case=case, met_at=since).update(met_at=None)
    clock.recompute(case, at)
    return True


def _said(report: DeliveryReport) -> str:
    return " ".join(part for part in (report.status, report.recipient, report.said) if part)[:500]
