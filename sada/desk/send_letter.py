"""Sends one decided letter: claims it, hands it to the mail server, records the attempt, tells of failure."""

import hashlib
import smtplib
from datetime import datetime

from sada.desk import expert_mail
from sada.desk.send_answer import mark_answered
from sada.kernel import acts, mail, queue
from sada.kernel.notices import tell
from sada.store.models import Channel, Outgoing, OutgoingState


def send_letter(outgoing_id: int, *, at: datetime) -> bool:
    """Try to send the letter once. Returns whether it was sent now; a letter already sent is left alone."""
    outgoing = mail.claim(outgoing_id, at)
    if outgoing is None:
        return False
    if hashlib.sha256(outgoing.text.encode()).hexdigest() != outgoing.sha256:
        mail.settle(outgoing, ok=False, detail="the text differs from what was approved", at=at)
        return False
    try:
        mail.deliver(outgoing)
    except (OSError, smtplib.SMTPException) as error:
        _not_sent(outgoing, f"{type(error).__name__}: {error}"[:500], at)
        return False
    mail.settle(outgoing, ok=True, detail="", at=at)
    if outgoing.answer is not None:
        mark_answered(outgoing.answer.case, at, outgoing.answer)
    return True


def waiting_letters(at: datetime) -> list[int]:
    """The ids of letters whose time has come, for the sweeper."""
    return [pk for pk, _channel in _due(at)]


def sweep_letters(*, at: datetime) -> int:
    """Queue everything whose time has come, letters and replies on networks; returns how many."""
    due = _due(at)
    for pk, channel in due:
        hurry_out(pk, channel)
    return len(due)


def hurry_out(pk: int, channel: str) -> None:
    """Queue one letter or reply, by the job of its channel."""
    name = "post" if channel == Channel.NETWORK else "letter"
    queue.hurry(f"desk.send_{name}", f"{name}-{pk}", outgoing_id=pk)


def _due(at: datetime) -> list[tuple[int, str]]:
    states = (OutgoingState.WAITING, OutgoingState.SENDING)
    due = Outgoing.objects.filter(state__in=states, next_try_at__lte=at).order_by("next_try_at")
    return list(due.values_list("pk", "channel")[:500])


def _not_sent(outgoing: Outgoing, detail: str, at: datetime) -> None:
    state = mail.settle(outgoing, ok=False, detail=detail, at=at)
    if state == OutgoingState.FAILED and outgoing.answer is not None:
        case = outgoing.answer.case
        people = [p for p in (outgoing.by, case.owner) if p is not None]
        tell(people, "answer.send_failed", on=case, by=None, at=at, text=detail)
        acts.record("answer.send_failed", by=None, on=case, at=at, unit=case.unit, note=detail)
    elif state == OutgoingState.FAILED and (question := expert_mail.question_of(outgoing)) is not None:
        tell([question.asked_by], "question.undelivered", on=question.case, by=None, at=at, text=detail)
        after = {"question": question.pk, "name": question.to_name}
        acts.record(
            "question.undelivered", by=None, on=question.case, at=at, unit=outgoing.unit, after=after, note=detail
        )
