"""The templates that may speak of a unit's cases, and what stands in their places."""

from datetime import date

from django.db.models import Q, QuerySet

from sada.rules.templates import Pattern
from sada.store.models import Membership, Person, Role, Template, Unit
from sada.store.queries.working_time import paths_above


def holding(unit: Unit, on: date) -> QuerySet[Template]:
    """The rows of a unit and of those above it that hold on that day."""
    return Template.objects.filter(
        Q(unit=None) | Q(unit__path__in=paths_above(unit.path)),
        Q(valid_to=None) | Q(valid_to__gte=on),
        valid_from__lte=on,
    ).select_related("unit", "family")


def pattern(row: Template) -> Pattern:
    """A row as the rules choose it; the depth of its unit is its rank."""
    rank = row.unit.path.count("/") if row.unit else 0
    named = (row.kind, row.family_id or "", row.medium, row.state)
    return Pattern(row.pk, row.form, *named, row.valid_from, row.valid_to, rank, row.language)


def spokesperson(unit: Unit, on: date) -> Person | None:
    """Who speaks for a unit: its own spokesperson, else the nearest above; the longest in office of several."""
    held = Membership.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=on),
        Q(valid_to=None) | Q(valid_to__gte=on),
        role=Role.SPOKESPERSON,
        person__is_active=True,
        unit__path__in=paths_above(unit.path),
    ).select_related("person", "unit")
    nearest = max(held, key=lambda one: (len(one.unit.path), -one.pk), default=None)
    return nearest.person if nearest else None
