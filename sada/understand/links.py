"""Links, handles and hashtags as printed in a text, with the value a machine would follow."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_HOST: Final = r"(?:[a-z0-9][a-z0-9-]{0,62}\.){1,5}"
_TOP: Final = r"(?:com|net|org|info|edu|gov|sa|ly|me|tv|app|news|be|co|io)(?![a-z0-9-])"
_REST: Final = r"[^\s<>«»\"()،؛\u0600-\u06ff]{0,2000}"
_PATTERNS: Final = (
    ("url", re.compile(rf"(?:https?://|(?<![\w.@/])www\.)[^\s<>«»\"()،؛]{{1,2000}}|(?<![\w.@/-]){_HOST}{_TOP}(?:/{_REST})?",
                       re.IGNORECASE)),
    ("handle", re.compile(r"(?<![A-Za-z0-9_.@＠/+-])[@＠][A-Za-z_][A-Za-z0-9_]{1,29}(?![A-Za-z0-9_@-]|\.[A-Za-z0-9])")),
    ("hashtag", re.compile(r"(?<![\w#＃/&])[#＃][^\W\d_][\w\u064b-\u065f]{1,79}")),
)  # fmt: skip
_SIGN: Final = re.compile(r"[#@＃＠]|://|\.[a-zA-Z]")  # without one of these there is none
_MAPS: Final = re.compile(
    r"https?://(?:maps\.(?:google|apple)\.|(?:www\.)?google\.[a-z.]{2,6}/maps|goo\.gl/maps|maps\.app\.goo\.gl|"
    r"(?:www\.)?openstreetmap\.org|(?:www\.|ul\.)?waze\.com)",
    re.IGNORECASE,
)
_TRAILING: Final = ".,;:!?'…»)]}"


@dataclass(frozen=True, slots=True)
class Link:
    """A url, map (the address of a place), handle or hashtag at [start, end).

    `value` is a full address, or the name without its sign.
    """

    start: int
    end: int
    text: str
    sort: str
    value: str


def links(text: str) -> list[Link]:
    """The links of `text` in order, none within another. Addresses of mail are personal data, no links."""
    if _SIGN.search(text) is None:
        return []
    found = [(m.start(), m.end(), sort) for sort, pattern in _PATTERNS for m in pattern.finditer(text)]
    out: list[Link] = []
    for start, end, sort in sorted(found):
        if out and start < out[-1].end:
            continue
        printed = text[start:end].rstrip(_TRAILING)
        if len(printed) > 1:
            value = _value(sort, printed)
            is_map = sort == "url" and _MAPS.match(value) is not None
            out.append(Link(start, start + len(printed), printed, "map" if is_map else sort, value))
    return out


def _value(sort: str, printed: str) -> str:
    if sort != "url":
        return printed[1:]
    return printed if "://" in printed[:8] else f"https://{printed}"
