"""How a person likes to read and to be told: language, digits, density, direction of time; letters and quiet hours.
Their own affair, so not in the log."""

from typing import Any

from sada.store.models import NoticeWay, Person

FIELDS = ("language", "digits", "density", "charts_ltr")


def set_preferences(person: Person, **values: Any) -> None:
    """Keep the given preferences of `person`. Raises KeyError for a name that is none of FIELDS."""
    for name in values:
        if name not in FIELDS:
            raise KeyError(name)
    Person.objects.filter(pk=person.pk).update(**values)
    for name, value in values.items():
        setattr(person, name, value)


WAYS = ("mail", "digest_hour", "quiet_from", "quiet_to", "urgent_breaks_in", "zone")


def set_notice_way(person: Person, **values: Any) -> NoticeWay:
    """Keep how `person` wants to be told from now on. Raises KeyError for a name that is none of WAYS."""
    for name in values:
        if name not in WAYS:
            raise KeyError(name)
    row, _is_new = NoticeWay.objects.update_or_create(person=person, defaults=values)
    return row
