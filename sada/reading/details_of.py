"""The details of an item: kept beside its reading when it concerns us, found anew for any other that one opens."""

from __future__ import annotations

from typing import Any

from sada.kernel.clock import RIYADH
from sada.store.models import Item
from sada.store.models import Reading as Row
from sada.understand.details import Details, details, from_kept, masks, to_kept
from sada.understand.types import Evidence, Reading, Text

KEPT = "details"  # in Reading.more


def kept_details(item: Item, said: Reading) -> dict[str, Any]:
    """What is kept of a reading beside its judgements, as `Reading.more` holds it: places in the text and values."""
    found = details(Text(item.title, item.text), said, item.published_at.astimezone(RIYADH).date())
    personal = [*said.personal, *masks(found)]
    more: dict[str, Any] = {KEPT: to_kept(found), "language": said.language}
    if personal:
        more["personal"] = [[e.start, e.end, e.code] for e in sorted(personal, key=lambda e: (e.start, e.end))]
    if said.summary:
        more["summary"] = [[e.start, e.end] for e in said.summary]
    line = {"city": said.city, "agency": said.agency_line, "writer": said.writer}
    if any(line.values()):
        more["byline"] = line
    return more


def details_of(item: Item, row: Row) -> Details:
    """The details of an item with its reading: those kept, else found now (a reading made before they were kept)."""
    whole = f"{item.title}\n{item.text}"
    kept = row.more.get(KEPT)
    if kept is not None:
        try:
            return from_kept(whole, kept, item.author)
        except (KeyError, TypeError, ValueError):
            pass  # kept by a version that wrote another form: found anew
    evidence = tuple(
        Evidence(e["field"], e["start"], e["end"], e["text"], e.get("code", "")) for e in row.evidence if "text" in e
    )
    personal = tuple(
        Evidence("personal", s[0], s[1], "") for s in row.more.get("personal", []) if not isinstance(s, dict)
    )
    said = Reading(evidence=evidence, personal=personal)
    return details(Text(item.title, item.text), said, item.published_at.astimezone(RIYADH).date())
