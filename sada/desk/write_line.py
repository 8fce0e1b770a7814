"""What a unit says of a story: written, handed in, approved by a second person; many cases are answered from it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk.citations import blocks
from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.holders import nearest
from sada.kernel.notices import tell
from sada.kernel.refusals import Blocked, Missing, OwnWork, SomeoneElseDidIt, WrongState
from sada.rules.access import MANAGER, SPOKESPERSON, may_approve
from sada.store.models import Line, LineState, LineVersion, Person, Story, Unit


def write_line(story: Story, unit: Unit, text: str, version: int, *, by: Person, at: datetime) -> Line:
    """Write the unit's line, or change it; a change takes the approval away. `version` is the one read, 0 for none.

    Raises SomeoneElseDidIt where another saved meanwhile: nothing of either text is lost, both writers keep theirs.
    """
    access.require(by, "line.write", unit.path)
    if not text.strip():
        raise Missing(_("Write what we say of this story."))
    with transaction.atomic():
        line = Line.objects.select_for_update().filter(story=story, unit=unit).first()
        if (line.version if line else 0) != version:
            raise SomeoneElseDidIt
        if line is not None and line.text == text.strip():
            return line
        values = {"text": text.strip(), "state": LineState.DRAFT, "version": version + 1, "changed_by": by}
        values |= {"changed_at": at, "approved_by": None, "approved_at": None}
        line, _made = Line.objects.update_or_create(story=story, unit=unit, defaults=values | {"path": unit.path})
        LineVersion.objects.create(line=line, version=line.version, text=line.text, by=by, at=at)
        acts.record("line.written", by=by, on=line, at=at, unit=unit, after={"version": line.version})
    return line


def submit_line(line: Line, *, by: Person, at: datetime) -> None:
    """Ask for approval; those who may approve it are told."""
    access.require(by, "line.write", line.path)
    if line.state != LineState.DRAFT:
        raise WrongState
    with transaction.atomic():
        update_if(line, {"state": line.state, "version": line.version}, state=LineState.SUBMITTED)
        near = nearest(SPOKESPERSON, line.path) | nearest(MANAGER, line.path)
        tell(near, "line.submitted", on=line.story, by=by, at=at, text=line.text)
        acts.record("line.submitted", by=by, on=line, at=at, unit=line.unit)


def approve_line(line: Line, version: int, *, by: Person, at: datetime) -> None:
    """Approve exactly the version that was read. Raises OwnWork for whoever wrote any version of it."""
    access.require(by, "line.approve", line.path)
    writers = list(line.versions.values_list("by_id", flat=True))
    if not may_approve(line.changed_by_id, by.pk, *writers):
        raise OwnWork
    if line.state != LineState.SUBMITTED:
        raise WrongState
    found = blocks(line.unit, line.text, at)
    if found:
        raise Blocked(list(found))
    with transaction.atomic():
        update_if(
            line, {"state": line.state, "version": version}, state=LineState.APPROVED, approved_by=by, approved_at=at
        )
        tell(Person.objects.filter(pk__in=writers), "line.approved", on=line.story, by=by, at=at, text=line.text)
        acts.record("line.approved", by=by, on=line, at=at, unit=line.unit, after={"version": version})


def return_line(line: Line, remark: str, *, by: Person, at: datetime) -> None:
    """Send the line back to its writers with what should change."""
    access.require(by, "line.approve", line.path)
    if not remark.strip():
        raise Missing(_("Write what should be changed."))
    if line.state != LineState.SUBMITTED:
        raise WrongState
    writers = Person.objects.filter(pk__in=line.versions.values("by"))
    with transaction.atomic():
        update_if(line, {"state": line.state, "version": line.version}, state=LineState.DRAFT, remark=remark.strip())
        tell(writers, "line.returned", on=line.story, by=by, at=at, text=remark)
        acts.record("line.returned", by=by, on=line, at=at, unit=line.unit, note=remark.strip())
