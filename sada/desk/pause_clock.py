"""Stops and restarts a case's clock. A pause has a reason and a limit."""

from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import F, Value
from django.db.models.functions import Least
from django.utils.translation import gettext_lazy as _

from sada.desk import clock, promises
from sada.desk.states import case_after
from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.refusals import Missing, Refusal
from sada.rules.clocks import in_time_for
from sada.store.models import Case, Pause, Person

LONGEST = timedelta(days=30)


class PauseReason(models.TextChoices):
    """Why a clock may stand still."""

    ASKER = "asker", _("Waiting for the asker")
    BALADIYA = "baladiya", _("Waiting for the municipality")
    EXPERT = "expert", _("Waiting for the subject expert")
    AGENCY = "agency", _("Waiting for another body")
    REPORT_940 = "report_940", _("Waiting for the 940 report to be closed")


class PastTheirDeadline(Refusal):
    """The asker waits for nobody's pause."""

    sentence = _("The asker's own deadline does not stand still. Choose a time at least half an hour before it.")


def pause_clock(case: Case, reason: str, limit: datetime, *, by: Person, at: datetime, note: str = "") -> Pause:
    """Stop the clock until `limit` at the latest; the sweeper restarts it then.

    The asker's own deadline stands still for nobody: no pause lasts beyond the time at which our text must be there.
    """
    access.require(by, "case.pause", case.path)
    if reason not in PauseReason.values or limit <= at:
        raise Missing(_("Choose a reason and a time in the future until which the clock may stand still."))
    if limit > at + LONGEST:
        raise Missing(_("The clock may stand still for thirty days at most. Pause it again then, if need be."))
    theirs = case.outside_deadline
    if theirs is not None and at < theirs and limit > in_time_for(theirs, case.asked_at):
        raise PastTheirDeadline
    with transaction.atomic():
        seen = {"state": case.state, "outside_deadline": theirs}  # a deadline heard meanwhile was not reckoned with
        update_if(case, seen, state=case_after(case, "pause"), paused_at=at, next_alarm_at=limit)
        promises.hold_still(case, at=at)
        pause = Pause.objects.create(case=case, reason=reason, note=note, since=at, limit=limit, by=by)
        acts.record(
            "case.paused",
            by=by,
            on=case,
            at=at,
            unit=case.unit,
            after={"reason": reason, "limit": limit},
            note=note,
        )
    return pause


def shorten_pause(case: Case, deadline: datetime) -> None:
    """An asker's deadline that becomes known in a pause ends it in time, in the caller's transaction."""
    until = in_time_for(deadline, case.asked_at)
    case.pauses.filter(until=None, limit__gt=until).update(limit=until)


def resume_clock(case: Case, *, by: Person | None, at: datetime) -> None:
    """Let the clock run on; the deadline moves by the working time that stood still. `by` is None for the sweeper."""
    if by is not None:
        access.require(by, "case.pause", case.path)
    with transaction.atomic():
        update_if(case, {"state": case.state}, state=case_after(case, "resume"), paused_at=None)
        end_pause(case, at)
        before = case.due_at
        clock.recompute(case, at)
        acts.record(
            "case.resumed",
            by=by,
            on=case,
            at=at,
            unit=case.unit,
            before={"due_at": before},
            after={"due_at": case.due_at},
        )


def end_pause(case: Case, at: datetime) -> None:
    """End what still stands still: now, or at the limit where that has passed while nobody looked."""
    case.pauses.filter(until=None).update(until=Least(Value(at), F("limit")))
