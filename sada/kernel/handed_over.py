"""A unit goes on seeing the cases that it handed to another, with all that belongs to them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model, Q, QuerySet

from sada.store.models import Transfer

# The door's name, and the way from its rows to the case.
WAYS: Mapping[str, str] = {"": "pk", "case": "pk", "answer": "case", "outgoing": "answer__case", "question": "case"}


def sent_on(model: type[Model], noun: str, paths: Iterable[str]) -> QuerySet[Any]:
    """The rows of a door that belong to cases handed over by units under `paths`."""
    if noun not in WAYS:
        return model._default_manager.none()
    from_there = Q(pk__in=[])
    for path in paths:
        from_there |= Q(from_path__startswith=path)
    return model._default_manager.filter(**{f"{WAYS[noun]}__in": Transfer.objects.filter(from_there).values("case")})
