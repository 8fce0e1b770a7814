"""Which texts tell the same thing: the same release, lightly edited or cut, or the same event in other words.

One symmetric question, `same(a, b)`, of two texts alone; `gather` makes stories of the answers. The documented limits:
pairs further apart than `WINDOW` days are not compared, and neither are texts of a band that more than `CROWD` texts
share (a wording that common says nothing).

What is compared: the wording (Jaccard similarity of word triples), the words of title and lead that tell (neither
ordinary nor formula), the figures there, the days. Half the wording in common is one text. Below that it takes points,
as a log of odds: for each headline that the other's headline or lead answers, where words of a running subject («the
nuclear deal») count little; for telling words, figures and wording in common; against days between, figures that differ
and headlines that name other places. Notices that recur in one wording about different people, places and days
(executions, weather, cables, elections, the exchange, interviews of teachers, profits) need far more. The weights were
set on 990 pairs of real press texts judged by reading (`bench/story_pairs*.tsv`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from math import exp

from sada.understand.twins import ORDERS, Fingerprint, fingerprint, hash_of, likeness, listed, overlap
from sada.understand.types import Text

WINDOW = 30  # days within which the same wording is the same story
EVENT_DAYS = 5  # days within which different wordings can tell the same event
EVEN = 3.55  # points at which two texts of different wording are as likely one event as two
LEAST_TOLD = 3  # telling words that title and lead must share for two texts to be compared at all
CUT = 0.8  # share of a text that another holds from which it is that text, cut
CROWD = 300  # texts sharing one band beyond which the band is no clue
PRESS = ("print", "radio", "tv", "online")  # media in which an outlet tells an event once, as a rule
SPARED = 0.7  # how much less a word of a running subject counts than a word of the event
FORMAL = 0.45  # share of formula words in the lead from which a text counts as a notice


def _days_apart(one: Fingerprint, other: Fingerprint) -> int:
    return abs(one.day - other.day) if one.day and other.day else 0


def _is_notice(text: Fingerprint) -> bool:
    return len(text.formulas) > FORMAL * (len(text.formulas) + len(text.telling))


def _figures_differ(one: Fingerprint, other: Fingerprint) -> float:
    """1 when both leads give several figures and most of the poorer one's are not in the richer, 0.5 when each gives
    but one or two and they share none, else 0."""
    least = min(len(one.figures), len(other.figures))
    if not least or overlap(one.figures, other.figures) >= 0.34:
        return 0.0
    return 1.0 if least > 1 else 0.5


def _differ(one: frozenset[int], other: frozenset[int]) -> bool:
    """Both say something and nothing in common."""
    return bool(one and other) and not one & other


def _places_differ(one: Fingerprint, other: Fingerprint) -> bool:
    """Both headlines name places and none in common."""
    return _differ(one.places - ORDERS, other.places - ORDERS)


def _orders_differ(one: Fingerprint, other: Fingerprint) -> bool:
    """Both headlines count what happened, and differently: «الطائرة الثانية», «الطائرة الثالثة»."""
    return _differ(one.places & ORDERS, other.places & ORDERS)


def _is_elsewhere(one: Fingerprint, other: Fingerprint) -> bool:
    """The headlines name different places, and neither lead names the other's."""
    return _places_differ(one, other) and not one.places & other.telling and not other.places & one.telling


def _contradict(one: Fingerprint, other: Fingerprint) -> bool:
    """Other places and other figures, or the next of a row: a like deed, whatever the wording. One figure that differs
    is enough where the places are not named by the other lead either."""
    if not _places_differ(one, other):
        return _orders_differ(one, other)
    return _figures_differ(one, other) > (0.0 if _is_elsewhere(one, other) else 0.5)


@cache
def _subjects() -> frozenset[int]:
    """The hashes of the words that name a running subject, with a preposition before them or without."""
    stems = listed("subjects.txt")
    return frozenset(hash_of(before + stemmed) for stemmed in stems for before in ("", *"بلكفو"))


def _held_of(words: frozenset[int], by: frozenset[int]) -> float:
    """The share of some words that others hold; words of a running subject («الاتفاق النووي») count little."""
    subjects = _subjects()
    shared = words & by
    whole = len(words) - SPARED * len(words & subjects)
    return (len(shared) - SPARED * len(shared & subjects)) / (whole + 0.5)


def _points(one: Fingerprint, other: Fingerprint, told: int, apart: int) -> float:
    """What headline, lead and days say for the same event less what they say against it: a log of odds to which the
    wording still adds."""
    answered = _held_of(one.title, other.telling) + _held_of(other.title, one.telling)
    titled = min(len(one.title & other.title), 3)
    counted = min(len(one.figures & other.figures), 3)
    against = (0.0, 1.0, 4.6)[_is_notice(one) + _is_notice(other)] + 1.05 * _figures_differ(one, other)
    against += 1.8 * _is_elsewhere(one, other) + 2.0 * _orders_differ(one, other) + 0.61 * apart
    return 2.4 * answered + 0.2 * min(told, 12) + 0.3 * titled + 0.75 * counted - against


def _is_one_text(one: Fingerprint, other: Fingerprint, apart: int) -> bool:
    """Half the wording in common: do names and figures agree as well? A notice must agree more; of a long report each
    paper's headline and lead pick what they like."""
    is_notice = _is_notice(one) or _is_notice(other)
    elsewhere = _places_differ(one, other)
    if apart <= EVENT_DAYS and not (is_notice or elsewhere):
        return overlap(one.telling, other.telling) >= 0.1
    needed = 0.5 if is_notice else 0.2
    needed += 0.2 * (_figures_differ(one, other) + elsewhere)
    needed += 0.2 * (is_notice and not one.title & other.title)
    return overlap(one.telling, other.telling) >= needed


def _same_text(one: Fingerprint, other: Fingerprint, jaccard: float, apart: int) -> float:
    """Half the wording in common: how surely it is one text, or 0 for a notice of another day, place or person."""
    if _contradict(one, other):
        return 0.0
    dated = apart > 1 and jaccard < 0.9 and (_is_notice(one) or _is_notice(other))
    return _wording(jaccard) if not dated and _is_one_text(one, other, apart) else 0.0


def _wording(shared: float) -> float:
    """How surely two texts are one when they share that much of their wording."""
    return (9 + shared) / 10


def same(one: Fingerprint, other: Fingerprint) -> float:
    """How surely two texts tell the same thing, 0..1; from 1/2 on rather so than not. Symmetric."""
    apart, told = _days_apart(one, other), len(one.telling & other.telling)
    if apart > WINDOW or told < min(LEAST_TOLD, len(one.telling), len(other.telling)):
        return 0.0
    jaccard, held = likeness(one, other)
    if one.is_short or other.is_short:
        enough = min(len(one.telling), len(other.telling)) >= 3
        return _wording(jaccard) if enough and jaccard >= 0.8 and not _contradict(one, other) else 0.0
    if jaccard >= 0.5:
        return _same_text(one, other, jaccard, apart)
    return _same_event(one, other, told, apart, jaccard, held)


def _same_event(one: Fingerprint, other: Fingerprint, told: int, apart: int, jaccard: float, held: float) -> float:
    """Less than half the wording in common: how surely the two tell one event all the same."""
    if apart > EVENT_DAYS:
        return 0.0
    if held >= CUT and not (_is_notice(one) or _is_notice(other) or _orders_differ(one, other)):
        return _wording(held)
    if (jaccard >= 0.1 and _contradict(one, other)) or one.telling & other.telling <= _subjects():
        return 0.0
    points = _points(one, other, told, apart) + 2.25 * jaccard + 3.3 * held - EVEN
    return 1 / (1 + exp(-points))


def day_of(day: date) -> int:
    """A day as fingerprints count it: days since 1970-01-01."""
    return day.toordinal() - 719_163


def day_number(iso: str) -> int:
    """Days since 1970-01-01 of an ISO date or instant; 0 when there is none."""
    try:
        return day_of(date.fromisoformat(iso[:10]))
    except ValueError:
        return 0


def fingerprint_text(text: Text) -> Fingerprint:
    """The fingerprint of a text, printed by its source. Who posts in a network says nothing here."""
    printed = fingerprint(text.title, text.body, day_number(text.date))
    return replace(printed, outlet=hash_of(text.source)) if text.source and text.medium in PRESS else printed
