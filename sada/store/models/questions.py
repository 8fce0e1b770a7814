"""What the desk asks of a subject expert, and the answer."""

from django.db import models
from django.utils.translation import pgettext_lazy

from sada.store.models.cases import Case
from sada.store.models.people import Person


class QuestionState(models.TextChoices):
    """Where a question stands. Lateness is a phase and never stored."""

    ASKED = "asked", pgettext_lazy("question", "Waiting for the answer")
    ANSWERED = "answered", pgettext_lazy("question", "Answered")
    WITHDRAWN = "withdrawn", pgettext_lazy("question", "Withdrawn")


class Question(models.Model):
    """One question of a case, to a person (`to`) or to a name and an address without an account.

    `clock` keeps the promise that held when it was asked; `site` is the address of the house at that moment, so that a
    reminder sent by a worker carries a link that leads there. Links name `version` and hold until `link_until`.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="questions")
    text = models.TextField()
    to = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="questions")
    to_name = models.CharField(max_length=120)
    to_email = models.EmailField(blank=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    clock = models.JSONField(default=dict)
    due_at = models.DateTimeField()
    warn_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=QuestionState.choices, default=QuestionState.ASKED)
    answered_at = models.DateTimeField(null=True)
    answered_as = models.CharField(max_length=120, blank=True)
    answer = models.TextField(blank=True)
    figures = models.CharField(max_length=60, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    site = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    link_until = models.DateTimeField()
    next_alarm_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["to", "state", "due_at"], name="question_to"),
            models.Index(
                fields=["next_alarm_at"], name="question_alarm", condition=models.Q(next_alarm_at__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="question_reaches_somebody", condition=models.Q(to__isnull=False) | ~models.Q(to_email="")
            )
        ]
