"""A paper is taken: a letter as PDF or DOCX, the file of a case. Who took which, and its hash, is recorded."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.kernel import access, acts
from sada.kernel.refusals import Missing, WrongState
from sada.store.models import Answer, AnswerState, Case, Person

FROZEN = (AnswerState.APPROVED, AnswerState.SENT)
LEAST_REASON = 3  # letters


def letter_text(answer: Answer) -> str:
    """The frozen text, exactly as approved. WrongState before approval, or where the text is not that of its seal."""
    if answer.state not in FROZEN or hashlib.sha256(answer.final.encode()).hexdigest() != answer.sha256:
        raise WrongState
    return answer.final


def letter_made(answer: Answer, form: str, content: bytes, *, by: Person, at: datetime) -> None:
    """Record that the frozen text was taken as a letter."""
    access.require(by, "export.make", answer.case.path)
    letter_text(answer)
    after = {"paper": form, "answer": answer.pk, "text_sha256": answer.sha256, "sha256": _digest(content)}
    acts.record("paper.made", by=by, on=answer.case, at=at, unit=answer.case.unit, after=after)


def check_unmasking(case: Case, reason: str, *, by: Person) -> None:
    """Whether the file of a case may show personal data: a right, and a reason in words."""
    access.require(by, "personal.unmask", case.path)
    if len(reason.strip()) < LEAST_REASON:
        raise Missing(_("Write why you need to see the personal data."))


def case_file_made(case: Case, content: bytes, *, by: Person, at: datetime, reason: str = "") -> None:
    """Record that the file of a case was taken; with a reason it showed personal data, and that is recorded too."""
    access.require(by, "export.make", case.path)
    if reason:
        check_unmasking(case, reason, by=by)
    with transaction.atomic():
        if reason:
            acts.record("personal.unmasked", by=by, on=case, at=at, unit=case.unit, note=reason.strip())
        after = {"paper": "case_file", "sha256": _digest(content), "masked": not reason}
        acts.record("paper.made", by=by, on=case, at=at, unit=case.unit, after=after)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
