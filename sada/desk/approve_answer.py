"""A second person approves a text, which then stands frozen, or returns it with a remark."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk import promises
from sada.desk.citations import blocks_of, used_facts
from sada.desk.states import answer_after
from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.notices import tell
from sada.kernel.refusals import Blocked, Missing, OwnWork
from sada.rules import citations
from sada.rules.access import may_approve
from sada.rules.policies import APPROVE
from sada.store.models import Answer, FactUse, Person


def approve_answer(answer: Answer, version: int, *, by: Person, at: datetime) -> None:
    """Approve exactly the version that was read. Freezes the text with its facts and its SHA-256.

    Raises OwnWork for whoever wrote any version, Blocked while a number has no fact or a fact has expired.
    """
    access.require(by, "answer.approve", answer.case.path)
    writers = answer.versions.values_list("by_id", flat=True)
    if not may_approve(answer.drafted_by_id, by.pk, answer.submitted_by_id or 0, *writers):
        raise OwnWork
    after = answer_after(answer, "approve")
    blocks = blocks_of(answer, at)
    if blocks:
        raise Blocked(list(blocks))
    facts = used_facts(answer)  # read once: what is rendered is what is recorded
    final = citations.render(answer.draft, {fact.pk: fact for fact in facts})
    with transaction.atomic():
        update_if(
            answer,
            {"state": answer.state, "version": version},
            state=after,
            approved_by=by,
            approved_at=at,
            final=final,
            sha256=hashlib.sha256(final.encode()).hexdigest(),
        )
        promises.meet(answer.case, APPROVE, at=at, answer=answer)
        FactUse.objects.bulk_create([FactUse(answer=answer, fact=f, version=f.version, value=f.value) for f in facts])
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
            {"state": answer.state, "version": answer.version},
            state=answer_after(answer, "return"),
            remark=remark.strip(),
        )
        promises.meet(answer.case, APPROVE, at=at, answer=answer)
        tell(_writers(answer), "answer.returned", on=answer.case, by=by, at=at, text=remark)
        acts.record("answer.returned", by=by, on=answer.case, at=at, unit=answer.case.unit, note=remark)


def _writers(answer: Answer) -> list[Person]:
    return list(Person.objects.filter(pk__in=answer.versions.values("by")))
