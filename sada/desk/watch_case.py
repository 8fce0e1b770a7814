"""Watching a case: being told what happens to it without carrying it."""

from datetime import datetime

from django.db import transaction

from sada.kernel import access, acts
from sada.kernel.refusals import NotAllowed
from sada.store.models import Case, Person, Watch


def watch_case(case: Case, *, by: Person, at: datetime) -> None:
    """Be told from now on. Whoever sees the case may; watching twice is watching once."""
    if not access.rows_for(by, "case.see").filter(pk=case.pk).exists():
        raise NotAllowed
    with transaction.atomic():
        _watch, is_new = Watch.objects.get_or_create(case=case, person=by, defaults={"at": at})
        if is_new:
            acts.record("case.watched", by=by, on=case, at=at, unit=case.unit)


def unwatch_case(case: Case, *, by: Person, at: datetime) -> None:
    """Be told no more."""
    with transaction.atomic():
        gone, _rows = Watch.objects.filter(case=case, person=by).delete()
        if gone:
            acts.record("case.unwatched", by=by, on=case, at=at, unit=case.unit)
