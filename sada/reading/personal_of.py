"""Where the reading of an item found personal data: what is masked on a screen, and what nothing outside is told."""

from __future__ import annotations

from typing import Any

from sada.reading.details_of import KEPT
from sada.understand.details import persons_in

Span = tuple[int, int]


def personal_of(whole: str, reading: Any) -> list[Span]:
    """Spans in `whole` (title, line break, text) of a reading's row, in no order: evidence, what it kept as personal,
    and the private people who speak. The row of an item that concerns nobody keeps no speakers: they are found now."""
    found = [(e["start"], e["end"]) for e in reading.evidence if e.get("field") == "personal"]
    found += [_span(span) for span in reading.more.get("personal", [])]
    kept = reading.more.get(KEPT)
    speakers = kept.get("persons", []) if isinstance(kept, dict) else persons_in(whole)
    found += [_span(span) for span in speakers]
    return [(start, end) for start, end in found if 0 <= start < end <= len(whole)]


def _span(span: Any) -> Span:
    return (span["start"], span["end"]) if isinstance(span, dict) else (span[0], span[1])
