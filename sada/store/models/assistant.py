"""What an assistant was asked and what it wrote. The row is the truth; the job only hurries."""

from django.db import models
from django.utils.translation import pgettext_lazy

from sada.store.models.answers import Answer
from sada.store.models.people import Person


class AssistantState(models.TextChoices):
    """What became of a question to the assistant."""

    WAITING = "waiting", pgettext_lazy("assistant", "Being written")
    DONE = "done", pgettext_lazy("assistant", "Written")
    USED = "used", pgettext_lazy("assistant", "Put into the draft")
    FAILED = "failed", pgettext_lazy("assistant", "Failed")


class AssistantDraft(models.Model):
    """One question to the assistant and its text. `wish` is the writer's, kept with personal data hidden.

    `error` is a reason of ports.AssistantFailed; `hidden` counts what was left out of the question.
    """

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="assistant_drafts")
    wish = models.CharField(max_length=600, blank=True)
    state = models.CharField(max_length=8, choices=AssistantState.choices, default=AssistantState.WAITING)
    text = models.TextField(blank=True)
    error = models.CharField(max_length=20, blank=True)
    model = models.CharField(max_length=100, blank=True)
    hidden = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
