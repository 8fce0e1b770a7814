"""Tags: words of the desk's own on a case, to find it by."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.kernel import access, acts
from sada.kernel.refusals import Missing
from sada.store.models import Case, CaseTag, Person

LONGEST = 40


def clean_tag(name: str) -> str:
    """A tag as it is kept: one line, single spaces, without the sign before it."""
    return " ".join(name.replace("#", " ").split())[:LONGEST].strip()


def tag_case(case: Case, name: str, *, by: Person, at: datetime) -> bool:
    """Put a tag on the case; False where it stands there already."""
    access.require(by, "case.assign", case.path)
    tag = clean_tag(name)
    if not tag:
        raise Missing(_("Write the tag first."))
    with transaction.atomic():
        _row, is_new = CaseTag.objects.get_or_create(case=case, name=tag, defaults={"by": by, "at": at})
        if is_new:
            acts.record("case.tagged", by=by, on=case, at=at, unit=case.unit, after={"tag": tag})
    return is_new


def untag_case(case: Case, name: str, *, by: Person, at: datetime) -> None:
    """Take a tag off the case; one that is not there is off already."""
    access.require(by, "case.assign", case.path)
    with transaction.atomic():
        gone, _rows = CaseTag.objects.filter(case=case, name=name).delete()
        if gone:
            acts.record("case.untagged", by=by, on=case, at=at, unit=case.unit, before={"tag": name})
