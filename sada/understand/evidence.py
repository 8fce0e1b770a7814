"""The words that each judgement rests on, so that a person who doubts one sees why it was made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sada.understand.bodies import Mention
from sada.understand.findings import Findings
from sada.understand.kinds import Kind
from sada.understand.needs import ASKED, Needs
from sada.understand.owners import agency_hits
from sada.understand.relevance_value import Relevance
from sada.understand.scan import Hit
from sada.understand.subjects import Subjects
from sada.understand.taught import telling
from sada.understand.tones import Tone
from sada.understand.types import Evidence
from sada.understand.units import Concerned

SHOWN = 6  # spans of evidence per judgement
QUESTION = re.compile("[؟?]+")
FELT = {"negative": "complaint", "positive": "praise"}  # the kind whose words a tone rests on where none of its own is

Spans = list[tuple[str, int, int, str]]


class Judged(NamedTuple):
    """All judgements of one text."""

    seen: Relevance
    units: Concerned
    about: Subjects
    what: Kind
    manner: Tone
    owed: Needs


def evidence(
    found: Findings, ours: Sequence[Mention], places: Sequence[tuple[str, int, int, str]], judged: Judged
) -> tuple[Evidence, ...]:
    """Spans for every judgement that is not what an ordinary text would get, the strongest of each."""
    spans = _of_bodies(ours, judged.units)
    if judged.seen.taught:
        spans += [("relevance", start, end, "taught") for start, end in telling(found.text)]
    spans += places[:SHOWN]
    spans += _strongest("family", judged.about.hits)
    spans += _strongest("service", found.of("service"))
    kinds = _of_kind(found, ours, judged.what)
    spans += kinds
    spans += _of_tone(found, judged.manner, kinds if FELT.get(judged.manner.value) == judged.what.value else [])
    spans += _of_answer(found, judged, kinds)
    spans += _strongest("community", found.of("community"))
    spans += _strongest("agency", agency_hits(found))
    spans += [("urgency", s.start, s.end, judged.owed.urgent.value) for s in judged.owed.urgent.signs[:SHOWN]]
    return spans_of(found, spans)


def spans_of(found: Findings, spans: Iterable[tuple[str, int, int, str]]) -> tuple[Evidence, ...]:
    """(judgement, start, end, value) in folded offsets as evidence in the text itself, each once."""
    return tuple([_span(found, *span) for span in dict.fromkeys(spans)])


def _span(found: Findings, field: str, start: int, end: int, code: str) -> Evidence:
    first, last = found.folded.span(start, end)
    return Evidence(field, first, last, found.folded.original[first:last], code)


def _strongest(field: str, hits: Sequence[Hit], code: str = "") -> Spans:
    # hits stand in order of place, and sorting keeps that order among those of one weight
    kept = sorted(hits, key=lambda h: -h.cue.weight)[:SHOWN] if len(hits) > 1 else hits
    return [(field, h.start, h.end, code or h.cue.code) for h in kept]


def _of_bodies(ours: Sequence[Mention], units: Concerned) -> Spans:
    """Bodies speak for relevance and for their unit; «الأمانة» for the one that ground or by-line made of it."""
    spans: Spans = []
    named = {m.unit for m in ours if m.unit is not None}
    for mention in ours[:SHOWN]:
        spans.append(("relevance", mention.start, mention.end, mention.sort))
        if mention.unit is not None:
            spans.append(("baladiya" if "." in mention.unit else "unit", mention.start, mention.end, mention.unit))
        elif not named and units.units:
            spans.append(("unit", mention.start, mention.end, units.units[0]))
    return spans


def _of_kind(found: Findings, ours: Sequence[Mention], what: Kind) -> Spans:
    hits = found.of("kind", what.value)
    if found.is_post:
        hits = hits + found.of("talk", what.value)
    spans = _strongest("kind", hits)
    if what.value == "inquiry" and not spans:
        asked = QUESTION.search(found.folded.original)
        at = found.folded.at
        return [] if asked is None else [("kind", at(asked.start()), at(asked.end()), what.value)]
    if what.value in ("statement", "news") and not spans:  # who speaks or acts in it makes it one
        first = [m for m in ours if m.speaks or m.actor or m.owner] or list(ours)
        return [("kind", m.start, m.end, what.value) for m in first[:2]]
    return spans


def _of_tone(found: Findings, manner: Tone, kinds: Spans) -> Spans:
    spans = _strongest("tone", found.of("tone", manner.value))
    if spans or manner.value == "neutral":
        return spans
    felt = FELT[manner.value]
    hits = found.of("kind", felt) + (found.of("talk", felt) + found.of("mock") if found.is_post else [])
    return [("tone", start, end, manner.value) for _, start, end, _ in kinds] or _strongest("tone", hits, manner.value)


def _of_answer(found: Findings, judged: Judged, kinds: Spans) -> Spans:
    """What asks for an answer, or the answer that was already given."""
    if judged.owed.answer:
        silent = _strongest("needs_answer", found.of("unanswered") + found.of("claim"), "yes")
        return silent + [
            ("needs_answer", start, end, "yes") for _, start, end, _ in kinds if judged.what.value in ASKED
        ]
    if judged.what.value in ASKED:
        return _strongest("needs_answer", found.of("answered"), "no")
    return []
