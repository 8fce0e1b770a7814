"""An assistant drafts; a person makes the text their own. Off unless the ministry has set an address of its own.

What leaves has no personal data in it. What comes back is marked until a person changes or accepts it, and its numbers
need facts like anybody's. The log says that an assistant was asked, by whom and with how much hidden; never the text.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk.states import answer_after
from sada.kernel import access, acts, queue
from sada.kernel.clock import RIYADH
from sada.kernel.refusals import Refusal
from sada.reading.personal_of import personal_of
from sada.rules import assistant, citations
from sada.rules.hiding import hide
from sada.store.models import PRESS, Answer, AssistantDraft, AssistantState, Case, Fact, Item, Person, QuestionState
from sada.store.queries import facts as fact_queries

FACTS = 20
MOST_SAID = 4000  # letters of one item


class AssistantOff(Refusal):
    """No address is set."""

    sentence = _("No assistant is set up here. The administrator may set the address of one of the ministry's own.")


class StillWriting(Refusal):
    """One question at a time."""

    sentence = _("The assistant is still writing for this text.")


@dataclass(slots=True)
class Hiding:
    """Hides personal data and counts what it hid."""

    names: list[str]
    count: int = 0

    def __call__(self, text: str, also: list[tuple[int, int]] | None = None) -> str:
        said, n = hide(text, self.names, also or [])
        self.count += n
        return said


def is_on() -> bool:
    """Whether an assistant is set up."""
    return bool(settings.ASSISTANT_URL)


def ask_assistant(answer: Answer, wish: str, *, by: Person, at: datetime) -> AssistantDraft:
    """Ask for a draft; a worker takes the question to the assistant."""
    access.require(by, "answer.draft", answer.case.path)
    if not is_on():
        raise AssistantOff
    answer_after(answer, "change")
    hiding = Hiding(_names(answer.case))
    with transaction.atomic():
        Answer.objects.select_for_update(no_key=True).get(pk=answer.pk)
        if answer.assistant_drafts.filter(state=AssistantState.WAITING, asked_at__gte=at - _patience()).exists():
            raise StillWriting
        row = AssistantDraft.objects.create(
            answer=answer, wish=hiding(wish.strip())[:600], model=settings.ASSISTANT_MODEL, by=by, asked_at=at
        )
        queue.hurry("desk.ask_assistant", f"assistant-{row.pk}", draft_id=row.pk)
        after = {"answer": answer.pk, "version": answer.version, "model": row.model}
        acts.record("assistant.asked", by=by, on=answer.case, at=at, unit=answer.case.unit, after=after)
    return row


def _patience() -> timedelta:
    """After this long a question counts as lost, and another may be asked."""
    return timedelta(seconds=2 * settings.ASSISTANT_SECONDS + 60)


def is_lost(row: AssistantDraft, at: datetime) -> bool:
    """Whether nobody has answered for so long that nobody will."""
    return row.state == AssistantState.WAITING and row.asked_at < at - _patience()


def question(row: AssistantDraft, at: datetime) -> list[dict[str, str]]:
    """What the assistant is told, without personal data; how much was hidden is kept in the row."""
    answer, case = row.answer, row.answer.case
    hiding = Hiding(_names(case))
    items = [place.item for place in case.case_items.select_related("item", "item__reading").order_by("id")]
    replies = case.questions.filter(state=QuestionState.ANSWERED).order_by("answered_at")
    matter = assistant.Matter(
        unit=case.unit.name_ar,
        subject=hiding(case.subject),
        medium=case.get_medium_display(),
        said=[_said(item, hiding) for item in items] + [hiding(reply.answer) for reply in replies],
        facts=[assistant.Known(f.pk, hiding(f.statement_ar), f.value, f.measure) for f in facts_for(answer, at)],
        draft=hiding(answer.draft),
        wish=row.wish,
    )
    AssistantDraft.objects.filter(pk=row.pk).update(hidden=hiding.count)
    return assistant.messages(matter)


def facts_for(answer: Answer, at: datetime) -> list[Fact]:
    """The facts it may cite: those of the draft, then the unit's that may be quoted today, the case's service first."""
    case, today = answer.case, at.astimezone(RIYADH).date()
    rows = Fact.objects.filter(unit__path=case.path, state="valid", valid_until__gte=today)
    cited = list(rows.filter(pk__in=citations.cited(answer.draft)))
    served = list(rows.filter(service_id=case.service_id)[:FACTS]) if case.service_id else []
    others = fact_queries.quotable(rows, "", today, FACTS)
    return list({fact.pk: fact for fact in [*cited, *served, *others]}.values())[:FACTS]


def _said(item: Item, hiding: Hiding) -> str:
    """An item as the assistant reads it: where the reading found personal data, nothing of it."""
    whole, reading = f"{item.title}\n{item.text}", getattr(item, "reading", None)
    return hiding(whole, personal_of(whole, reading) if reading else [])[:MOST_SAID]


def _names(case: Case) -> list[str]:
    """Private people known by name: who asked directly, and who wrote where no outlet stands behind the words."""
    names: list[str] = []
    for place in case.case_items.select_related("item", "item__contact", "item__outlet"):
        contact = getattr(place.item, "contact", None)
        if contact is not None:
            names += [contact.name, *contact.name.split()]
        if place.item.author and (place.item.outlet is None or place.item.medium not in PRESS):
            names.append(place.item.author)
    return [name for name in names if name.strip()]
