"""What we say of a story: one approved line, from which many cases are answered."""

from django.db import models
from django.utils.translation import pgettext_lazy

from sada.store.models.answers import Answer
from sada.store.models.org import Unit
from sada.store.models.people import Person
from sada.store.models.stories import Story


class LineState(models.TextChoices):
    """Where a line stands."""

    DRAFT = "draft", pgettext_lazy("line", "Being written")
    SUBMITTED = "submitted", pgettext_lazy("line", "Awaiting approval")
    APPROVED = "approved", pgettext_lazy("line", "Approved")


class Line(models.Model):
    """The line of a unit on a story; those under the unit see and use it. A change takes the approval away."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="lines")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=300)
    text = models.TextField()
    state = models.CharField(max_length=10, choices=LineState.choices, default=LineState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    remark = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "unit"], name="one_line_a_unit")]


class LineVersion(models.Model):
    """Every text a line had, and who wrote it."""

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "version"], name="line_version_once")]


class LineUse(models.Model):
    """An answer was made from a line, in the version it had."""

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="uses")
    version = models.PositiveIntegerField()
    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="line_use")
