"""The two digit sets: 0-9 and ٠-٩. Everything is written with 0-9 and turned last, for the person reading.

The person's choice lives in a context variable that the middleware sets for one request, as Django does for language.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

WESTERN = "0123456789"
ARABIC = "٠١٢٣٤٥٦٧٨٩"
PERSIAN = "۰۱۲۳۴۵۶۷۸۹"

# With Arabic-Indic digits the thousands mark is U+066C and the decimal mark U+066B; the percent sign is U+066A.
_TO_ARABIC = {ord(w): a for w, a in zip(WESTERN, ARABIC, strict=True)}
_TO_WESTERN = {ord(a): w for row in (ARABIC, PERSIAN) for a, w in zip(row, WESTERN, strict=True)} | {
    ord("٬"): ",",
    ord("٫"): ".",
    ord("٪"): "%",
}

_chosen: ContextVar[str] = ContextVar("sada_digits", default="latin")


def chosen() -> str:
    """``latin`` (0-9) or ``arabic`` (٠-٩): what the person now served reads."""
    return _chosen.get()


@contextmanager
def using(digits: str) -> Iterator[None]:
    """Write digits of this set inside the block."""
    token = _chosen.set("arabic" if digits == "arabic" else "latin")
    try:
        yield
    finally:
        _chosen.reset(token)


def shown(text: str) -> str:
    """``text`` with its digits in the reader's set. For numbers and dates of ours, never for quoted text."""
    return text.translate(_TO_ARABIC) if chosen() == "arabic" else text


def western(text: str) -> str:
    """``text`` with every Arabic-Indic or Persian digit and number mark as 0-9, ``,`` ``.`` ``%``: for input."""
    return text.translate(_TO_WESTERN)
