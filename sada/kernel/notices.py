"""Tells people on screen, and by e-mail when they want it, what happened to what is theirs; the doer is never told of
their own act."""

from collections.abc import Collection, Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Model

from sada.kernel.clock import RIYADH
from sada.rules.quiet_hours import Way, mail_at
from sada.store.models import Notice, NoticeWay, Person

URGENT = ("urgent", "danger")
NOBODY: tuple[Person, ...] = ()


def tell(
    people: Iterable[Person],
    act: str,
    *,
    on: Model,
    by: Person | None,
    at: datetime,
    text: str = "",
    promise: str = "",
    urgent: bool = False,
    prompt: bool = False,
    posted: Iterable[Person] = NOBODY,
) -> int:
    """One unseen notice to each person but the doer; returns how many were told.

    What is about an urgent case is urgent; what is `prompt` waits for no letter of the day, only for the morning. Those
    in `posted` get a letter of its own about the same thing, so the notice brings them no second one.
    """
    told = {p.pk: p for p in people if by is None or p.pk != by.pk}
    case = getattr(on, "case", on)
    urgent = urgent or getattr(case, "urgency", "") in URGENT
    due = _letters(told.values(), at, urgent, prompt, {person.pk for person in posted})
    rows = [
        Notice(
            person=person,
            at=at,
            act=act,
            subject_type=on._meta.model_name or "",
            subject_id=on.pk,
            text=text[:300],
            number=getattr(case, "number", ""),
            promise=promise,
            urgent=urgent,
            mail_at=due.get(pk),
        )
        for pk, person in told.items()
    ]
    Notice.objects.bulk_create(rows)
    return len(rows)


def way_of(row: NoticeWay | None) -> Way:
    """How a person wants to be told; without a choice of their own, in a digest each morning."""
    if row is None:
        return Way()
    return Way(row.mail, row.digest_hour, row.quiet_from, row.quiet_to, row.urgent_breaks_in)


def _letters(
    people: Collection[Person], at: datetime, urgent: bool, prompt: bool, posted: set[int]
) -> dict[int, datetime | None]:
    """When each is to read it by e-mail too, by their id; those without an address are left out, and the demo's people:
    nothing of theirs leaves the machine."""
    real = (person for person in people if person.email and person.is_active and not person.invented)
    reached = [person.pk for person in real if person.pk not in posted]
    rows = NoticeWay.objects.in_bulk(reached, field_name="person_id") if reached else {}
    found = {}
    for pk in reached:
        row = rows.get(pk)
        found[pk] = mail_at(way_of(row), at, ZoneInfo(row.zone) if row else RIYADH, urgent=urgent, prompt=prompt)
    return found


def see_all(person: Person, *, at: datetime) -> int:
    """Mark everything the person was told as seen; returns how many were new."""
    return Notice.objects.filter(person=person, seen_at=None).update(seen_at=at)


def see_about(person: Person, row: Model, *, at: datetime) -> int:
    """Mark what the person was told about one thing as seen, since they have opened it; returns how many were new."""
    told = Notice.objects.filter(person=person, seen_at=None)
    return told.filter(subject_type=row._meta.model_name or "", subject_id=row.pk).update(seen_at=at)
