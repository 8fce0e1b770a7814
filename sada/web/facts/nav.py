"""Facts in the bar."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sada.kernel import access, clock
from sada.store.models import Person, Unit
from sada.store.queries import facts
from sada.web.screens import Entry


def to_renew(person: Person, unit: Unit | None) -> int:
    """How many facts that this person may change have expired or soon will."""
    rows = access.rows_for(person, "fact.edit")
    rows = rows.filter(unit__path__startswith=unit.path) if unit else rows
    return rows.annotate(standing=facts.standing_in_sql(clock.today())).filter(standing__in=("soon", "expired")).count()


ENTRY = Entry(
    key="facts",
    label=_("Facts"),
    icon="check-badge",
    url_name="facts:list",
    act="fact.see",
    count=to_renew,
    subjects={"fact": "facts:show"},
)
