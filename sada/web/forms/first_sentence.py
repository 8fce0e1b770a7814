"""The subject of what has none: its first sentence."""

from __future__ import annotations

import re

_FIRST_SENTENCE = re.compile(r"[^.؟?!\n]+[؟?!]?")
SHORTEST = 25  # below it a sentence says too little of what it is about
LONGEST = 120  # letters of a subject taken from the text


def first_sentence(text: str) -> str:
    """The first sentence of a text, with the next where it is a mere call («يا أمانة!»); cut at a word where long."""
    said = ""
    for found in _FIRST_SENTENCE.finditer(text.strip()):
        said = f"{said} {found.group().strip()}".strip()
        if len(said) >= SHORTEST:
            break
    said = said or text.strip()
    return said if len(said) <= LONGEST else said[:LONGEST].rsplit(" ", 1)[0]
