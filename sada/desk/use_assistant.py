"""What an assistant wrote is kept, put into a draft under its mark, and made a person's own. The log never holds it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk.ask_assistant import facts_for
from sada.desk.draft_answer import keep_version
from sada.desk.states import answer_after
from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.refusals import Missing, WrongState
from sada.rules import assistant
from sada.store.models import Answer, AssistantDraft, AssistantState, Person


def take_text(row: AssistantDraft, said: str, *, at: datetime) -> None:
    """Keep what the assistant wrote, for the writer to look at. A question that has ended already stays as it is."""
    text = assistant.taken(said, {fact.pk for fact in facts_for(row.answer, at)})
    if not text:
        fail_draft(row, "empty", at=at)
        return
    waiting = AssistantDraft.objects.filter(pk=row.pk, state=AssistantState.WAITING)
    waiting.update(state=AssistantState.DONE, text=text, ended_at=at)


def fail_draft(row: AssistantDraft, error: str, *, at: datetime) -> None:
    """Keep why nothing was written."""
    waiting = AssistantDraft.objects.filter(pk=row.pk, state=AssistantState.WAITING)
    waiting.update(state=AssistantState.FAILED, error=error, ended_at=at)


def use_text(answer: Answer, version: int, *, by: Person, at: datetime) -> None:
    """Put the assistant's latest text into the draft, as a version that is marked as the machine's."""
    access.require(by, "answer.draft", answer.case.path)
    row = answer.assistant_drafts.filter(state__in=(AssistantState.DONE, AssistantState.USED)).first()
    if row is None:
        raise Missing(_("The assistant has written nothing for this text."))
    with transaction.atomic():
        _replace(answer, row.text, version, by, at)
        AssistantDraft.objects.filter(pk=row.pk).update(state=AssistantState.USED)
        after = {"answer": answer.pk, "version": answer.version, "model": row.model}
        acts.record("assistant.used", by=by, on=answer.case, at=at, unit=answer.case.unit, after=after)


def _replace(answer: Answer, text: str, version: int, by: Person, at: datetime) -> None:
    """The text as a new draft; only of a text that is with its writer, so that no approval is taken away unseen."""
    if answer.state not in ("draft", "returned"):
        raise WrongState
    update_if(
        answer,
        {"version": version, "state": answer.state},
        draft=text,
        state=answer_after(answer, "change"),
        version=version + 1,
        changed_at=at,
        is_machine=True,
    )
    keep_version(answer, by, at)


def accept_text(answer: Answer, version: int, *, by: Person, at: datetime) -> None:
    """A person has read the assistant's text and makes it their own, as it stands."""
    access.require(by, "answer.draft", answer.case.path)
    if not answer.is_machine:
        raise WrongState
    with transaction.atomic():
        update_if(answer, {"version": version, "is_machine": True}, is_machine=False)
        after = {"answer": answer.pk, "version": version}
        acts.record("assistant.accepted", by=by, on=answer.case, at=at, unit=answer.case.unit, after=after)
