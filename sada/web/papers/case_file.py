"""The file of a case on paper: its head, why this deadline, what was said and written, sendings, facts, the log."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BinaryField, BooleanField, ExpressionWrapper, F, Func, Q, QuerySet
from django.utils.translation import get_language

from sada.desk import clock as desk_clock
from sada.desk.citations import citable
from sada.kernel import acts, clock
from sada.reading import masking
from sada.store.models import (
    Act,
    Answer,
    Approval,
    Case,
    CaseItem,
    Channel,
    Fate,
    FollowUp,
    PressReply,
    Question,
    RawItem,
    Reading,
)
from sada.store.queries import case_timeline, press
from sada.store.queries.case_timeline import Entry, Told
from sada.web.answers import preview
from sada.web.cases import again, clocks, story, why
from sada.web.papers.masks import masker
from sada.web.papers.pdf import pdf
from sada.web.press.shown import face

Mask = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said, masked or not, and who asked."""

    item: Any
    title: str
    text: str
    author: str
    contact: list[tuple[str, bool]]  # the name, then what is written from left to right: phone, mail
    seals: list[Any]  # of the bytes as received: `sha256`, `received_at`, whether the bytes kept are still those


def as_pdf(case: Case, now: datetime, *, unmasked: bool) -> bytes:
    """The whole file. Personal data is masked unless `unmasked`."""
    language = get_language() or "ar"
    direction = "rtl" if language.startswith("ar") else "ltr"
    context = context_of(case, now, unmasked=unmasked)
    return pdf("papers/case_file.html", {**context, "lang": language[:2], "dir": direction})


def context_of(case: Case, now: datetime, *, unmasked: bool) -> dict[str, Any]:
    """What the file shows, in a fixed number of queries."""
    told, promise = case_timeline.told(case), desk_clock.promise_of(case)
    mask = _mask(told.items, unmasked)
    says = _reader(case, told, mask)
    return {
        "case": case,
        "subject": mask(case.subject),
        "closing_note": mask(case.closing_note),
        "now": now,
        "unmasked": unmasked,
        "face": why.face(case, now, promise),
        "began": why.began(case, told.items, is_anew=again.opened_anew(case, told.items) is not None),
        "clocks": clocks.others(case, promise, told.questions, now, told.log),
        "heard": list(_heard(told.items, mask, unmasked)),
        "questions": [_asked(one, mask) for one in told.questions],
        "entries": [(entry, says(entry)) for entry in told.entries if entry.kind in ("note", "version")],
        "answers": [_approved(answer, mask) for answer in told.answers if answer.final],
        "reports": case.reports.order_by("id"),
        "looks": [_looked(look, mask) for look in case.follow_ups.select_related("by").order_by("pk")],
        "prints": [face(reply, clock.today()) for reply in press.shown(_replies(case)).order_by("pk")],
        "letters": [(letter, list(letter.tries.all()), _address(letter, unmasked)) for letter in told.letters],
        "facts": case_timeline.facts_of(case),
        "log": [_logged(act, told, mask) for act in told.log],
        "broken": acts.broken_among(told.log),
    }


def _mask(places: list[CaseItem], unmasked: bool) -> Mask:
    """What masks a text of this file: who asked is named nowhere in it; whoever speaks for us or in public is."""
    if unmasked:
        return lambda text, spans=None, start=0: text
    return masker(contact.name for place in places if (contact := getattr(place.item, "contact", None)))


def _heard(places: list[CaseItem], mask: Mask, unmasked: bool) -> Iterable[Heard]:
    readings = {row.item_id: row for row in Reading.objects.filter(item__in=[place.item_id for place in places])}
    seals = _seals([place.item_id for place in places])
    for place in places:
        item = place.item
        whole = f"{item.title}\n{item.text}"
        spans = [] if unmasked else masking.personal_spans(whole, readings.get(item.pk))
        author = item.author if unmasked or item.outlet else masking.half_hidden(item.author)
        title, text = mask(item.title, spans), mask(item.text, spans, len(item.title) + 1)
        yield Heard(item, title, text, author, _contact(item, unmasked), seals.get(item.pk, []))


def _seals(items: list[int]) -> dict[int, list[Any]]:
    """The hashes of the bytes from which each item was read, by the item; the bytes themselves stay in the database."""
    rows = RawItem.objects.filter(item__in=items, fate=Fate.UNDERSTOOD).order_by("pk")
    is_same = ExpressionWrapper(
        Q(sha256=Func(F("bytes"), function="sha256", output_field=BinaryField())), output_field=BooleanField()
    )
    found: dict[int, list[Any]] = {}
    for row in rows.annotate(is_same=is_same).values("item_id", "sha256", "received_at", "is_same"):
        found.setdefault(row["item_id"], []).append({**row, "sha256": bytes(row["sha256"]).hex()})
    return found


def _looked(look: FollowUp, mask: Mask) -> tuple[FollowUp, str]:
    """A look at the closed case, with what was found."""
    return look, mask(look.evidence)


def _contact(item: Any, unmasked: bool) -> list[tuple[str, bool]]:
    contact = getattr(item, "contact", None)
    given = [(contact.name, False), (contact.phone, True), (contact.email, True)] if contact else []
    return [(value if unmasked else masking.half_hidden(value), is_ltr) for value, is_ltr in given if value]


def _asked(question: Question, mask: Mask) -> tuple[Question, str, str]:
    """A question to an expert and the answer: what the facts of the case rest on."""
    return question, mask(question.text), mask(question.answer)


def _approved(answer: Answer, mask: Mask) -> tuple[Answer, str, str, list[Approval]]:
    """A frozen text with everybody who approved it."""
    rows = answer.approvals.filter(version=answer.version).select_related("by", "on_behalf_of").order_by("step", "pk")
    return answer, mask(answer.title), mask(answer.final), list(rows)


def _replies(case: Case) -> QuerySet[PressReply]:
    return PressReply.objects.filter(answer__case=case)


def _reader(case: Case, told: Told, mask: Mask) -> Callable[[Entry], str]:
    """Notes and versions as they read: cited facts with their value. Both may hold what an asker said of themselves."""
    drafts = [entry.row.draft for entry in told.entries if entry.kind == "version"]
    facts = citable(case.unit, "\n".join(drafts))

    def says(entry: Entry) -> str:
        text = entry.row.text if entry.kind == "note" else preview.says(entry.row.draft, facts)
        return mask(text)

    return says


def _address(letter: Any, unmasked: bool) -> str:
    if letter.channel != Channel.EMAIL:
        return str(letter.address)
    name, at, domain = letter.address.rpartition("@")
    return f"{masking.MASK}{at}{domain}" if name and not unmasked else letter.address


def _logged(act: Act, told: Told, mask: Mask) -> tuple[Act, Any, str, str]:
    line = story.line(act, told)
    return act, line, mask(line.detail, ()), mask(line.note)
