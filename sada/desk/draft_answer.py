"""Writes the text of an answer; every version and its writer are kept."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk import promises
from sada.desk.states import answer_after, case_after
from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.notices import tell
from sada.kernel.refusals import Missing
from sada.rules.policies import APPROVE
from sada.store.models import Answer, AnswerVersion, Case, Person


def draft_answer(
    case: Case, title: str, draft: str, *, by: Person, at: datetime, language: str = "ar", is_holding: bool = False
) -> Answer:
    """Begin an answer to the case, or a holding line that only says that the answer will come."""
    access.require(by, "answer.draft", case.path)
    case_after(case, "draft")
    with transaction.atomic():
        answer = Answer.objects.create(
            case=case,
            title=title.strip()[:300],
            draft=draft,
            language=language,
            is_holding=is_holding,
            drafted_by=by,
            created_at=at,
            changed_at=at,
        )
        _keep(answer, by, at)
        acts.record("answer.drafted", by=by, on=case, at=at, unit=case.unit, after={"answer": answer.pk})
    return answer


def change_answer(answer: Answer, title: str, draft: str, version: int, *, by: Person, at: datetime) -> None:
    """Save a new version. `version` is the one the writer began from: a newer one in between is a refusal.

    A submitted or approved text that is changed falls back to a draft: a late change needs a new approval. Saving
    what stands there already changes nothing.
    """
    access.require(by, "answer.draft", answer.case.path)
    after = answer_after(answer, "change")
    if (title.strip()[:300], draft) == (answer.title, answer.draft):
        return
    with transaction.atomic():
        update_if(
            answer,
            {"version": version, "state": answer.state},
            title=title.strip()[:300],
            draft=draft,
            state=after,
            version=version + 1,
            changed_at=at,
            submitted_by=None,
            submitted_at=None,
            approved_by=None,
            approved_at=None,
            final="",
            sha256="",
        )
        answer.fact_uses.all().delete()
        promises.drop(answer.case, APPROVE, at=at, answer=answer)
        _keep(answer, by, at)
        acts.record(
            "answer.changed", by=by, on=answer.case, at=at, unit=answer.case.unit, after={"version": answer.version}
        )


def submit_answer(answer: Answer, *, by: Person, at: datetime) -> None:
    """Ask for approval; those who may approve it are told."""
    access.require(by, "answer.submit", answer.case.path)
    if not answer.draft.strip() or not answer.title.strip():
        raise Missing(_("Write the title and the text first."))
    after = answer_after(answer, "submit")
    with transaction.atomic():
        update_if(
            answer,
            {"version": answer.version, "state": answer.state},
            state=after,
            submitted_by=by,
            submitted_at=at,
        )
        promises.submitted(answer, at=at)
        approvers = access.who_may("answer.approve", answer.case.path)
        tell(approvers, "answer.submitted", on=answer.case, by=by, at=at, text=answer.title)
        acts.record("answer.submitted", by=by, on=answer.case, at=at, unit=answer.case.unit)


def withdraw_answer(answer: Answer, *, by: Person, at: datetime) -> None:
    """Give up an answer that has not been sent."""
    access.require(by, "answer.draft", answer.case.path)
    after = answer_after(answer, "withdraw")
    with transaction.atomic():
        update_if(answer, {"state": answer.state, "version": answer.version}, state=after)
        promises.drop(answer.case, APPROVE, at=at, answer=answer)
        acts.record("answer.withdrawn", by=by, on=answer.case, at=at, unit=answer.case.unit)


def _keep(answer: Answer, by: Person, at: datetime) -> None:
    AnswerVersion.objects.create(
        answer=answer, version=answer.version, title=answer.title, draft=answer.draft, by=by, at=at
    )
