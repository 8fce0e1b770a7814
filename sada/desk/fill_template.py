"""The templates that suit a case, filled from it. What the case does not know stays as a gap for the writer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sada.desk.known_places import values_of
from sada.desk.openings import POST, as_own, form_of
from sada.kernel.clock import RIYADH
from sada.rules.citations import gaps
from sada.rules.templates import Matter, choose, fill
from sada.store.models import LADDER_FORMS, Case, Item, Kind, Template, TemplateForm
from sada.store.queries import templates

ORDER = {form: place for place, form in enumerate(TemplateForm.values)}
# Where a text that is there already belongs, with the words that lead up to it; «what it rests on» of such a text.
_SAID: Final = re.compile(
    r"(?P<lead>(?<![\u0621-\u064a])(?P<by>ب)?أن\s+)?\[(?:نص الإيضاح|الإيضاح|المعلومات المطلوبة|Explanation)\]"
)
_BASIS: Final = {
    "ما بُني عليه الرد": "الاطلاع على ما ورد فيه ودراسته",
    "What the answer rests on": "a review of the points raised",
}


@dataclass(frozen=True, slots=True)
class Offered:
    """A template filled for a case: the row, the text, and what is still missing in it."""

    row: Template
    text: str
    gaps: list[str]


def offered(case: Case, item: Item | None, at: datetime, language: str = "ar") -> list[Offered]:
    """One filled template of every form there is in a language, in the order of TemplateForm. Three queries."""
    values = values_of(case, item, at, language)
    found = [_filled(row, values) for row in _best(case, at, language).values()]
    return sorted(found, key=lambda one: ORDER.get(one.row.form, len(ORDER)))


def to_begin(case: Case, item: Item | None, at: datetime, language: str = "ar") -> list[Offered]:
    """The templates that suit the case: a thread where one posts, an apology and a day where somebody complained or
    asked, a denial where something was said."""
    left = set()
    if case.kind == Kind.PRAISE:
        left |= {TemplateForm.DENIAL}
    if case.kind in (Kind.PRAISE, Kind.STATEMENT):
        left |= {TemplateForm.APOLOGY, TemplateForm.PROMISE}
    if form_of(case.medium) != POST:
        left.add(TemplateForm.THREAD)
    return [one for one in offered(case, item, at, language) if one.row.form not in left]


def text_with(case: Case, item: Item | None, said: str, at: datetime, language: str = "ar") -> str:
    """A text that is there already within what a text of the case's medium begins and ends with. A post is the text
    alone, unless the unit has written a template of its own for posts."""
    form = form_of(case.medium)
    row = _best(case, at, language).get(form)
    if row is None or (form == POST and row.unit_id is None):
        return said
    text = as_own(fill(row.text, values_of(case, item, at, language) | _BASIS))

    def put(match: re.Match[str]) -> str:
        return f"{match['by'] or ''}ما يأتي:\n{said}" if match["lead"] else said  # a sentence of any kind follows

    whole, places = _SAID.subn(put, text)
    return whole if places else f"{text}\n\n{said}"


def _best(case: Case, at: datetime, language: str) -> dict[str, Template]:
    """Of every form the template that holds for the case."""
    day = at.astimezone(RIYADH).date()
    rows = {row.pk: row for row in templates.holding(case.unit, day).exclude(form__in=LADDER_FORMS)}
    matter = Matter(case.kind, case.family_id or "", case.medium, case.state, language)
    return {form: rows[pk] for form, pk in choose(map(templates.pattern, rows.values()), matter, day).items()}


def _filled(row: Template, values: Mapping[str, str]) -> Offered:
    text = as_own(fill(row.text, values))
    return Offered(row, text, list(dict.fromkeys(gap.text.strip("[]") for gap in gaps(text))))
