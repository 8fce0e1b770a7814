"""Items that tell the same thing."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from sada.store.models.items import Item
from sada.store.models.people import Person


class Story(models.Model):
    """Items telling the same thing; `head` is the first or the fullest one.

    `is_settled`: a person took items out of it, or made it of such: the machine may add to it and does nothing else.
    """

    head = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    size = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    is_confirmed = models.BooleanField(default=False)
    is_settled = models.BooleanField(default=False, db_default=False)

    class Meta:
        indexes = [models.Index(fields=["-last_at", "-id"], name="story_newest")]


class StoryItem(models.Model):
    """An item's place in a story. A row with `by` set was put there by a person and stays."""

    item = models.OneToOneField(Item, primary_key=True, on_delete=models.CASCADE, related_name="place")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="places")
    similarity = models.FloatField(default=1.0)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT)


class Fingerprint(models.Model):
    """What is needed to find an item's likes in one look-up."""

    item = models.OneToOneField(Item, primary_key=True, on_delete=models.CASCADE)
    bands = ArrayField(models.BigIntegerField())
    shingles = models.BinaryField()

    class Meta:
        indexes = [GinIndex(fields=["bands"], name="fingerprint_bands", fastupdate=False)]
