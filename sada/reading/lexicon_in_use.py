"""The lexicon that this installation reads with: its own units, families and services, as people keep them today."""

from __future__ import annotations

import hashlib

from sada.store.queries.lexicon import lexicon_rows
from sada.understand.lexicon import Lexicon

_compiled: dict[str, Lexicon] = {}  # one entry: compiling takes a quarter of a second, so it is kept until rows change


def lexicon_in_use() -> Lexicon:
    """The lexicon of the rows as they stand; compiled anew only when one of them has changed."""
    rows = lexicon_rows()
    key = hashlib.sha256(repr(rows).encode()).hexdigest()
    if key not in _compiled:
        fresh = Lexicon.from_rows(*rows)
        _compiled.clear()
        _compiled[key] = fresh
    return _compiled[key]
