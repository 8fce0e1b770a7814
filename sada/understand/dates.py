"""Dates and times as spans with ISO values: both calendars, three sets of digits, months of every Arab press.

What the text leaves open stays open (ISO 8601, truncated: «--04-22», «-W-5») unless the day of reading closes it.
Hijri is Umm al-Qura; a Hijri date keeps its own value beside the Gregorian one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Final

from sada.understand.clock_times import times
from sada.understand.date_feasts import FEASTS
from sada.understand.date_grammar import BEGINS, EARLY, FORMS
from sada.understand.date_relative import RELATIVE
from sada.understand.date_values import FIXED, Said
from sada.understand.tokens import Tokens, tokens


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date or time in a text.

    `sort`: day, month, year, years, days (a range), weekday, relative (only a day of reading would tell), time, times.
    `value` and `until` are ISO days, months, years or times; `until` is the last of a range, included. `hijri` is what
    is printed of that calendar, year-month-day. `agrees` says of «… الموافق …» whether both name the same day (one day
    apart counts as agreed: the crescent); None where nothing is compared.
    """

    start: int
    end: int
    text: str
    sort: str
    value: str = ""
    until: str = ""
    hijri: str = ""
    agrees: bool | None = None


READERS: Final = FIXED | RELATIVE | FEASTS
Found = tuple[int, int, DateSpan]  # first token, token behind the last, what is said


def dates(text: str, reference: date | None = None) -> list[DateSpan]:
    """Dates and times of `text` in order, none within another; relative ones seen from `reference`."""
    return dates_in(tokens(text), reference)


def dates_in(row: Tokens, reference: date | None = None) -> list[DateSpan]:
    """The same for a text already cut into tokens."""
    if not BEGINS.search(row.kinds):
        return []
    taken = bytearray(len(row.kinds))
    found: list[Found] = []
    for said, first, last in _said(row, reference):
        if not any(taken[first:last]):
            taken[first:last] = b"\1" * (last - first)
            if said.sort == "other":
                continue  # another country's day: neither ours nor «today»
            start, end = row.span(first, last)
            span = DateSpan(start, end, row.text[start:end], said.sort, said.value, said.until, said.hijri)
            found.append((first, last, span))
    found.sort(key=lambda entry: entry[0])
    return _paired(row, _ranged(row, found))


def _said(row: Tokens, reference: date | None) -> Iterator[Said]:
    """Everything that a form reads, forms in order; what is no date is left for the forms after it."""
    for name, form in FORMS[:EARLY]:
        yield from filter(None, (READERS[name](row, m, reference) for m in form.finditer(row.kinds)))
    yield from times(row)
    for name, form in FORMS[EARLY:]:
        yield from filter(None, (READERS[name](row, m, reference) for m in form.finditer(row.kinds)))


_TO = re.compile(r"H?G?(?:l|-)J?")


def _ranged(row: Tokens, found: list[Found]) -> list[Found]:
    """Two days that «إلى» joins are one range: «من 1/10 إلى 5/10/1436هـ»."""
    out: list[Found] = []
    for first, last, span in found:
        before = out[-1][2] if out else span
        if out and span.sort == before.sort == "day" and _TO.fullmatch(row.kinds[out[-1][1] : first]):
            begin, _, _ = out.pop()
            out.append((begin, last, _range(row, before, span)))
        else:
            out.append((first, last, span))
    return out


def _range(row: Tokens, one: DateSpan, other: DateSpan) -> DateSpan:
    hijri = f"{one.hijri}/{other.hijri}" if one.hijri and other.hijri else ""
    return DateSpan(one.start, other.end, row.text[one.start : other.end], "days", one.value, other.value, hijri)


def _paired(row: Tokens, found: list[Found]) -> list[DateSpan]:
    """Compare dates that «الموافق» or a bracket joins."""
    spans = [span for _, _, span in found]
    for i, ((_, last, one), (first, _, other)) in enumerate(pairwise(found)):
        between = row.kinds[last:first]
        if between not in ("e", ",e", "(", "/", "-", "eJ", "(e", ",") or bool(one.hijri) == bool(other.hijri):
            continue
        if one.sort == other.sort == "day" and one.value and other.value and "--" not in one.value + other.value:
            agrees = abs((date.fromisoformat(one.value) - date.fromisoformat(other.value)).days) <= 1
            spans[i], spans[i + 1] = replace(spans[i], agrees=agrees), replace(spans[i + 1], agrees=agrees)
    return spans
