"""How long a text is where it will stand. X counts by weight: most scripts 1, others 2, an address always 23."""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

# Published by X in its text-parsing configuration (version 3): limit, weights per 100, length of an address.
POST_LIMIT, ADDRESS_LENGTH, DEFAULT_WEIGHT = 280, 23, 2
_LIGHT: Final = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
_ADDRESS: Final = re.compile(r"https?://\S+")
_POSTS: Final = re.compile(r"\n\s*\n")
# What each network documents for one post or message, in characters; X counts by weight.
LIMITS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "x": POST_LIMIT,
        "tiktok": 150,
        "bluesky": 300,
        "mastodon": 500,
        "instagram": 2200,
        "telegram": 4096,
        "whatsapp": 4096,
        "youtube": 10_000,
        "facebook": 63_206,
    }
)
# Words beyond which an editor cuts and a reader tires: a minute read aloud, a letter of one column, a mail on a screen.
USUAL_WORDS: Final[Mapping[str, int]] = MappingProxyType(
    {"radio": 150, "tv": 150, "print": 300, "online": 300, "email": 300}
)


def weighted(text: str) -> int:
    """The length of a post as X counts it."""
    plain = unicodedata.normalize("NFC", text)
    addresses = len(_ADDRESS.findall(plain))
    return addresses * ADDRESS_LENGTH + sum(_weight(ord(c)) for c in _ADDRESS.sub("", plain))


def posts(text: str) -> list[str]:
    """The posts of a thread: what empty lines part."""
    return [post.strip() for post in _POSTS.split(text) if post.strip()]


def too_long(text: str, medium: str) -> int:
    """By how many characters the text passes the limit of its network; 0 where it fits or none is known.

    On X a text in several paragraphs is a thread, of which the longest post counts.
    """
    limit = LIMITS.get(medium)
    if limit is None:
        return 0
    longest = max(map(weighted, posts(text)), default=0) if medium == "x" else len(text.strip())
    return max(0, longest - limit)


def used(text: str, medium: str) -> int:
    """How much of the limit of its network a text takes."""
    return weighted(text.strip()) if medium == "x" else len(text.strip())


def too_many_words(text: str, medium: str) -> int:
    """By how many words the text passes what is usual in its medium; 0 where it does not or none is known."""
    usual = USUAL_WORDS.get(medium)
    return max(0, len(text.split()) - usual) if usual is not None else 0


def _weight(code: int) -> int:
    return 1 if any(low <= code <= high for low, high in _LIGHT) else DEFAULT_WEIGHT
