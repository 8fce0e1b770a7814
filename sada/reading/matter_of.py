"""Which field and service of a text are a unit's own: a column on two amanat blames each for something else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from sada.store.models import Reading, Unit

_SENTENCE: Final = r"(?<!\.)(?<!\b[دمأ])\.(?![.\d])|[؟?!؛;\n]"
_NEW_PART: Final = r"[،,]\s*(?=وفي\s|و?أمّ?ا\s)|\s(?=و?أمّ?ا\s|بينما\s|في\sحين\s)"
# From narrow to wide: between commas, from one «، وفي مكان» to the next, and the whole sentence.
_CUTS: Final = tuple(map(re.compile, (rf"{_SENTENCE}|{_NEW_PART}|[،,…]|\.\.+", rf"{_SENTENCE}|{_NEW_PART}", _SENTENCE)))
_OPENS_PART: Final = re.compile(r"\s*(?:وفي|و?أمّ?ا)\s")


class _Span(NamedTuple):
    start: int
    end: int
    code: str


def matter_of(reading: Reading, unit: Unit) -> tuple[str, str]:
    """(family, service) that a text speaks of to this unit, "" where none.

    Where it names several amanat, each complaint belongs to the one named in its own clause or sentence, whether the
    name comes first or last. A service that stands with another's name alone is left open rather than taken for ours;
    what a person judged holds.
    """
    family, service = (lists[0] if lists else "" for lists in (reading.families, reading.services))
    names = [name._replace(code=name.code.split(".", 1)[0]) for name in _spans(reading, "unit")]
    judged = {"families", "services"} & set(reading.corrected)
    if judged or len({name.code for name in names}) < 2:
        return family, service
    item = reading.item
    whole = f"{item.title}\n{item.text}"
    families, served = _spans(reading, "family"), _spans(reading, "service")
    marks = sorted([*families, *served])

    def own(found: Sequence[_Span]) -> list[str]:
        return [mark.code for mark in found if _owner(mark, names, marks, whole, len(item.title)) == unit.amana_code]

    fields, services = Counter(own(families)), own(served)
    return (fields.most_common(1)[0][0] if fields else family), (services[0] if services else "")


def _spans(reading: Reading, field: str) -> list[_Span]:
    found = [e for e in reading.evidence if e.get("field") == field]
    return sorted(_Span(int(e["start"]), int(e["end"]), str(e["code"])) for e in found)


def _owner(mark: _Span, names: list[_Span], marks: list[_Span], whole: str, title: int) -> str:
    """The amana that a complaint is put to; "" where it stands in a headline that names nobody."""
    first = last = 0
    for cut in _CUTS:
        first, last = _piece(whole, cut, mark.start)
        here = [name for name in names if first <= name.start < last]
        if here:
            return _one_of(mark, here, [other for other in marks if first <= other.start < last])
    if mark.start < title:
        return ""
    behind = [name.code for name in names if title <= name.start < mark.start]
    ahead = [name.code for name in names if name.start > mark.start]
    looks_ahead = not behind or (_OPENS_PART.match(whole, first) and _names_next(whole, last, names))
    return ahead[0] if ahead and looks_ahead else behind[-1] if behind else ""


def _piece(whole: str, cut: re.Pattern[str], at: int) -> tuple[int, int]:
    """From where to where the piece of a text runs in which something stands."""
    first, last = 0, len(whole)
    for end in cut.finditer(whole):
        if end.start() >= at:
            last = end.start()
            break
        first = end.end()
    return first, last


def _names_next(whole: str, last: int, names: list[_Span]) -> bool:
    first, end = _piece(whole, _CUTS[-1], last + 1)
    return any(first <= name.start < end for name in names)


def _one_of(mark: _Span, names: list[_Span], marks: list[_Span]) -> str:
    """Of the names in one piece: the next where it goes complaint, name; the last where it goes name, complaint; else
    the nearest."""
    behind = [name for name in names if name.start <= mark.start]
    ahead = [name for name in names if name.start > mark.start]
    begins, ends = marks[0].start < names[0].start, marks[-1].start > names[-1].start
    if not behind or (ahead and begins and not ends):
        return ahead[0].code
    if not ahead or (ends and not begins):
        return behind[-1].code
    is_nearer = ahead[0].start - mark.end < mark.start - behind[-1].end
    return (ahead[0] if is_nearer else behind[-1]).code
