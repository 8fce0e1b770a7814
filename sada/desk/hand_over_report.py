"""Hands a service matter to 940 or Balady by the reference of its report, and takes its state and proof back.

940 and Balady own the citizen's report; we own what is said in public. So the reference, its state and the proof of its
closing are kept with the case, and no answer claims that it is done before the proof is here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk import promises
from sada.desk.carriers import carriers
from sada.desk.states import case_after
from sada.kernel import access, acts
from sada.kernel.clock import RIYADH
from sada.kernel.guarded import update_if
from sada.kernel.notices import tell
from sada.kernel.refusals import Missing, WrongState
from sada.ports import ReportStatus
from sada.rules.policies import HAND_OVER, REPORT
from sada.store.models import Case, CaseState, Person, ReportDesk, ReportState, ServiceReport
from sada.store.queries.clocks import running

RUNNING_STATES = (CaseState.OPEN, CaseState.PAUSED, CaseState.ANSWERED)
EVERY = timedelta(minutes=15)
EARLIEST = datetime(2000, 1, 1, tzinfo=RIYADH)  # no report of these desks is older


@dataclass(frozen=True, slots=True)
class Handed:
    """A report elsewhere: whose, its reference, the service, the day it was opened."""

    desk: str
    reference: str
    opened_on: date
    service: str = ""


def hand_over(case: Case, handed: Handed, *, by: Person, at: datetime) -> ServiceReport:
    """Tie the case to a report there. The same reference is tied to a case once."""
    access.require(by, "case.hand_over", case.path)
    case_after(case, "hand_over")
    reference = handed.reference.strip()
    if handed.desk not in ReportDesk.values or not reference:
        raise Missing(_("Choose where the report lies and write its number."))
    if not any(letter.isdecimal() for letter in reference):
        raise Missing(_("Write the number of the report as the desk gave it; it has digits."))
    if handed.opened_on > at.astimezone(RIYADH).date():
        raise Missing(_("This day is still to come. Write the day on which the report was opened."))
    with transaction.atomic():
        report, is_new = ServiceReport.objects.get_or_create(
            case=case,
            desk=handed.desk,
            reference=reference[:60],
            defaults={
                "service": handed.service[:200], "opened_on": handed.opened_on, "state_at": at, "by": by, "at": at,
                "next_check_at": at,
            },
        )  # fmt: skip
        if not is_new:
            raise WrongState(_("This report is tied to the case already."))
        promises.meet(case, REPORT, at=at)
        wait_for_proof(case, at=at)
        after = {"desk": handed.desk, "reference": reference, "opened_on": handed.opened_on}
        acts.record("case.handed_over", by=by, on=case, at=at, unit=case.unit, after=after)
    return report


def need_no_report(case: Case, reason: str, *, by: Person, at: datetime) -> None:
    """Nothing is to be reported at 940 or Balady, with the reason. Refused where nobody waits for a report."""
    access.require(by, "case.hand_over", case.path)
    case_after(case, "no_report")
    if not reason.strip():
        raise Missing(_("Write why no report is needed."))
    with transaction.atomic():
        if not promises.meet(case, REPORT, at=at):
            raise WrongState(_("This was decided already."))
        acts.record("case.no_report", by=by, on=case, at=at, unit=case.unit, note=reason.strip())


def note_report(report: ServiceReport, said: ReportStatus, *, by: Person, at: datetime) -> None:
    """Keep by hand how the report stands, with the proof where there is one."""
    access.require(by, "case.hand_over", report.case.path)
    if said.state not in ReportState.values:
        raise Missing(_("Choose how the report stands."))
    with transaction.atomic():
        _keep(report, said, "hand", by, at)


def take_states(said: Sequence[ReportStatus], desk: str, came_by: str, *, by: Person | None, at: datetime) -> int:
    """Keep what a file or the desk's own interface says of reports; returns how many changed.

    A file is brought by a person, who changes only reports of cases they could change by hand.
    """
    by_reference = {one.reference: one for one in said}
    rows = ServiceReport.objects.filter(desk=desk, reference__in=by_reference).select_related(
        "case__unit", "case__owner"
    )
    if by is not None:
        access.require(by, "case.hand_over")
        rows = rows.filter(case__in=access.rows_for(by, "case.hand_over", "case"))
    changed = 0
    for report in rows.order_by("pk"):
        with transaction.atomic():
            changed += _keep(report, by_reference[report.reference], came_by, by, at)
    return changed


def looked(reports: Iterable[ServiceReport], error: str, *, at: datetime) -> None:
    """The desk was asked about these: when, and when again; the reason where it did not answer."""
    pks = [report.pk for report in reports]
    awaited = ServiceReport.objects.filter(pk__in=pks, next_check_at__isnull=False)
    awaited.update(checked_at=at, next_check_at=at + EVERY, error=error[:300])


def unproven(case: Case) -> list[ServiceReport]:
    """The reports of a case that are not proven to be done."""
    return [one for one in case.reports.order_by("pk") if not is_proven(one)]


def wait_for_proof(case: Case, *, at: datetime) -> None:
    """Bring the clock of the proof to what the reports say: it runs from the first that was handed over until each is
    proven to be done; where all were refused, nobody waits any more."""
    if case.state not in RUNNING_STATES:
        return
    Case.objects.select_for_update(no_key=True).get(pk=case.pk)  # of two hand-overs at once one starts the clock
    reports = list(case.reports.all())
    if any(not is_proven(one) and one.state != ReportState.REFUSED for one in reports):
        if not running(case).filter(promise=HAND_OVER).exists():
            promises.start(case, HAND_OVER, since=at, at=at)
            promises.govern(case)
    elif any(is_proven(one) for one in reports):
        promises.meet(case, HAND_OVER, at=at)
    else:
        promises.drop(case, HAND_OVER, at=at)


def is_proven(report: ServiceReport) -> bool:
    """Closed as done, with something to show for it."""
    return report.state == ReportState.DONE and bool(report.proof.strip() or report.proof_url)


def _moved_at(said: ReportStatus, at: datetime) -> datetime:
    """When the report moved on, as its desk says; now, where it names a time that cannot be."""
    moved = said.at
    if moved is not None and moved.tzinfo is None:
        moved = moved.replace(tzinfo=RIYADH)  # the desks write the time of the house
    return moved if moved is not None and EARLIEST <= moved <= at else at


def _keep(report: ServiceReport, said: ReportStatus, came_by: str, by: Person | None, at: datetime) -> bool:
    values = {
        "state": said.state, "state_text": said.text[:200], "proof": said.proof.strip() or report.proof,
        "proof_url": said.proof_url or report.proof_url,
    }  # fmt: skip
    if all(getattr(report, name) == value for name, value in values.items()):
        return False
    before = {"state": report.state}
    shown = bool(values["proof"] or values["proof_url"])  # a closing without proof is asked for until it has one
    ended = said.state == ReportState.REFUSED or (said.state == ReportState.DONE and shown)
    update_if(
        report, {"state": report.state}, state_at=_moved_at(said, at), came_by=came_by, error="",
        next_check_at=None if ended else report.next_check_at, **values,
    )  # fmt: skip
    case = report.case
    wait_for_proof(case, at=at)
    tell(
        carriers(case),
        "case.report_changed",
        on=case,
        by=by,
        at=at,
        text=f"{report.reference}: {said.text or said.state}",
    )
    after = {"desk": report.desk, "reference": report.reference, "state": said.state, "proven": is_proven(report)}
    acts.record("case.report_changed", by=by, on=case, at=at, unit=case.unit, before=before, after=after)
    return True
