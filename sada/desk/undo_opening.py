"""Takes back a case that was opened by mistake a moment ago, while nobody has done anything with it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.kernel import access, acts
from sada.kernel.refusals import WrongState
from sada.store.models import Act, Case, Mention, MentionState, Person

MOMENT = timedelta(minutes=10)
OWN = ("case.opened", "case.item_joined")  # what the opening itself records


def undo_opening(case: Case, *, by: Person, at: datetime) -> None:
    """Remove the case; its items wait in the inbox again. The number is not given twice; the log keeps both acts.

    Only whoever opened it may, within ten minutes, and only while nothing else was recorded on it.
    """
    access.require(by, "case.open", case.path)
    touched = Act.objects.filter(subject_type="case", subject_id=case.pk).exclude(name__in=OWN, by=by).exists()
    if case.opened_by_id != by.pk or at - case.opened_at > MOMENT or touched:
        raise WrongState(_("Work on this case has begun. Close it as one that needs no answer, with the reason."))
    with transaction.atomic():
        items = list(case.case_items.values_list("item_id", flat=True))
        held = Mention.objects.filter(item_id__in=items, path__startswith=case.path, state=MentionState.CASE)
        held.update(state=MentionState.WAITING, decided_by=None, decided_at=None)
        before = {"number": case.number, "subject": case.subject, "items": items}
        acts.record("case.opening_undone", by=by, on=case, at=at, unit=case.unit, before=before)
        case.delete()
