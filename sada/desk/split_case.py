"""Two matters in one case become two cases: chosen items go to a new one, whose clock runs from when they came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk import promises
from sada.desk.open_case import Question, create_case
from sada.desk.states import case_after
from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.notices import tell
from sada.kernel.refusals import Missing, SomeoneElseDidIt, WrongState
from sada.store.models import Case, CaseItem, Person


def split_case(case: Case, items: Sequence[int], subject: str, *, by: Person, at: datetime) -> Case:
    """Move `items` (by their ids) to a new case of the same unit and owner. At least one stays.

    Neither case gains time: the new clock begins with the earliest of the moved items, the old one is left as it is.
    """
    access.require(by, "case.split", case.path)
    case_after(case, "split")
    if not subject.strip() or not items:
        raise Missing(_("Choose the items of the second matter and write its subject."))
    with transaction.atomic():
        update_if(
            case, {"state": case.state, "unit": case.unit}, state=case.state
        )  # whoever splits or ends it at once waits here
        places = list(case.case_items.select_related("item__reading", "item__contact").order_by("id"))
        moved = [place for place in places if place.item_id in set(items)]
        if len(moved) != len(set(items)):
            raise SomeoneElseDidIt
        if len(moved) == len(places):
            raise WrongState(_("One item stays in the case. Choose fewer, or change its subject."))
        made = _made(case, moved, subject, by, at)
        CaseItem.objects.filter(pk__in=[place.pk for place in moved]).update(case=made)
        numbers = [place.item_id for place in moved]
        acts.record(
            "case.split", by=by, on=case, at=at, unit=case.unit, after={"number": made.number, "items": numbers}
        )
        tell([case.owner] if case.owner else [], "case.split", on=made, by=by, at=at, text=made.subject)
        acts.record(
            "case.split_off", by=by, on=made, at=at, unit=made.unit,
            before={"number": case.number}, after={"number": made.number, "due_at": made.due_at},
        )  # fmt: skip
    return made


def _made(case: Case, moved: list[CaseItem], subject: str, by: Person, at: datetime) -> Case:
    first = min(moved, key=lambda place: place.item.heard_at).item
    deadlines = [c.deadline for p in moved if (c := getattr(p.item, "contact", None)) and c.deadline]
    reading = getattr(first, "reading", None)
    question = Question(
        subject=subject.strip(),
        kind=reading.kind if reading else case.kind,
        medium=first.medium,
        family=(reading.families[0] if reading and reading.families else "") or (case.family_id or ""),
        service=(reading.services[0] if reading and reading.services else "") or (case.service_id or ""),
        urgency=reading.urgency if reading else case.urgency,
        outside_deadline=min(deadlines, default=None),
    )
    made = create_case(case.unit, question, asked_at=min(first.heard_at, at), by=by, at=at, owner=case.owner)
    place = getattr(first, "place", None)
    promises.begin(made, at=at)
    update_if(made, {}, split_from=case, story=place.story if place else None, invented=case.invented)
    return made
