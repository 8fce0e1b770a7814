"""The roles that a person holds on a day, their own and those lent to them."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from sada.store.models import Delegation, Membership, Person

Held = tuple[str, str, int]  # role, path of the unit, id of the unit


def lent_on(day: date, prefix: str = "") -> Q:
    """The delegations (or rows that lead to one by `prefix`) that hold on a day, both ends included."""
    return Q(**{f"{prefix}valid_from__lte": day, f"{prefix}valid_to__gte": day, f"{prefix}ended_at": None})


def held_on(day: date) -> Q:
    """The memberships that hold on a day, both ends included."""
    return (Q(valid_from=None) | Q(valid_from__lte=day)) & (Q(valid_to=None) | Q(valid_to__gte=day))


def held(person: Person, day: date) -> dict[int, list[Held]]:
    """What a person holds on a day: by their own id what is theirs, by the id of each active giver what is lent to
    them. Two queries, asked once for each person object and day."""
    kept: tuple[date, dict[int, list[Held]]] | None = getattr(person, "_sada_held", None)
    if kept is None or kept[0] != day:
        lent = Delegation.objects.filter(lent_on(day), to=person, giver__is_active=True).order_by("id")
        found: dict[int, list[Held]] = {pk: [] for pk in (person.pk, *lent.values_list("giver_id", flat=True))}
        rows = Membership.objects.filter(held_on(day), person_id__in=found).order_by("id")
        for owner, role, path, unit in rows.values_list("person_id", "role", "unit__path", "unit_id"):
            found[owner].append((role, path, unit))
        kept = day, found
        person._sada_held = kept  # type: ignore[attr-defined]
    return kept[1]
