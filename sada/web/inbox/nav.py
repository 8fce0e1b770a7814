"""The inbox in the bar."""

from django.utils.translation import gettext_lazy as _

from sada.kernel import access
from sada.store.models import Person, Unit
from sada.store.queries import inbox
from sada.web.screens import Entry


def waiting(person: Person, unit: Unit | None) -> int:
    """How many items wait for a decision."""
    return inbox.how_many(
        access.rows_for(person, "item.see", "mention"), inbox.Wanted(path=unit.path if unit else ""), person.pk
    )


ENTRY = Entry(
    key="inbox",
    label=_("Inbox"),
    icon="inbox",
    url_name="inbox:list",
    act="item.see",
    count=waiting,
    landing={"monitor": ""},
    subjects={"item": "inbox:item"},
)
