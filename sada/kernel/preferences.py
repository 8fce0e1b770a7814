"""How a person likes to read: language, digits, density, direction of time. Their own affair, so not in the log."""

from typing import Any

from sada.store.models import Person

FIELDS = ("language", "digits", "density", "charts_ltr")


def set_preferences(person: Person, **values: Any) -> None:
    """Keep the given preferences of `person`. Raises KeyError for a name that is none of FIELDS."""
    for name in values:
        if name not in FIELDS:
            raise KeyError(name)
    Person.objects.filter(pk=person.pk).update(**values)
    for name, value in values.items():
        setattr(person, name, value)
