"""How pressing an item or a question is, with the reasons; a person may set it otherwise."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

Level = Literal["normal", "high", "urgent"]
LEVELS: Final[tuple[Level, ...]] = ("normal", "high", "urgent")

# A programme on air or a paper about to close waits for nobody.
PRESSING: Final = timedelta(hours=2)
SOON: Final = timedelta(hours=6)
# Three outlets telling one story is a story; ten is a day's subject.
SPREADING: Final = 3
EVERYWHERE: Final = 10
_LIVE: Final = frozenset({"radio", "tv"})
_HARM: Final = frozenset({"emergencies", "food", "drainage"})  # families where a complaint can mean people hurt


@dataclass(frozen=True, slots=True)
class Pressing:
    """What is known about an item when its urgency is judged. `spread`: items of its story in the last day."""

    kind: str
    tone: str
    medium: str
    families: Collection[str] = ()
    needs_answer: bool = False
    spread: int = 1
    asked_at: datetime | None = None
    outside_deadline: datetime | None = None


@dataclass(frozen=True, slots=True)
class Urgency:
    """A level and the codes of what speaks for it, strongest first; a normal item has none."""

    level: Level
    reasons: tuple[str, ...] = ()


def urgency(item: Pressing) -> Urgency:
    """Judge an item. Codes: deadline_pressing, everywhere, live, harm (urgent); deadline_soon, spreading (high).

    Tone alone presses nobody: an angry column is answered in time, a flooded tunnel at once.
    """
    urgent, high = [], []
    if item.outside_deadline is not None and item.asked_at is not None:
        left = item.outside_deadline - item.asked_at
        if left <= PRESSING:
            urgent.append("deadline_pressing")
        elif left <= SOON:
            high.append("deadline_soon")
    against_us = item.kind == "complaint" or item.tone == "negative"
    if against_us and item.spread >= EVERYWHERE:
        urgent.append("everywhere")
    elif against_us and item.spread >= SPREADING:
        high.append("spreading")
    if item.medium in _LIVE and item.needs_answer:
        urgent.append("live")
    if item.kind == "complaint" and item.needs_answer and _HARM & set(item.families):
        (urgent if "emergencies" in item.families else high).append("harm")
    level: Level = "urgent" if urgent else "high" if high else "normal"
    return Urgency(level, (*urgent, *high))
