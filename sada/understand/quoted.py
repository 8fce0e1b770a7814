"""A quotation as it is found: its place, its speaker as printed there and as introduced."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sada.understand.speakers import Speaker, opens_with_and
from sada.understand.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation [start, end) with its speaker as printed there ([speaker_start, speaker_end), empty when unnamed).

    `who` is the speaker as first introduced, with title, standing at tokens `introduced` (empty when unnamed);
    `direct`: between quotation marks or after a colon.
    """

    start: int
    end: int
    text: str
    who: str = ""
    speaker_start: int = 0
    speaker_end: int = 0
    direct: bool = False
    introduced: tuple[int, int] = (0, 0)


def quote_of(row: Tokens, place: tuple[int, int], who: Speaker | None, named: Speaker | None, direct: bool) -> Quote:
    """The quotation of tokens first to last-1, said by `who`, who is named as `named` beside it."""
    first, last = place
    while last - 1 > first and row.kinds[last - 1] == "\n":
        last -= 1
    start, end = row.starts[first], row.ends[last - 1]
    here = named if named is not None and named.start < start else None
    return Quote(
        start,
        end,
        row.text[start:end],
        written(row, who) if who else "",
        here.start if here else 0,
        here.end if here else 0,
        direct,
        who.introduced if who else (0, 0),
    )


def written(row: Tokens, who: Speaker) -> str:
    """A speaker as introduced, without the «and» that is fixed in front of its article."""
    written = row.text[slice(*row.span(*who.introduced))]
    first = row.roles[who.introduced[0]]
    return written[1:] if opens_with_and(first) else written


def again(row: Tokens, earlier: Quote, start: int, end: int) -> Quote:
    """Another quotation of a speaker who is not named with it."""
    text = row.text[start:end]
    return replace(earlier, start=start, end=end, text=text, speaker_start=0, speaker_end=0, direct=False)
