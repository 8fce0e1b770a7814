"""Where a text claims that a thing was done: «تمت المعالجة», «أُصلحت الإنارة». Behind it stands a proof, or it waits."""

import re
from dataclasses import dataclass
from typing import Final

from sada.rules.deeds import DONE
from sada.rules.plain import any_of, plain

_SENTENCE: Final = re.compile(r"[^.؛!؟\n]+")
_NOT: Final = any_of(r"(?<!\w)(?:لم|لن|سوف|سيتم|ستتم|إذا|متى|حال|عند|بعد أن|ريثما|حتى)(?!\w)")


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that claims a thing was done, and where it stands."""

    start: int
    end: int
    text: str


def claims(text: str) -> list[Claim]:
    """The sentences that claim something done, in order; promises and conditions are none."""
    found = []
    for match in _SENTENCE.finditer(text):
        said = match.group()
        compared = plain(said)
        done = DONE.search(compared)
        if done and not _NOT.search(compared[: done.start()][-20:]):
            bare = said.strip()
            start = match.start() + len(said) - len(said.lstrip())
            found.append(Claim(start, start + len(bare), bare))
    return found
