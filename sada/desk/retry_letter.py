"""Sends again what had failed for good or needed attention, because a person says so; the address stays as it was."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk.fit_to_leave import fit_to_leave
from sada.desk.send_letter import hurry_out
from sada.kernel import access, acts, mail
from sada.kernel.guarded import update_if
from sada.kernel.refusals import WrongState
from sada.store.models import Outgoing, OutgoingState, Person

STOPPED = (OutgoingState.FAILED, OutgoingState.HELD, OutgoingState.BOUNCED)
UNSURE = ("unsure", "cannot_look", "duplicate")  # problems that only a person's look at the thread can end


def retry_letter(outgoing: Outgoing, *, by: Person, at: datetime) -> None:
    """Put a failed letter or a held reply back in the queue. The key stays, so it cannot be sent twice."""
    if outgoing.answer is None:
        raise WrongState
    case = outgoing.answer.case
    access.require(by, "answer.send", case.path)
    if outgoing.state not in STOPPED:
        raise WrongState(_("Only a letter that could not be sent can be tried again."))
    if outgoing.problem in UNSURE:
        raise WrongState(_("Nobody knows yet whether it arrived. Look first, and say how it stands."))
    fit_to_leave(outgoing.answer, at)
    fresh: dict[str, object] = {
        "state": OutgoingState.WAITING,
        "next_try_at": at,
        "problem": "",
        "begun_at": None,
        "attempts": 0,
    }
    if outgoing.state == OutgoingState.BOUNCED:
        fresh["message_id"] = mail.new_number()  # a late report on the first letter says nothing of this one
    with transaction.atomic():
        update_if(outgoing, {"state": outgoing.state}, **fresh)
        hurry_out(outgoing.pk, outgoing.channel)
        acts.record("answer.send_retried", by=by, on=case, at=at, unit=case.unit, after={"letter": outgoing.pk})
