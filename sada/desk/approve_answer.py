"""A second person approves a text, which then stands frozen, or returns it with a remark."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk.citations import blocks_of, rendered, used_facts
from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.notices import tell
from sada.kernel.refusals import Blocked, Missing, OwnWork, WrongState
from sada.store.models import Answer, AnswerState, FactUse, Person


def approve_answer(answer: Answer, version: int, *, by: Person, at: datetime) -> None:
    """Approve exactly the version that was read. Freezes the text with its facts and its SHA-256.

    Raises OwnWork for whoever wrote any version, Blocked while a number has no fact or a fact has expired.
    """
    access.require(by, "answer.approve", answer.case.path)
    if answer.versions.filter(by=by).exists() or answer.submitted_by_id == by.pk:
        raise OwnWork
    if answer.state != AnswerState.SUBMITTED:
        raise WrongState
    blocks = blocks_of(answer, at)
    if blocks:
        raise Blocked(list(blocks))
    final = rendered(answer)
    with transaction.atomic():
        update_if(
            answer,
            {"state": AnswerState.SUBMITTED, "version": version},
            state=AnswerState.APPROVED,
            approved_by=by,
            approved_at=at,
            final=final,
            sha256=hashlib.sha256(final.encode()).hexdigest(),
        )
        FactUse.objects.bulk_create(
            [FactUse(answer=answer, fact=f, version=f.version, value=f.value) for f in used_facts(answer)]
        )
        tell(_writers(answer), "answer.approved", on=answer.case, by=by, at=at, text=answer.title)
        acts.record(
            "answer.approved",
            by=by,
            on=answer.case,
            at=at,
            unit=answer.case.unit,
            after={"answer": answer.pk, "version": version, "sha256": answer.sha256},
        )


def return_answer(answer: Answer, remark: str, *, by: Person, at: datetime) -> None:
    """Send a text back to its writer with what should change."""
    access.require(by, "answer.return", answer.case.path)
    if not remark.strip():
        raise Missing(_("Write what should be changed."))
    with transaction.atomic():
        update_if(
            answer,
            {"state": AnswerState.SUBMITTED, "version": answer.version},
            state=AnswerState.RETURNED,
            remark=remark.strip(),
        )
        tell(_writers(answer), "answer.returned", on=answer.case, by=by, at=at, text=remark)
        acts.record("answer.returned", by=by, on=answer.case, at=at, unit=answer.case.unit, note=remark)


def _writers(answer: Answer) -> list[Person]:
    return list(Person.objects.filter(pk__in=answer.versions.values("by")))
