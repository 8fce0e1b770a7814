"""The steps of approval as dated rows: a change ends the row that held and begins another. Texts keep their steps."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk.approval_steps import free, hands
from sada.kernel import access, acts
from sada.kernel.clock import RIYADH
from sada.kernel.refusals import Missing, Refusal, WrongState
from sada.rules.approvals import ANY, MOST_STEPS, Step, kept, left_open
from sada.store.models import ApprovalPolicy, Family, Person, Unit

ACT = "policy.edit"


class NobodyThere(Refusal):
    """A step that nobody could take would hold up every text."""

    sentence = _("Nobody could approve in step %(n)s now. Choose a role that somebody holds, or a person who may.")

    def __init__(self, number: int) -> None:
        super().__init__(str(type(self).sentence) % {"n": number})


class NobodyElse(NobodyThere):
    """A step that only those could take who are needed in another would hold up every text as well."""

    sentence = _(
        "One person approves a text once, and nobody else is left for step %(n)s. Give it to a role that another "
        "person holds, or take the step out."
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """Steps as someone wants them; empty urgency, medium or family means any."""

    unit: Unit
    steps: tuple[Step, ...] = field(default=())
    urgency: str = ""
    medium: str = ""
    family: Family | None = None


def add_policy(wanted: Wanted, *, by: Person, at: datetime) -> ApprovalPolicy:
    """Steps that hold for what is submitted from today on."""
    access.require(by, ACT, wanted.unit.path)
    _check(wanted, at)
    with transaction.atomic():
        row = _create(wanted, at)
        acts.record("approval_policy.added", by=by, on=row, at=at, unit=row.unit, after=_shown(row))
    return row


def change_policy(policy: ApprovalPolicy, wanted: Wanted, *, by: Person, at: datetime) -> ApprovalPolicy:
    """Other steps from today on: in its own unit the new row takes the old one's place, below it stands before it."""
    access.require(by, ACT, wanted.unit.path)
    if not wanted.unit.path.startswith(policy.unit.path):
        raise WrongState
    _check(wanted, at)
    with transaction.atomic():
        if policy.unit_id == wanted.unit.pk:
            _end(policy, at)
        row = _create(wanted, at)
        acts.record(
            "approval_policy.changed", by=by, on=row, at=at, unit=row.unit, before=_shown(policy), after=_shown(row)
        )
    return row


def end_policy(policy: ApprovalPolicy, *, by: Person, at: datetime) -> None:
    """The steps hold no longer; the next row that fits does, or the single step of old."""
    access.require(by, ACT, policy.unit.path)
    with transaction.atomic():
        _end(policy, at)
        acts.record("approval_policy.ended", by=by, on=policy, at=at, unit=policy.unit, before=_shown(policy))


def _end(policy: ApprovalPolicy, at: datetime) -> None:
    held = ApprovalPolicy.objects.select_for_update().filter(pk=policy.pk, valid_to=None)
    if not held.update(valid_to=at.astimezone(RIYADH).date() - timedelta(days=1)):
        raise WrongState


def _check(wanted: Wanted, at: datetime) -> None:
    if not wanted.steps or len(wanted.steps) > MOST_STEPS or not all(step.seats for step in wanted.steps):
        raise Missing(_("Choose who approves in the first step."))
    people = free(hands(wanted.unit.path, (), at), ())
    held = left_open(wanted.steps, {}, list(people.values()))
    if held is not None:
        step, there = wanted.steps[held], frozenset[str]().union(*people.values())
        held_by_some = (any if step.need == ANY else all)(seat in there for seat in step.seats)
        raise (NobodyElse if held_by_some else NobodyThere)(held + 1)


def _create(wanted: Wanted, at: datetime) -> ApprovalPolicy:
    return ApprovalPolicy.objects.create(
        unit=wanted.unit,
        urgency=wanted.urgency,
        medium=wanted.medium,
        family=wanted.family,
        steps=kept(wanted.steps),
        valid_from=at.astimezone(RIYADH).date(),
    )


def _shown(row: ApprovalPolicy) -> dict[str, object]:
    return {"steps": row.steps, "urgency": row.urgency, "medium": row.medium, "family": row.family_id}
