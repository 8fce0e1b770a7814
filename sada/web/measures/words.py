"""Figures in words: the sentences at the top, the notes under a tile, comparisons with the period before."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext, npgettext

from sada.figures.response import Wait
from sada.figures.shares import Share, difference
from sada.measure.board import Board
from sada.measure.sheet import Sheet
from sada.web.measures.figures import count_of, interval, share_interval, share_text, span, span_text
from sada.web.measures.formulas import FORMULAS, Formula
from sada.web.say.numbers import number

POINT = 0.005  # a difference of less than half a percentage point is none


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure as it is shown."""

    code: str
    value: str
    note: str
    compared: str
    part: str
    formula: Formula
    is_few: bool = False


def items_of(n: int) -> str:
    """«214 مادة», "214 items"."""
    return ngettext("%(n)s item", "%(n)s items", n) % {"n": number(n)}


def complaints_of(n: int) -> str:
    """«31 شكوى», "31 complaints"."""
    return ngettext("%(n)s complaint", "%(n)s complaints", n) % {"n": number(n)}


def cases_of(n: int) -> str:
    """«74 معاملة», "74 cases"."""
    return ngettext("%(n)s case", "%(n)s cases", n) % {"n": number(n)}


def days_of(n: int) -> str:
    """The period after a governing word, so the Arabic dual is «يومين»: «30 يومًا», "30 days"."""
    return npgettext("after a preposition", "%(n)s day", "%(n)s days", n) % {"n": number(n)}


def sentences(board: Board, waiting: tuple[int, int] | None = None) -> list[str]:
    """Three to five sentences that say what the figures say. `waiting`: how many wait and how many of them are late at
    this moment, whenever they were asked; without it the cases of the period."""
    now = board.now
    said = [_received(board), _answered(now)]
    if now.answered.whole:
        said += [_times(now), _on_time(board)]
    said.append(_waiting_now(*waiting) if waiting else _unanswered(now.unanswered.part, now.late_open))
    return [sentence for sentence in said if sentence]


def _received(board: Board) -> str:
    complaints = board.kinds.get("complaint", 0)
    parts = {"days": days_of(board.period.days), "items": items_of(board.now.received)}
    if not board.now.received:
        return gettext("Nothing was received within %(days)s.") % parts
    parts |= {"complaints": complaints_of(complaints), "compared": count_of(board.now.received, board.before.received)}
    return gettext("Within %(days)s %(items)s arrived, %(complaints)s among them; %(compared)s.") % parts


def _answered(now: Sheet) -> str:
    if not now.answered.whole:
        return gettext("No case that needs an answer was asked within this period.")
    parts = {"cases": cases_of(now.answered.whole), "answered": number(now.answered.part)}
    said = gettext("Of %(cases)s that need an answer %(answered)s have been answered.") % parts
    if now.no_answer:
        more = ngettext(
            "For %(n)s more it was decided that no answer is needed.",
            "For %(n)s more it was decided that no answer is needed.",
            now.no_answer,
        )
        said += " " + more % {"n": number(now.no_answer)}
    return said


def _times(now: Sheet) -> str:
    if now.median.state == "too_few":
        cases = {"cases": cases_of(now.median.cases)}
        return gettext("There are too few cases to say how long an answer takes: %(cases)s.") % cases
    parts = {"median": span(now.median), "interval": interval(now.median), "p90": span(now.p90)}
    if now.median.value is None:
        return gettext("More than half are still open, so the time to an answer is not known yet.")
    if now.p90.value is None:
        return gettext("Half of the answers came within %(median)s (%(interval)s).") % parts
    return gettext("Half of the answers came within %(median)s (%(interval)s), nine of ten within %(p90)s.") % parts


def _on_time(board: Board) -> str:
    now = board.now.on_time
    if now.state == "too_few":
        return ""
    parts = {"share": share_text(now.share), "interval": share_interval(now)}
    said = gettext("On time were %(share)s (%(interval)s)") % parts
    return gettext("%(said)s; %(compared)s.") % {
        "said": said,
        "compared": shares_compared(now, board.before.on_time),
    }


def _unanswered(still: int, late: int) -> str:
    """Of the cases asked within the period."""
    parts = {"cases": cases_of(still), "late": number(late)}
    if not still:
        return ""
    if not late:
        return gettext("Still waiting, of those asked within this period: %(cases)s, none of them late.") % parts
    return gettext("Still waiting, of those asked within this period: %(cases)s, %(late)s of them late.") % parts


def _waiting_now(still: int, late: int) -> str:
    """Of all cases, whenever they were asked."""
    parts = {"cases": cases_of(still), "late": number(late)}
    if not still:
        return ""
    if not late:
        return gettext("Waiting right now, whenever asked: %(cases)s, none of them late.") % parts
    return gettext("Waiting right now, whenever asked: %(cases)s, %(late)s of them late.") % parts


def shares_compared(now: Share, before: Share) -> str:
    """A share against the period before, with a word on chance (Newcombe's interval of the difference)."""
    apart = difference(now.part, now.whole, before.part, before.whole)
    if apart.state == "too_few":
        return gettext("the period before has too few cases to compare")
    n = round(abs(apart.difference) * 100)
    if abs(apart.difference) < POINT:
        return gettext("the same as in the period before")
    points = ngettext("%(n)s percentage point", "%(n)s percentage points", n) % {"n": number(n)}
    more, less = (
        gettext("%(points)s more than in the period before"),
        gettext("%(points)s less than in the period before"),
    )
    return (more if apart.difference > 0 else less) % {"points": points} + chance(apart.is_clear)


def times_compared(now: Wait, before: Wait) -> str:
    """A time against the period before; apart where the two intervals do not meet."""
    if now.value is None or before.value is None:
        return gettext("the period before has too few cases to compare")
    change = now.value - before.value
    if abs(change) < 60:
        return gettext("the same as in the period before")
    longer, shorter = (
        gettext("%(time)s longer than in the period before"),
        gettext("%(time)s shorter than in the period before"),
    )
    return (longer if change > 0 else shorter) % {"time": span_text(abs(change))} + chance(_are_apart(now, before))


def _are_apart(now: Wait, before: Wait) -> bool:
    low, high = max(now, before, key=lambda w: w.value or 0).low, min(now, before, key=lambda w: w.value or 0).high
    return low is not None and high is not None and low > high


def chance(is_clear: bool) -> str:
    """What is added to a difference that the sample does not bear out."""
    return "" if is_clear else gettext(", which may be chance")


def tiles(board: Board) -> list[Tile]:
    """The six figures."""
    now, before = board.now, board.before
    compared = count_of(now.received, before.received)
    return [
        Tile("received", number(now.received), "", compared, "", FORMULAS["received"]),
        _share_tile("answered", now.answered, before.answered),
        _share_tile("on_time", now.on_time, before.on_time),
        _time_tile("median", now.median, before.median),
        _time_tile("p90", now.p90, before.p90),
        _share_tile("unanswered", now.unanswered, before.unanswered),
    ]


def noted(first: str, second: str) -> str:
    """Two short remarks in one line."""
    return gettext("%(first)s; %(second)s") % {"first": first, "second": second} if first else second


def _share_tile(code: str, now: Share, before: Share) -> Tile:
    counted = gettext("%(part)s of %(whole)s") % {"part": number(now.part), "whole": number(now.whole)}
    if now.state == "too_few":
        return Tile(code, gettext("too few to say"), counted, "", code, FORMULAS[code], is_few=True)
    note = noted(counted, share_interval(now))
    return Tile(code, share_text(now.share), note, shares_compared(now, before), code, FORMULAS[code])


def _time_tile(code: str, now: Wait, before: Wait) -> Tile:
    counted = gettext("from %(cases)s") % {"cases": cases_of(now.cases)}
    if now.value is None:
        return Tile(code, span(now), counted, "", "all", FORMULAS[code], is_few=True)
    note = noted(interval(now), counted)
    return Tile(code, span(now), note, times_compared(now, before), "all", FORMULAS[code])
