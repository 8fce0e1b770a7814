"""Records that the asker heard again, as the holding line promised: by a call, a message, in person."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk import promises
from sada.desk.states import case_after
from sada.kernel import access, acts
from sada.kernel.refusals import Missing, WrongState
from sada.rules.policies import UPDATE
from sada.store.models import Case, Person


def update_asker(case: Case, how: str, *, by: Person, at: datetime) -> None:
    """The asker knows where the matter stands; `how` says by which way and what was said."""
    access.require(by, "case.assign", case.path)
    case_after(case, "update_asker")
    if not how.strip():
        raise Missing(_("Write how the asker was told."))
    with transaction.atomic():
        if not promises.meet(case, UPDATE, at=at):
            raise WrongState(_("Nobody waits for an update of this case."))
        acts.record("case.asker_updated", by=by, on=case, at=at, unit=case.unit, note=how.strip())
