"""An expert answers: logged in, or by the signed link. Of two answers at once exactly one is kept."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk import expert_mail
from sada.desk.carriers import reachable
from sada.desk.expert_links import Standing, open_link
from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.notices import tell
from sada.kernel.refusals import Missing, NotAllowed, WrongState
from sada.store.models import Person, Question, QuestionState

MOST = 8000  # letters in an answer


class LinkClosed(WrongState):
    """The link opens nothing any more; `standing` says why."""

    sentence = _("This link is no longer open.")

    def __init__(self, standing: Standing | None) -> None:
        self.standing = standing
        super().__init__()


@dataclass(frozen=True, slots=True)
class Reply:
    """What the expert says: the answer, the figure in it that may become a fact, and the name to stand under it."""

    text: str
    figures: str = ""
    name: str = ""


def answer_question(question: Question, reply: Reply, *, by: Person, at: datetime) -> None:
    """The answer of the person who was asked."""
    access.require(by, "case.answer_question", question.case.path)
    if question.to_id != by.pk:
        raise NotAllowed
    _keep(question, Reply(reply.text, reply.figures, by.name_ar or by.username), by, at)


def answer_by_link(token: str, reply: Reply, *, at: datetime) -> Question:
    """The answer of someone without an account. Raises LinkClosed where the link is not ours or not open any more."""
    opened = open_link(token, at)
    if opened is None or opened.standing != Standing.OPEN:
        raise LinkClosed(opened.standing if opened else None)
    question = opened.question
    _keep(question, Reply(reply.text, reply.figures, reply.name.strip() or question.to_name), None, at)
    return question


def _keep(question: Question, reply: Reply, by: Person | None, at: datetime) -> None:
    if not reply.text.strip() or len(reply.text) > MOST:
        raise Missing(_("Write the answer, in no more than 8,000 letters."))
    case = question.case
    with transaction.atomic():
        update_if(
            question,
            {"state": QuestionState.ASKED, "version": question.version},
            state=QuestionState.ANSWERED,
            answered_at=at,
            answered_as=reply.name[:120],
            answer=reply.text.strip(),
            figures=reply.figures.strip()[:60],
            version=question.version + 1,
            next_alarm_at=None,
        )
        concerned = reachable(case, question.asked_by, case.owner)
        tell(concerned, "question.answered", on=case, by=by, at=at, text=question.answer, posted=[question.asked_by])
        expert_mail.tell_asker(question, at=at)
        after = {"question": question.pk, "name": question.answered_as, "by_link": by is None}
        acts.record("question.answered", by=by, on=case, at=at, unit=case.unit, after=after)
