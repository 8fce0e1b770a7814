"""Adds, changes and ends templates. A change ends the row that held and begins another, so that each day's text stays
known; who changes a text of the units above writes one for their own unit, which is nearer and holds there."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.kernel import access, acts
from sada.kernel.clock import RIYADH
from sada.kernel.refusals import Missing, WrongState
from sada.rules.citations import blocks
from sada.store.models import Family, Person, Template, Unit
from sada.store.queries.working_time import paths_above

ACT = "template.edit"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A template as someone wants it; empty kind, medium, family or state means any."""

    unit: Unit
    form: str
    name: str
    text: str
    kind: str = ""
    medium: str = ""
    family: Family | None = None
    state: str = ""
    language: str = "ar"


def add_template(wanted: Wanted, *, by: Person, at: datetime) -> Template:
    """A new template, from today on."""
    access.require(by, ACT, wanted.unit.path)
    _check(wanted)
    with transaction.atomic():
        row = _create(wanted, at)
        acts.record("template.added", by=by, on=row, at=at, unit=row.unit, after=_shown(row))
    return row


def change_template(template: Template, wanted: Wanted, *, by: Person, at: datetime) -> Template:
    """Give a template another text from today on: in its own unit it takes its place, below it stands before it."""
    access.require(by, ACT, wanted.unit.path)
    _check(wanted)
    if template.unit is not None and template.unit.path not in paths_above(wanted.unit.path):
        raise WrongState
    with transaction.atomic():
        if template.unit_id == wanted.unit.pk:
            _end(template, at)
        row = _create(wanted, at)
        acts.record("template.changed", by=by, on=row, at=at, unit=row.unit, before=_shown(template), after=_shown(row))
    return row


def end_template(template: Template, *, by: Person, at: datetime) -> None:
    """Offer a template no longer; what the units above have written holds again."""
    if template.unit is None:
        raise WrongState
    access.require(by, ACT, template.unit.path)
    with transaction.atomic():
        _end(template, at)
        acts.record("template.ended", by=by, on=template, at=at, unit=template.unit, before=_shown(template))


def _end(template: Template, at: datetime) -> None:
    held = Template.objects.select_for_update().filter(pk=template.pk, valid_to=None)
    yesterday = at.astimezone(RIYADH).date() - timedelta(days=1)
    if not held.update(valid_to=yesterday):
        raise WrongState


def _check(wanted: Wanted) -> None:
    if not wanted.name.strip() or not wanted.text.strip():
        raise Missing(_("Write the name and the text of the template."))
    if any(block.code == "broken_citation" for block in blocks(wanted.text, {}, date.min)):
        raise Missing(_("A brace stands alone in the text. Places to fill stand in square brackets."))


def _create(wanted: Wanted, at: datetime) -> Template:
    return Template.objects.create(
        unit=wanted.unit,
        form=wanted.form,
        kind=wanted.kind,
        family=wanted.family,
        medium=wanted.medium,
        state=wanted.state,
        language=wanted.language,
        name_ar=wanted.name.strip(),
        text=wanted.text.strip(),
        valid_from=at.astimezone(RIYADH).date(),
    )


def _shown(row: Template) -> dict[str, object]:
    return {
        "form": row.form,
        "name": row.name_ar,
        "text": row.text,
        "medium": row.medium,
        "kind": row.kind,
        "language": row.language,
    }
