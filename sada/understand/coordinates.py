"""Coordinates within the Kingdom: decimal and sexagesimal, in either order, by letters, by words, in map links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

LATITUDES, LONGITUDES = (15, 34), (34, 57)  # of the Kingdom, rounded outwards
_LEAST: Final = 3  # decimals of a number that no letter or word calls a latitude or longitude
_DEGREES, _MINUTES, _SECONDS = (
    r"\s?(?:[°º]|درج(?:ة|ات))",
    r"\s?(?:['′’‘]|دقيق(?:ة)|دقائق)",
    r"\s?(?:\"|″|''|”|″|ثاني(?:ة)|ثوان[ي]?)",
)
_AND: Final = r"\s{0,2}(?:[،,و]\s?)?"
_PART: Final = re.compile(
    r"(?P<before>(?<![A-Za-z])[NE]|!3d|!4d|m?lat(?:itude)?|m?lo?ng?(?:itude)?|(?:ال)?(?:عرض|طول)|شمالا|شرقا)?[\s:=\"]{0,4}"
    rf"(?<![\d.])(?P<degrees>\d{{2}}(?:\.\d{{1,14}})?)(?:(?P<sign>{_DEGREES})"
    rf"(?:{_AND}(?P<minutes>\d{{1,2}}(?:\.\d{{1,6}})?){_MINUTES}(?:{_AND}(?P<seconds>\d{{1,2}}(?:\.\d{{1,6}})?)(?:{_SECONDS})?)?)?)?"
    r"(?![\d]|\.\d)(?:\s?(?P<after>[NE](?![A-Za-z])|شمالا?|شرقا?))?"
)
_GAP: Final = re.compile(r"(?:[\s,،;/&|-]|%2C|و|(?:خط|دائرة)\s?){0,6}")
SIGN: Final = re.compile(
    r"[°º]|\d{2}\.\d{3}|[NE]\s?\d{2}\.|\d{2}\.\d{1,2}\s?[NE](?![A-Za-z])|خط\s?(?:ال)?(?:عرض|طول)|!3d|شمالا"
)
_NORTH: Final = ("N", "شمال", "!3d", "lat", "mlat", "عرض", "العرض")


class Found(NamedTuple):
    """Coordinates at [start, end) of the plain text, in degrees."""

    start: int
    end: int
    latitude: float
    longitude: float


class _Part(NamedTuple):
    outer: int  # with the word that tells what it is
    start: int
    end: int
    value: float
    is_north: bool
    is_told: bool  # by a letter or word, not by its size alone


def coordinates(plain: str) -> Iterator[Found]:
    """Each latitude beside a longitude in a text with Western digits and no unseen marks."""
    parts = [part for m in _PART.finditer(plain) if (part := _read(m)) is not None]
    reached = 0
    for one, other in pairwise(parts):
        gap = plain[one.end : other.outer]
        if one.start < reached or one.is_north == other.is_north or _GAP.fullmatch(gap) is None:
            continue
        if "و" in gap and not (one.is_told and other.is_told):
            continue
        north, east = (one, other) if one.is_north else (other, one)
        yield Found(one.start, other.end, north.value, east.value)
        reached = other.end


def _read(m: re.Match[str]) -> _Part | None:
    value = float(m["degrees"]) + float(m["minutes"] or 0) / 60 + float(m["seconds"] or 0) / 3600
    told = m["before"] or m["after"] or ""
    exact = m["minutes"] is not None or len(m["degrees"].partition(".")[2]) >= _LEAST
    if not (told or exact):
        return None
    is_north = told.startswith(_NORTH) if told else value < LATITUDES[1]
    least, most = LATITUDES if is_north else LONGITUDES
    start = m.start("before") if m["before"] in ("N", "E") else m.start("degrees")
    return (
        _Part(m.start("before") if m["before"] else start, start, m.end(), value, is_north, bool(told))
        if least <= value < most
        else None
    )
