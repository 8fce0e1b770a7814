"""A look at a closed case weeks later: was what we said done? With evidence; else a further look, or it reopens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk.close_case import recall, reopen_case
from sada.kernel import access, acts
from sada.kernel.clock import RIYADH
from sada.kernel.guarded import update_if
from sada.kernel.refusals import Missing, WrongState
from sada.store.models import Case, CaseState, FollowUp, FollowUpResult, Person


@dataclass(frozen=True, slots=True)
class Found:
    """What was found. Where not all is done: a day of the next look, or `reopens`."""

    result: str
    evidence: str
    evidence_url: str = ""
    again_on: date | None = None
    reopens: bool = False


def follow_up(case: Case, found: Found, *, by: Person, at: datetime) -> FollowUp:
    """Keep what the look found. A matter that is not done does not simply rest: it gets a day, or opens again."""
    access.require(by, "case.follow_up", case.path)
    if case.state != CaseState.CLOSED:
        raise WrongState
    _check(found, at)
    promised, is_done = case.promise_on, found.result == FollowUpResult.DONE
    with transaction.atomic():
        made = FollowUp.objects.create(
            case=case, result=found.result, evidence=found.evidence.strip(), evidence_url=found.evidence_url,
            promised_for=promised, by=by, at=at,
        )  # fmt: skip
        again = None if is_done else found.again_on
        # A look ahead of the promised day does not replace the look on that day.
        morning = None if is_done else recall(at, again, promised)
        update_if(case, {"state": case.state}, follow_up_on=again, next_alarm_at=morning)
        after = {"result": found.result, "again_on": again, "promise_on": promised}
        acts.record("case.followed_up", by=by, on=case, at=at, unit=case.unit, after=after, note=found.evidence.strip())
        if found.reopens and not is_done:
            reopen_case(case, by=by, at=at, note=found.evidence)
    return made


def _check(found: Found, at: datetime) -> None:
    if found.result not in FollowUpResult.values or not found.evidence.strip():
        raise Missing(_("Choose what you found and write the evidence: a visit, a picture, a statement."))
    rests = found.result != FollowUpResult.DONE and not found.reopens
    if rests and (found.again_on is None or found.again_on <= at.astimezone(RIYADH).date()):
        raise Missing(_("Not all is done: choose a day to look again, or reopen the case."))
