"""Puts an approved answer on the public page, or takes it down again; each with a reason and on record.

What is published is the frozen text. Nothing that looks like personal data gets there, and nobody's name who asked.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from sada.desk.make_paper import letter_text
from sada.desk.send_answer import FactChanged
from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.refusals import Missing, Refusal, WrongState
from sada.rules.personal import not_for_the_public
from sada.store.models import Answer, Case, Contact, FactState, Person, Publication
from sada.understand.fold import search_text

LEAST_REASON = 3  # letters
MOST_QUESTION = 600
SHORTEST_NAME = 5  # letters: shorter names stand inside many words


class Personal(Refusal):
    """The text names somebody, or holds a number or an address of theirs."""

    sentence = _(
        "The text, its title or the question holds what looks like personal data, or the name of whoever asked. "
        "It cannot stand on the public page."
    )


class Published(Refusal):
    """It stands there already."""

    sentence = _("This answer already stands on the public page.")


@dataclass(frozen=True, slots=True)
class Notice:
    """What is written beside the answer: what was asked, in our words, and why it is published (for the log)."""

    reason: str
    question: str = ""


def publish_answer(answer: Answer, notice: Notice, *, by: Person, at: datetime) -> Publication:
    """Put the frozen text on the public page. One taken down before may be put there again."""
    access.require(by, "answer.publish", answer.case.path)
    text = letter_text(answer)
    _check(answer, text, notice)
    columns = {
        "unit": answer.case.unit,
        "title": answer.title,
        "question": notice.question.strip(),
        "text": text,
        "language": answer.language,
        "sha256": answer.sha256,
        "folded": f" {search_text(f'{answer.title} {notice.question} {text}')} ",
        "reason": notice.reason.strip(),
        "published_at": at,
        "published_by": by,
        "changed_at": at,
        "withdrawn_at": None,
        "withdrawn_by": None,
        "withdrawal": "",
    }
    with transaction.atomic():
        made, created = Publication.objects.get_or_create(answer=answer, defaults=columns)
        if not created:
            if made.withdrawn_at is None:
                raise Published
            update_if(made, {"withdrawn_at": made.withdrawn_at}, **columns)
        after = {"answer": answer.pk, "publication": made.pk, "sha256": answer.sha256}
        note = notice.reason.strip()
        acts.record("answer.published", by=by, on=answer.case, at=at, unit=answer.case.unit, after=after, note=note)
    return made


def take_down(publication: Publication, reason: str, *, by: Person, at: datetime) -> None:
    """Take an answer down. At its address stands that it was taken down, when, and why."""
    case = publication.answer.case
    access.require(by, "answer.publish", case.path)
    said = reason.strip()
    if len(said) < LEAST_REASON:
        raise Missing(_("Write why. The reason is shown at the answer's address."))
    if not_for_the_public(said, case.unit.email):
        raise Personal
    if publication.withdrawn_at is not None:
        raise WrongState
    with transaction.atomic():
        expected = {"withdrawn_at": None}
        update_if(publication, expected, withdrawn_at=at, withdrawn_by=by, withdrawal=said, changed_at=at)
        after = {"answer": publication.answer_id, "publication": publication.pk}
        acts.record("answer.taken_down", by=by, on=case, at=at, unit=case.unit, after=after, note=said)


def _check(answer: Answer, text: str, notice: Notice) -> None:
    if len(notice.reason.strip()) < LEAST_REASON:
        raise Missing(_("Write why this answer is of use to everybody."))
    if len(notice.question.strip()) > MOST_QUESTION:
        raise Missing(_("Write the question in no more than 600 letters."))
    if hashlib.sha256(text.encode()).hexdigest() != answer.sha256:
        raise WrongState
    if answer.fact_uses.exclude(value=F("fact__value"), fact__state=FactState.VALID).exists():
        raise FactChanged
    whole = f"{answer.title}\n{notice.question}\n{text}"
    if not_for_the_public(whole, answer.case.unit.email) or _names_the_asker(answer.case, whole):
        raise Personal


def _names_the_asker(case: Case, whole: str) -> bool:
    said = f" {search_text(whole)} "
    names = Contact.objects.filter(item__case_items__case=case).values_list("name", flat=True)
    return any(len(name.strip()) >= SHORTEST_NAME and f" {search_text(name)} " in said for name in names)
