"""Promises by kind, medium, urgency and unit, dated: what was asked before a change keeps the promise of its day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.kernel import access, acts
from sada.kernel.clock import RIYADH
from sada.kernel.guarded import update_if
from sada.kernel.refusals import Missing, Refusal
from sada.rules.alarms import FARTHEST, HEARERS, Step
from sada.rules.policies import ANSWER, PROMISES
from sada.store.models import ClockPolicy, Kind, LadderStep, Medium, Person, Unit

DAY = timedelta(days=1)
URGENCIES = ("", "normal", "high", "urgent", "danger")
LONGEST = 60 * 24 * 60  # minutes: two months


class LastAnswer(Refusal):
    """Without any answer promise no case could be opened."""

    sentence = _("This is the promise that holds for every case. Write another before you end it.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A promise as it is to hold; an empty kind, medium or urgency means any."""

    unit: Unit
    promise: str
    minutes: int
    basis: str
    valid_from: date
    kind: str = ""
    medium: str = ""
    urgency: str = ""


def add_promise(wanted: Wanted, *, by: Person, at: datetime) -> ClockPolicy:
    """A promise from a day on, today at the earliest. The row that said the same for this unit until then is ended."""
    access.require(by, "policy.edit", wanted.unit.path)
    _check(wanted, at)
    same = ClockPolicy.objects.filter(
        unit=wanted.unit,
        promise=wanted.promise,
        kind=wanted.kind,
        medium=wanted.medium,
        urgency=wanted.urgency,
        valid_to=None,
    )
    with transaction.atomic():
        before = same.select_for_update().order_by("-valid_from").first()
        same.filter(valid_from__gte=wanted.valid_from).delete()
        same.update(valid_to=wanted.valid_from - DAY)
        names = ("unit", "promise", "minutes", "basis", "valid_from", "kind", "medium", "urgency")
        row = ClockPolicy.objects.create(**{name: getattr(wanted, name) for name in names})
        old = _shown(before) if before else {}
        acts.record("policy.changed", by=by, on=row, at=at, unit=wanted.unit, before=old, after=_shown(row))
    return row


def end_promise(policy: ClockPolicy, *, by: Person, at: datetime) -> None:
    """Let a promise of one's own unit hold until today and no longer; the rows above it hold again from tomorrow."""
    unit = policy.unit or Unit.objects.get(parent=None)
    access.require(by, "policy.edit", unit.path)
    if policy.promise == ANSWER and _is_general(policy) and unit.parent_id is None:
        raise LastAnswer
    today = at.astimezone(RIYADH).date()
    with transaction.atomic():
        before = _shown(policy)
        update_if(policy, {"valid_to": policy.valid_to}, valid_to=max(today, policy.valid_from))
        acts.record("policy.changed", by=by, on=policy, at=at, unit=unit, before=before, after=_shown(policy))


def set_ladder(
    unit: Unit, promise: str, urgency: str, steps: Sequence[Step], *, by: Person, at: datetime
) -> list[LadderStep]:
    """The whole ladder of alarms of a unit for a promise (any, where it is empty), from today on.

    Without steps the unit's own ladder ends and that of the units above it holds.
    """
    access.require(by, "policy.edit", unit.path)
    _check_ladder(promise, urgency, steps)
    today = at.astimezone(RIYADH).date()
    held = LadderStep.objects.filter(unit=unit, promise=promise, urgency=urgency, valid_to=None)
    with transaction.atomic():
        Unit.objects.select_for_update().get(pk=unit.pk)  # of two who write at once, one waits
        before = [(row.share, row.to) for row in held]
        held.filter(valid_from__gte=today).delete()
        held.update(valid_to=today - DAY)
        rows = [
            LadderStep(
                unit=unit, promise=promise, urgency=urgency, share=step.share, to=list(step.to), valid_from=today
            )
            for step in sorted(steps, key=lambda s: s.share)
        ]
        LadderStep.objects.bulk_create(rows)
        said = {"promise": promise, "urgency": urgency}
        after = said | {"steps": [(row.share, row.to) for row in rows]}
        acts.record("ladder.changed", by=by, on=unit, at=at, unit=unit, before=said | {"steps": before}, after=after)
    return rows


def _check(wanted: Wanted, at: datetime) -> None:
    known = (
        (wanted.promise, PROMISES),
        (wanted.basis, ("work", "wall", "day")),
        (wanted.kind, ("", *Kind.values)),
        (wanted.medium, ("", *Medium.values)),
        (wanted.urgency, URGENCIES),
    )
    if not all(value in values for value, values in known):
        raise Missing(_("Choose from the lists."))
    if not 1 <= wanted.minutes <= LONGEST:
        raise Missing(_("A promise needs at least one minute and lasts two months at most."))
    if wanted.valid_from < at.astimezone(RIYADH).date():
        raise Missing(_("A promise begins today at the earliest: what was asked before keeps the promise of its day."))


def _check_ladder(promise: str, urgency: str, steps: Sequence[Step]) -> None:
    shares = [step.share for step in steps]
    if promise not in ("", *PROMISES) or urgency not in URGENCIES:
        raise Missing(_("Choose from the lists."))
    if len(set(shares)) != len(shares) or not all(1 <= share <= FARTHEST for share in shares):
        raise Missing(_("Each step needs a share of its own, from 1 to 1000 percent of the time."))
    if not all(step.to and set(step.to) <= set(HEARERS) for step in steps):
        raise Missing(_("Choose for each step who is told."))


def _is_general(policy: ClockPolicy) -> bool:
    return not (policy.kind or policy.medium or policy.urgency)


def _shown(row: ClockPolicy) -> dict[str, object]:
    names = ("promise", "kind", "medium", "urgency", "minutes", "basis", "valid_from", "valid_to")
    return {name: value for name in names if (value := getattr(row, name)) not in ("", None)}
