"""The subject of what has none: its first sentence."""

from __future__ import annotations

import re

_FIRST_SENTENCE = re.compile(r"[^.؟?!\n]+[؟?!]?")
LONGEST = 120  # letters of a subject taken from the text


def first_sentence(text: str) -> str:
    """The first sentence of a text, cut at a word where it is long."""
    found = _FIRST_SENTENCE.search(text)
    said = (found.group() if found else text).strip()
    return said if len(said) <= LONGEST else said[:LONGEST].rsplit(" ", 1)[0]
