"""A unit comes into the tree, and leaves it on a day; what it did stays its own."""

import re
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sada.desk.keep_units import Naming, own_numbers
from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.refusals import Missing, Refusal
from sada.store.models import Case, CaseState, Membership, Mention, MentionState, Person, Unit, UnitKind
from sada.understand.fold import sort_key

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
LENGTHS = {"code": 80, "path": 300}


class CodeTaken(Refusal):
    """Another unit, living or gone, has the code."""

    sentence = _("Another unit has this code. Choose another.")


class StillAtWork(Refusal):
    """Somebody would be left without a unit."""


def add_unit(parent: Unit, kind: str, code: str, wanted: Naming, *, by: Person, at: datetime) -> Unit:
    """A new unit below `parent`. `code`: its own part, in Latin letters; `wanted.since`: the day from which it is."""
    access.require(by, "unit.edit", parent.path)
    if kind not in UnitKind.values or kind == UnitKind.MINISTRY:
        raise Missing(_("Choose what the unit is."))
    if not _CODE.match(code) or not wanted.name_ar.strip() or not wanted.name_en.strip():
        raise Missing(_("Write both names, and a code of small Latin letters, digits and hyphens."))
    whole = code if parent.parent_id is None else f"{parent.code}.{code}"
    path = f"{parent.path}{code}/"
    if len(whole) > LENGTHS["code"] or len(path) > LENGTHS["path"]:
        raise Missing(_("The code is too long."))
    with transaction.atomic():
        if Unit.objects.filter(code=whole).exists() or Unit.objects.filter(path=path).exists():
            raise CodeTaken
        name = wanted.name_ar.strip()
        unit = Unit.objects.create(
            code=whole,
            parent=parent,
            path=path,
            kind=kind,
            name_ar=name,
            name_en=wanted.name_en.strip(),
            short_ar=wanted.short_ar.strip(),
            variants=list(dict.fromkeys(v.strip() for v in wanted.variants if v.strip())),
            email=wanted.email.strip(),
            phones=own_numbers(wanted.phones),
            invented=parent.invented,
            valid_from=wanted.since,
            sort_key=sort_key(name)[:200],
        )
        after = {"code": whole, "name_ar": name, "from": wanted.since}
        acts.record("unit.added", by=by, on=unit, at=at, unit=unit, after=after)
    return unit


def retire_unit(unit: Unit, last: date | None, *, by: Person, at: datetime) -> None:
    """The unit is there until `last`, and the roles in it end with it; None: it goes on. Refused while units below it
    go on, cases run or items wait."""
    access.require(by, "unit.edit", unit.path)
    if unit.parent_id is None:
        raise Missing(_("The root of the tree cannot be retired."))
    if last is not None:
        if unit.valid_from and last < unit.valid_from:
            raise Missing(_("The last day is before the first."))
        _see_idle(unit, last)
    with transaction.atomic():
        before = {"to": unit.valid_to}
        update_if(unit, {"valid_to": unit.valid_to}, valid_to=last)
        if last is not None:
            _end_roles(unit, last, by, at)
        acts.record("unit.ended", by=by, on=unit, at=at, unit=unit, before=before, after={"to": last})


def _see_idle(unit: Unit, last: date) -> None:
    below = Unit.objects.filter(parent=unit, valid_to=None).count() + unit.children.filter(valid_to__gt=last).count()
    if below:
        said = ngettext(
            "%(n)s unit below it goes on. Retire it first.",
            "%(n)s units below it go on. Retire them first.",
            below,
        )
        raise StillAtWork(said % {"n": below})
    running = Case.objects.filter(unit=unit, state__in=(CaseState.OPEN, CaseState.PAUSED)).count()
    if running:
        said = ngettext(
            "%(n)s case of it is still open. Transfer or close it first.",
            "%(n)s cases of it are still open. Transfer or close them first.",
            running,
        )
        raise StillAtWork(said % {"n": running})
    waiting = Mention.objects.filter(unit=unit, state=MentionState.WAITING).count()
    if waiting:
        said = ngettext(
            "%(n)s item still waits in its inbox. Decide it first.",
            "%(n)s items still wait in its inbox. Decide them first.",
            waiting,
        )
        raise StillAtWork(said % {"n": waiting})


def _end_roles(unit: Unit, last: date, by: Person, at: datetime) -> None:
    for held in Membership.objects.filter(unit=unit).exclude(valid_to__lte=last).select_related("person"):
        update_if(held, {"valid_to": held.valid_to}, valid_to=max(last, (held.valid_from or last) - timedelta(days=1)))
        after = {"role": held.role, "unit": unit.code, "to": held.valid_to}
        acts.record("membership.ended", by=by, on=held.person, at=at, unit=unit, after=after)
