"""Records that the asker was told that the question has arrived; the clock of the acknowledgement stops."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk import promises
from sada.desk.states import case_after
from sada.kernel import access, acts
from sada.kernel.refusals import Missing, WrongState
from sada.store.models import Case, Person


def acknowledge_case(case: Case, how: str, *, by: Person, at: datetime) -> None:
    """The asker knows that we know; `how` says by which way. Refused where nobody waits for it any more."""
    access.require(by, "case.assign", case.path)
    case_after(case, "acknowledge")
    if not how.strip():
        raise Missing(_("Write how the asker was told."))
    with transaction.atomic():
        if not promises.meet(case, *promises.FIRST, at=at):
            raise WrongState(_("This was acknowledged already."))
        acts.record("case.acknowledged", by=by, on=case, at=at, unit=case.unit, note=how.strip())
