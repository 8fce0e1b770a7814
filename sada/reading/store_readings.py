"""Writes what was understood of new items, and lays them before the units they concern."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from psycopg.types.json import Jsonb

from sada.reading.concern import mention_rows
from sada.reading.details_of import kept_details
from sada.store.bulk import copy_in
from sada.store.models import Item, Mention, Reading, Unit
from sada.understand import types as understood

JUDGED = (
    "relevance", "units", "baladiyat", "services", "families", "kind", "tone", "needs_answer", "community", "urgency",
)  # fmt: skip
READING_FIELDS = ("item", *JUDGED, "confidence", "unsure", "evidence", "more", "version", "said", "corrected")
MENTION_FIELDS = (
    "item", "unit", "path", "state", "published_at", "medium", "kind", "tone", "family", "needs_answer", "is_main",
    "is_unsure", "urgency", "is_flagged", "reason", "note",
)  # fmt: skip


def units_by_code() -> dict[str, Unit]:
    """The units items are laid before."""
    return {unit.code: unit for unit in Unit.objects.all()}


def as_row(item: Item, said: understood.Reading) -> Reading:
    """The unsaved row of a reading. `said` keeps the machine's judgements beside what a person may change; an item
    that surely does not concern us has nothing worth keeping twice."""
    lists = {name: list(getattr(said, name)) for name in ("units", "baladiyat", "services", "families", "unsure")}
    judged = {name: lists.get(name, getattr(said, name)) for name in (*JUDGED, "unsure")}
    concerns = said.relevance != "none" or bool(said.unsure)
    more: dict[str, Any] = {"agencies": list(said.agencies)} if said.agencies else {}
    if said.personal:  # what the screens mask
        more["personal"] = [[e.start, e.end, e.code] for e in said.personal]
    if said.responsible:
        more["responsible"] = said.responsible
    if concerns:
        more |= kept_details(item, said)
    return Reading(
        item=item,
        **judged,
        confidence=dict(said.confidence),
        evidence=[asdict(e) for e in said.evidence],
        more=more,
        version=said.version,
        said={name: judged[name] for name in JUDGED} if concerns else {},
    )


def _reading_values(row: Reading) -> tuple[Any, ...]:
    return (
        row.item_id, *(getattr(row, name) for name in JUDGED), Jsonb(row.confidence), row.unsure, Jsonb(row.evidence),
        Jsonb(row.more), row.version, Jsonb(row.said), [],
    )  # fmt: skip


def _mention_values(row: Mention) -> tuple[Any, ...]:
    return (
        row.item_id, row.unit_id, row.path, str(row.state), row.published_at, row.medium, row.kind, row.tone,
        row.family, row.needs_answer, row.is_main, row.is_unsure, row.urgency, False, "", "",
    )  # fmt: skip


def store_readings(items: Sequence[Item], said: Iterable[understood.Reading], units: Mapping[str, Unit]) -> int:
    """Write the readings of items that have none yet, and their mentions; returns how many mentions."""
    rows = [as_row(item, reading) for item, reading in zip(items, said, strict=True)]
    mentions = [m for item, row in zip(items, rows, strict=True) for m in mention_rows(item, row, units)]
    copy_in(Reading, READING_FIELDS, map(_reading_values, rows))
    copy_in(Mention, MENTION_FIELDS, map(_mention_values, mentions))
    return len(mentions)
