"""Asks the service desks how the reports stand that cases were handed over to."""

from pathlib import Path

from django.conf import settings
from procrastinate.contrib.django import app

from sada.desk.hand_over_report import looked, take_states
from sada.jobs.allowed import is_allowed
from sada.kernel import clock
from sada.outside.report_desk import HttpReportDesk
from sada.ports import FetchFailed
from sada.store.models import ServiceReport

MOST = 500


@app.periodic(cron="*/5 * * * *")
@app.task(name="desk.check_reports", queueing_lock="check-reports")
def check_reports(timestamp: int = 0) -> None:
    """Every five minutes: the reports whose time has come, of the desks that have an address."""
    for desk, address in settings.REPORT_DESKS.items():
        if address:
            ask(desk, address)


def ask(desk: str, address: str) -> int:
    """Ask one desk about its reports that are due; returns how many changed."""
    now = clock.now()
    due = list(ServiceReport.objects.filter(desk=desk, next_check_at__lte=now).order_by("next_check_at")[:MOST])
    if not due:
        return 0
    try:
        said = HttpReportDesk(address, _token(desk), is_allowed).statuses([report.reference for report in due])
    except FetchFailed as fault:
        looked(due, str(fault), at=now)
        return 0
    changed = take_states(said, desk, "api", by=None, at=now)
    looked(due, "", at=now)
    return changed


def _token(desk: str) -> str:
    """The desk's token from the file that SADA_REPORT_SECRETS names: «940 token», one a line."""
    try:
        rows = Path(settings.REPORT_SECRETS).read_text(encoding="utf-8").splitlines() if settings.REPORT_SECRETS else []
    except OSError as fault:
        raise FetchFailed("refused_address", f"SADA_REPORT_SECRETS: {fault.strerror}") from fault
    return dict(row.split(None, 1) for row in rows if len(row.split(None, 1)) == 2).get(desk, "")
