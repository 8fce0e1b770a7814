"""The file of a case on paper: its head, why this deadline, what was said and written, sendings, facts, the log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from sada.kernel import acts
from sada.store.models import Act, Case, CaseItem, Channel, Reading
from sada.store.queries import case_timeline
from sada.store.queries.case_timeline import Told
from sada.web import masking
from sada.web.cases import story, why
from sada.web.papers.pdf import pdf


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said, masked or not, and who asked."""

    item: Any
    title: str
    text: str
    author: str
    contact: list[str]


def as_pdf(case: Case, now: datetime, *, unmasked: bool) -> bytes:
    """The whole file. Personal data is masked unless `unmasked`."""
    language = get_language() or "ar"
    direction = "rtl" if language.startswith("ar") else "ltr"
    context = context_of(case, now, unmasked=unmasked)
    return pdf("papers/case_file.html", {**context, "lang": language[:2], "dir": direction})


def context_of(case: Case, now: datetime, *, unmasked: bool) -> dict[str, Any]:
    """What the file shows, in a fixed number of queries."""
    told = case_timeline.told(case)
    return {
        "case": case,
        "now": now,
        "unmasked": unmasked,
        "face": why.face(case, now),
        "heard": list(_heard(told.items, unmasked)),
        "entries": [_written(entry, unmasked) for entry in told.entries if entry.kind in ("note", "version")],
        "answers": [(a, a.final if unmasked else masking.masked(a.final)) for a in told.answers if a.final],
        "letters": [(letter, list(letter.tries.all()), _address(letter, unmasked)) for letter in told.letters],
        "facts": case_timeline.facts_of(case),
        "log": [_logged(act, told, unmasked) for act in told.log],
        "broken": acts.broken_among(told.log),
    }


def _heard(places: list[CaseItem], unmasked: bool) -> Iterable[Heard]:
    readings = {row.item_id: row for row in Reading.objects.filter(item__in=[place.item_id for place in places])}
    for place in places:
        item = place.item
        whole = f"{item.title}\n{item.text}"
        spans = [] if unmasked else masking.personal_spans(whole, readings.get(item.pk))
        author = item.author if unmasked or item.outlet else masking.half_hidden(item.author)
        title, text = masking.masked(item.title, spans), masking.masked(item.text, spans, len(item.title) + 1)
        yield Heard(item, title, text, author, _contact(item, unmasked))


def _contact(item: Any, unmasked: bool) -> list[str]:
    contact = getattr(item, "contact", None)
    given = [contact.name, contact.phone, contact.email] if contact else []
    return [value if unmasked else masking.half_hidden(value) for value in given if value]


def _written(entry: Any, unmasked: bool) -> tuple[Any, str]:
    """A note or a version with its text; both may hold what an asker said of themselves."""
    text = entry.row.text if entry.kind == "note" else entry.row.draft
    return entry, text if unmasked else masking.masked(text)


def _address(letter: Any, unmasked: bool) -> str:
    if letter.channel != Channel.EMAIL:
        return str(letter.address)
    name, at, domain = letter.address.rpartition("@")
    return f"{masking.MASK}{at}{domain}" if name and not unmasked else letter.address


def _logged(act: Act, told: Told, unmasked: bool) -> tuple[Act, Any, str]:
    line = story.line(act, told)
    return act, line, line.note if unmasked else masking.masked(line.note)
