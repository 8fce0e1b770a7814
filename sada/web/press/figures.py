"""The figures of print in words, for the page of the measures."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, ngettext

from sada.figures.press import Print
from sada.figures.response import Wait
from sada.figures.shares import Share
from sada.kernel import clock
from sada.kernel.press_doors import replies_for
from sada.measure.press import PressBoard, press_board
from sada.web import units
from sada.web.measures.figures import share_interval, share_text
from sada.web.measures.filters import Filters
from sada.web.say.numbers import number


def figures(filters: Filters) -> dict[str, Any]:
    """What the block shows: a sentence and a row for each outlet."""
    rows = replies_for(filters.request.user, "measure.see")
    board = press_board(rows, filters.period, filters.base.path, clock.now())
    return {"board": board, "sentence": sentence(board), "rows": [_row(units.name(o), p) for o, p in board.outlets]}


def sentence(board: PressBoard) -> str:
    """The whole in words."""
    whole = board.whole
    sent = ngettext("%(n)s reply was sent to the press", "%(n)s replies were sent to the press", whole.sent)
    said = sent % {"n": number(whole.sent)}
    printed = gettext("%(sent)s. Of %(due)s whose time has come %(printed)s were printed, %(altered)s of them altered.")
    return printed % {
        "sent": said,
        "due": number(whole.printed.whole),
        "printed": number(whole.printed.part),
        "altered": number(whole.altered.part),
    }


def _row(name: str, figures: Print) -> tuple[str, int, list[tuple[str, str]], list[tuple[str, str]], str]:
    return name, figures.sent, [_share(figures.printed)], [_share(figures.altered)], _days(figures.days)


def _share(share: Share) -> tuple[str, str]:
    """The share with its interval; below its least sample the bare counts."""
    if share.whole == 0:
        return gettext("none yet"), ""
    if share.state == "too_few":
        counts = gettext("%(part)s of %(whole)s") % {"part": number(share.part), "whole": number(share.whole)}
        return counts, gettext("too few for a share")
    return share_text(share.share), share_interval(share)


def _days(wait: Wait) -> str:
    if wait.state == "too_few":
        return gettext("too few to say")
    value = wait.value if wait.value is not None else wait.longest
    said = ngettext("%(n)s day", "%(n)s days", round(value)) % {"n": number(round(value))}
    return said if wait.value is not None else gettext("more than %(time)s") % {"time": said}
