"""How long a text is, in every way the editor tells it."""

from __future__ import annotations

from dataclasses import dataclass

from sada.rules.lengths import POST_LIMIT, weighted

WORDS_A_MINUTE = 180  # reading aloud is slower, reading silently in Arabic about this


@dataclass(frozen=True, slots=True)
class Length:
    """Words, letters, minutes of reading; `post` counts as X does, `over` says by how much a post is too long."""

    words: int
    letters: int
    minutes: int
    post: int
    over: int


def length(text: str) -> Length:
    """The length of a text in every way one needs."""
    words = len(text.split())
    post = weighted(text.strip())
    return Length(words, len(text), -(-words // WORDS_A_MINUTE), post, max(0, post - POST_LIMIT))
