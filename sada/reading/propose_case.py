"""What a question typed in a moment ago seems to be about, while it is still being typed: nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sada.kernel.clock import RIYADH
from sada.reading.concern import mention_rows
from sada.reading.read_items import Reader
from sada.reading.read_typed import understand_asked
from sada.reading.store_readings import as_row
from sada.store.models import Family, Item, Kind, Relevance, Service, Unit
from sada.understand.deadlines import deadline


@dataclass(frozen=True, slots=True)
class Proposal:
    """The unit (one of those the person may choose), what it is about, and the deadline that the words name."""

    unit: Unit | None = None
    kind: str = ""
    urgency: str = "normal"
    family: Family | None = None
    service: Service | None = None
    deadline: datetime | None = None


def propose_case(
    title: str, text: str, medium: str, places: Sequence[Unit], *, at: datetime, by_press: bool = False
) -> Proposal:
    """The proposal for what was typed so far; empty while there are no words to speak of. What the press asks is an
    inquiry."""
    if len(f"{title} {text}".split()) < 2:
        return Proposal()
    item, reader = Item(title=title, text=text, medium=medium, published_at=at), Reader()
    reading = as_row(item, understand_asked(item, reader))
    known = {place.pk: place for place in places}
    reading.relevance = Relevance.MAIN
    named = [m.unit_id for m in mention_rows(item, reading, reader.units) if m.unit_id in known]
    said = deadline(f"{title}\n{text}", at.astimezone(RIYADH))
    return Proposal(
        unit=known[named[0]] if named and (reading.units or reading.baladiyat) else None,
        kind=Kind.INQUIRY.value if by_press else reading.kind,
        urgency=reading.urgency,
        family=Family.objects.filter(code__in=reading.families[:1]).first(),
        service=Service.objects.filter(code__in=reading.services[:1]).first(),
        deadline=said.at if said else None,
    )
