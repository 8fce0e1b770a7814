"""Personal data to be masked: telephones, identity numbers, bank accounts, plates, mail, names of private people."""

from __future__ import annotations

import re
from typing import Final

from sada.numerals.of_people import may_hold, numbers_of_people
from sada.understand.findings import Findings
from sada.understand.fold import Folded
from sada.understand.private_names import private_names
from sada.understand.types import Evidence

_REST: Final = re.compile(r"[^\W\d_]*")


def personal(found: Findings) -> list[Evidence]:
    """Spans of personal data, none overlapping, in order; `code` says which sort."""
    text = found.folded.original
    spans = numbers_of_people(text) if may_hold(found.text) else []
    spans += [(*_whole(found.folded, *span), "name") for span in private_names(found)]
    out: list[Evidence] = []
    for start, end, code in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not out or start >= out[-1].end:
            out.append(Evidence("personal", start, end, text[start:end], code))
    return out


def _whole(folded: Folded, start: int, end: int) -> tuple[int, int]:
    """The span of whole words in the original: folding drops a final hamza («وفاء»)."""
    first, last = folded.span(start, end)
    rest = _REST.match(folded.original, last)
    return first, rest.end() if rest is not None else last
