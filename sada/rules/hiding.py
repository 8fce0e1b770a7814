"""A text without personal data, for where it leaves the house: by form, by the reading's word, by the names known."""

import re
from collections.abc import Iterable
from typing import Final

from sada.rules.personal import joined, spans

HIDDEN: Final = "[بيان شخصي]"
SOMEONE: Final = "[شخص]"
SHORTEST_NAME: Final = 3
_HANDLE: Final = re.compile(r"(?<![\w@])@\w{2,}")


def hide(text: str, names: Iterable[str] = (), also: Iterable[tuple[int, int]] = ()) -> tuple[str, int]:
    """The text without personal data, and how much was hidden: by form, at the places told, accounts, the names."""
    found = joined([*spans(text), *also, *(match.span() for match in _HANDLE.finditer(text))])
    out, at, count = [], 0, 0
    for start, end in found:
        if start >= at and end <= len(text):
            out += [text[at:start], HIDDEN]
            at, count = end, count + 1
    said = "".join([*out, text[at:]])
    for name in sorted({name.strip() for name in names}, key=len, reverse=True):
        if len(name) >= SHORTEST_NAME:
            said, times = re.subn(rf"(?<!\w){re.escape(name)}(?!\w)", SOMEONE, said)
            count += times
    return said, count
