"""Private data in texts: found by the reading, and by plain patterns of numbers; masked unless unmasked on record."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from sada.reading.personal_of import personal_of
from sada.rules.personal import joined, spans

MASK = "••••••"
Span = tuple[int, int]


def personal_spans(whole: str, reading: Any = None) -> list[Span]:
    """Where personal data stands in `whole` (title, line break, text), in order and without overlaps."""
    found = spans(whole)
    if reading is not None:
        found += personal_of(whole, reading)
    return joined(span for span in found if 0 <= span[0] < span[1] <= len(whole))


def masked(text: str, spans: Iterable[Span] | None = None, start: int = 0) -> str:
    """`text` with personal data masked. `spans` point into a whole of which `text` begins at offset `start`."""
    out, at = [], 0
    for first, last in personal_spans(text) if spans is None else spans:
        low, high = max(first - start, at), min(last - start, len(text))
        if low < high:
            out += [text[at:low], MASK]
            at = high
    return "".join([*out, text[at:]])


def masked_title(title: str, lead: str, reading: Any = None) -> str:
    """A title, or the first words where there is none, fit for a list: masked."""
    whole = f"{title}\n{lead}"
    spans = personal_spans(whole, reading)
    return masked(title, spans) if title.strip() else masked(lead, spans, len(title) + 1)


def half_hidden(value: str, kept: int = 2) -> str:
    """A phone number or name of which only the last letters stay readable; of a mail address only its domain."""
    name, at, domain = value.rpartition("@")
    if name and "." in domain:
        return f"{MASK}{at}{domain}"
    letters = "".join(one for one in value if not unicodedata.combining(one))  # a vowel sign is no letter
    return MASK + letters[-kept:] if len(letters) > kept + 3 else MASK
