"""Who is on call for a unit: its own shift, else that of the nearest unit above it."""

from datetime import datetime

from sada.store.models import DutyShift, Unit
from sada.store.queries.working_time import paths_above


def on_duty(unit: Unit, at: datetime) -> DutyShift | None:
    """The shift that holds at an instant; None where nobody is on call, here or above."""
    rows = DutyShift.objects.filter(unit__path__in=paths_above(unit.path), starts__lte=at, ends__gt=at)
    return max(rows.select_related("unit", "person", "deputy"), key=lambda shift: len(shift.unit.path), default=None)
