"""Two versions of a text word by word: what went out, what came in; a citation counts as one word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = r"[\w\u0640\u064b-\u0652\u0670]"  # Arabic words with their vowel signs, which are no letters to \w
_WORDS = re.compile(rf"\{{[#=][^{{}}\n]*\}}|{_WORD}+|\s+|.", re.DOTALL)
MOST_WORDS = 6000  # beyond this whole lines are compared, which is quick at any length


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that are the same, removed or added: kind is "same", "del" or "ins"."""

    kind: str
    text: str


def pieces(text: str) -> list[str]:
    """A text as words, spaces and marks, or as lines when it is very long; put together they make the text."""
    words = _WORDS.findall(text)
    return words if len(words) <= MOST_WORDS else text.splitlines(keepends=True)


def difference(before: str, after: str) -> tuple[list[Run], list[Run]]:
    """The runs of both sides. The same runs put together give back each text."""
    old, new = pieces(before), pieces(after)
    if len(old) + len(new) > 2 * MOST_WORDS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    left: list[Run] = []
    right: list[Run] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        _append(left, Run("same" if kind == "equal" else "del", "".join(old[a:b])))
        _append(right, Run("same" if kind == "equal" else "ins", "".join(new[c:d])))
    return left, right


def _append(runs: list[Run], run: Run) -> None:
    if run.text:
        runs.append(run)
