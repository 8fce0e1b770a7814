"""Who is on call in the demo: a rota of three weeks, and an hour in which who was on call could not be reached."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from sada.desk.keep_rota import Shift, add_shifts
from sada.desk.on_duty import cannot_reach, whom_to_call
from sada.kernel.clock import RIYADH
from sada.ops.demo_play import Scene, Stage
from sada.store.models import CaseState

WORK, EVENING = time(7, 30), time(14, 30)
DAYS = 21


def duty(stage: Stage) -> Iterator[Scene]:
    """The scenes of the rota."""
    yield _rota(stage)
    yield _call(stage)


def _rota(stage: Stage) -> Scene:
    """A week ago the manager wrote it: the second officer by day, the spokesperson from the end of work on."""
    at = yield stage.day_at(7, time(8))
    people, first = stage.cast.people, at.astimezone(RIYADH).date()
    by, unit = people["demo.manager"], stage.cast.units["waha"]
    begin, end = datetime.combine(first, WORK, RIYADH), datetime.combine(first, EVENING, RIYADH)
    day = Shift(unit, begin, end, people["demo.officer.sidr"], people["demo.officer"], "في أوقات الدوام", DAYS)
    night = Shift(unit, end, begin + timedelta(days=1), people["demo.spokesperson"], people["demo.manager"], days=DAYS)
    add_shifts(day, by=by, at=at)
    add_shifts(night, by=by, at=at)


def _call(stage: Stage) -> Scene:
    """A while ago the monitor called about a case that is still open; the deputy takes over."""
    at = yield stage.at - timedelta(minutes=25)
    unit = stage.cast.units["waha"]
    for case in stage.cases.values():
        case.refresh_from_db()
        if case.unit_id == unit.pk and case.state == CaseState.OPEN:
            called = whom_to_call(case, at)
            if called:
                cannot_reach(case, called[0], by=stage.cast.people["demo.monitor"], at=at)
            return
