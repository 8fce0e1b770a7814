"""Adds and changes facts; every value a fact had is kept as a version."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.notices import tell
from sada.kernel.refusals import WrongState
from sada.store.models import AnswerState, Fact, FactState, FactUse, FactVersion, Person, Service, Unit
from sada.understand.fold import search_text


@dataclass(frozen=True, slots=True)
class Value:
    """What may change in a fact: the value with its dates and proof."""

    value: str
    as_of: date
    valid_until: date
    proof: str
    proof_url: str = ""


def add_fact(
    unit: Unit,
    statement_ar: str,
    value: Value,
    *,
    by: Person,
    at: datetime,
    measure: str = "",
    statement_en: str = "",
    service: Service | None = None,
    invented: bool = False,
) -> Fact:
    """A new fact owned by the person who adds it."""
    access.require(by, "fact.edit", unit.path)
    with transaction.atomic():
        fact = Fact.objects.create(
            unit=unit,
            service=service,
            statement_ar=statement_ar,
            statement_en=statement_en,
            value=value.value,
            measure=measure,
            as_of=value.as_of,
            valid_until=value.valid_until,
            proof=value.proof,
            proof_url=value.proof_url,
            owner=by,
            created_at=at,
            changed_at=at,
            invented=invented,
            search_norm=search_text(f"{statement_ar} {value.value} {measure}"),
        )
        _keep_version(fact, by, at)
        acts.record("fact.added", by=by, on=fact, at=at, unit=unit, after=_shown(fact))
    return fact


def change_fact(fact: Fact, value: Value, *, by: Person, at: datetime) -> list[FactUse]:
    """Give a fact a new value. Returns the uses it had: each names a text that quoted the old value."""
    access.require(by, "fact.edit", fact.unit.path)
    if fact.state == FactState.WITHDRAWN:
        raise WrongState
    before = _shown(fact)
    with transaction.atomic():
        update_if(
            fact,
            {"version": fact.version},
            value=value.value,
            as_of=value.as_of,
            valid_until=value.valid_until,
            proof=value.proof,
            proof_url=value.proof_url,
            version=fact.version + 1,
            state=FactState.VALID,
            changed_at=at,
            search_norm=search_text(f"{fact.statement_ar} {value.value} {fact.measure}"),
        )
        _keep_version(fact, by, at)
        uses = uses_of(fact)
        for use in uses:
            people = {use.answer.drafted_by, use.answer.case.owner} - {None}
            tell(people, "fact.changed", on=use.answer.case, by=by, at=at, text=str(fact))
        acts.record("fact.changed", by=by, on=fact, at=at, unit=fact.unit, before=before, after=_shown(fact))
    return uses


def set_fact_state(fact: Fact, state: str, *, by: Person, at: datetime, note: str = "") -> None:
    """Mark a fact as contradicted or withdrawn (it then blocks approval wherever it is cited), or valid again."""
    access.require(by, "fact.edit", fact.unit.path)
    name = {FactState.CONTRADICTED: "fact.contradicted", FactState.WITHDRAWN: "fact.withdrawn"}
    with transaction.atomic():
        before = fact.state
        update_if(fact, {"state": before}, state=state, changed_at=at)
        acts.record(
            name.get(FactState(state), "fact.changed"),
            by=by,
            on=fact,
            at=at,
            unit=fact.unit,
            before={"state": before},
            after={"state": state},
            note=note,
        )


def uses_of(fact: Fact) -> list[FactUse]:
    """Where a fact stands in texts that are not withdrawn, newest first."""
    uses = FactUse.objects.filter(fact=fact).exclude(answer__state=AnswerState.WITHDRAWN)
    return list(
        uses.select_related("answer", "answer__case", "answer__case__owner", "answer__drafted_by").order_by("-id")
    )


def _keep_version(fact: Fact, by: Person, at: datetime) -> None:
    FactVersion.objects.create(
        fact=fact,
        version=fact.version,
        value=fact.value,
        as_of=fact.as_of,
        valid_until=fact.valid_until,
        proof=fact.proof,
        by=by,
        at=at,
    )


def _shown(fact: Fact) -> dict[str, object]:
    return {"value": fact.value, "as_of": fact.as_of, "valid_until": fact.valid_until, "proof": fact.proof}
