"""Texts changed out of turn: by an approver while approval is asked for, or back to an earlier version."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk.approval_steps import standing
from sada.desk.approve_answer import take
from sada.desk.ask_approvers import ask_approvers
from sada.desk.draft_answer import change_answer, keep_version
from sada.desk.states import answer_after
from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.notices import tell
from sada.kernel.refusals import Missing, OwnWork
from sada.rules import approvals
from sada.store.models import Answer, AnswerVersion, Person


def amend_answer(
    answer: Answer, title: str, draft: str, reason: str, version: int, *, by: Person, at: datetime
) -> None:
    """An approver puts a text right, with the reason. It stays before approval as a new version.

    Approvals of the old text fall, and whoever changed it is one of its writers from now on: another must approve.
    """
    access.require(by, "answer.approve", answer.case.path)
    if not reason.strip():
        raise Missing(_("Write why you change the text; its writer reads it."))
    if not draft.strip() or not title.strip():
        raise Missing(_("Write the title and the text first."))
    with transaction.atomic():
        take(answer, version)
        after = answer_after(answer, "amend")
        if by.pk in standing(answer, at).writers:
            raise OwnWork(_("You wrote part of this text. Change it as its writer; it then goes back to a draft."))
        if (title.strip()[:300], draft) == (answer.title, answer.draft):
            raise Missing(_("Nothing was changed. Approve the text, or change it first."))
        update_if(
            answer,
            {"version": version, "state": answer.state},
            title=title.strip()[:300],
            draft=draft,
            state=after,
            version=version + 1,
            changed_at=at,
            awaits=approvals.awaited(approvals.steps_of(answer.steps)[0], ()),
        )
        keep_version(answer, by, at, reason.strip())
        _tell(answer, reason.strip(), by, at)


def _tell(answer: Answer, reason: str, by: Person, at: datetime) -> None:
    """The writers read why; those who may approve now are asked."""
    now = standing(answer, at)
    writers = Person.objects.filter(pk__in=now.writers)
    tell(writers, "answer.amended", on=answer.case, by=by, at=at, text=reason)
    ask_approvers(answer, now, by=by, at=at)
    after = {"answer": answer.pk, "version": answer.version}
    acts.record("answer.amended", by=by, on=answer.case, at=at, unit=answer.case.unit, after=after, note=reason)


def restore_version(answer: Answer, number: int, version: int, *, by: Person, at: datetime) -> None:
    """Bring an earlier version back as the newest; nothing in between is lost. `version` is the one that was seen."""
    access.require(by, "answer.draft", answer.case.path)
    earlier = AnswerVersion.objects.filter(answer=answer, version=number).first()
    if earlier is None or number == answer.version:
        raise Missing(_("Choose an earlier version."))
    with transaction.atomic():
        change_answer(answer, earlier.title, earlier.draft, version, by=by, at=at)
        after = {"answer": answer.pk, "version": answer.version, "restored": number}
        acts.record("answer.restored", by=by, on=answer.case, at=at, unit=answer.case.unit, after=after)
