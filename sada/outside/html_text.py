"""Markup to the text a reader would see."""

from __future__ import annotations

import html
import re

from selectolax.lexbor import LexborHTMLParser

_MARKUP = re.compile(r"</?[a-zA-Z][^>]{0,500}>|&[a-zA-Z#][\w]{1,8};")
_BLOCKS = re.compile(r"(?i)<(?:br|/p|/div|/li|/h[1-6]|/tr|/blockquote)\b[^>]*>")
_SPACES = re.compile(r"[ \t\u00a0]+")
_LINES = re.compile(r" ?\n[ \n]*")
SILENT = ("script", "style", "template", "noscript", "svg", "iframe")


def has_markup(text: str) -> bool:
    """Whether a text holds tags or entities that a reader should not see."""
    return _MARKUP.search(text) is not None


def tidy(text: str) -> str:
    """One space for many, one line break for many."""
    return _LINES.sub("\n", _SPACES.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))).strip()


def plain(markup: str) -> str:
    """The text of a piece of markup, a line for each block; text without markup only has its spaces tidied."""
    if not has_markup(markup):
        return tidy(markup)
    if "<" not in markup:
        return tidy(html.unescape(markup))
    tree = LexborHTMLParser(_BLOCKS.sub("\n\\g<0>", markup))
    tree.strip_tags(list(SILENT))
    root = tree.body or tree.root
    return tidy(root.text(deep=True)) if root is not None else ""
