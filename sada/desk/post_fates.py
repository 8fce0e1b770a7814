"""What becomes of a reply on a network after a try: it stands, it waits, or it needs a person."""

from datetime import datetime, timedelta

from django.db import transaction

from sada.desk.carriers import reachable
from sada.desk.send_answer import mark_answered
from sada.kernel import acts
from sada.kernel.mail import RETRY_AFTER
from sada.kernel.notices import tell
from sada.ports import NotPosted
from sada.store.models import Account, Attempt, Outgoing, OutgoingState, Person

NEEDS_A_PERSON = frozenset(
    {"expired", "refused", "gone", "hidden", "duplicate", "cannot_look", "wrong_account", "off", "altered", "sealed"}
    | {"facts", "fault", "wrong_keys"}
)
KEYS_ENDED = ("expired", "sealed", "wrong_keys")  # whoever holds the account must set new ones
LONGEST = timedelta(hours=24)  # a reply later than this is late whatever the network says: a person decides


def stands(outgoing: Outgoing, at: datetime) -> None:
    """Every part stands: the case is answered."""
    with transaction.atomic():
        Attempt.objects.create(outgoing=outgoing, at=at, ok=True)
        outgoing.state, outgoing.sent_at, outgoing.next_try_at = OutgoingState.SENT, at, None
        outgoing.attempts += 1
        outgoing.error = outgoing.problem = ""
        outgoing.save()
        if outgoing.account is not None and outgoing.account.trouble:
            Account.objects.filter(pk=outgoing.account_id).update(trouble="")
        if outgoing.answer is not None:
            mark_answered(outgoing.answer.case, at, outgoing.answer)


def not_yet(outgoing: Outgoing, fault: NotPosted, at: datetime) -> OutgoingState:
    """Record the try and say what comes next: later again, or a person."""
    with transaction.atomic():
        Attempt.objects.create(outgoing=outgoing, at=at, ok=False, detail=fault.detail, problem=fault.code)
        outgoing.error, outgoing.problem = fault.detail, fault.code
        again = None if fault.code in NEEDS_A_PERSON else _again(outgoing, fault, at)
        outgoing.next_try_at = again
        outgoing.state = OutgoingState.WAITING if again else OutgoingState.HELD
        outgoing.save()
        if not again:
            _hold(outgoing, at)
    return OutgoingState(outgoing.state)


def _again(outgoing: Outgoing, fault: NotPosted, at: datetime) -> datetime | None:
    """When to try again. To wait because the network says so is no failure, but it does not go on for ever."""
    if fault.code == "limited" and fault.until is not None:
        return fault.until if fault.until - outgoing.created_at <= LONGEST else None
    outgoing.attempts += 1
    if outgoing.attempts > len(RETRY_AFTER):
        return None
    again = at + RETRY_AFTER[outgoing.attempts - 1]
    return max(again, fault.until) if fault.until else again


def _hold(outgoing: Outgoing, at: datetime) -> None:
    account = outgoing.account
    if account is not None and outgoing.problem in KEYS_ENDED:
        Account.objects.filter(pk=account.pk).update(trouble=outgoing.problem)
    if outgoing.answer is None:
        return
    case = outgoing.answer.case
    tell(_concerned(outgoing), "answer.send_held", on=case, by=None, at=at, text=outgoing.error[:300])
    after = {"letter": outgoing.pk, "problem": outgoing.problem}
    acts.record("answer.send_held", by=None, on=case, at=at, unit=case.unit, after=after, note=outgoing.error)


def _concerned(outgoing: Outgoing) -> list[Person]:
    """Who sent it, who has the case (the desk, where both have left), and whoever holds an account without keys."""
    case = outgoing.answer.case if outgoing.answer is not None else None
    found = reachable(case, outgoing.by, case.owner) if case is not None else [outgoing.by]
    if outgoing.account is not None and outgoing.problem in KEYS_ENDED:
        found += [outgoing.account.owner, *outgoing.account.deputies.all()]
    return list({person.pk: person for person in found if person is not None and person.is_active}.values())
