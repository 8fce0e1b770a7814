"""Who holds a role for a unit: those nearest to it."""

from collections.abc import Sequence

from django.db.models import QuerySet

from sada.kernel.access import held_today
from sada.rules.access import reaches
from sada.store.models import Membership, Person


def nearest(role: str, path: str) -> QuerySet[Person]:
    """The active people who hold a role where it covers `path`, of the nearest unit at which anybody does."""
    return Person.objects.filter(pk__in=[one.pk for one in nearest_of((role,), path)[role]]).order_by("name_ar")


def nearest_of(roles: Sequence[str], path: str) -> dict[str, list[Person]]:
    """`nearest` for several roles, in one query."""
    held = Membership.objects.filter(held_today(), role__in=roles, person__is_active=True)
    covering: dict[str, list[Membership]] = {role: [] for role in roles}
    for one in held.select_related("unit", "person").order_by("person__name_ar", "id"):
        if reaches(one.unit.path, path, one.role):
            covering[one.role].append(one)
    return {role: _nearest(rows) for role, rows in covering.items()}


def _nearest(rows: list[Membership]) -> list[Person]:
    best = max((len(one.unit.path) for one in rows), default=0)
    return list({one.person_id: one.person for one in rows if len(one.unit.path) == best}.values())
