"""The figures of replies in the press within a period: the whole, and by outlet. One query."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from sada.figures.press import OVERDUE, PRINTED, WAITING, Followed, Print, printing
from sada.kernel.clock import RIYADH
from sada.measure.periods import Period
from sada.rules.printed import CUT
from sada.store.models import Outlet, PressReply, PressState


@dataclass(frozen=True, slots=True)
class PressBoard:
    """The figures of all, and those of each outlet, in the order of their names."""

    whole: Print
    outlets: list[tuple[Outlet, Print]]


def press_board(rows: QuerySet[PressReply], period: Period, path: str, at: datetime) -> PressBoard:
    """The replies sent within the period about cases under `path`, as they stand at `at`."""
    sent = rows.filter(sent_at__gte=period.since, sent_at__lt=period.until, answer__case__path__startswith=path)
    today = at.astimezone(RIYADH).date()
    parts: dict[int, list[Followed]] = defaultdict(list)
    outlets: dict[int, Outlet] = {}
    arrived = sent.exclude(state=PressState.RETURNED)  # an outlet that has no reply owes no print
    for reply in arrived.select_related("outlet").defer("printed_text"):
        outlets[reply.outlet_id] = reply.outlet
        parts[reply.outlet_id].append(followed(reply, today))
    named: Mapping[int, Any] = {pk: printing(part) for pk, part in parts.items()}
    found = sorted(outlets.values(), key=lambda outlet: outlet.name_ar)
    whole = printing([one for part in parts.values() for one in part])
    return PressBoard(whole, [(outlet, named[outlet.pk]) for outlet in found])


def followed(reply: PressReply, today: date) -> Followed:
    """One reply as the figures know it."""
    sent_on = reply.sent_at.astimezone(RIYADH).date()
    if reply.state == PressState.PRINTED and reply.printed_on:
        known = reply.kept_share is not None
        altered = bool(reply.numbers) or (reply.kept_share or 0.0) < CUT
        return Followed(PRINTED, max(0, (reply.printed_on - sent_on).days), altered if known else None)
    until = reply.ended_at.astimezone(RIYADH).date() if reply.ended_at else today
    over = reply.state == PressState.WITHDRAWN or today > reply.due_on
    return Followed(OVERDUE if over else WAITING, max(0, (until - sent_on).days))
