"""Whom a unit's news concerns: its own people; where it has none, those of the unit above it."""

from __future__ import annotations

from collections.abc import Mapping

from sada.kernel import access
from sada.rules import access as rules
from sada.store.models import Membership, Person


def nearest(act: str, path: str) -> list[Person]:
    """The people who may do `act` on a row at `path`, of the nearest unit that has any."""
    people: Mapping[int, Person] = {person.pk: person for person in access.who_may(act, path)}
    roles = [role for role in rules.ROLES if rules.may(role, act)]
    held = Membership.objects.filter(person_id__in=people, role__in=roles).values_list("unit__path", "person_id")
    within = [(at, pk) for at, pk in held if path.startswith(at)]
    longest = max((len(at) for at, _ in within), default=0)
    return [people[pk] for pk in sorted({pk for at, pk in within if len(at) == longest})]
