"""A figure as it is noted: a number of a text with its unit or the thing it counts."""

from __future__ import annotations

from dataclasses import dataclass

from sada.numerals.bounds import Bound


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text. `unit` is a code (SAR, %, m2, km, t, day …) or ""; `thing` the word it counts, as printed.

    Of a dual («حديقتين») the thing is the singular.
    """

    start: int
    end: int
    text: str
    value: float
    unit: str = ""
    thing: str = ""
    bound: Bound = "exact"
