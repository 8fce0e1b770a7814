"""Writes the text of an answer; every version and its writer are kept."""

from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk import promises
from sada.desk.approval_steps import standing
from sada.desk.ask_approvers import ask_approvers
from sada.desk.citations import blocks_of
from sada.desk.states import answer_after, case_after, hold
from sada.kernel import access, acts
from sada.kernel.clock import RIYADH
from sada.kernel.guarded import update_if
from sada.kernel.refusals import Blocked, Missing, Refusal
from sada.rules import approvals
from sada.rules.policies import APPROVE
from sada.store.models import Answer, AnswerVersion, Case, Person
from sada.store.queries.approvals import steps_for

# What of a decision no longer holds when a text becomes a draft again.
UNDECIDED: Final[dict[str, Any]] = {
    "submitted_by": None, "submitted_at": None, "steps": [], "awaits": [], "approved_by": None, "approved_at": None,
    "final": "", "sha256": "",
}  # fmt: skip


class Unread(Refusal):
    """An assistant's text has not been made anybody's own."""

    sentence = _("An assistant wrote this text. Read it, then change it or accept it as yours before you submit it.")


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
        keep_version(answer, by, at)
        if not is_holding:
            promises.decided_to_reply(case, at=at)  # who writes the reply has decided to send one
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
        hold(answer.case)
        update_if(
            answer,
            {"version": version, "state": answer.state},
            title=title.strip()[:300],
            draft=draft,
            state=after,
            version=version + 1,
            changed_at=at,
            is_machine=answer.is_machine and draft == answer.draft,
            **UNDECIDED,
        )
        answer.fact_uses.all().delete()
        promises.drop(answer.case, APPROVE, at=at, answer=answer)
        keep_version(answer, by, at)
        acts.record(
            "answer.changed", by=by, on=answer.case, at=at, unit=answer.case.unit, after={"version": answer.version}
        )


def submit_answer(answer: Answer, *, by: Person, at: datetime) -> None:
    """Ask for approval; those who may approve it are told. Raises Blocked for what would stand against approving it."""
    access.require(by, "answer.submit", answer.case.path)
    if not answer.draft.strip() or not answer.title.strip():
        raise Missing(_("Write the title and the text first."))
    after = answer_after(answer, "submit")
    if answer.is_machine:
        raise Unread
    blocks = blocks_of(answer, at)
    if blocks:
        raise Blocked(list(blocks), _("The text cannot be submitted yet. Mend what prevents its approval first."))
    steps = steps_for(answer.case, at.astimezone(RIYADH).date())
    with transaction.atomic():
        hold(answer.case)
        update_if(
            answer,
            {"version": answer.version, "state": answer.state},
            state=after,
            submitted_by=by,
            submitted_at=at,
            steps=approvals.kept(steps),
            awaits=approvals.awaited(steps[0], ()),
        )
        promises.submitted(answer, at=at)
        ask_approvers(answer, standing(answer, at), by=by, at=at)
        after_steps = {"answer": answer.pk, "steps": len(steps)}
        acts.record("answer.submitted", by=by, on=answer.case, at=at, unit=answer.case.unit, after=after_steps)


def withdraw_answer(answer: Answer, *, by: Person, at: datetime) -> None:
    """Give up an answer that has not been sent."""
    access.require(by, "answer.draft", answer.case.path)
    after = answer_after(answer, "withdraw")
    with transaction.atomic():
        hold(answer.case)
        update_if(answer, {"state": answer.state, "version": answer.version}, state=after)
        promises.drop(answer.case, APPROVE, at=at, answer=answer)
        acts.record("answer.withdrawn", by=by, on=answer.case, at=at, unit=answer.case.unit)


def keep_version(answer: Answer, by: Person, at: datetime, reason: str = "") -> None:
    """Keep the text as it stands, with who wrote it and, where an approver did, why."""
    AnswerVersion.objects.create(
        answer=answer,
        version=answer.version,
        title=answer.title,
        draft=answer.draft,
        by=by,
        at=at,
        reason=reason,
        is_machine=answer.is_machine,
    )
