"""A person has opened their day. Their own affair, so not in the log of acts."""

from datetime import datetime, timedelta

from sada.store.models import DayVisit, Person

SITTING = timedelta(minutes=30)  # opened again within it is the same look
FIRST = timedelta(days=1)  # what a person who never looked before is shown


def see_day(person: Person, *, at: datetime) -> datetime:
    """Keep the visit; returns since when things are new to the person."""
    visit, is_first = DayVisit.objects.get_or_create(person=person, defaults={"at": at})
    if not is_first and at - visit.at > SITTING:
        DayVisit.objects.filter(pk=visit.pk, at=visit.at).update(before=visit.at, at=at)
        return visit.at
    return visit.before or at - FIRST
