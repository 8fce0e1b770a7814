"""What people reviewed of the machine's readings, and what was learnt from it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from sada.store.models.items import Item
from sada.store.models.outlets import Medium, Outlet
from sada.store.models.people import Person


class Confirmation(models.Model):
    """A person read the item and found the reading right as it stood: `values` by judgement. `unsure` is what the
    machine had left open, so that the confirmation can be taken back."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="confirmations")
    values = models.JSONField()
    unsure = ArrayField(models.CharField(max_length=20), default=list)
    by = models.ForeignKey(Person, on_delete=models.PROTECT)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    version = models.CharField(max_length=60)


class Review(models.Model):
    """One judgement of one item that a person decided: what the machine said, how sure, and what is true.

    Derived from corrections and confirmations by `reading.reviewed`, its only writer, and frozen against later
    readings: a model is never measured on what it was told. Answers are lists of codes, of one where only one can be.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="reviews")
    field = models.CharField(max_length=20)
    said = ArrayField(models.CharField(max_length=80), default=list)
    truth = ArrayField(models.CharField(max_length=80), default=list)
    confidence = models.FloatField()
    is_sure = models.BooleanField()
    version = models.CharField(max_length=60)
    medium = models.CharField(max_length=12, choices=Medium.choices)
    outlet = models.ForeignKey(Outlet, null=True, on_delete=models.PROTECT, related_name="+")
    first_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "field"], name="one_review_a_judgement")]
        indexes = [models.Index(fields=["field", "medium"], name="review_field")]


class LearnedModel(models.Model):
    """A version of what was learnt; every one is kept. `figures` are those of the comparison that decided about it."""

    name = models.CharField(max_length=30, unique=True)
    created_at = models.DateTimeField()
    kind = models.CharField(max_length=20, default="linear")
    rules = models.CharField(max_length=60)
    weights = models.BinaryField()
    trained_on = models.JSONField(default=dict)
    figures = models.JSONField(default=dict)
    held_out = ArrayField(models.BigIntegerField(), default=list)
    is_in_use = models.BooleanField(default=False)
    switched_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["is_in_use"], condition=models.Q(is_in_use=True), name="one_model_in_use")
        ]
