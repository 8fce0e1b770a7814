"""Who carries a case within its unit: claimed or assigned."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk import promises
from sada.desk.states import case_after
from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.notices import tell
from sada.kernel.refusals import Refusal
from sada.store.models import Case, Person


class CannotCarry(Refusal):
    """The person has no role that lets them carry a case of this unit."""

    sentence = _("This person has no role for cases of this unit. Choose another or give them a role first.")


def assign_case(case: Case, owner: Person, *, by: Person, at: datetime) -> None:
    """Give the case to a person who may draft answers for its unit, or is one of its experts."""
    access.require(by, "case.assign", case.path)
    case_after(case, "assign")
    if not access.may(owner, "case.see", case.path):
        raise CannotCarry
    with transaction.atomic():
        before = case.owner
        update_if(case, {"owner": before}, owner=owner)
        if access.may(owner, "answer.draft", case.path):
            promises.meet(case, *promises.FIRST, at=at)
        tell([owner], "case.assigned", on=case, by=by, at=at, text=case.subject)
        acts.record(
            "case.assigned",
            by=by,
            on=case,
            at=at,
            unit=case.unit,
            before={"owner": before.pk if before else None},
            after={"owner": owner.pk},
        )
