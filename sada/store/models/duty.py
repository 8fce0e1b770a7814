"""Who is on call when, and who could not be reached."""

from django.db import models
from django.db.models import F, Q

from sada.store.models.cases import Case
from sada.store.models.org import Unit
from sada.store.models.people import Person


class DutyShift(models.Model):
    """From `starts` until `ends` (exclusive) a spokesperson is on call for a unit, with a deputy behind."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="shifts")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="shifts")
    deputy = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["starts"]
        indexes = [models.Index(fields=["unit", "ends"], name="shift_unit")]
        constraints = [
            models.CheckConstraint(name="shift_ends_after_start", condition=Q(ends__gt=F("starts"))),
            models.CheckConstraint(name="shift_deputy_another", condition=Q(deputy=None) | ~Q(deputy=F("person"))),
        ]


class Unreached(models.Model):
    """Somebody on the ladder was called about a case in vain. `key` keeps one call from being counted twice."""

    key = models.CharField(max_length=80, unique=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="unreached")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
