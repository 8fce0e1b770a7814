"""Opens cases for the items of a story that nobody has decided about: one for all of a unit, or one for each item."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sada.desk.join_case import join_item
from sada.desk.open_case import open_case
from sada.kernel import access
from sada.kernel.refusals import Missing
from sada.store.models import Case, Mention, MentionState, Person, Story


def waiting(story: Story, person: Person) -> QuerySet[Mention]:
    """The items of a story that wait for a decision of the person's units, each as laid before its unit, earliest
    first; what we said ourselves is no question."""
    mine = access.rows_for(person, "case.open", "mention").filter(item__place__story=story, item__is_ours=False)
    mine = mine.filter(state=MentionState.WAITING)
    return mine.select_related("item__outlet", "item__reading", "unit").order_by("unit__path", "published_at", "pk")


def open_from_story(
    story: Story, mentions: Sequence[int], *, apart: bool = False, by: Person, at: datetime
) -> list[Case]:
    """A case for each unit of the chosen items, or `apart` one for each of them: every asker has a case of their own.

    All or none. What was decided meanwhile, or is not the person's, is refused as a whole, so that nothing is skipped
    unseen.
    """
    found = list(waiting(story, by).filter(pk__in=mentions))
    if not found or len(found) != len(set(mentions)):
        raise Missing(_("Choose items that still wait; one of these was decided meanwhile."))
    made: list[Case] = []
    held: dict[int, Case] = {}
    with transaction.atomic():
        for mention in found:
            if apart or mention.unit_id not in held:
                held[mention.unit_id] = open_case(mention, by=by, at=at)
                made.append(held[mention.unit_id])
            else:
                join_item(held[mention.unit_id], mention, by=by, at=at)
    return made
