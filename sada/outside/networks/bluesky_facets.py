"""Where links, names and tags stand in a post of Bluesky: by bytes of UTF-8, for nothing is marked in the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from sada.ports import NotPosted

_LINK = re.compile(r"https?://[^\s<>«»\"]+[^\s<>«»\"'.,;:!?،؛؟)\]]")
_NAME = re.compile(r"(?<![\w.])@((?:[a-zA-Z0-9-]+\.)+[a-zA-Z]{2,})")
_TAG = re.compile(r"(?<![\w&])#(\w*[^\W\d_]\w*)")
_WHAT = "app.bsky.richtext.facet#"


def facets(text: str, did_of: Callable[[str], str]) -> list[dict[str, Any]]:
    """The marks of a text, in order. A name that nobody has is left as plain text."""
    found = sorted(_marks(text, did_of), key=lambda one: one[0])
    return [{"index": _bytes(text, *span), "features": [feature]} for span, feature in found]


def _marks(text: str, did_of: Callable[[str], str]) -> Iterator[tuple[tuple[int, int], dict[str, str]]]:
    links = [match.span() for match in _LINK.finditer(text)]
    yield from (((start, end), {"$type": f"{_WHAT}link", "uri": text[start:end]}) for start, end in links)
    for match in _free(_NAME, text, links):
        did = _did(match.group(1), did_of)
        if did:
            yield match.span(), {"$type": f"{_WHAT}mention", "did": did}
    for match in _free(_TAG, text, links):
        yield match.span(), {"$type": f"{_WHAT}tag", "tag": match.group(1)}


def _free(pattern: re.Pattern[str], text: str, links: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """What stands in no link."""
    return (m for m in pattern.finditer(text) if not any(start <= m.start() < end for start, end in links))


def _did(name: str, did_of: Callable[[str], str]) -> str:
    try:
        return did_of(name)
    except NotPosted as fault:
        if fault.code == "gone":
            return ""
        raise


def _bytes(text: str, start: int, end: int) -> dict[str, int]:
    return {"byteStart": len(text[:start].encode()), "byteEnd": len(text[:end].encode())}
