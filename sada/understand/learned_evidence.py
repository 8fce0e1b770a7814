"""Why a learned head overruled the rules: the words of the text that spoke most for its answer and against theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sada.understand.fold import Folded
from sada.understand.learned_features import MOST_WORDS, column_of
from sada.understand.types import Evidence, Text

SHOWN = 3
_WORD = re.compile(r"[^\W_]+")


def evidence_for(
    text: Text, field: str, value: str, words: npt.NDArray[np.float32], classes: Sequence[str], instead_of: str
) -> list[Evidence]:
    """At most SHOWN words, in order of position; none where no single word spoke for `value`."""
    folded = Folded(text.whole[: MOST_WORDS * 12])
    first, second = classes.index(value), classes.index(instead_of)
    spoke: dict[int, tuple[float, int, int]] = {}
    for n, match in enumerate(_WORD.finditer(folded.text)):
        if n >= MOST_WORDS:
            break
        column = column_of(match.group())
        worth = float(words[column, first] - words[column, second])
        if worth > 0 and column not in spoke:
            spoke[column] = (worth, match.start(), match.end())
    strongest = sorted(spoke.values(), reverse=True)[:SHOWN]
    return [_span(folded, field, value, start, end) for _worth, start, end in sorted(strongest, key=lambda s: s[1])]


def _span(folded: Folded, field: str, value: str, start: int, end: int) -> Evidence:
    first, last = folded.span(start, end)
    return Evidence(field, first, last, folded.original[first:last], value)
