"""What was understood of an item, what a person said instead, and whom it concerns."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sada.store.models.items import Item
from sada.store.models.org import Unit
from sada.store.models.people import Person


class Kind(models.TextChoices):
    """What an item is, seen from the press office."""

    COMPLAINT = "complaint", _("Complaint")
    INQUIRY = "inquiry", _("Inquiry")
    SUGGESTION = "suggestion", _("Suggestion")
    PRAISE = "praise", _("Praise")
    OPINION = "opinion", _("Opinion")
    NEWS = "news", _("News")
    STATEMENT = "statement", _("Statement")


class Tone(models.TextChoices):
    """Tone toward the municipality, not of the words."""

    NEGATIVE = "negative", _("Negative")
    NEUTRAL = "neutral", _("Neutral")
    POSITIVE = "positive", _("Positive")


class Relevance(models.TextChoices):
    """How far an item is about municipal work."""

    MAIN = "main", _("About municipal work")
    PASSING = "passing", _("Mentions municipal work in passing")
    NONE = "none", _("Not about municipal work")


class Reading(models.Model):
    """The judgements that stand. `said` keeps what the machine said; `corrected` names what a person changed."""

    item = models.OneToOneField(Item, primary_key=True, on_delete=models.CASCADE, related_name="reading")
    relevance = models.CharField(max_length=8, choices=Relevance.choices)
    units = ArrayField(models.CharField(max_length=80), default=list)
    baladiyat = ArrayField(models.CharField(max_length=80), default=list)
    services = ArrayField(models.CharField(max_length=20), default=list)
    families = ArrayField(models.CharField(max_length=20), default=list)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    tone = models.CharField(max_length=8, choices=Tone.choices)
    needs_answer = models.BooleanField()
    community = models.BooleanField(default=False)
    urgency = models.CharField(max_length=8, default="normal")
    confidence = models.JSONField(default=dict)
    unsure = ArrayField(models.CharField(max_length=20), default=list)
    evidence = models.JSONField(default=list)
    more = models.JSONField(default=dict)
    version = models.CharField(max_length=60)
    said = models.JSONField(default=dict)
    corrected = ArrayField(models.CharField(max_length=20), default=list)

    class Meta:
        indexes = [GinIndex(fields=["units"], name="reading_units")]

    @property
    def agencies(self) -> list[str]:
        """Codes of the other bodies answerable, the loudest first."""
        return list(self.more.get("agencies", []))

    @agencies.setter
    def agencies(self, codes: list[str]) -> None:
        self.more = self.more | {"agencies": codes}

    @property
    def responsible(self) -> list[str]:
        """The code of the unit whose work it is: one or none."""
        return [code for code in [self.more.get("responsible")] if code]

    @responsible.setter
    def responsible(self, codes: list[str]) -> None:
        self.more = self.more | {"responsible": codes[0] if codes else ""}


class Correction(models.Model):
    """A person's better answer to one judgement; it stands above the reading until undone."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=20)
    was = models.JSONField()
    value = models.JSONField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    version = models.CharField(max_length=60)


class MentionState(models.TextChoices):
    """What a unit decided about an item that concerns it."""

    WAITING = "waiting", pgettext_lazy("item", "Waiting for a decision")
    CASE = "case", pgettext_lazy("item", "In a case")
    NO_ANSWER = "no_answer", pgettext_lazy("item", "No answer needed")
    FORWARDED = "forwarded", pgettext_lazy("item", "Forwarded")


class Mention(models.Model):
    """An item concerns a unit. One row for each amana or the ministry; the inbox lists these.

    The columns after `state` repeat the reading's judgements so that the inbox filters in one index;
    `reading.concern` is the only writer of them.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="mentions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="mentions")
    path = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=MentionState.choices, default=MentionState.WAITING)
    published_at = models.DateTimeField()
    medium = models.CharField(max_length=12)
    kind = models.CharField(max_length=12)
    tone = models.CharField(max_length=8)
    family = models.CharField(max_length=20, blank=True)
    needs_answer = models.BooleanField(default=False)
    is_main = models.BooleanField(default=True)
    is_unsure = models.BooleanField(default=False)
    urgency = models.CharField(max_length=8, default="normal")
    is_flagged = models.BooleanField(default=False)
    reason = models.CharField(max_length=30, blank=True)
    note = models.TextField(blank=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "unit"], name="one_mention_a_unit")]
        indexes = [
            models.Index(fields=["state", "-published_at", "-id"], name="mention_newest"),
            models.Index(fields=["path"], name="mention_path", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["unit", "state", "-published_at", "-id"], name="mention_unit_newest"),
        ]


class Seen(models.Model):
    """A person has opened an item; what is not here is bold in the inbox."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="seen")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "item"], name="seen_once")]


class SavedView(models.Model):
    """Filters kept under a name; shared with the unit when `unit` is set."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE)
    screen = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=1000)
