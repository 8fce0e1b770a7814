"""What happened in a case, in the order of time: what was said, notes, texts, letters, and the acts of the log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from sada.store.models import (
    Act,
    Answer,
    AnswerState,
    AnswerVersion,
    Attempt,
    Case,
    CaseItem,
    FactUse,
    Note,
    Outgoing,
    Pause,
    Person,
    Question,
    Silence,
    Unit,
)

# These acts are told by the row they made: the note, the question and its answer, the version of a text, the letter.
TOLD_BY_ROWS = frozenset(
    {"case.noted", "answer.drafted", "answer.changed", "answer.sent", "question.asked", "question.answered"}
)


SHOWN = ("item", "item__outlet", "item__reading")  # all that shows an item of a case


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `kind`: item, note, question, reply, version, letter, act; `by` who did it."""

    at: datetime
    kind: str
    row: Any
    by: Person | None = None
    more: Any = None


@dataclass(frozen=True, slots=True)
class Told:
    """The whole of a case: entries oldest first, its log, answers, letters, items, and the names that acts speak of."""

    entries: list[Entry]
    log: list[Act]
    answers: list[Answer]
    letters: list[Outgoing]
    items: list[CaseItem]
    people: dict[int, Person]
    units: dict[str, Unit]
    questions: list[Question]


def told(case: Case) -> Told:
    """Everything about a case in a fixed number of queries. Its items, texts and proposals not to answer stay with
    this object of it, as they are now: who asks for all of them again asks no query."""
    texts = Answer.objects.select_related("drafted_by", "approved_by", "submitted_by").order_by("id")
    prefetch_related_objects(
        [case],
        Prefetch("case_items", CaseItem.objects.select_related(*SHOWN, "item__contact", "asked_again").order_by("id")),
        Prefetch("answers", texts.prefetch_related(Prefetch("outgoing", letters()))),
        Prefetch("silences", Silence.objects.select_related("by").order_by("id")),
    )
    items, answers = list(case.case_items.all()), list(case.answers.all())
    log = list(Act.objects.filter(subject_type="case", subject_id=case.pk).select_related("by").order_by("id"))
    sent = sorted((letter for answer in answers for letter in answer.outgoing.all()), key=lambda one: one.pk)
    questions = list(case.questions.select_related("to", "asked_by", "case__unit").order_by("id"))
    entries = [
        *(Entry(place.item.published_at, "item", place.item) for place in items),
        *(Entry(note.at, "note", note, note.by) for note in Note.objects.filter(case=case).select_related("by")),
        *(Entry(question.asked_at, "question", question, question.asked_by) for question in questions),
        *(Entry(one.answered_at, "reply", one, one.to) for one in questions if one.answered_at),
        *_versions(answers),
        *(Entry(letter.created_at, "letter", letter, letter.by, letter.tries.all()) for letter in sent),
        *(Entry(act.at, "act", act, act.by) for act in log if act.name not in TOLD_BY_ROWS),
    ]
    people, units = _named(log)
    return Told(sorted(entries, key=_order), log, answers, sent, items, people, units, questions)


def asked_in(case: Case) -> QuerySet[CaseItem]:
    """What a text of the case answers: its items with all that shows them, the first that was asked first."""
    return case.case_items.select_related(*SHOWN).order_by("id")


def letters() -> QuerySet[Outgoing]:
    """Letters with every attempt, oldest first."""
    return Outgoing.objects.select_related("by", "account__unit").prefetch_related("tries", "posts").order_by("id")


def tries_of(letter: Outgoing) -> list[Attempt]:
    """Every attempt at sending, oldest first."""
    return list(letter.tries.order_by("id"))


def pauses(case: Case) -> list[Pause]:
    """The pauses of a case with who set them, oldest first."""
    return list(case.pauses.select_related("by").order_by("since"))


def _versions(answers: list[Answer]) -> Iterator[Entry]:
    """The versions of the texts; of several in a row by one person the last stands for all."""
    by_id = {answer.pk: answer for answer in answers}
    rows = list(AnswerVersion.objects.filter(answer__in=by_id).select_related("by").order_by("answer_id", "version"))
    for row, following in zip(rows, [*rows[1:], None], strict=False):
        same = following is not None and (following.answer_id, following.by_id) == (row.answer_id, row.by_id)
        if not (same and following is not None and _same_sitting(row, following)):
            yield Entry(row.at, "version", row, row.by, by_id[row.answer_id])


def _same_sitting(first: AnswerVersion, second: AnswerVersion) -> bool:
    return (second.at - first.at).total_seconds() < 3600  # an hour: one sitting at the desk


def _order(entry: Entry) -> tuple[datetime, int, int]:
    # Of one instant: what was said, then what was written and sent, then what the log says of it.
    kinds = ("item", "note", "question", "reply", "version", "letter", "act")
    return entry.at, kinds.index(entry.kind), entry.row.pk


def _named(log: Iterable[Act]) -> tuple[dict[int, Person], dict[str, Unit]]:
    """The people and units that the acts name by id and code."""
    values = [value for act in log for value in (act.before, act.after)]
    people = {v[name] for v in values for name in ("owner", "on_behalf_of") if v.get(name)}
    people |= {pk for v in values for pk in v.get("told", ())}
    units = {v["unit"] for v in values if v.get("unit")}
    return Person.objects.in_bulk(people), Unit.objects.in_bulk(list(units), field_name="code")


def facts_of(case: Case) -> list[FactUse]:
    """The facts that the case's texts were approved with, each once for a text, those withdrawn left out."""
    rows = FactUse.objects.filter(answer__case=case).exclude(answer__state=AnswerState.WITHDRAWN)
    return list(rows.select_related("fact", "fact__unit").order_by("fact_id"))


def returned_at(answer: Answer) -> datetime | None:
    """When a text of the answer's case was last returned before the present version, or None."""
    acts = Act.objects.filter(subject_type="case", subject_id=answer.case_id, name="answer.returned")
    return acts.order_by("-id").values_list("at", flat=True).first()
