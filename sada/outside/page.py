"""A web page to the article it holds."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from sada.outside.dates import read_date
from sada.outside.encodings import decode
from sada.outside.html_text import SILENT, tidy
from sada.ports import Heard, Quarantined

MOST_PAGE = 8 << 20  # bytes of one page that are looked at
_CHARSET = re.compile(rb"""(?i)<meta[^>]+charset\s*=\s*["']?([\w-]+)""")
_DATE_PLACES = (
    ('meta[property="article:published_time"]', "content"),
    ('meta[itemprop="datePublished"]', "content"),
    ('meta[name="pubdate"], meta[name="date"], meta[name="DC.date"]', "content"),
    ("time[datetime]", "datetime"),
    ("time, .date, .published, .post-date, .entry-date", ""),
)
_TITLE_PLACES = (('meta[property="og:title"]', "content"), ("h1", ""), ("title", ""))
_AUTHOR_PLACES = (('meta[name="author"]', "content"), ('[rel="author"], .author, .byline', ""))


def declared_charset(raw: bytes) -> str:
    """The encoding a page names in its head; "" when it names none."""
    found = _CHARSET.search(raw[:4_096])
    name = found[1].decode("ascii").lower() if found else ""
    return "cp1256" if name in ("windows-1256", "x-cp1256") else name


def _at(tree: LexborHTMLParser, places: tuple[tuple[str, str], ...]) -> list[str]:
    """The values standing at the first selectors that have any, in order of trust."""
    out = []
    for selector, attribute in places:
        for node in tree.css(selector)[:3]:
            value = (node.attributes.get(attribute) or "") if attribute else node.text(deep=True)
            if value.strip():
                out.append(tidy(value).replace("\n", " "))
    return out


def _main_text(html: str, url: str) -> str:
    """The article's text by trafilatura (fast, without comments: their words are not the paper's)."""
    import trafilatura

    try:
        document: Any = trafilatura.bare_extraction(html, url=url or None, fast=True, include_comments=False)
    except Exception:  # noqa: BLE001  # the extractor raises what its parsers do on odd markup
        return ""
    return tidy(document.text or "") if document is not None else ""


def _whole_text(html: str) -> str:
    tree = LexborHTMLParser(html)
    tree.strip_tags([*SILENT, "nav", "header", "footer", "aside", "form"])
    body = tree.body
    return tidy(body.text(deep=True, separator="\n")) if body is not None else ""


def read_page(raw: bytes, url: str = "", source: str = "") -> Heard | Quarantined:
    """What a page says: title, text, writer and date by what the page declares, the text by extraction."""
    html = decode(raw[:MOST_PAGE], declared_charset(raw))
    if isinstance(html, Quarantined):
        return html
    html = html.replace("\x00", "")
    tree = LexborHTMLParser(html)
    titles, authors = _at(tree, _TITLE_PLACES), _at(tree, _AUTHOR_PLACES)
    body = _main_text(html, url) or _whole_text(html)
    title = titles[0] if titles else ""
    if not title and not body:
        return Quarantined("no_text")
    body = body.removeprefix(title).lstrip("\n") if title else body
    published = next(filter(None, map(read_date, _at(tree, _DATE_PLACES))), None)
    return Heard(title, body, authors[0] if authors else "", source or urlsplit(url).hostname or "", url, published)
