"""One case may answer several items: join an item, take it out again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk.states import case_after
from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.refusals import SomeoneElseDidIt, WrongState
from sada.store.models import Case, CaseItem, Item, Mention, MentionState, Person


def join_item(case: Case, mention: Mention, *, by: Person, at: datetime) -> None:
    """Let the case answer this item too. The clock of the case does not move."""
    access.require(by, "case.join", case.path)
    access.require(by, "item.triage", mention.path)
    case_after(case, "join")
    with transaction.atomic():
        update_if(mention, {"state": MentionState.WAITING}, state=MentionState.CASE, decided_by=by, decided_at=at)
        CaseItem.objects.get_or_create(case=case, item=mention.item, defaults={"added_at": at})
        acts.record("case.item_joined", by=by, on=case, at=at, unit=case.unit, after={"item": mention.item_id})


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
