"""One case may answer several items: join an item, take it out again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk import clock
from sada.desk.pause_clock import shorten_pause
from sada.desk.states import case_after
from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.refusals import SomeoneElseDidIt, WrongState
from sada.store.models import Case, CaseItem, CaseState, Item, Mention, MentionState, Person


def join_item(case: Case, mention: Mention, *, by: Person, at: datetime) -> None:
    """Let the case answer this item too. The clock of the case does not move, unless who asks here needs the answer
    sooner."""
    access.require(by, "case.join", case.path)
    access.require(by, "item.triage", mention.path)
    case_after(case, "join")
    with transaction.atomic():
        update_if(mention, {"state": MentionState.WAITING}, state=MentionState.CASE, decided_by=by, decided_at=at)
        CaseItem.objects.get_or_create(case=case, item=mention.item, defaults={"added_at": at})
        hear_deadline(case, deadline_in(mention.item), by=by, at=at)
        acts.record("case.item_joined", by=by, on=case, at=at, unit=case.unit, after={"item": mention.item_id})


def deadline_in(item: Item) -> datetime | None:
    """When whoever wrote an item needs the answer, where they said so."""
    contact = getattr(item, "contact", None)
    return contact.deadline if contact else None


def hear_deadline(case: Case, deadline: datetime | None, *, by: Person | None, at: datetime) -> None:
    """An asker's deadline that becomes known with a further item holds for the case where it is the earliest still to
    come; in the caller's transaction. An answered case has nobody who waits for its answer."""
    if deadline is None or deadline <= at:
        return
    # As it stands now, not as it was looked at: a pause begun meanwhile is shortened, and what comes after waits.
    rows = Case.objects.select_for_update(no_key=True)
    case.refresh_from_db(fields=["state", "paused_at", "outside_deadline", "due_at"], from_queryset=rows)
    if case.state not in (CaseState.OPEN, CaseState.PAUSED):
        return
    if case.outside_deadline is not None and at < case.outside_deadline <= deadline:
        return
    before = case.due_at
    update_if(case, {"state": case.state}, outside_deadline=deadline)
    if case.paused_at is not None:
        shorten_pause(case, deadline)
    clock.recompute(case, at)
    dates = {"before": {"due_at": before}, "after": {"outside_deadline": deadline, "due_at": case.due_at}}
    acts.record("case.deadline_set", by=by, on=case, at=at, unit=case.unit, **dates)


def take_out_item(case: Case, item: Item, *, by: Person, at: datetime) -> None:
    """Undo a join; the item waits in the inbox again. A case keeps at least one item if it has any."""
    access.require(by, "case.join", case.path)
    with transaction.atomic():
        if not case.case_items.exclude(item=item).exists():
            raise WrongState(_("A case keeps its last item. Close the case instead, with the reason."))
        taken, _rows = case.case_items.filter(item=item).delete()
        if not taken:
            raise SomeoneElseDidIt
        Mention.objects.filter(item=item, path__startswith=case.path, state=MentionState.CASE).update(
            state=MentionState.WAITING, decided_by=None, decided_at=None
        )
        acts.record("case.item_taken_out", by=by, on=case, at=at, unit=case.unit, before={"item": item.pk})
