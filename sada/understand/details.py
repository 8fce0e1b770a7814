"""Everything else a careful reader notes of a text: who said what, figures, dates, places, links, whose words.

One pass over one row of tokens. Not part of `read()`: most texts are not ours, and these are looked at one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sada.understand.addresses import addresses_in
from sada.understand.counted import Figure
from sada.understand.dates import DateSpan, dates_in
from sada.understand.figures import figures_in
from sada.understand.links import links
from sada.understand.offices import parts
from sada.understand.quoted import Quote
from sada.understand.quotes import quotes_in
from sada.understand.tokens import Tokens, tokens
from sada.understand.types import BylinePart, Evidence, Reading, Text

MOST: Final = 200  # of one sort; a text that holds more is a table or an attack
WHOLE: Final = 200_000  # characters looked at: no article is longer
COUNTS: Final = 100  # a bare number below it, with nothing it counts, names more often («العزيزية 10»)
NEAR: Final = 12  # characters beside a figure in which Arabic is looked for
RIYAL: Final = "\u20c1\ufdfc"  # both signs of the riyal
_ARABIC: Final = re.compile("[\u0621-\u064a\ufe80-\ufefc]")
Span = tuple[int, int]
KUNYA: Final = 2  # words of «أبو محمد»
NOWHERE: Final[Span] = (0, 0)


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody is quoted saying. Spans that are (0, 0) are absent.

    `who`: the speaker as first introduced, `office` and `name` within it; `here`: as named at this place. `side`: ours
    (a municipal body), people, others, or empty when unnamed. `private`: the name is a citizen's, to be masked.
    """

    start: int
    end: int
    who: Span
    office: Span
    name: Span
    here: Span
    direct: bool
    side: str
    private: bool


@dataclass(frozen=True, slots=True)
class Place:
    """An address, link or handle at [start, end), with a value where it has one."""

    start: int
    end: int
    sort: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """All details of one text, in its order. `own`: what is in nobody's mouth but the outlet's."""

    quotes: tuple[Quotation, ...] = ()
    own: tuple[Span, ...] = ()
    dates: tuple[DateSpan, ...] = ()
    figures: tuple[Figure, ...] = ()
    places: tuple[Place, ...] = ()
    links: tuple[Place, ...] = ()
    persons: tuple[Span, ...] = ()
    byline: tuple[BylinePart, ...] = ()


def details(text: Text, reading: Reading, day: date | None = None) -> Details:
    """The details of a text that was read; relative dates are seen from `day`."""
    whole = text.whole[:WHOLE]
    row = tokens(whole)
    said = dates_in(row, day)[:MOST]
    where = addresses_in(row)[:MOST]
    linked = links(whole)[:MOST]
    taken = [(s.start, s.end) for spans in (said, where, linked, reading.personal) for s in spans]
    streets = {a.start for a in where if a.sort in ("street", "road")}
    counted = [f for f in figures_in(row, taken) if _is_said(whole, f) and _behind(whole, f) not in streets]
    quoted = quotes_in(row)[:MOST]
    marks = sorted((e.start, e.end) for e in reading.evidence if e.field in ("relevance", "unit", "baladiya"))
    spoken = tuple(_quotation(row, quote, marks) for quote in quoted)
    return Details(
        quotes=spoken,
        own=tuple(_own(text, whole, quoted)),
        dates=tuple(said),
        figures=tuple(counted[:MOST]),
        places=tuple(Place(a.start, a.end, a.sort, a.value) for a in where),
        links=tuple(Place(link.start, link.end, link.sort, link.value) for link in linked),
        persons=tuple(_persons(row, spoken)),
        byline=reading.byline,
    )


def persons_in(whole: str) -> list[Span]:
    """Where private people who speak are named; a cheaper look than all details."""
    row = tokens(whole[:WHOLE])
    return _persons(row, [_quotation(row, quote, ()) for quote in quotes_in(row)[:MOST]])


def _persons(row: Tokens, spoken: Iterable[Quotation]) -> list[Span]:
    return sorted({span for q in spoken if q.private for span in _mentions(row, q)})


def _is_said(whole: str, figure: Figure) -> bool:
    """Whether a figure stands in Arabic, not in code left in a page, and is likelier a count than a name or year."""
    if figure.text[0] in RIYAL:
        return True
    if not _ARABIC.search(whole[max(0, figure.start - NEAR) : figure.end + NEAR]):
        return False
    is_bare = not (figure.unit or figure.thing) and figure.bound == "exact"
    is_year = figure.value.is_integer() and 1300 <= figure.value <= 2100  # «معرض 2015»
    return not is_bare or (figure.value >= COUNTS and not is_year)


def _behind(whole: str, figure: Figure) -> int:
    """Where the next word begins: of a street, and the figure is the number of a house («7221 طريق العليا»)."""
    rest = whole[figure.end : figure.end + NEAR]
    return figure.end + len(rest) - len(rest.lstrip())


def _quotation(row: Tokens, quote: Quote, ours: Sequence[Span]) -> Quotation:
    here = (quote.speaker_start, quote.speaker_end)
    first, last = quote.introduced
    if first == last:
        return Quotation(quote.start, quote.end, NOWHERE, NOWHERE, NOWHERE, here, quote.direct, "", False)
    cut = parts(row, first, last)
    who = row.span(first, last)
    office, name = (row.span(*span) if span[0] < span[1] else NOWHERE for span in (cut.office, cut.name))
    side = "ours" if any(a < who[1] and who[0] < b for a, b in ours) else "others"
    is_parent = row.roles[first].folded.startswith("والد")  # «والد الطفل»
    if cut.private or is_parent or row.kinds[first] == "C" or row.roles[first].folded in PEOPLE:
        side = "people"
    return Quotation(quote.start, quote.end, who, office, name, here, quote.direct, side, cut.private)


PEOPLE: Final = frozenset((
    "الاهالي", "اهالي", "السكان", "سكان", "مواطنون", "مواطنين", "المواطنون", "المواطنين", "الاهالي", "المتضررون",
    "المتضررين", "الزوار", "زوار", "المتسوقون", "المراجعون", "المشتكون", "قاطنو", "القاطنون",
))  # fmt: skip


def _own(text: Text, whole: str, quoted: Sequence[Quote]) -> Iterable[Span]:
    """The runs of the body between the quotations that hold a few words at least."""
    at = len(text.title) + 1
    for start, end in (*((q.start, q.end) for q in quoted), (len(whole), len(whole))):
        run = whole[at:start]
        if len(run.split()) > 3:  # what introduces a speaker is short; it belongs to the quotation
            yield at + len(run) - len(run.lstrip()), at + len(run.rstrip())
        at = max(at, end)


def _mentions(row: Tokens, quotation: Quotation) -> Iterable[Span]:
    """Where a private person's name stands: introduced, short at later verbs, anywhere else by family."""
    inside = _between(row, quotation.name)
    names = [row.roles[i].folded for i in inside]
    if len(names) == KUNYA and row.kinds[inside[0]] == "I":
        names = []  # «أم خالد»: not every Khalid is she
    yield quotation.name
    if quotation.here not in (NOWHERE, quotation.who):
        yield quotation.here
    family = names[-1] if len(names) > 1 else ""
    for i, role in enumerate(row.roles):
        if family and role.folded == family and len(family) > 3:
            yield row.span(i, i + 1)


def _between(row: Tokens, span: Span) -> range:
    inside = [i for i, start in enumerate(row.starts) if span[0] <= start < span[1]]
    return range(inside[0], inside[-1] + 1) if inside else range(0)


def to_object(whole: str, found: Details) -> dict[str, Any]:
    """The details as plain data with the words they stand on: what `sada understand --details` prints."""
    return {
        "quotes": [_quote_object(whole, q) for q in found.quotes],
        "own_words": [_words(whole, span) for span in found.own],
        "dates": [
            {**_words(whole, (d.start, d.end)), "sort": d.sort, "value": d.value, "until": d.until, "hijri": d.hijri,
             "agrees": d.agrees}
            for d in found.dates
        ],
        "figures": [
            {**_words(whole, (f.start, f.end)), "value": f.value, "unit": f.unit, "thing": f.thing, "bound": f.bound}
            for f in found.figures
        ],
        "places": [{**_words(whole, (p.start, p.end)), "sort": p.sort, "value": p.value} for p in found.places],
        "links": [{**_words(whole, (p.start, p.end)), "sort": p.sort, "value": p.value} for p in found.links],
        "private_persons": [_words(whole, span) for span in found.persons],
        "byline": [
            {"start": b.start, "end": b.end, "text": b.text, "sort": b.sort, "in": "text" if b.in_text else "author"}
            for b in found.byline
        ],
    }  # fmt: skip


def _words(whole: str, span: Span) -> dict[str, Any]:
    return {"start": span[0], "end": span[1], "text": whole[slice(*span)]}


def _quote_object(whole: str, q: Quotation) -> dict[str, Any]:
    named = {
        name: _words(whole, span) if span != NOWHERE else None
        for name, span in (("speaker", q.who), ("office", q.office), ("name", q.name), ("named_here", q.here))
    }
    return {**_words(whole, (q.start, q.end)), **named, "direct": q.direct, "side": q.side, "private": q.private}


def to_kept(found: Details) -> dict[str, Any]:
    """The details as small as they can be kept beside a reading: places and values, no words of the text."""
    return {
        "quotes": [[q.start, q.end, *q.who, *q.office, *q.name, *q.here, q.direct, q.side, q.private]
                   for q in found.quotes],
        "own": [list(span) for span in found.own],
        "dates": [[d.start, d.end, d.sort, d.value, d.until, d.hijri, d.agrees] for d in found.dates],
        "figures": [[f.start, f.end, f.value, f.unit, f.thing, f.bound] for f in found.figures],
        "places": [[p.start, p.end, p.sort, p.value] for p in found.places],
        "links": [[p.start, p.end, p.sort, p.value] for p in found.links],
        "persons": [list(span) for span in found.persons],
        "byline": [[b.sort, b.start, b.end, b.in_text] for b in found.byline],
    }  # fmt: skip


def from_kept(whole: str, kept: Mapping[str, Any], author: str = "") -> Details:
    """What `to_kept` kept, with the words of the text it was found in and of its author field."""
    return Details(
        quotes=tuple(
            Quotation(a, b, (c, d), (e, f), (g, h), (i, j), *rest)
            for a, b, c, d, e, f, g, h, i, j, *rest in kept["quotes"]
        ),
        own=tuple((a, b) for a, b in kept["own"]),
        dates=tuple(DateSpan(a, b, whole[a:b], *rest) for a, b, *rest in kept["dates"]),
        figures=tuple(Figure(a, b, whole[a:b], *rest) for a, b, *rest in kept["figures"]),
        places=tuple(Place(*row) for row in kept["places"]),
        links=tuple(Place(*row) for row in kept["links"]),
        persons=tuple((a, b) for a, b in kept["persons"]),
        byline=tuple(
            BylinePart(sort, a, b, (whole if in_text else author)[a:b], in_text)
            for sort, a, b, in_text in kept.get("byline", ())
        ),
    )


def masks(found: Details) -> list[Evidence]:
    """The private persons' names as evidence of personal data, to join what `personal` found."""
    return [Evidence("personal", start, end, "", "name") for start, end in found.persons]
