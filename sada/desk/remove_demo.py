"""Removes everything invented in one act. What the log names stays as a row out of everybody's reach, for the log
is append-only: people are let in no more, and units leave the tree."""

from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Exists, Model, OuterRef, ProtectedError, Q, QuerySet

from sada.kernel import access, acts
from sada.store.models import (
    Account,
    Answer,
    ApprovalPolicy,
    Case,
    CaseItem,
    ClockPolicy,
    Delegation,
    DutyShift,
    Fact,
    Holiday,
    Intake,
    Item,
    LadderStep,
    Membership,
    Mention,
    Notice,
    Outgoing,
    Outlet,
    Person,
    Publication,
    Question,
    RawItem,
    SavedView,
    Seen,
    Source,
    Story,
    StoryItem,
    Unit,
    UnitKind,
    UnitName,
    Voice,
    WorkingHours,
)

OUTSIDE = "/invented/"  # below no root, so within nobody's reach


def demo_units() -> QuerySet[Unit]:
    """The invented units that stand in the tree."""
    return Unit.objects.filter(invented=True).exclude(path__startswith=OUTSIDE)


def remove_invented(*, by: Person | None, at: datetime) -> None:
    """Remove what the demo brought and what was made in its units. `by` is None on the command line."""
    if by is not None:
        access.require(by, "demo.remove")
    with transaction.atomic():
        units = list(demo_units().order_by("-path"))
        ids = [unit.pk for unit in units]
        _remove_cases(ids)
        _remove_items(ids)
        _remove_sources()
        DutyShift.objects.filter(Q(unit__in=ids) | Q(person__invented=True)).delete()
        DutyShift.objects.filter(deputy__invented=True).update(deputy=None)
        for model in (Holiday, WorkingHours, ClockPolicy, LadderStep, ApprovalPolicy, UnitName, SavedView, Membership):
            model._default_manager.filter(unit__in=ids).delete()
        acts.record("demo.removed", by=by, on=Unit.objects.get(parent=None), at=at)
        _dismiss_people()  # after the entry: whoever removed the demo may be one of its people
        _take_out_of_tree(units, at)


def _remove_cases(units: list[int]) -> None:
    cases = Case.objects.filter(Q(unit__in=units) | Q(invented=True))
    facts = Fact.objects.filter(Q(unit__in=units) | Q(invented=True))
    _forget("case", cases)
    _forget("question", Question.objects.filter(case__in=cases))
    _forget("fact", facts)
    accounts = Account.objects.filter(Q(unit__in=units) | Q(invented=True))
    _forget("account", accounts)
    Publication.objects.filter(Q(answer__case__in=cases) | Q(unit__in=units)).delete()
    Outgoing.objects.filter(Q(answer__case__in=cases) | Q(unit__in=units) | Q(account__in=accounts)).delete()
    accounts.delete()
    Answer.objects.filter(case__in=cases).delete()
    cases.delete()
    facts.filter(uses=None).delete()
    Case.objects.filter(owner__invented=True, closed_at=None).update(owner=None)


def _remove_items(units: list[int]) -> None:
    elsewhere = Mention.objects.filter(item=OuterRef("pk")).exclude(unit__in=units)
    here = Mention.objects.filter(item=OuterRef("pk"), unit__in=units)
    ids = list(Item.objects.filter(Q(invented=True) | (Exists(here) & ~Exists(elsewhere))).values_list("pk", flat=True))
    items = Item.objects.filter(pk__in=ids)
    _forget("item", items)
    _leave_stories(ids)
    RawItem.objects.filter(item__in=ids).delete()
    CaseItem.objects.filter(item__in=ids).delete()
    items.delete()
    Mention.objects.filter(unit__in=units).delete()
    Intake.objects.filter(name="demo").delete()


def _leave_stories(items: list[int]) -> None:
    """A story that real items tell as well goes on with them; one that only invented items told goes."""
    touched = list(Story.objects.filter(places__item__in=items).distinct())
    StoryItem.objects.filter(item__in=items).delete()
    for story in touched:
        left = list(Item.objects.filter(place__story=story).order_by("published_at", "pk"))
        if left:
            first, last = left[0], left[-1]
            Story.objects.filter(pk=story.pk).update(
                head=first, size=len(left), first_at=first.published_at, last_at=last.published_at
            )
        else:
            story.delete()


def _remove_sources() -> None:
    Source.objects.filter(invented=True).delete()
    Voice.objects.filter(invented=True).delete()
    Item.objects.filter(outlet__invented=True).update(outlet=None)
    Source.objects.filter(outlet__invented=True).update(outlet=None)
    Outlet.objects.filter(invented=True).delete()


def _dismiss_people() -> None:
    people = Person.objects.filter(invented=True)
    Delegation.objects.filter(Q(giver__in=people) | Q(to__in=people)).delete()
    for model in (Notice, Seen, SavedView, Membership):
        model._default_manager.filter(person__in=people).delete()
    for person in people:
        if not _deleted(person):
            Person.objects.filter(pk=person.pk).update(is_active=False, password=make_password(None))


def _take_out_of_tree(units: list[Unit], at: datetime) -> None:
    for unit in units:
        if not _deleted(unit):
            Unit.objects.filter(pk=unit.pk).update(
                path=f"{OUTSIDE}{unit.code}/", kind=UnitKind.DEPARTMENT, valid_to=at.date()
            )


def _deleted(row: Model) -> bool:
    """Delete a row unless something that stays names it."""
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError:
        return False
    return True


def _forget(kind: str, rows: QuerySet[Any]) -> None:
    """Notices about what goes."""
    Notice.objects.filter(subject_type=kind, subject_id__in=list(rows.values_list("pk", flat=True))).delete()
