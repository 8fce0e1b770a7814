"""Sends one decided letter: claims it, looks at it once more, hands it to the mail server, records the attempt.

What held when it was decided must hold when it leaves: the text, its seal, its facts. A letter whose worker died after
the server was ready for it may have arrived; it is not sent again before a person has said so.
"""

from datetime import datetime

from sada.desk import letter_fates
from sada.desk.fit_to_leave import AGAINST, fit_to_leave
from sada.desk.letter_fates import Stopped
from sada.kernel import mail, queue
from sada.store.models import Channel, Outgoing, OutgoingState

NOT_SENT = "demo content: nothing left this machine"


def send_letter(outgoing_id: int, *, at: datetime) -> bool:
    """Try to send the letter once. Returns whether it was sent now; a letter already sent is left alone."""
    outgoing = mail.claim(outgoing_id, at)
    if outgoing is None:
        return False
    if _is_invented(outgoing):
        letter_fates.taken(outgoing, at, NOT_SENT)
        return True
    try:
        _check(outgoing, at)
        mail.deliver(outgoing, at)
    except Exception as fault:  # noqa: BLE001 - one of our own counts as a try too, or it would be met for ever
        letter_fates.not_taken(outgoing, fault, at)
        return False
    letter_fates.taken(outgoing, at)
    return True


def sweep_letters(*, at: datetime) -> int:
    """Queue everything whose time has come, letters and replies on networks; returns how many. Cases that were not told
    of a letter that has left are told."""
    letter_fates.tell_cases()
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


def _is_invented(outgoing: Outgoing) -> bool:
    """Whether a letter is the demo's: nothing of it leaves this machine, whoever presses the button."""
    is_asked_by_one = outgoing.by is not None and outgoing.by.invented
    return is_asked_by_one or (outgoing.answer is not None and outgoing.answer.case.invented)


def _check(outgoing: Outgoing, at: datetime) -> None:
    """Raise Stopped for what must not leave, or not again before a person has looked."""
    if outgoing.begun_at is not None and outgoing.answer is not None:
        raise Stopped("unsure", "the worker ended while the mail server was taking the letter")
    if not mail.is_whole(outgoing):
        raise Stopped("altered", "the text differs from what was approved")
    try:
        fit_to_leave(outgoing.answer, at)
    except AGAINST as fault:
        raise Stopped(fault.code, str(fault)) from None
