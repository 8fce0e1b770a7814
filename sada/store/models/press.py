"""Replies in the press: whether what was sent to an outlet was printed, where and how; the law on which that rests."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sada.store.models.answers import Answer
from sada.store.models.items import Item
from sada.store.models.letters import Outgoing
from sada.store.models.outlets import Medium, Outlet
from sada.store.models.people import Person


class LegalText(models.Model):
    """The rule by which an outlet owes us print, in our own words, dated. A change ends the row and begins another.

    `days`: within how many days after the request it is due. `ladder`: on which day after that each step of the
    escalation is due. `is_checked`: whether a person has compared our words with the official text.
    """

    code = models.CharField(max_length=40)
    medium = models.CharField(max_length=12, choices=Medium.choices, blank=True)
    name_ar = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    article = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    source = models.CharField(max_length=300, blank=True)
    days = models.PositiveIntegerField(default=3)
    ladder = ArrayField(models.PositiveIntegerField(), default=list)
    is_checked = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    pack_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["code", "medium", "-valid_from", "id"]

    def __str__(self) -> str:
        return self.name_ar


class PressState(models.TextChoices):
    """What a person decided. Whether it is late is computed from `due_on`."""

    WAITING = "waiting", pgettext_lazy("press", "Not printed yet")
    PRINTED = "printed", pgettext_lazy("press", "Printed")
    WITHDRAWN = "withdrawn", pgettext_lazy("press", "Given up")
    RETURNED = "returned", pgettext_lazy("press", "Did not reach the outlet")


class Prominence(models.TextChoices):
    """Where the reply stood, against what it answers."""

    MORE = "more", _("More prominent than the original")
    SAME = "same", _("In the same place or one like it")
    LESS = "less", _("Less prominent than the original")


class PressReply(models.Model):
    """A text of ours that an outlet was asked to print, about one of its items. The printed side is filled at the end.

    `length_share`: words printed for each word of the original. `kept_share`: how much of our text was printed.
    `numbers`: pairs [ours, theirs] of the numbers that were altered. `corrected_on`, `corrected_at`: when and where the
    outlet corrected an altered print.
    """

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="press_replies")
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="press_replies")
    item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="press_replies")
    letter = models.ForeignKey(Outgoing, null=True, on_delete=models.SET_NULL, related_name="+")
    law = models.ForeignKey(LegalText, null=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    due_on = models.DateField()
    is_agreed = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=PressState.choices, default=PressState.WAITING)
    looked_at = models.DateTimeField(null=True)
    next_alarm_at = models.DateTimeField(null=True)
    printed_item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="+")
    printed_on = models.DateField(null=True)
    place = models.CharField(max_length=1000, blank=True)
    printed_title = models.CharField(max_length=300, blank=True)
    printed_text = models.TextField(blank=True)
    prominence = models.CharField(max_length=4, choices=Prominence.choices, blank=True)
    is_title_kept = models.BooleanField(null=True)
    length_share = models.FloatField(null=True)
    kept_share = models.FloatField(null=True)
    numbers = models.JSONField(default=list)
    corrected_on = models.DateField(null=True)
    corrected_at = models.CharField(max_length=1000, blank=True, default="")
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "outlet"], name="press_reply_once")]
        indexes = [
            models.Index(fields=["state", "due_on"], name="press_reply_due"),
            models.Index(fields=["next_alarm_at"], name="press_alarm", condition=models.Q(next_alarm_at__isnull=False)),
        ]


class SightingState(models.TextChoices):
    """What a person said of a place where the reply seems to stand."""

    PROPOSED = "proposed", _("Awaiting a look")
    CONFIRMED = "confirmed", _("It is our reply")
    DENIED = "denied", _("It is not our reply")


class Sighting(models.Model):
    """An item in which Sada found words of the reply. Only a person makes a print of it."""

    reply = models.ForeignKey(PressReply, on_delete=models.CASCADE, related_name="sightings")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    likeness = models.FloatField()
    state = models.CharField(max_length=10, choices=SightingState.choices, default=SightingState.PROPOSED)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reply", "item"], name="sighting_once")]


class PressStep(models.Model):
    """A rung of the escalation that was taken: its letter is a text of the case, approved and sent like any other."""

    reply = models.ForeignKey(PressReply, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=12)
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="press_steps")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reply", "step"], name="press_step_once")]
