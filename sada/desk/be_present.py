"""Who else is at the same case or text this moment, and whether they write: two need not write the same answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Model

from sada.store.models import Person, Presence

HERE = timedelta(seconds=40)  # a page asks every fifteen seconds; two may be lost
WRITING = timedelta(seconds=60)
KEPT = timedelta(hours=1)


def be_present(row: Model, *, by: Person, at: datetime, writes: bool) -> None:
    """Note that the person has the page of `row` open, and that they wrote a moment ago."""
    values = {"seen_at": at} | ({"wrote_at": at} if writes else {})
    Presence.objects.update_or_create(
        subject_type=row._meta.model_name or "", subject_id=row.pk, person=by, defaults=values
    )


def others_at(row: Model, *, than: Person, at: datetime) -> list[tuple[Person, bool]]:
    """The others who are there, and whether each is writing; the writers first."""
    here = Presence.objects.filter(
        subject_type=row._meta.model_name or "", subject_id=row.pk, seen_at__gte=at - HERE
    ).exclude(person=than)
    found = [
        (one.person, one.wrote_at is not None and one.wrote_at >= at - WRITING)
        for one in here.select_related("person").order_by("pk")
    ]
    return sorted(found, key=lambda pair: not pair[1])


def forget_absent(*, at: datetime) -> int:
    """Remove what nobody asks about any more; returns how much."""
    return Presence.objects.filter(seen_at__lt=at - KEPT).delete()[0]
