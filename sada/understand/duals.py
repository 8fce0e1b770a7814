"""Two of a thing in one word: «حديقتين», «ملعبان»; units of measure that do so stand with the roles of words."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Final, NamedTuple

from sada.understand.roles import folded, letters_of
from sada.understand.tokens import Tokens

_FIXED: Final = ("", "و", "ف", "ب", "ل", "وب", "ول", "فب")
ENDS: Final = ("ين", "ان")
_OTHER: Final = frozenset(("دوران", "حيان", "كيسان"))  # rotation, and names of men


class Pair(NamedTuple):
    """Two of `thing`, in its singular; `cut`: characters of the word fixed in front of it."""

    thing: str
    cut: int


@cache
def _duals() -> dict[str, str]:
    """Folded duals with what may be fixed in front of them, and their singular."""
    text = (resources.files("sada.understand") / "data" / "duals.txt").read_text(encoding="utf-8")
    singular = [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]
    return {folded(fixed + _stem(word) + end): word for word in singular for end in ENDS for fixed in _FIXED}


def _stem(word: str) -> str:
    return word[:-1] + {"ة": "ت", "ى": "ي"}[word[-1]] if word[-1] in "ةى" else word


def pair_at(row: Tokens, at: int) -> Pair | None:
    """The pair that token `at` says, None when it says none or names a place («شارع حديقتين»)."""
    word = row.roles[at].folded
    thing = _duals().get(word)
    if thing is None or word in _OTHER or (at and row.kinds[at - 1] == "R"):
        return None
    bare = len(word) - len(folded(_stem(thing))) - len(ENDS[0])
    return Pair(thing, letters_of(row.text[row.starts[at] : row.ends[at]], bare))
