"""Who carries a case between units, who watches it, and who is at it this moment."""

from django.db import models

from sada.store.models.cases import Case
from sada.store.models.org import Unit
from sada.store.models.people import Person


class Transfer(models.Model):
    """A case went from one unit to another, with the reason. A return is a transfer too; `returns` names the first."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="transfers")
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    from_path = models.CharField(max_length=300)
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    owner_before = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    returns = models.OneToOneField("self", null=True, on_delete=models.CASCADE, related_name="returned")

    class Meta:
        indexes = [models.Index(fields=["from_path"], name="transfer_from", opclasses=["varchar_pattern_ops"])]


class Watch(models.Model):
    """A person wants to be told what happens to a case that is not in their hands."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="watches")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="watches")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="watch_once")]


class Presence(models.Model):
    """A person had the page of a thing open at `seen_at`; `wrote_at` is when they last changed a letter there."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    subject_type = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    seen_at = models.DateTimeField()
    wrote_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_type", "subject_id", "person"], name="presence_once"),
        ]
