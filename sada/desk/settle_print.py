"""An item that a person has found to be our own reply in print asks nothing of anybody: it leaves the inbox by that
act, and comes back to it when the print is taken back."""

from datetime import datetime

from sada.desk.decide_item import NoAnswerReason, decide_no_answer, undo_decision
from sada.kernel import access
from sada.kernel.refusals import SomeoneElseDidIt
from sada.reading.see_item import see_item
from sada.store.models import Item, Mention, MentionState, Person


def settle_print(item: Item, path: str, *, by: Person, at: datetime) -> int:
    """Decide for the units of the case at `path` that the item needs no answer, where that waits and the person may
    decide it, in the caller's transaction; returns how many. What was decided otherwise stays so."""
    see_item(item, by=by, at=at)
    done = 0
    for mention in _mentions(item, path, by, state=MentionState.WAITING):
        try:
            decide_no_answer(mention, NoAnswerReason.OUR_REPLY, by=by, at=at)
            done += 1
        except SomeoneElseDidIt:
            continue
    return done


def unsettle_print(item: Item, path: str, *, by: Person, at: datetime) -> int:
    """Lay the item before those units again, in the caller's transaction; returns how many."""
    settled = _mentions(item, path, by, state=MentionState.NO_ANSWER, reason=NoAnswerReason.OUR_REPLY)
    for mention in settled:
        undo_decision(mention, by=by, at=at)
    return len(settled)


def _mentions(item: Item, path: str, by: Person, **how: str) -> list[Mention]:
    """Of the unit of the case, those above and those below it."""
    rows = Mention.objects.filter(item=item, **how).select_related("item", "unit").order_by("pk")
    near = [row for row in rows if row.path.startswith(path) or path.startswith(row.path)]
    return [row for row in near if access.may(by, "item.triage", row.path)]
