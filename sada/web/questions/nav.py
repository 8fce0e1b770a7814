"""The questions to me in the bar; the day of an expert."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sada.kernel import access
from sada.store.models import Person, QuestionState, Unit
from sada.web.screens import Entry


def waiting(person: Person, unit: Unit | None) -> int:
    """How many questions wait for this person's answer."""
    rows = access.rows_for(person, "case.answer_question", "question").filter(state=QuestionState.ASKED)
    return (rows.filter(case__path__startswith=unit.path) if unit else rows).count()


ENTRY = Entry(
    key="questions",
    label=_("Questions to me"),
    icon="question-mark-circle",
    url_name="questions:list",
    act="case.answer_question",
    count=waiting,
    landing={"expert": ""},
    subjects={"question": "questions:show"},
)
