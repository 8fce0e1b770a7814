"""What an expert and the one who asks are told by e-mail, in the reader's language."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext

from sada.desk.expert_links import address_of
from sada.desk.openings import both_dates
from sada.kernel import mail
from sada.kernel.clock import RIYADH
from sada.store.models import Outgoing, Question


def ask_by_email(question: Question, *, at: datetime, again: bool = False) -> None:
    """The question with its link; `again` is a reminder. Nothing is written where the person has no address.

    The case's subject is left out: it may name a citizen, and a letter leaves the house.
    """
    address = question.to.email if question.to else question.to_email
    language = question.to.language if question.to else "ar"
    if not address or (question.to and question.to.invented):
        return
    with translation.override(language):
        head = gettext("Reminder: a question on case %(number)s") if again else gettext("A question on case %(number)s")
        subject, text = head % {"number": question.case.number}, _asking(question)
    kind = f"reminded-{at:%Y%m%d%H%M%S}" if again else "asked"
    _write(question, kind, address, subject, text, language, at)


def tell_asker(question: Question, *, at: datetime) -> None:
    """The expert's answer, to the one who asked."""
    asker = question.asked_by
    if not asker.email or asker.invented:  # nothing goes to the people of the demo
        return
    with translation.override(asker.language):
        subject = gettext("The expert's answer on case %(number)s") % {"number": question.case.number}
        text = _answering(question)
    _write(question, "answered", asker.email, subject, text, asker.language, at)


def question_of(outgoing: Outgoing) -> Question | None:
    """The question that a letter to an expert asks or repeats; None for any other letter."""
    if outgoing.kind not in ("question.asked", "question.reminded"):
        return None
    pk = int(outgoing.key.split("-")[1])
    return Question.objects.filter(pk=pk).select_related("case", "asked_by").first()


def _asking(question: Question) -> str:
    said = {
        "name": question.to_name,
        "unit": _unit(question),
        "question": question.text,
        "due": _moment(question.due_at),
        "address": address_of(question),
    }
    text = gettext(
        "Dear %(name)s,\n\n%(unit)s asks you:\n\n%(question)s\n\nPlease answer before %(due)s, here:\n%(address)s"
    )
    link = gettext("The link is yours alone, needs no account and opens only this question.")
    return text % said + ("" if question.to_id else f"\n\n{link}")


def _answering(question: Question) -> str:
    said = {
        "name": question.answered_as,
        "question": question.text,
        "answer": question.answer,
        "figures": question.figures,
        "address": f"{question.site}/cases/{question.case_id}/",
    }
    if question.figures:
        text = gettext(
            "%(name)s answered your question:\n%(question)s\n\n%(answer)s\n\nFigure: %(figures)s\n\n"
            "The case:\n%(address)s"
        )
    else:
        text = gettext("%(name)s answered your question:\n%(question)s\n\n%(answer)s\n\nThe case:\n%(address)s")
    return text % said


def _unit(question: Question) -> str:
    unit = question.case.unit
    return unit.name_ar if _is_arabic() else unit.name_en or unit.name_ar


def _moment(at: datetime) -> str:
    """Day and time in Riyadh; in Arabic both dates and the half of the day in words."""
    local = at.astimezone(RIYADH)
    if not _is_arabic():
        return f"{local:%A %d %B %Y, %H:%M}"
    half = "صباحًا" if local.hour < 12 else "مساءً"
    return f"الساعة {local.hour % 12 or 12}:{local:%M} {half}، {both_dates(at)}"


def _is_arabic() -> bool:
    return (translation.get_language() or "ar").startswith("ar")


def _write(question: Question, kind: str, address: str, subject: str, text: str, language: str, at: datetime) -> None:
    mail.write(
        key=f"question-{question.pk}-{kind}",
        kind=f"question.{kind.split('-', maxsplit=1)[0]}",
        address=address,
        subject=subject,
        text=text,
        at=at,
        by=question.asked_by,
        unit=question.case.unit,
        language=language,
    )
