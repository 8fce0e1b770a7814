"""Reading a text: find, judge, show why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from sada.understand import byline
from sada.understand.bodies import Mention, mentions
from sada.understand.columns import is_column
from sada.understand.evidence import Judged, evidence, spans_of
from sada.understand.findings import SOCIAL, Findings, find
from sada.understand.fold import fold
from sada.understand.geography import geography
from sada.understand.gist import gist, language
from sada.understand.kinds import Kind, cue_points, kind
from sada.understand.letters import says_so, speaks_to_us
from sada.understand.lexicon import Lexicon
from sada.understand.needs import ASKED, needs
from sada.understand.owners import agencies, responsible
from sada.understand.personal import personal
from sada.understand.relevance import ours_of, relevance
from sada.understand.relevance_value import Relevance
from sada.understand.replied import replies
from sada.understand.subjects import family_points, of_each, subjects, with_community
from sada.understand.sureness import THRESHOLDS, confidences, unsure
from sada.understand.tones import tone
from sada.understand.types import BylinePart, Evidence, Reading, Text
from sada.understand.units import concerned, first_of_each, places_of
from sada.understand.urgency import Sign, danger_at_ours

CLEARLY = 0.8  # of community work that becomes a family of its own
UNJUDGED = 0.4  # how far a kind that was never judged is trusted
NOBODY = byline.Byline()
WATCHED = 0.55  # how sure at most that a text with danger to people at the city's works is none of ours


class Beside(NamedTuple):
    """What a reading holds whatever is judged: by-line, language, personal data, and the version that read."""

    version: str
    line: byline.Byline
    parts: tuple[BylinePart, ...]
    language: str
    personal: tuple[Evidence, ...]


def read(text: Text, lexicon: Lexicon) -> Reading:
    """Understand one text. Any string is accepted; time grows with its length only."""
    if (text.title or text.medium not in SOCIAL) and speaks_to_us(text):
        letter = _judged(text, lexicon, find(text, lexicon.scanner, is_letter=True))
        if says_so(letter):
            return letter
    return _judged(text, lexicon, find(text, lexicon.scanner))


def _judged(text: Text, lexicon: Lexicon, found: Findings) -> Reading:
    author = lexicon.scanner.scan(fold(text.author)) if text.author else []
    ground = geography(found, author, lexicon)
    ours = ours_of(found, mentions(found, lexicon, ground), ground)
    line = _line(text, lexicon, found, bool(ours))
    cues = cue_points(found, line.columnist)
    points = family_points(found)
    seen = relevance(found, ours, ground, points, cues)
    what = kind(found, ours, cues, line, seen.value == "main")
    beside = Beside(lexicon.version, line, _parts(text, line), language(found), tuple(personal(found)))
    if seen.value == "none":
        risk = () if ground.author_abroad or ground.abroad > ground.home else danger_at_ours(found)
        if risk:
            seen = Relevance("none", min(seen.confidence, WATCHED))
        return _nothing(beside, found, seen, what, risk)
    units = concerned(found, ours, ground, lexicon)
    about = subjects(found, lexicon, points)
    if what.value == "complaint" and not found.is_post:
        about = replace(about, families=of_each(found, first_of_each(ours, units.units, lexicon), about.families))
    manner = tone(found, what)
    times = replies(found, ours, line) if what.value in ASKED else 0
    heard = times > 0 or any(m.speaks for m in ours)
    owed = needs(found, seen, what, manner.value, about.families, heard, times)
    places = places_of(found, ours, units, lexicon)
    return _reading(beside, found, ours, places, Judged(seen, units, about, what, manner, owed))


def _line(text: Text, lexicon: Lexicon, found: Findings, concerned: bool) -> byline.Byline:
    """Who wrote it and where from: as its author is given, else as the body opens; a post opens with no by-line."""
    if found.is_post and not text.author:
        return NOBODY
    line = byline.parse(text.author, lexicon.scanner) if text.author else byline.from_body(text.body, lexicon.scanner)
    column = is_column(text, found, line, concerned)
    return line if column == line.columnist else replace(line, columnist=column)


def _parts(text: Text, line: byline.Byline) -> tuple[BylinePart, ...]:
    """The parts of the by-line where they stand: in the author field, or in the whole text."""
    if not line.pieces:
        return ()
    begun, in_text = (0, False) if text.author else (len(text.title) + 1, True)
    return tuple([BylinePart(p.sort, begun + p.start, begun + p.end, p.text, in_text) for p in line.pieces])


def _credited(parts: tuple[BylinePart, ...]) -> tuple[Evidence, ...]:
    """The by-line that opens a text, as evidence."""
    return () if not parts else tuple([Evidence("byline", p.start, p.end, p.text, p.sort) for p in parts if p.in_text])


def read_many(texts: Iterable[Text], lexicon: Lexicon) -> list[Reading]:
    """The same as read() on each text, in order."""
    return [read(text, lexicon) for text in texts]


def _nothing(beside: Beside, found: Findings, seen: Relevance, what: Kind, risk: tuple[Sign, ...]) -> Reading:
    # a press text that is not ours has no kind; should it be ours after all, its kind was never judged
    sure = what.confidence if found.is_post else UNJUDGED * seen.confidence
    return Reading(
        relevance="none",
        kind=what.value if found.is_post else "news",
        confidence=MappingProxyType({"relevance": round(seen.confidence, 3), "kind": round(sure, 3)}),
        unsure=("relevance",) if seen.confidence < THRESHOLDS["relevance"] else (),
        evidence=spans_of(found, [("urgency", s.start, s.end, "danger") for s in risk]) + _credited(beside.parts),
        version=beside.version,
        urgency="danger" if risk else "normal",
        city=beside.line.city,
        agency_line=beside.line.agency,
        writer=beside.line.writer,
        byline=beside.parts,
        language=beside.language,
        personal=beside.personal,
    )


def _reading(
    beside: Beside,
    found: Findings,
    ours: Sequence[Mention],
    places: Sequence[tuple[str, int, int, str]],
    judged: Judged,
) -> Reading:
    seen, units, about, what, manner, owed = judged
    others = agencies(found)
    confidence = confidences(found, judged, ours, others, beside.line)
    return Reading(
        relevance=seen.value,
        units=units.units,
        baladiyat=units.baladiyat,
        services=about.services,
        families=with_community(about.families, owed.community and owed.community_confidence >= CLEARLY),
        kind=what.value,
        tone=manner.value,
        needs_answer=owed.answer,
        community=owed.community,
        confidence=MappingProxyType({name: round(value, 3) for name, value in confidence.items()}),
        unsure=unsure(confidence),
        evidence=evidence(found, ours, places, judged) + _credited(beside.parts),
        version=beside.version,
        urgency=owed.urgent.value,
        responsible=responsible(found, ours, units.units, others, touched=seen.value == "passing"),
        agencies=others,
        city=beside.line.city,
        agency_line=beside.line.agency,
        writer=beside.line.writer,
        byline=beside.parts,
        language=beside.language,
        summary=tuple(gist(found)),
        personal=beside.personal,
    )
