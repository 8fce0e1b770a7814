"""Asks a subject expert for a fact, reminds, withdraws. The answer itself: answer_question.py."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk import expert_clock, expert_mail
from sada.desk.carriers import may_answer
from sada.desk.states import case_after
from sada.kernel import access, acts, queue
from sada.kernel.guarded import update_if
from sada.kernel.notices import tell
from sada.kernel.refusals import Missing, Refusal
from sada.store.models import Case, Person, Question, QuestionState

MOST = 4000  # letters in a question
REST = timedelta(minutes=10)  # between two reminders


class CannotBeAsked(Refusal):
    """The person has no role in which they answer questions on cases of this unit."""

    sentence = _("This person is not among the experts of this unit. Choose another, or write a name and an e-mail.")


class JustReminded(Refusal):
    """A reminder has just been sent."""

    sentence = _("A reminder was sent a moment ago. Please wait some minutes before the next.")


@dataclass(frozen=True, slots=True)
class Expert:
    """Whom one asks: a person with an account, or a name and an address."""

    person: Person | None = None
    name: str = ""
    email: str = ""


def ask_expert(case: Case, text: str, expert: Expert, *, by: Person, at: datetime, site: str = "") -> Question:
    """Put a question to an expert; its clock runs from now. `site` is where our pages are reached (https://…)."""
    access.require(by, "case.ask_expert", case.path)
    case_after(case, "ask_expert")
    if not text.strip() or len(text) > MOST:
        raise Missing(_("Write the question, in no more than 4,000 letters."))
    name, email = _reached(case, expert)
    with transaction.atomic():
        question = Question.objects.create(
            case=case,
            text=text.strip(),
            to=expert.person,
            to_name=name,
            to_email=email,
            asked_by=by,
            asked_at=at,
            site=site.rstrip("/"),
            **expert_clock.start(case, at),
        )
        if expert.person:
            tell(
                [expert.person], "question.asked", on=question, by=by, at=at, text=question.text, posted=[expert.person]
            )
        expert_mail.ask_by_email(question, at=at)
        queue.hurry("desk.sweep_clocks", "sweep-clocks")
        after = {"question": question.pk, "name": name, "due_at": question.due_at}
        acts.record("question.asked", by=by, on=case, at=at, unit=case.unit, after=after)
    return question


def _reached(case: Case, expert: Expert) -> tuple[str, str]:
    """Name and address under which the expert is asked; an account's address stays with the account."""
    if expert.person is not None:
        if not access.may(expert.person, "case.answer_question", case.path):
            raise CannotBeAsked
        return expert.person.name_ar or expert.person.username, ""
    name, email = expert.name.strip(), expert.email.strip()
    try:
        validate_email(email)
    except ValidationError:
        raise Missing(_("Choose an expert, or write the name and the e-mail of the person to ask.")) from None
    if not name:
        raise Missing(_("Choose an expert, or write the name and the e-mail of the person to ask."))
    return name, email


def remind(question: Question, *, by: Person | None, at: datetime) -> None:
    """Ask again. `by` is None for the sweeper. A link past its limit is replaced by a new one, which ends the old."""
    case = question.case
    if by is not None:
        access.require(by, "case.ask_expert", case.path)
        if question.reminded_at is not None and at < question.reminded_at + REST:
            raise JustReminded
        if not may_answer(question):
            raise CannotBeAsked
    renewed = at > question.link_until
    values = {"version": question.version + 1, "link_until": at + expert_clock.LINK_LIVES} if renewed else {}
    with transaction.atomic():
        expected = {"state": QuestionState.ASKED, "reminded_at": question.reminded_at, "version": question.version}
        update_if(question, expected, reminded_at=at, **values)
        if question.to:
            tell(
                [question.to], "question.reminded", on=question, by=by, at=at, text=question.text, posted=[question.to]
            )
        expert_mail.ask_by_email(question, at=at, again=True)
        after = {"question": question.pk, "name": question.to_name}
        acts.record("question.reminded", by=by, on=case, at=at, unit=case.unit, after=after)


def withdraw_question(question: Question, *, by: Person, at: datetime) -> None:
    """Take a question back; its link opens nothing any more."""
    case = question.case
    access.require(by, "case.ask_expert", case.path)
    with transaction.atomic():
        update_if(
            question,
            {"state": QuestionState.ASKED},
            state=QuestionState.WITHDRAWN,
            withdrawn_at=at,
            version=question.version + 1,
            next_alarm_at=None,
        )
        if question.to:
            tell([question.to], "question.withdrawn", on=question, by=by, at=at, text=question.text)
        after = {"question": question.pk, "name": question.to_name}
        acts.record("question.withdrawn", by=by, on=case, at=at, unit=case.unit, after=after)
