"""An internal remark on a case; it never leaves the house."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk.carriers import carrier
from sada.desk.mentions import mentionable, mentioned
from sada.desk.states import case_after
from sada.kernel import access, acts
from sada.kernel.notices import tell
from sada.kernel.refusals import Missing
from sada.store.models import Case, Note, Person


def note_case(case: Case, text: str, *, by: Person, at: datetime) -> Note:
    """Add a remark; the owner of the case is told, and whoever it names with «@»."""
    access.require(by, "case.note", case.path)
    case_after(case, "note")
    if not text.strip():
        raise Missing(_("Write the note first."))
    with transaction.atomic():
        note = Note.objects.create(case=case, text=text.strip(), by=by, at=at)
        named = mentioned(text, mentionable(case) if "@" in text else ())
        tell(named, "case.mentioned", on=case, by=by, at=at, text=text)
        person = carrier(case)
        if person is not None and person not in named:
            tell([person], "case.noted", on=case, by=by, at=at, text=text)
        acts.record("case.noted", by=by, on=case, at=at, unit=case.unit)
    return note
