"""Takes the steps of a promise's ladder when their time has come: each step tells once, and is recorded."""

from collections.abc import Iterable
from datetime import datetime

from sada.desk.carriers import carriers
from sada.desk.on_duty import on_duty
from sada.desk.reckon import Promise
from sada.kernel import access, acts
from sada.kernel.holders import nearest
from sada.kernel.notices import tell
from sada.rules.access import SPOKESPERSON
from sada.rules.alarms import DESK, DUE, ON_CALL, OWNER, Step
from sada.store.models import Case, Escalation, Person


def escalate(
    case: Case, promise: str, clock: str, reckoned: Promise, steps: tuple[Step, ...], *, at: datetime
) -> datetime | None:
    """Take every step that `at` has reached and nobody has taken; returns the instant of the next.

    `clock` names the running clock, so that a case opened again climbs its ladder anew. Several steps at once (the
    machine was off) are told in one. From the deadline on a step belongs to that deadline: where it moves, for a
    holiday announced late, its passing is told again.
    """
    due_at = reckoned.deadline().due_at
    reached = [step for step, instant in reckoned.alarms(steps) if instant <= at]
    taken = [step for step in reached if _take(case, promise, f"{clock}-{step.share}", step.share, due_at, at)]
    if taken:
        _tell(case, promise, taken, due_at, at)
    return reckoned.next_alarm(steps, at)


def _take(case: Case, promise: str, key: str, share: int, due_at: datetime, at: datetime) -> bool:
    whole = f"{key}-{due_at.timestamp():.0f}" if share >= DUE else key
    _row, is_new = Escalation.objects.get_or_create(
        key=whole, defaults={"case": case, "promise": promise, "share": share, "at": at}
    )
    return is_new


def _tell(case: Case, promise: str, taken: list[Step], due_at: datetime, at: datetime) -> None:
    share = taken[-1].share
    people = hearers(case, {name for step in taken for name in step.to}, at)
    name = "case.near" if share < DUE else "case.became_late" if share == DUE else "case.escalated"
    tell(people, name, on=case, by=None, at=at, text=case.subject, promise=promise, urgent=share >= DUE)
    after = {"promise": promise, "share": share, "due_at": due_at, "told": [person.pk for person in people]}
    acts.record(name, by=None, on=case, at=at, unit=case.unit, after=after)


def hearers(case: Case, names: Iterable[str], at: datetime) -> list[Person]:
    """The people that a step of the ladder speaks to, each once."""
    found: dict[int, Person] = {}
    for name in sorted(names):
        found |= {person.pk: person for person in _named(case, name, at)}
    return list(found.values())


def _named(case: Case, name: str, at: datetime) -> Iterable[Person]:
    if name == OWNER:
        return carriers(case)
    if name == DESK:
        return access.who_may("case.assign", case.path)
    if name == ON_CALL:
        shift = on_duty(case.unit, at)
        return [shift.person] if shift else nearest(SPOKESPERSON, case.path)
    return nearest(name, case.path)
