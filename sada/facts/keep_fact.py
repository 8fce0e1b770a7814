"""Adds and changes facts; every value a fact had is kept as a version."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.notices import tell
from sada.kernel.refusals import Missing, WrongState
from sada.store.models import Answer, AnswerState, Case, Fact, FactState, FactUse, FactVersion, Person, Service, Unit
from sada.understand.fold import search_text

UNSENT = (AnswerState.DRAFT, AnswerState.SUBMITTED, AnswerState.RETURNED)


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
    owner: Person | None = None,
) -> Fact:
    """A new fact owned by `owner`, who answers for its value; by the person who adds it where none is named."""
    access.require(by, "fact.edit", unit.path)
    _complete(statement_ar, value)
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
            owner=owner or by,
            created_at=at,
            changed_at=at,
            invented=invented,
            same_as=same_as(statement_ar, measure),
            search_norm=search_text(f"{statement_ar} {value.value} {measure}"),
        )
        _keep_version(fact, by, at)
        acts.record("fact.added", by=by, on=fact, at=at, unit=unit, after=_shown(fact))
    return fact


def change_fact(fact: Fact, value: Value, *, by: Person, at: datetime, version: int | None = None) -> list[FactUse]:
    """Give a fact a new value. Returns the uses it had: each names a text that quoted the old value.

    `version` is the one the person saw; a newer one in between is a refusal.
    """
    access.require(by, "fact.edit", fact.unit.path)
    _complete(fact.statement_ar, value)
    if fact.state == FactState.WITHDRAWN:
        raise WrongState(_("A withdrawn fact has no new value. Make it valid again first."))
    before = _shown(fact)
    with transaction.atomic():
        update_if(
            fact,
            {"version": fact.version if version is None else version},
            value=value.value,
            as_of=value.as_of,
            valid_until=value.valid_until,
            proof=value.proof,
            proof_url=value.proof_url,
            version=(fact.version if version is None else version) + 1,
            state=FactState.VALID,
            changed_at=at,
            search_norm=search_text(f"{fact.statement_ar} {value.value} {fact.measure}"),
        )
        _keep_version(fact, by, at)
        uses = uses_of(fact)
        _tell_writers(fact, "fact.changed", uses, by, at)
        acts.record("fact.changed", by=by, on=fact, at=at, unit=fact.unit, before=before, after=_shown(fact))
    return uses


def set_fact_state(fact: Fact, state: str, *, by: Person, at: datetime, note: str = "") -> None:
    """Mark a fact as contradicted or withdrawn (it then blocks approval wherever it is cited), or valid again."""
    access.require(by, "fact.edit", fact.unit.path)
    if state not in FactState.values or not note.strip():
        raise Missing(_("Choose a state and write the reason."))
    names = {FactState.CONTRADICTED: "fact.contradicted", FactState.WITHDRAWN: "fact.withdrawn"}
    name = names.get(FactState(state), "fact.changed")
    with transaction.atomic():
        before = fact.state
        update_if(fact, {"state": before}, state=state, changed_at=at)
        _tell_writers(fact, name, uses_of(fact), by, at)
        acts.record(
            name,
            by=by,
            on=fact,
            at=at,
            unit=fact.unit,
            before={"state": before},
            after={"state": state},
            note=note,
        )


def _tell_writers(fact: Fact, act: str, uses: list[FactUse], by: Person, at: datetime) -> None:
    """Whoever wrote a text that rests on the fact, and whoever carries its case, hears of it; each case once."""
    told: dict[int, tuple[Case, set[Person]]] = {}
    for answer in [use.answer for use in uses] + drafts_citing(fact):
        people = {one for one in (answer.drafted_by, answer.case.owner) if one is not None}
        told.setdefault(answer.case_id, (answer.case, set()))[1].update(people)
    for case, people in told.values():
        tell(people, act, on=case, by=by, at=at, text=str(fact))


def same_as(statement: str, measure: str) -> str:
    """The same for facts that state the same thing, however it is spelt: a digest of the stems in it."""
    stems = sorted(set(search_text(f"{statement} {measure}").split()))
    return hashlib.sha256(" ".join(stems).encode()).hexdigest() if stems else ""


def drafts_citing(fact: Fact) -> list[Answer]:
    """Texts not yet approved that cite the fact ({#12} or {#12:150}), latest changed first."""
    cites = Q(draft__contains=f"{{#{fact.pk}}}") | Q(draft__contains=f"{{#{fact.pk}:")
    found = Answer.objects.filter(cites, state__in=UNSENT)
    return list(found.select_related("case", "case__unit", "case__owner", "drafted_by").order_by("-changed_at"))


def uses_of(fact: Fact) -> list[FactUse]:
    """Where a fact stands in texts that are not withdrawn, newest first."""
    uses = FactUse.objects.filter(fact=fact).exclude(answer__state=AnswerState.WITHDRAWN)
    return list(
        uses.select_related("answer", "answer__case", "answer__case__owner", "answer__drafted_by").order_by("-id")
    )


def _complete(statement: str, value: Value) -> None:
    if not (statement.strip() and value.value.strip() and value.proof.strip()):
        raise Missing(_("A fact needs a statement, a value and a proof."))
    if value.valid_until < value.as_of:
        raise Missing(_("A fact cannot expire before the day on which it was so."))


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
