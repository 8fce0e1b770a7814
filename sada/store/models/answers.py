"""Texts that go out: drafted, approved by a second person, frozen."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import pgettext_lazy

from sada.store.models.cases import Case
from sada.store.models.facts import Fact
from sada.store.models.people import Person


class AnswerState(models.TextChoices):
    """Where a text stands."""

    DRAFT = "draft", pgettext_lazy("answer", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("answer", "Awaiting approval")
    RETURNED = "returned", pgettext_lazy("answer", "Returned for changes")
    APPROVED = "approved", pgettext_lazy("answer", "Approved")
    SENT = "sent", pgettext_lazy("answer", "Sent")
    WITHDRAWN = "withdrawn", pgettext_lazy("answer", "Withdrawn")
    REJECTED = "rejected", pgettext_lazy("answer", "Rejected")


class Answer(models.Model):
    """One answer to a case. `draft` holds citations ({#12}, {=150}); `final` is the approved text, byte for byte.

    A holding line (`is_holding`) is drafted, approved and sent like any other text, and answers nothing yet.
    `steps` are those of approval on the day it was submitted, `awaits` the seats that may be taken now. `is_machine`:
    an assistant wrote the present text and nobody has made it their own yet. A trigger freezes what was approved.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="answers")
    state = models.CharField(max_length=10, choices=AnswerState.choices, default=AnswerState.DRAFT)
    title = models.CharField(max_length=300)
    draft = models.TextField()
    language = models.CharField(max_length=2, default="ar")
    is_holding = models.BooleanField(default=False)
    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    remark = models.TextField(blank=True)
    final = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)
    steps = models.JSONField(default=list)
    awaits = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    is_machine = models.BooleanField(default=False)

    @property
    def by_hand(self) -> bool:
        """Whether all that left of it was published by hand; one query unless `outgoing` was fetched before."""
        channels = {letter.channel for letter in self.outgoing.all()}
        return channels == {"by_hand"}


class AnswerVersion(models.Model):
    """Every text an answer had, and who wrote it: whoever wrote one may not approve. `reason`: why an approver did."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    draft = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT)
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    is_machine = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "version"], name="answer_version_once")]


class FactUse(models.Model):
    """A text uses a fact, in the version and with the value it had when the text was approved."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="fact_uses")
    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, related_name="uses")
    version = models.PositiveIntegerField()
    value = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "fact"], name="fact_once_an_answer")]
