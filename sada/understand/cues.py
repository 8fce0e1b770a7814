"""Cues: words and phrases that speak for a judgement, with a weight, as rows of the tables in `data/`.

A row is: field, code, weight, phrases separated by "|". A phrase is matched in folded form as whole words, with a
conjunction, preposition or article before it. `=` in front: exactly so, nothing before it. `*` behind: any short
ending.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources

from sada.understand.fold import fold


@dataclass(frozen=True, slots=True)
class Cue:
    """One reason: `field` names the judgement, `code` what it speaks for, `weight` how loudly."""

    field: str
    code: str
    weight: float


@dataclass(frozen=True, slots=True)
class Phrase:
    """A folded phrase with how it may stand in a text."""

    text: str
    exact_start: bool = False
    any_ending: bool = False


Row = tuple[Phrase, Cue]


def phrase(written: str) -> Phrase | None:
    """Read one phrase of a table; None when nothing is left of it after folding."""
    written = written.strip()
    exact, ending = written.startswith("="), written.endswith("*")
    text = fold(written.strip("=*")).strip(" .")
    return Phrase(text, exact, ending) if text else None


def rows(lines: Iterable[str], name: str) -> Iterator[Row]:
    """Rows of one table. Raises ValueError with table name and line number where a row cannot be read."""
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = line.rstrip("\n").split("\t")
        try:
            field, code, weight, phrases = parts
            cue = Cue(field, code, float(weight))
        except ValueError as reason:
            raise ValueError(f"{name}, line {number}: expected field, code, weight, phrases: {line!r}") from reason
        for written in phrases.split("|"):
            if (found := phrase(written)) is not None:
                yield found, cue


def own_rows() -> list[Row]:
    """All rows of the tables that come with the package."""
    out: list[Row] = []
    folder = resources.files("sada.understand") / "data"
    for table in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if table.name.endswith(".tsv"):
            out.extend(rows(table.read_text(encoding="utf-8").splitlines(), table.name))
    return out
