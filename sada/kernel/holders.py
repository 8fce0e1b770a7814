"""Who holds a role for a unit: those nearest to it."""

from django.db.models import QuerySet

from sada.kernel.access import held_today
from sada.rules.access import reaches
from sada.store.models import Membership, Person


def nearest(role: str, path: str) -> QuerySet[Person]:
    """The active people who hold a role where it covers `path`, of the nearest unit at which anybody does."""
    held = Membership.objects.filter(held_today(), role=role, person__is_active=True).select_related("unit")
    covering = [m for m in held if reaches(m.unit.path, path, m.role)]
    best = max((len(m.unit.path) for m in covering), default=0)
    ids = {m.person_id for m in covering if len(m.unit.path) == best}
    return Person.objects.filter(pk__in=ids).order_by("name_ar")
