"""How long a text is where it will stand. X counts by weight: most scripts 1, others 2, an address always 23."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Published by X in its text-parsing configuration (version 3): limit, weights per 100, length of an address.
POST_LIMIT, ADDRESS_LENGTH, DEFAULT_WEIGHT = 280, 23, 2
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
_ADDRESS = re.compile(r"https?://\S+")
WORDS_A_MINUTE = 180  # reading aloud is slower, reading silently in Arabic about this


@dataclass(frozen=True, slots=True)
class Length:
    """Words, letters, minutes of reading; `post` counts as X does, `over` says by how much a post is too long."""

    words: int
    letters: int
    minutes: int
    post: int
    over: int


def weighted(text: str) -> int:
    """The length of a post as X counts it."""
    plain = unicodedata.normalize("NFC", text)
    addresses = len(_ADDRESS.findall(plain))
    return addresses * ADDRESS_LENGTH + sum(_weight(ord(c)) for c in _ADDRESS.sub("", plain))


def _weight(code: int) -> int:
    return 1 if any(low <= code <= high for low, high in _LIGHT) else DEFAULT_WEIGHT


def length(text: str) -> Length:
    """The length of a text in every way one needs."""
    words = len(text.split())
    post = weighted(text.strip())
    return Length(words, len(text), -(-words // WORDS_A_MINUTE), post, max(0, post - POST_LIMIT))
