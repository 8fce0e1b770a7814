"""How work is laid out: tags, steps with many cases that can be taken back, when one last looked at one's day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sada.store.models.cases import Case
from sada.store.models.people import Person
from sada.store.models.readings import Mention


class CaseTag(models.Model):
    """A word of the desk's own on a case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(max_length=40)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "name"], name="tag_once_a_case")]
        indexes = [models.Index(fields=["name"], name="tag_name")]


class MentionTag(models.Model):
    """A word of the desk's own on an item, as one unit sees it."""

    mention = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(max_length=40)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mention", "name"], name="tag_once_a_mention")]
        indexes = [models.Index(fields=["name"], name="mention_tag_name")]


class BulkKind(models.TextChoices):
    """What was done with many cases at once."""

    ASSIGN = "assign", _("Assigned")
    CLOSE = "close", _("Closed without an answer")
    TAG = "tag", _("Tagged")
    SEE = "see", _("Marked as seen")
    JOIN = "join", _("Joined")


class BulkStep(models.Model):
    """One step with many cases. `before` and `after` hold of each case what the step changed, to take it back."""

    kind = models.CharField(max_length=10, choices=BulkKind.choices)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)


class DayVisit(models.Model):
    """When a person opened their day, and when they had opened it before: what is new is what happened since then."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE)
    at = models.DateTimeField()
    before = models.DateTimeField(null=True)
