"""Rights lent for a time: who is on leave delegates approval to another. Only one's own roles are lent, never what was
lent to oneself, so there is no chain; and a right that its giver no longer holds is not there to be lent."""

from datetime import date
from typing import Final

from django.db.models import Q

from sada.kernel import clock
from sada.store.models import Delegation, Membership, Person

ACTS: Final = frozenset({"answer.approve", "answer.return"})


def held_on(day: date, prefix: str = "") -> Q:
    """The delegations (or rows that lead to one by `prefix`) that hold on a day, both ends included."""
    return Q(**{f"{prefix}valid_from__lte": day, f"{prefix}valid_to__gte": day, f"{prefix}ended_at": None})


def memberships(person: Person) -> list[tuple[str, str, int]]:
    """(role, path of the unit, id of the unit) lent to a person today; read once for each person object."""
    found: list[tuple[str, str, int]] | None = getattr(person, "_sada_lent", None)
    if found is None:
        today = clock.today()
        givers = Delegation.objects.filter(held_on(today), to=person, giver__is_active=True).values("giver")
        begun, unended = Q(valid_from=None) | Q(valid_from__lte=today), Q(valid_to=None) | Q(valid_to__gte=today)
        rows = Membership.objects.filter(begun, unended, person__in=givers).order_by("id")
        found = list(rows.values_list("role", "unit__path", "unit_id"))
        person._sada_lent = found  # type: ignore[attr-defined]
    return found
