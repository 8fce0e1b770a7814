"""Who is on call for a unit, and whom one calls when they cannot be reached."""

from datetime import datetime, timedelta

from django.db import transaction

from sada.kernel import access, acts
from sada.kernel.holders import nearest_of
from sada.kernel.notices import tell
from sada.kernel.refusals import SomeoneElseDidIt
from sada.rules.access import MANAGER, SPOKESPERSON, SUPERVISOR
from sada.rules.alarms import to_call
from sada.store.models import Case, DutyShift, Person, Unit, Unreached
from sada.store.queries.working_time import paths_above

# Without a shift a call in vain counts for so long; with one it counts until the shift ends.
REMEMBERED = timedelta(hours=12)


def on_duty(unit: Unit, at: datetime) -> DutyShift | None:
    """The shift that holds at an instant: the unit's own, else that of the nearest unit above; None without any."""
    rows = DutyShift.objects.filter(unit__path__in=paths_above(unit.path), starts__lte=at, ends__gt=at)
    return max(rows.select_related("unit", "person", "deputy"), key=lambda shift: len(shift.unit.path), default=None)


def whom_to_call(case: Case, at: datetime, shift: DutyShift | None = None) -> list[Person]:
    """Whom one calls about a case now: on call, then the deputy, the managers, the ministry's supervisors.

    Where nobody is on call the spokesperson is called first, to whom the alarms go then.
    Those who could not be reached are stepped over; empty when everybody was tried.
    """
    shift = shift or on_duty(case.unit, at)
    rungs = _rungs(case, shift)
    since = shift.starts if shift else at - REMEMBERED
    tried = Unreached.objects.filter(case=case, at__gte=since, at__lte=at).values_list("person", flat=True)
    people = {person.pk: person for rung in rungs for person in rung}
    return [people[pk] for pk in to_call([[person.pk for person in rung] for rung in rungs], set(tried))]


def cannot_reach(case: Case, person: Person, *, by: Person, at: datetime) -> list[Person]:
    """Record that a person on the ladder could not be reached, and call the next; returns whom.

    Whoever is next is told at once, quiet hours or not. At the ladder's end the supervisors and the managers are told
    that nobody could be reached. Of two who press it at once one wins.
    """
    access.require(by, "case.call", case.path)
    shift = on_duty(case.unit, at)
    if person.pk not in {one.pk for one in whom_to_call(case, at, shift)}:
        raise SomeoneElseDidIt
    with transaction.atomic():
        key = f"{case.pk}-{person.pk}-{shift.pk if shift else f'{at:%Y%m%d%H}'}"
        row, is_new = Unreached.objects.get_or_create(
            key=key, defaults={"case": case, "person": person, "by": by, "at": at}
        )
        if not is_new:
            raise SomeoneElseDidIt
        following = whom_to_call(case, at, shift)
        _call(case, following, by, at)
        after = {"owner": row.person_id, "told": [one.pk for one in following]}
        acts.record("duty.not_reached", by=by, on=case, at=at, unit=case.unit, after=after)
    return following


def _call(case: Case, following: list[Person], by: Person, at: datetime) -> None:
    if following:
        tell(following, "duty.called", on=case, by=by, at=at, text=case.subject, urgent=True)
        return
    near = nearest_of((MANAGER, SUPERVISOR), case.path)
    everybody = [*near[MANAGER], *near[SUPERVISOR]]
    tell(everybody, "duty.nobody_reached", on=case, by=None, at=at, text=case.subject, urgent=True)


def _rungs(case: Case, shift: DutyShift | None) -> list[list[Person]]:
    near = nearest_of((SPOKESPERSON, MANAGER, SUPERVISOR), case.path)
    on_call = [shift.person] if shift else near[SPOKESPERSON]  # as alarms go to them then
    deputy = [shift.deputy] if shift and shift.deputy else []
    return [on_call, deputy, near[MANAGER], near[SUPERVISOR]]
