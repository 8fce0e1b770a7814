"""What became of the replies sent to the press: printed, altered, after how many days."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sada.figures.response import Wait, quantile
from sada.figures.shares import Share, share

PRINTED: Final = "printed"
OVERDUE: Final = "overdue"  # not printed though its day passed, or given up
WAITING: Final = "waiting"  # its day has not come


@dataclass(frozen=True, slots=True)
class Followed:
    """One reply. `days`: until print, or waited so far. `is_altered`: None where the printed text is not known."""

    fate: str
    days: float
    is_altered: bool | None = None


@dataclass(frozen=True, slots=True)
class Print:
    """The figures of some replies."""

    sent: int
    printed: Share
    altered: Share
    days: Wait


def printing(replies: Iterable[Followed]) -> Print:
    """Share printed, share altered among those whose print is known, and the median of the days until print.

    Formula: printed / (printed + overdue), where `overdue` were not printed by their day or given up; what still has
    time is in neither count. altered / printed with a known text: a number changed, words cut or put in. The median of
    days counts what waits as censored (see `response.quantile`).
    Level (AMEC): out-take: what a medium made of what we said. Source and limits: as `share` and `quantile`.
    """
    rows = list(replies)
    printed = [row for row in rows if row.fate == PRINTED]
    known = [row for row in printed if row.is_altered is not None]
    over = sum(row.fate == OVERDUE for row in rows)
    return Print(
        sent=len(rows),
        printed=share(len(printed), len(printed) + over),
        altered=share(sum(row.is_altered is True for row in known), len(known)),
        days=quantile([row.days for row in printed], [row.days for row in rows if row.fate != PRINTED], 0.5),
    )
