"""Rights lent for a time: who is on leave delegates approval to another. Only one's own roles are lent, never what was
lent to oneself, so there is no chain; and a right that its giver no longer holds is not there to be lent."""

from typing import Final

from sada.kernel import clock
from sada.store.models import Person
from sada.store.queries.memberships import Held, held

ACTS: Final = frozenset({"answer.approve", "answer.return"})


def memberships(person: Person) -> list[Held]:
    """(role, path of the unit, id of the unit) lent to a person today; read once for each person object."""
    rows = held(person, clock.today())
    return [one for giver, some in rows.items() if giver != person.pk for one in some]
