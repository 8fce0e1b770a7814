"""Answers that stand on the public page, and those taken down from it again."""

from django.db import models

from sada.store.models.answers import Answer
from sada.store.models.org import Unit
from sada.store.models.people import Person


class Publication(models.Model):
    """One approved answer on the public page, as it was approved. Taken down, it leaves a note at its address."""

    answer = models.OneToOneField(Answer, on_delete=models.PROTECT, related_name="publication")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="publications")
    title = models.CharField(max_length=300)
    question = models.TextField(blank=True)
    text = models.TextField()
    language = models.CharField(max_length=2)
    sha256 = models.CharField(max_length=64)
    folded = models.TextField()
    reason = models.TextField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawal = models.TextField(blank=True)

    class Meta:
        ordering = ["-published_at", "-id"]
        indexes = [models.Index(fields=["-published_at", "-id"], name="publication_newest")]
