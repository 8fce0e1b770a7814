"""Sends a letter again that had failed for good, because a person says so; the address stays as it was."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.kernel import access, acts, queue
from sada.kernel.guarded import update_if
from sada.kernel.refusals import WrongState
from sada.store.models import Outgoing, OutgoingState, Person


def retry_letter(outgoing: Outgoing, *, by: Person, at: datetime) -> None:
    """Put a failed letter back in the queue, for one more try. The key stays, so it cannot be sent twice."""
    if outgoing.answer is None:
        raise WrongState
    case = outgoing.answer.case
    access.require(by, "answer.send", case.path)
    if outgoing.state != OutgoingState.FAILED:
        raise WrongState(_("Only a letter that could not be sent can be tried again."))
    with transaction.atomic():
        update_if(outgoing, {"state": OutgoingState.FAILED}, state=OutgoingState.WAITING, next_try_at=at)
        queue.hurry("desk.send_letter", f"letter-{outgoing.pk}", outgoing_id=outgoing.pk)
        acts.record("answer.send_retried", by=by, on=case, at=at, unit=case.unit, after={"letter": outgoing.pk})
