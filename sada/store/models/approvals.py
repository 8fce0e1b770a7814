"""Who must approve, who did, and who does so in another's place."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from sada.store.models.answers import Answer
from sada.store.models.org import Family, Unit
from sada.store.models.outlets import Medium
from sada.store.models.people import Person


class ApprovalPolicy(models.Model):
    """The steps of approval for the cases of a unit and those below. Empty urgency, family or medium means any.

    `steps` as in rules.approvals: [{"need": "any", "seats": ["role:spokesperson", "person:7"]}]. A change ends the row
    (`valid_to`, inclusive) and begins another; a text keeps the steps of the day on which it was submitted.
    """

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="approval_policies")
    urgency = models.CharField(max_length=8, blank=True)
    family = models.ForeignKey(Family, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    medium = models.CharField(max_length=12, choices=Medium.choices, blank=True)
    steps = models.JSONField(default=list)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["unit_id", "id"]


class Approval(models.Model):
    """One person approved one version in one step, in their own name or on behalf of another.

    `seats` are those the person could take then; `sha256` is of the text as it read, so that an approval falls when a
    fact in it changes. A trigger refuses whoever wrote any part of the text, in either place.
    """

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="approvals")
    version = models.PositiveIntegerField()
    step = models.PositiveSmallIntegerField()
    seats = ArrayField(models.CharField(max_length=60))
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="approvals")
    on_behalf_of = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["answer", "version", "sha256", "by"], name="one_approval_each"),
            models.CheckConstraint(
                condition=models.Q(on_behalf_of=None) | ~models.Q(on_behalf_of=models.F("by")), name="behalf_of_another"
            ),
        ]


class Delegation(models.Model):
    """A person approves in another's place, from a day to a day (both included). It ends by itself.

    `ended_at`: when its giver took it back before.
    """

    giver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations")
    to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegated")
    valid_from = models.DateField()
    valid_to = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-valid_from", "-id"]
        indexes = [models.Index(fields=["to", "valid_to"], name="delegation_to")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(giver=models.F("to")), name="delegated_to_another"),
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")), name="delegation_begins_before_it_ends"
            ),
        ]
