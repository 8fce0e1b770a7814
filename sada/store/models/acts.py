"""The log: who did what to what, when, before and after. Append-only and hash-chained."""

from django.db import models

from sada.store.models.org import Unit
from sada.store.models.people import Person


class Act(models.Model):
    """One entry of the log. The database refuses to change or delete it (trigger in migration 0002)."""

    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="acts")
    name = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="act_subject"),
            models.Index(fields=["by", "-id"], name="act_by"),
        ]


class LogEnd(models.Model):
    """How far the log has come: one row that a trigger moves on with every entry and nothing else may change
    (migration 0016), so that a log whose last entries were cut off is found out."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    entries = models.BigIntegerField()
    last = models.BigIntegerField()
    hash = models.CharField(max_length=64)
