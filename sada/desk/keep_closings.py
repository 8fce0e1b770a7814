"""Keeps when an outlet closes, so that its next closing is proposed as the asker's deadline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.kernel import access, acts
from sada.kernel.clock import RIYADH
from sada.kernel.guarded import update_if
from sada.kernel.refusals import Missing
from sada.rules import closings
from sada.rules.calendar import WEEKDAYS
from sada.rules.closings import KINDS, MOST, Closing
from sada.store.models import Case, Outlet, Person


def set_closings(outlet: Outlet, wanted: Sequence[Closing], *, by: Person, at: datetime) -> None:
    """The closing times of an outlet from now on, all of them; none where it has no fixed ones."""
    access.require(by, "source.edit")
    if len(wanted) > MOST or any(one.kind not in KINDS or not set(one.days) <= set(WEEKDAYS) for one in wanted):
        raise Missing(_("Choose from the lists."))
    with transaction.atomic():
        before, after = outlet.closings, closings.kept(dict.fromkeys(wanted))
        update_if(outlet, {"closings": before}, closings=after)
        acts.record("outlet.closings_set", by=by, on=outlet, at=at, before={"times": before}, after={"times": after})


def outlet_of(case: Case) -> Outlet | None:
    """The outlet that asks with a case: of its first item that names one, else of the voice it is answered to."""
    places = case.case_items.exclude(item__outlet=None).select_related("item__outlet").order_by("id")
    place = places.first()
    return place.item.outlet if place is not None else (case.voice.outlet if case.voice else None)


def coming(outlet: Outlet | None, now: datetime) -> list[tuple[Closing, datetime]]:
    """The next closings of an outlet, each once, the nearest first."""
    return closings.coming(closings.read(outlet.closings), now.astimezone(RIYADH)) if outlet is not None else []
