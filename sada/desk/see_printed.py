"""Records that our reply was seen where it was sent to: in print, on air, on a page; its clock stops."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk import promises
from sada.desk.states import case_after
from sada.kernel import access, acts
from sada.kernel.refusals import Missing, WrongState
from sada.rules.policies import PRINTED
from sada.store.models import Case, Person, PressReply, PressState


def is_followed(case: Case) -> bool:
    """Whether an outlet's print of a reply of the case is waited for."""
    return PressReply.objects.filter(answer__case=case, state=PressState.WAITING).exists()


def see_printed(case: Case, where: str, note: str = "", *, by: Person, at: datetime) -> None:
    """The reply stands at `where`. Refused where no reply is awaited in print, and where one is followed with its
    outlet: there it is recorded with its evidence."""
    access.require(by, "reply.track", case.path)
    case_after(case, "printed")
    if not where.strip():
        raise Missing(_("Write where the reply was printed."))
    if is_followed(case):
        raise WrongState(_("The reply is followed with its outlet: record its print under «Reply in the press»."))
    with transaction.atomic():
        if not promises.meet(case, PRINTED, at=at):
            raise WrongState(_("No reply of this case is awaited in print."))
        after = {"where": where.strip()}
        acts.record("case.printed", by=by, on=case, at=at, unit=case.unit, after=after, note=note.strip())
