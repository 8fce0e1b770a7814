"""What becomes of a letter after a try: the server has it, it waits, it has failed, or a person must decide.

What the mail server has is recorded together with the case that it answers, in one transaction. Where the case cannot
be told just then, the letter stands as sent all the same and the sweeper tells the case later.
"""

import logging
import smtplib
from datetime import datetime

from django.db import transaction

from sada.desk import expert_mail
from sada.desk.carriers import reachable
from sada.desk.send_answer import mark_answered
from sada.kernel import acts, mail
from sada.kernel.notices import tell
from sada.store.models import Answer, Outgoing, OutgoingState, Person

log = logging.getLogger(__name__)
UNRECORDED = "unrecorded"  # of a sent letter: its case does not know yet
PERMANENT = 500  # RFC 5321: what begins with 5 does not mend by trying again


class Stopped(Exception):
    """A letter does not leave by itself: `code` says why."""

    def __init__(self, code: str, detail: str) -> None:
        self.code, self.detail = code, detail
        super().__init__(detail)


def taken(outgoing: Outgoing, at: datetime, detail: str = "") -> None:
    """The mail server has the letter: its case is answered in the same transaction."""
    try:
        with transaction.atomic():
            mail.taken(outgoing, detail=detail, at=at)
            _answered(outgoing.answer, at)
    except Exception as fault:  # whatever it was, the letter has left and must not leave again
        log.exception("letter %s has left, but its case was not told", outgoing.pk)
        outgoing.refresh_from_db()
        said = _said(fault)
        mail.taken(outgoing, detail=said, at=at, problem=UNRECORDED)
        _tell(outgoing, UNRECORDED, said, at)


def tell_cases() -> int:
    """Tell the cases of letters that have left what they were not told then; returns how many were told."""
    done = 0
    waiting = Outgoing.objects.filter(state=OutgoingState.SENT, problem=UNRECORDED, answer__isnull=False)
    for letter in waiting.select_related("answer__case__unit").order_by("pk")[:100]:
        try:
            with transaction.atomic():
                _answered(letter.answer, letter.sent_at or letter.created_at)
                Outgoing.objects.filter(pk=letter.pk).update(problem="", error="")
                done += 1
        except Exception:  # one case holds up no other; it is tried again
            log.exception("the case of letter %s could not be told", letter.pk)
    return done


def not_taken(outgoing: Outgoing, fault: Exception, at: datetime) -> None:
    """The server did not take it, or nobody knows whether it did."""
    said = _said(fault)
    if isinstance(fault, Stopped):
        _hold(outgoing, fault.code, fault.detail, at)
    elif _is_no(fault):
        _refused(outgoing, said, at, _is_final(fault))
    elif outgoing.begun_at is not None and outgoing.answer is not None:
        _hold(outgoing, "unsure", said, at)
    elif isinstance(fault, OSError | smtplib.SMTPException) or outgoing.answer is None:
        _refused(outgoing, said, at)
    else:
        log.error("letter %s met a fault of our own", outgoing.pk, exc_info=fault)
        _hold(outgoing, "fault", said, at)


def _answered(answer: Answer | None, at: datetime) -> None:
    if answer is not None:
        mark_answered(answer.case, at, answer)


def _is_no(fault: Exception) -> bool:
    """Whether the server itself said no: then nothing has arrived, however far it was."""
    return isinstance(fault, smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused)


def _is_final(fault: Exception) -> bool:
    """Whether the server refused this address, or this letter, for good."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        return all(code >= PERMANENT for code, _said in fault.recipients.values())
    return isinstance(fault, smtplib.SMTPDataError) and fault.smtp_code >= PERMANENT


def _said(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}"[:500]


def _refused(outgoing: Outgoing, said: str, at: datetime, is_final: bool = False) -> None:
    with transaction.atomic():
        state = mail.refused(outgoing, detail=said, at=at, is_final=is_final)
        if state != OutgoingState.FAILED:
            return
        if outgoing.answer is not None:
            case = outgoing.answer.case
            tell(concerned(outgoing), "answer.send_failed", on=case, by=None, at=at, text=said)
            acts.record("answer.send_failed", by=None, on=case, at=at, unit=case.unit, note=said)
        elif (question := expert_mail.question_of(outgoing)) is not None:
            tell([question.asked_by], "question.undelivered", on=question.case, by=None, at=at, text=said)
            after = {"question": question.pk, "name": question.to_name}
            unit, on = outgoing.unit, question.case
            acts.record("question.undelivered", by=None, on=on, at=at, unit=unit, after=after, note=said)


def _hold(outgoing: Outgoing, code: str, said: str, at: datetime) -> None:
    with transaction.atomic():
        mail.hold(outgoing, code, detail=said, at=at)
        _tell(outgoing, code, said, at)


def _tell(outgoing: Outgoing, code: str, said: str, at: datetime) -> None:
    if outgoing.answer is None:
        return
    case = outgoing.answer.case
    tell(concerned(outgoing), "answer.send_held", on=case, by=None, at=at, text=said)
    after = {"letter": outgoing.pk, "problem": code}
    acts.record("answer.send_held", by=None, on=case, at=at, unit=case.unit, after=after, note=said)


def concerned(outgoing: Outgoing) -> list[Person]:
    """Who sent it and who has the case; the desk, where neither is there any more."""
    if outgoing.answer is None:
        return [outgoing.by] if outgoing.by is not None else []
    case = outgoing.answer.case
    return reachable(case, outgoing.by, case.owner)
