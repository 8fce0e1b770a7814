"""Plain text: the first line is the title when it reads like one, the rest is the text."""

from __future__ import annotations

from sada.outside.encodings import decode
from sada.outside.html_text import tidy
from sada.ports import Heard, Quarantined

TITLE_LENGTH = 200  # characters beyond which a first line is a paragraph


def read_text(raw: bytes, declared: str = "") -> Heard | Quarantined:
    """What a text file says."""
    text = decode(raw, declared)
    if isinstance(text, Quarantined):
        return text
    text = tidy(text.replace("\x00", ""))
    if not text:
        return Quarantined("empty")
    first, _, rest = text.partition("\n")
    if rest and len(first) <= TITLE_LENGTH:
        return Heard(title=first.strip(), body=rest.strip())
    return Heard(body=text)
