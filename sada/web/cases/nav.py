"""Cases in the bar, and the day of an officer, a spokesperson, a manager."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sada.kernel import access, clock
from sada.store.models import Person, Unit
from sada.store.queries import cases
from sada.web.screens import Entry


def awaiting_me(person: Person, unit: Unit | None) -> int:
    """What waits for this person: their own unanswered cases and the texts before them."""
    rows = access.rows_within(person, "case.see")
    rows = rows.filter(path__startswith=unit.path) if unit else rows
    before_me = cases.mine(person) & Q(answered_at=None)
    if access.may(person, "answer.approve"):
        before_me |= cases.awaiting(person, access.rows_for(person, "answer.approve", "case"), clock.today())
    return rows.filter(before_me).count()


ENTRY = Entry(
    key="cases",
    label=_("Cases"),
    icon="briefcase",
    url_name="cases:list",
    act="case.see",
    count=awaiting_me,
    subjects={"case": "cases:show", "answer": "cases:answer"},
)
