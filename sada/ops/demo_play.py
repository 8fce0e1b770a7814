"""Plays the demo's scenes in the order of time: each scene says when it goes on, and acts when that time has come."""

import heapq
import random
from collections.abc import Generator, Iterable
from datetime import datetime, time, timedelta
from functools import cached_property

from sada.kernel.clock import RIYADH
from sada.ops.demo_stage import Cast
from sada.rules.calendar import WorkingCalendar
from sada.store.models import Case, Fact
from sada.store.queries.working_time import calendar_of

Scene = Generator[datetime, datetime, None]
MINUTE = timedelta(minutes=1)
FARTHEST = timedelta(days=90)
LONGEST_LEAVE = 15  # days


class Stage:
    """Who is there, what time it is, and what has come of the scenes so far."""

    def __init__(self, cast: Cast, at: datetime, dice: random.Random) -> None:
        self.cast, self.at, self.dice = cast, at, dice
        self.cases: dict[str, Case] = {}
        self.facts: dict[str, Fact] = {}
        self.strayed: list[str] = []  # what was not laid before the unit it was meant for

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """The working calendar of the invented amana."""
        return calendar_of(self.cast.units["waha"])

    def working_ago(self, minutes: int) -> datetime:
        """The latest moment from which so much working time has passed until now."""
        low, high = self.at - FARTHEST, self.at
        while high - low > MINUTE / 4:
            middle = low + (high - low) / 2
            if self.calendar.between(middle, self.at) >= minutes * 60:
                low = middle
            else:
                high = middle
        return low.replace(second=0, microsecond=0)

    def day_at(self, days: int, clock: time) -> datetime:
        """A time of day in Riyadh, so many days ago; never in the future."""
        day = self.at.astimezone(RIYADH).date() - timedelta(days=days)
        return min(datetime.combine(day, clock, RIYADH), self.at - 20 * MINUTE)

    def asked_at(self, days: int, clock: time) -> datetime:
        """The same on a working day that another follows: a question on the eve of a weekend is late by its ceiling."""
        for more in range(LONGEST_LEAVE):
            at = self.day_at(days + more, clock)
            day = self.calendar.day_of(at)
            if self.calendar.window(day) and self.calendar.window(day + timedelta(days=1)):
                return at
        return self.day_at(days, clock)

    def later(self, moment: datetime, minutes: float) -> datetime:
        """So much working time after a moment."""
        return self.calendar.add(moment, max(0, int(minutes * 60)))


def play(scenes: Iterable[Scene], stage: Stage) -> None:
    """Play until the present; what a scene plans for later does not happen."""
    waiting: list[tuple[datetime, int, Scene]] = []
    for n, scene in enumerate(scenes):
        _wait(waiting, next(scene, None), n, scene)
    while waiting:
        at, n, scene = heapq.heappop(waiting)
        if at <= stage.at:
            _wait(waiting, _go_on(scene, at), n, scene)


def _wait(waiting: list[tuple[datetime, int, Scene]], at: datetime | None, n: int, scene: Scene) -> None:
    if at is not None:
        heapq.heappush(waiting, (at, n, scene))


def _go_on(scene: Scene, at: datetime) -> datetime | None:
    try:
        return scene.send(at)
    except StopIteration:
        return None
