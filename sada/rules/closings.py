"""When an outlet closes: the print's press close, its bulletins, a live programme; and which of them comes next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final

from sada.rules.calendar import WEEKDAYS

PRESS_CLOSE, BULLETIN, PROGRAMME = "press_close", "bulletin", "programme"
KINDS: Final = (PRESS_CLOSE, BULLETIN, PROGRAMME)
MOST: Final = 6  # of one outlet


@dataclass(frozen=True, slots=True)
class Closing:
    """A time of day by which an outlet needs a text, on some days of the week; without days, on each."""

    kind: str
    at: time
    days: tuple[str, ...] = ()

    def next(self, now: datetime) -> datetime:
        """The first instant after `now` at which it comes, in the zone of `now`."""
        days = (now.date() + timedelta(days=n) for n in range(8))
        held = (day for day in days if not self.days or WEEKDAYS[day.weekday()] in self.days)
        instants = (datetime.combine(day, self.at, now.tzinfo) for day in held)
        return next(instant for instant in instants if instant > now)


def kept(closings: Iterable[Closing]) -> list[dict[str, Any]]:
    """As plain values, for a row: {"kind": "bulletin", "at": "21:00", "days": ["sun"]}."""
    return [{"kind": c.kind, "at": c.at.strftime("%H:%M"), "days": list(c.days)} for c in closings]


def read(rows: Iterable[Mapping[str, Any]]) -> list[Closing]:
    """From the values of a row."""
    return [Closing(row["kind"], time.fromisoformat(row["at"]), tuple(row.get("days", ()))) for row in rows]


def coming(closings: Iterable[Closing], now: datetime) -> list[tuple[Closing, datetime]]:
    """Each closing with the instant at which it next comes, the nearest first."""
    return sorted(((one, one.next(now)) for one in closings), key=lambda pair: (pair[1], pair[0].kind))
