"""A person says whether a letter left whose fate is not known: by the mail server's log, or by asking who got it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk import letter_fates
from sada.desk.send_letter import hurry_out
from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.refusals import WrongState
from sada.store.models import Answer, Channel, Outgoing, OutgoingState, Person


def letter_left(outgoing: Outgoing, *, by: Person, at: datetime) -> None:
    """It did leave, when the server was ready for it: the case is answered since then."""
    answer, begun = _unsure(outgoing, by)
    with transaction.atomic():
        update_if(outgoing, {"state": OutgoingState.HELD, "problem": "unsure"}, state=OutgoingState.SENDING)
        letter_fates.taken(outgoing, begun, detail="a person has found that it left")
        _record("answer.letter_left", answer, outgoing, by, at)


def letter_did_not_leave(outgoing: Outgoing, *, by: Person, at: datetime) -> None:
    """It did not leave: it is sent again."""
    answer, _begun = _unsure(outgoing, by)
    values = {"problem": "", "begun_at": None, "next_try_at": at, "attempts": 0}
    with transaction.atomic():
        expected = {"state": OutgoingState.HELD, "problem": "unsure"}
        update_if(outgoing, expected, state=OutgoingState.WAITING, **values)
        hurry_out(outgoing.pk, outgoing.channel)
        _record("answer.letter_not_left", answer, outgoing, by, at)


def _unsure(outgoing: Outgoing, by: Person) -> tuple[Answer, datetime]:
    """The answer that the letter carries, and since when it may have arrived."""
    answer, begun = outgoing.answer, outgoing.begun_at
    if answer is None:
        raise WrongState
    access.require(by, "answer.send", answer.case.path)
    is_unsure = outgoing.state == OutgoingState.HELD and outgoing.problem == "unsure"
    if outgoing.channel != Channel.EMAIL or not is_unsure or begun is None:
        raise WrongState(_("The fate of this letter is known already."))
    return answer, begun


def _record(name: str, answer: Answer, outgoing: Outgoing, by: Person, at: datetime) -> None:
    case = answer.case
    acts.record(name, by=by, on=case, at=at, unit=case.unit, after={"letter": outgoing.pk, "address": outgoing.address})
