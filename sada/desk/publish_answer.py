"""Puts an approved answer on the public page, or takes it down again; each with a reason and on record.

What is published is the frozen text. Nothing that looks like personal data gets there, and nobody's name who asked.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk.fit_to_leave import approved_here, fit_to_leave
from sada.desk.make_paper import letter_text
from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.refusals import Missing, Refusal, WrongState
from sada.rules.access import may_approve
from sada.rules.numbers import numbers
from sada.rules.personal import is_landline, not_for_the_public, plain_number
from sada.rules.plain import plain
from sada.store.models import Answer, Case, Contact, Item, Kind, Person, Publication, Unit
from sada.store.queries.working_time import paths_above
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


class Unconfirmed(Refusal):
    """A landline in the text that is not recorded as the body's own."""

    sentence = _(
        "The text holds a landline that is not among the numbers recorded for the body: %(numbers)s. If it is the "
        "body's own, confirm it below; that is kept in the log with your name."
    )

    def __init__(self, numbers: Sequence[str]) -> None:
        super().__init__(str(type(self).sentence) % {"numbers": "، ".join(numbers)})


class OwnNumbers(Refusal):
    """Whoever wrote the text confirms its numbers."""

    sentence = _("You wrote part of this text, so another person confirms that the number is the body's own.")


class Published(Refusal):
    """It stands there already."""

    sentence = _("This answer already stands on the public page.")


@dataclass(frozen=True, slots=True)
class Notice:
    """What is written beside the answer: what was asked, in our words, and why it is published (for the log).

    `title`: its headline there, where the title it was approved with is the asker's own words; "" keeps that title.
    `confirmed`: landlines in the text that whoever publishes confirms to be the body's own.
    """

    reason: str
    question: str = ""
    title: str = ""
    confirmed: tuple[str, ...] = ()


def publish_answer(answer: Answer, notice: Notice, *, by: Person, at: datetime) -> Publication:
    """Put the frozen text on the public page. One taken down before may be put there again."""
    access.require(by, "answer.publish", answer.case.path)
    text = letter_text(answer)
    title = notice.title.strip()[:300] or answer.title
    confirmed = _check(answer, title, text, notice, by, at)
    columns = {
        "unit": answer.case.unit,
        "title": title,
        "question": notice.question.strip(),
        "text": text,
        "language": answer.language,
        "sha256": answer.sha256,
        "folded": f" {search_text(f'{title} {notice.question} {text}')} ",
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
        if confirmed:
            numbers = {"answer": answer.pk, "numbers": confirmed}
            acts.record("answer.number_confirmed", by=by, on=answer.case, at=at, unit=answer.case.unit, after=numbers)
        acts.record("answer.published", by=by, on=answer.case, at=at, unit=answer.case.unit, after=after, note=note)
    return made


def headline(answer: Answer) -> str:
    """The headline to begin from: the title of the text, unless that only repeats what was said."""
    return "" if _repeats(answer, answer.title) else answer.title


def take_down(publication: Publication, reason: str, *, by: Person, at: datetime) -> None:
    """Take an answer down. At its address stands that it was taken down, when, and why."""
    case = publication.answer.case
    access.require(by, "answer.publish", case.path)
    said = reason.strip()
    if len(said) < LEAST_REASON:
        raise Missing(_("Write why. The reason is shown at the answer's address."))
    if not_for_the_public(said, case.unit.email, numbers_of(case.unit)):
        raise Personal
    if publication.withdrawn_at is not None:
        raise WrongState
    with transaction.atomic():
        expected = {"withdrawn_at": None}
        update_if(publication, expected, withdrawn_at=at, withdrawn_by=by, withdrawal=said, changed_at=at)
        after = {"answer": publication.answer_id, "publication": publication.pk}
        acts.record("answer.taken_down", by=by, on=case, at=at, unit=case.unit, after=after, note=said)


def numbers_of(unit: Unit) -> list[str]:
    """The telephone numbers recorded for a unit and for those above it."""
    recorded = Unit.objects.filter(path__in=paths_above(unit.path)).values_list("phones", flat=True)
    return [number for phones in recorded for number in phones]


def unconfirmed(answer: Answer, text: str) -> list[str]:
    """The landlines of a text that are not recorded as the body's own, each once."""
    unit = answer.case.unit
    found = not_for_the_public(f"{answer.title}\n{text}", unit.email, numbers_of(unit))
    return list(dict.fromkeys(plain_number(one) for one in found if is_landline(one)))


def _check(answer: Answer, title: str, text: str, notice: Notice, by: Person, at: datetime) -> list[str]:
    """Raise what stands against publishing; returns the numbers that had to be confirmed, and were."""
    if len(notice.reason.strip()) < LEAST_REASON:
        raise Missing(_("Write why this answer is of use to everybody."))
    if len(notice.question.strip()) > MOST_QUESTION:
        raise Missing(_("Write the question in no more than 600 letters."))
    if hashlib.sha256(text.encode()).hexdigest() != answer.sha256:
        raise WrongState
    approved_here(answer)
    fit_to_leave(answer, at)
    _check_headline(answer, title, text)
    whole = f"{title}\n{notice.question}\n{text}"
    own = numbers_of(answer.case.unit)
    found = not_for_the_public(whole, answer.case.unit.email, own)
    if any(not is_landline(one) for one in found) or _names_the_asker(answer.case, whole):
        raise Personal
    asked = list(dict.fromkeys(plain_number(one) for one in found))
    left = [number for number in asked if number not in {plain_number(one) for one in notice.confirmed}]
    if left:
        raise Unconfirmed(left)
    if asked and not may_approve(answer.drafted_by_id, by.pk, *answer.versions.values_list("by", flat=True)):
        raise OwnNumbers
    return asked


def _check_headline(answer: Answer, title: str, text: str) -> None:
    if _repeats(answer, title):
        raise Missing(_("The headline repeats what was said. Write in your own words what the answer says."))
    approved = {number.value for number in numbers(f"{answer.title}\n{text}")}
    unborne = [number.text for number in numbers(title) if number.demanded and number.value not in approved]
    if unborne:
        raise Missing(_("The headline says %(number)s, which the approved text does not say.") % {"number": unborne[0]})


def _repeats(answer: Answer, title: str) -> bool:
    """Whether a headline only repeats what was said, as if the body said it; a question may stand over its answer."""
    titles = Item.objects.filter(case_items__case=answer.case).values_list("title", flat=True)
    said = {plain(one) for one in (answer.case.subject, *titles) if one.strip()}
    return answer.case.kind != Kind.INQUIRY and plain(title) in said


def _names_the_asker(case: Case, whole: str) -> bool:
    said = f" {search_text(whole)} "
    names = Contact.objects.filter(item__case_items__case=case).values_list("name", flat=True)
    return any(len(name.strip()) >= SHORTEST_NAME and f" {search_text(name)} " in said for name in names)
