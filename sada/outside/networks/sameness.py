"""Whether a post found on a network is the one that was sent: networks shorten addresses, escape signs, trim spaces."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

_ADDRESS = re.compile(r"(?:https?://|t\.co/)\S+")
_BREAK = re.compile(r"<br\s*/?>|</p>\s*<p[^>]*>")
_MARK = re.compile(r"<[^>]+>")


def same(first: str, second: str) -> bool:
    """Whether two texts are one, but for addresses and spaces."""
    return _plain(first) == _plain(second)


def of_markup(markup: str) -> str:
    """The text of a post that comes as HTML."""
    return unescape(_MARK.sub("", _BREAK.sub("\n", markup)))


def _plain(text: str) -> str:
    return " ".join(_ADDRESS.sub("", unicodedata.normalize("NFC", unescape(text))).split())
