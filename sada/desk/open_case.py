"""Opens a case: what we owe an answer to, with its clock running from the moment we were asked."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sada.desk import clock, promises
from sada.kernel import access, acts, queue
from sada.kernel.guarded import update_if
from sada.kernel.holders import nearest
from sada.kernel.notices import tell
from sada.reading.masking import masked, masked_title
from sada.reading.matter_of import matter_of
from sada.rules.access import OFFICER
from sada.store.models import Case, CaseItem, CaseSerial, Kind, Medium, Mention, MentionState, Person, Unit


@dataclass(frozen=True, slots=True)
class Question:
    """What a case is about."""

    subject: str
    kind: str = Kind.INQUIRY
    medium: str = Medium.PHONE
    family: str = ""
    service: str = ""
    urgency: str = "normal"
    outside_deadline: datetime | None = None


def open_case(mention: Mention, *, by: Person, at: datetime, subject: str = "", owner: Person | None = None) -> Case:
    """Open a case from an item that concerns a unit; the unit's clock runs from when the item was heard.

    Without an `owner` it is in the hands of who opens it, where they may answer; opened by a monitor it is in nobody's,
    and the officers are told that it waits for one of them. Where no subject is given, it is
    the item's own title without personal data.
    """
    access.require(by, "case.open", mention.path)
    item, reading = mention.item, mention.item.reading
    contact = getattr(item, "contact", None)
    family, service = matter_of(reading, mention.unit)
    question = Question(
        subject=subject.strip() or masked_title(item.title, item.text, reading).strip(),
        kind=reading.kind,
        medium=item.medium,
        family=family,
        service=service,
        urgency=reading.urgency,
        outside_deadline=contact.deadline if contact else None,
    )
    with transaction.atomic():
        update_if(mention, {"state": MentionState.WAITING}, state=MentionState.CASE, decided_by=by, decided_at=at)
        case = create_case(mention.unit, question, asked_at=min(item.heard_at, at), by=by, at=at, owner=owner)
        place = getattr(item, "place", None)
        case.story, case.invented = (place.story if place else None), item.invented
        case.save(update_fields=["story", "invented"])
        CaseItem.objects.create(case=case, item=item, added_at=at)
        _opened(case, by, at)
    return case


def create_case(unit: Unit, q: Question, *, asked_at: datetime, by: Person, at: datetime, owner: Person | None) -> Case:
    """The row of a new case with its number and clock, in the caller's transaction; nothing is recorded yet.

    The subject stands in lists, notices and tables, so numbers of personal data are masked in it.
    """
    times = clock.start(unit, q.kind, q.medium, q.urgency, asked_at, q.outside_deadline)
    return Case.objects.create(
        number=_next_number(unit, at),
        subject=masked(q.subject)[:300],
        unit=unit,
        path=unit.path,
        kind=q.kind,
        medium=q.medium,
        urgency=q.urgency,
        family_id=q.family or None,
        service_id=q.service or None,
        owner=owner or (by if access.may(by, "answer.draft", unit.path) else None),
        opened_by=by,
        opened_at=at,
        asked_at=asked_at,
        outside_deadline=q.outside_deadline,
        **times,
    )


def _opened(case: Case, by: Person, at: datetime) -> None:
    promises.begin(case, at=at)
    if case.owner:
        tell([case.owner], "case.opened", on=case, by=by, at=at, text=case.subject)
    else:
        desk = nearest(OFFICER, case.path) or access.who_may("answer.draft", case.path)
        tell(desk, "case.awaits_owner", on=case, by=by, at=at, text=case.subject)
    queue.hurry("desk.sweep_clocks", "sweep-clocks")
    acts.record(
        "case.opened",
        by=by,
        on=case,
        at=at,
        unit=case.unit,
        after={"number": case.number, "subject": case.subject, "due_at": case.due_at},
    )


def _next_number(unit: Unit, at: datetime) -> str:
    """AMANA-year-serial; the serial runs by amana and Gregorian year in Riyadh."""
    year = at.astimezone(clock.RIYADH).year
    root = Unit.objects.get(code=unit.amana_code)
    CaseSerial.objects.get_or_create(unit=root, year=year)
    serial = CaseSerial.objects.select_for_update().get(unit=root, year=year)
    serial.last += 1
    serial.save(update_fields=["last"])
    return f"{root.code.upper()}-{year}-{serial.last:05d}"
