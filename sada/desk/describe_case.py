"""Says what a case is about where the reading of its item says something else: one column on two services of two amanat
is a case in each, and each answers for its own part."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk import clock, promises
from sada.desk.states import case_after
from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.refusals import Missing
from sada.reading.masking import masked
from sada.store.models import Case, Kind, Person, Service


@dataclass(frozen=True, slots=True)
class About:
    """What a case is about."""

    subject: str
    kind: str
    service: Service | None


def describe_case(case: Case, about: About, *, by: Person, at: datetime) -> None:
    """Change subject, kind and service; another kind has other promises, so the answer's clock is reckoned by them."""
    access.require(by, "case.describe", case.path)
    case_after(case, "describe")
    if not about.subject.strip() or about.kind not in Kind.values:
        raise Missing(_("Write the subject and choose the kind."))
    before = {"subject": case.subject, "kind": case.kind, "service": case.service_id, "due_at": case.due_at}
    columns = {
        "subject": masked(about.subject.strip())[:300],
        "kind": about.kind,
        "service": about.service,
        "family": about.service.family if about.service else case.family,
    }
    with transaction.atomic():
        update_if(case, {"state": case.state, "version": case.version}, version=case.version + 1, **columns)
        if about.kind != before["kind"]:
            _reckon(case, at)
        after = {"subject": case.subject, "kind": case.kind, "service": case.service_id, "due_at": case.due_at}
        acts.record("case.described", by=by, on=case, at=at, unit=case.unit, before=before, after=after)


def _reckon(case: Case, at: datetime) -> None:
    """By the promises of the kind it is now, from when it was asked, pauses and the asker's own deadline kept."""
    rules = clock.start(case.unit, case.kind, case.medium, case.urgency, case.asked_at, case.outside_deadline)
    update_if(case, {"version": case.version}, clock=rules["clock"])
    promises.judged_anew(case, at=at)
    clock.recompute(case, at)
