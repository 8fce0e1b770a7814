"""Tells people on screen what happened to what is theirs; the doer is never told of their own act."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Model

from sada.store.models import Notice, Person


def tell(people: Iterable[Person], act: str, *, on: Model, by: Person | None, at: datetime, text: str = "") -> int:
    """One unseen notice to each person but the doer; returns how many were told."""
    rows = [
        Notice(person=p, at=at, act=act, subject_type=on._meta.model_name or "", subject_id=on.pk, text=text[:300])
        for p in {p.pk: p for p in people if by is None or p.pk != by.pk}.values()
    ]
    Notice.objects.bulk_create(rows)
    return len(rows)


def see_all(person: Person, *, at: datetime) -> int:
    """Mark everything the person was told as seen; returns how many were new."""
    return Notice.objects.filter(person=person, seen_at=None).update(seen_at=at)


def see_about(person: Person, row: Model, *, at: datetime) -> int:
    """Mark what the person was told about one thing as seen, since they have opened it; returns how many were new."""
    told = Notice.objects.filter(person=person, seen_at=None)
    return told.filter(subject_type=row._meta.model_name or "", subject_id=row.pk).update(seen_at=at)
