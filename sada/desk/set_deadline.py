"""The journalist's own deadline: it outranks the service level."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk import clock
from sada.desk.pause_clock import shorten_pause
from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.refusals import Missing
from sada.store.models import Case, CaseState, Person


def set_deadline(case: Case, deadline: datetime | None, *, by: Person, at: datetime) -> None:
    """Set or remove the deadline that the asker gave (press close, bulletin, live programme)."""
    access.require(by, "case.deadline", case.path)
    if deadline is not None and deadline <= at:
        raise Missing(_("This time has passed. Write the time at which the asker needs the answer."))
    with transaction.atomic():
        before = case.due_at
        # A pause that began or ended meanwhile is one whose limit was not looked at.
        seen = {"state__in": (CaseState.OPEN, CaseState.PAUSED), "paused_at": case.paused_at}
        update_if(case, seen, outside_deadline=deadline)
        if deadline is not None and case.paused_at is not None:
            shorten_pause(case, deadline)
        clock.recompute(case, at)
        acts.record(
            "case.deadline_set",
            by=by,
            on=case,
            at=at,
            unit=case.unit,
            before={"due_at": before},
            after={"outside_deadline": deadline, "due_at": case.due_at},
        )
