"""How a case ends and what comes after: a decision not to answer, a report elsewhere, a look four weeks later."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sada.store.models.cases import Case
from sada.store.models.people import Person


class Silence(models.Model):
    """Someone proposed not to answer a case, with the reason; a second person decides."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="silences")
    reason = models.CharField(max_length=20)
    note = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    is_agreed = models.BooleanField(null=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    remark = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(is_agreed=None), name="one_open_silence_a_case"
            ),
        ]


class ReportState(models.TextChoices):
    """What the service desk says of a report."""

    OPEN = "open", pgettext_lazy("report", "Received")
    UNDERWAY = "underway", pgettext_lazy("report", "Being worked on")
    DONE = "done", pgettext_lazy("report", "Closed as done")
    REFUSED = "refused", pgettext_lazy("report", "Closed without being done")


class ReportDesk(models.TextChoices):
    """Where citizens' service reports live."""

    D940 = "940", _("940 report centre")
    BALADY = "balady", _("Balady platform")


class ServiceReport(models.Model):
    """A service report of 940 or Balady that a case was handed over to, by its reference; with the proof of closing."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    desk = models.CharField(max_length=8, choices=ReportDesk.choices)
    reference = models.CharField(max_length=60)
    service = models.CharField(max_length=200, blank=True)
    opened_on = models.DateField()
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.OPEN)
    state_text = models.CharField(max_length=200, blank=True)
    state_at = models.DateTimeField()
    came_by = models.CharField(max_length=8, default="hand")
    proof = models.TextField(blank=True)
    proof_url = models.URLField(max_length=1000, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    next_check_at = models.DateTimeField(null=True, db_index=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "desk", "reference"], name="report_once_a_case"),
        ]
        indexes = [models.Index(fields=["desk", "reference"], name="report_reference")]


class FollowUpResult(models.TextChoices):
    """What a later look at a closed case found."""

    DONE = "done", pgettext_lazy("follow-up", "Done")
    PARTLY = "partly", pgettext_lazy("follow-up", "Done in part")
    NOT_DONE = "not_done", pgettext_lazy("follow-up", "Not done")


class FollowUp(models.Model):
    """A look at a closed case: was what we said done? With the evidence."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="follow_ups")
    result = models.CharField(max_length=8, choices=FollowUpResult.choices)
    evidence = models.TextField()
    evidence_url = models.URLField(max_length=1000, blank=True)
    promised_for = models.DateField(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
