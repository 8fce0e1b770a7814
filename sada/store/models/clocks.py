"""The clocks of a case beside its answer's own, the ladder of alarms, and which of its steps were taken."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from sada.store.models.answers import Answer
from sada.store.models.cases import Case
from sada.store.models.org import Unit

RUNNING = Q(met_at=None, ended_at=None)


class CaseClock(models.Model):
    """One promise of a case that runs, was kept (`met_at`) or fell away (`ended_at`); the answer's stands in the case.

    `answer` is the text whose approval or printing is awaited. `clock` keeps the policy that held when it began.
    Lateness is a phase and never stored.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="clocks")
    promise = models.CharField(max_length=20)
    answer = models.ForeignKey(Answer, null=True, on_delete=models.CASCADE, related_name="clocks")
    clock = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    warn_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    next_alarm_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["case"], name="clock_case"),
            models.Index(fields=["next_alarm_at"], name="clock_alarm", condition=Q(next_alarm_at__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "promise"], name="clock_once_a_case", condition=RUNNING & Q(answer=None)
            ),
            models.UniqueConstraint(
                fields=["answer", "promise"], name="clock_once_a_text", condition=RUNNING & Q(answer__isnull=False)
            ),
        ]


class LadderStep(models.Model):
    """At `share` per cent of a promise's time these are told. Empty promise or urgency means any; dated."""

    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE)
    promise = models.CharField(max_length=20, blank=True)
    urgency = models.CharField(max_length=10, blank=True)
    share = models.PositiveSmallIntegerField()
    to = ArrayField(models.CharField(max_length=14))
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    pack_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["share", "id"]


class Escalation(models.Model):
    """A step of the ladder that was taken. `key` makes taking it twice impossible."""

    key = models.CharField(max_length=120, unique=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="escalations")
    promise = models.CharField(max_length=20)
    share = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
