"""Shows the address to which an answer went. Each time it is recorded who saw it and why, not what."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sada.kernel import access, acts
from sada.kernel.refusals import Missing, WrongState
from sada.store.models import Outgoing, Person


def unmask_address(letter: Outgoing, reason: str, *, by: Person, at: datetime) -> None:
    """Record that `by` has seen the address of a letter of a case, and why."""
    if letter.answer is None:
        raise WrongState
    case = letter.answer.case
    access.require(by, "personal.unmask", case.path)
    if len(reason.strip()) < 3:
        raise Missing(_("Write why you need to see the personal data."))
    acts.record(
        "personal.unmasked", by=by, on=case, at=at, unit=case.unit, after={"letter": letter.pk}, note=reason.strip()
    )
