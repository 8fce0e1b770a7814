"""Which steps of approval hold for a case, and which seats a person could take."""

from datetime import date

from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Length

from sada.rules import approvals as rules
from sada.store.models import AnswerVersion, Approval, ApprovalPolicy, Case, Membership, Person, Unit
from sada.store.queries.memberships import held, held_on
from sada.store.queries.working_time import paths_above


def holding(unit: Unit, on: date) -> QuerySet[ApprovalPolicy]:
    """The rows of a unit and of those above it that hold on that day."""
    return ApprovalPolicy.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=on), unit__path__in=paths_above(unit.path), valid_from__lte=on
    ).select_related("unit", "family")


def steps_for(case: Case, on: date) -> tuple[rules.Step, ...]:
    """The steps that hold for a case on that day; those of the default where no row speaks of it."""
    rows = {row.pk: row for row in holding(case.unit, on)}
    chosen = rules.choose(map(_rule, rows.values()), case.urgency, case.family_id or "", case.medium, on)
    return rules.steps_of(rows[chosen].steps) if chosen is not None else rules.DEFAULT


def _rule(row: ApprovalPolicy) -> rules.Rule:
    rank = row.unit.path.count("/")
    return rules.Rule(row.pk, row.urgency, row.family_id or "", row.medium, row.valid_from, row.valid_to, rank)


def seats(person_id: int, held: list[tuple[str, int]]) -> list[str]:
    """The seats of someone who holds these (role, id of the unit): their own, their roles, their roles in the unit."""
    return [
        f"person:{person_id}",
        *(f"role:{role}" for role, _ in held),
        *(f"role:{role}@{unit}" for role, unit in held),
    ]


def seats_of(person: Person, on: date) -> list[str]:
    """All seats a person could take on a day, in their own name or another's."""
    rows = held(person, on)
    return sorted({seat for one, some in rows.items() for seat in seats(one, [(role, unit) for role, _, unit in some])})


def asks(person: Person, on: date) -> Q:
    """The texts for which a person is asked to approve: of each seat awaited the nearest who could take it are asked,
    as in `Standing.nearest`. Who reaches down from above may approve as well and is not called for it."""
    rows = held(person, on)
    found = Q(awaits__overlap=[f"person:{one}" for one in rows])
    for role, path, unit in sorted({place for some in rows.values() for place in some}):
        found |= Q(awaits__contains=[f"role:{role}@{unit}"])
        found |= Q(awaits__contains=[f"role:{role}"], case__path__startswith=path) & ~Exists(_nearer(role, path, on))
    return found


def _nearer(role: str, path: str, on: date) -> QuerySet[Membership]:
    """Who holds the role nearer to the case of a text (the outer row) than at `path`, and may still approve it."""
    text = {"answer": OuterRef(OuterRef("pk")), "by": OuterRef("person_id")}
    took = Approval.objects.filter(**text, version=OuterRef(OuterRef("version")))
    near = Membership.objects.filter(held_on(on)).annotate(
        at=ExpressionWrapper(OuterRef("case__path"), TextField()), deep=Length("unit__path")
    )
    near = near.filter(role=role, person__is_active=True, at__startswith=F("unit__path"), deep__gt=len(path))
    wrote = Exists(AnswerVersion.objects.filter(**text)) | Q(person_id=OuterRef("submitted_by_id"))
    return near.exclude(wrote | Exists(took))
