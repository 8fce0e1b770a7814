"""Ends a case with an outcome, or opens it again."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk import clock, promises
from sada.desk.hand_over_report import unproven, wait_for_proof
from sada.desk.pause_clock import end_pause
from sada.desk.states import case_after
from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.refusals import Missing, WrongState
from sada.store.models import AskedAgain, Case, Outcome, Person

PROMISES = (Outcome.PLANNED, Outcome.FUTURE, Outcome.UNDERWAY, Outcome.COORDINATING)
OF_OTHERS = (Outcome.NO_ANSWER, Outcome.JOINED)  # what other acts end a case with
FOUR_WEEKS = timedelta(weeks=4)  # when one looks whether what was said has been done


def close_case(
    case: Case,
    outcome: str,
    *,
    by: Person,
    at: datetime,
    note: str = "",
    promise_on: date | None = None,
    follow_up_on: date | None = None,
) -> None:
    """Close an answered case. What was promised is looked at on its day, else what was said four weeks later, unless
    another day is given.

    An outcome that promises something needs the date on which it is due; «not ours», who is competent; «done», the
    proof of every report that was handed over.
    """
    access.require(by, "case.close", case.path)
    after = _ending(case, outcome, promise_on)
    today = at.astimezone(clock.RIYADH).date()
    if any(day is not None and day <= today for day in (promise_on, follow_up_on)):
        raise Missing(_("Choose a day after today: on its morning one is reminded."))
    look = follow_up_on or promise_on or today + FOUR_WEEKS
    with transaction.atomic():
        end_case(case, after, at=at, outcome=outcome, closing_note=note, promise_on=promise_on, follow_up_on=look)
        acts.record(
            "case.closed",
            by=by,
            on=case,
            at=at,
            unit=case.unit,
            after={"outcome": outcome, "promise_on": promise_on, "follow_up_on": look},
            note=note,
        )


def end_case(
    case: Case,
    after: str,
    *,
    at: datetime,
    promise_on: date | None = None,
    follow_up_on: date | None = None,
    **more: Any,
) -> None:
    """Write that the case ends in the state `after`, in the caller's transaction; pauses and promises end with it."""
    update_if(
        case,
        {"state": case.state},
        state=after,
        closed_at=at,
        paused_at=None,
        promise_on=promise_on,
        follow_up_on=follow_up_on,
        next_alarm_at=recall(at, promise_on, follow_up_on),
        **more,
    )
    end_pause(case, at)
    promises.drop(case, at=at)


def _ending(case: Case, outcome: str, promise_on: date | None) -> str:
    """The state in which the case ends. Raises Missing and WrongState where something stands against it."""
    if case.answered_at is None or outcome not in Outcome.values or outcome in OF_OTHERS:
        raise WrongState(_("Send the answer first, or propose to leave the case unanswered, with the reason."))
    if outcome == Outcome.NOT_OURS and not (case.competent_agency_id or case.competent_unit_id):
        raise Missing(_("Name who is competent: «not ours» alone leaves the asker without an answer."))
    if outcome == Outcome.DONE and (waiting := unproven(case)):
        said = _("The report %(reference)s is not proven to be done. Take in the proof of its closing first.")
        raise Missing(said % {"reference": waiting[0].reference})
    if outcome in PROMISES and promise_on is None:
        raise Missing(_("This outcome promises something. Write the date on which it is due."))
    return case_after(case, "close")


def recall(at: datetime, *days: date | None) -> datetime | None:
    """Eight in the morning of the first of the days, after `at`, on which the case must be looked at again."""
    mornings = [datetime.combine(day, time(8), clock.RIYADH) for day in days if day is not None]
    return min((morning for morning in mornings if morning > at), default=None)


def reopen_case(case: Case, *, by: Person, at: datetime, note: str) -> None:
    """Open an ended case again, with the reason. Its clock starts anew from now; the first answer stays on record."""
    access.require(by, "case.reopen", case.path)
    if not note.strip():
        raise Missing(_("Write why the case is opened again."))
    with transaction.atomic():
        before = {"state": case.state, "outcome": case.outcome}
        run_anew(case, since=at, deadline=None)
        AskedAgain.objects.filter(place__case=case, is_question=None).update(is_question=True, by=by, decided_at=at)
        promises.drop(case, at=at)
        promises.begin(case, at=at)
        wait_for_proof(case, at=at)
        acts.record("case.reopened", by=by, on=case, at=at, unit=case.unit, before=before, note=note)


def run_anew(case: Case, *, since: datetime, deadline: datetime | None) -> None:
    """Let the case be open with a clock that begins at `since`, in the caller's transaction; nothing is recorded."""
    times = clock.start(case.unit, case.kind, case.medium, case.urgency, since, deadline)
    update_if(
        case,
        {"state": case.state},
        state=case_after(case, "reopen"),
        closed_at=None,
        outcome="",
        joined_to=None,
        answered_at=None,
        working_seconds=None,
        asked_at=since,
        outside_deadline=deadline,
        **times,
    )
