"""What we owe an answer to, or decided not to answer; with its clock."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sada.store.models.items import Item
from sada.store.models.org import Agency, Family, Service, Unit
from sada.store.models.outlets import Medium, Voice
from sada.store.models.people import Person
from sada.store.models.readings import Kind
from sada.store.models.stories import Story


class CaseState(models.TextChoices):
    """What a person decided. Lateness is a phase and never stored."""

    OPEN = "open", pgettext_lazy("case", "Open")
    PAUSED = "paused", pgettext_lazy("case", "Paused")
    ANSWERED = "answered", pgettext_lazy("case", "Answered")
    CLOSED = "closed", pgettext_lazy("case", "Closed")
    NO_ANSWER = "no_answer", pgettext_lazy("case", "Closed without an answer")


class Outcome(models.TextChoices):
    """What became of it; the words of real replies."""

    DONE = "done", _("Carried out")
    UNDERWAY = "underway", _("Work is under way")
    PLANNED = "planned", _("Included in coming plans")
    FUTURE = "future", _("Will be done later")
    COORDINATING = "coordinating", _("Being coordinated with another body")
    NOT_OURS = "not_ours", _("Not within our remit")
    NOT_TRUE = "not_true", _("The report is not correct")
    APOLOGY = "apology", _("Mistake acknowledged, with an apology")
    INFORMED = "informed", _("Information given")
    APPEAL = "appeal", _("Citizens called upon")
    NO_ANSWER = "no_answer", _("No answer needed")
    JOINED = "joined", _("Joined to another case")


class Case(models.Model):
    """One case. `due_at` and `warn_at` come from the policy kept in `clock`; `next_alarm_at` only wakes the sweeper.

    `first_…` is another promise of the case (an approval, a holding line) that is due before the answer, for lists;
    empty while the answer itself comes first.
    """

    number = models.CharField(max_length=40, unique=True)
    subject = models.CharField(max_length=300)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="cases")
    path = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    medium = models.CharField(max_length=12, choices=Medium.choices)
    urgency = models.CharField(max_length=8, default="normal")
    family = models.ForeignKey(Family, null=True, blank=True, on_delete=models.PROTECT)
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.PROTECT)
    story = models.ForeignKey(Story, null=True, blank=True, on_delete=models.SET_NULL, related_name="cases")
    voice = models.ForeignKey(Voice, null=True, blank=True, on_delete=models.SET_NULL, related_name="cases")
    state = models.CharField(max_length=10, choices=CaseState.choices, default=CaseState.OPEN)
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="cases")
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    asked_at = models.DateTimeField()
    clock = models.JSONField(default=dict)
    outside_deadline = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField()
    warn_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    working_seconds = models.PositiveIntegerField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=14, choices=Outcome.choices, blank=True)
    closing_note = models.TextField(blank=True)
    promise_on = models.DateField(null=True, blank=True)
    follow_up_on = models.DateField(null=True, blank=True)
    # Who is competent where we are not: a body outside, or another unit of ours.
    competent_agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    competent_unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    split_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="split_off")
    joined_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="took_in")
    next_alarm_at = models.DateTimeField(null=True, blank=True)
    first_promise = models.CharField(max_length=20, blank=True, default="")
    first_due_at = models.DateTimeField(null=True, blank=True)
    first_warn_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    invented = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["state", "due_at"], name="case_state_due"),
            models.Index(fields=["path"], name="case_path", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["owner", "state"], name="case_owner"),
            models.Index(fields=["next_alarm_at"], name="case_alarm", condition=models.Q(next_alarm_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.subject}"


class CaseItem(models.Model):
    """An item that a case answers."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="case_items")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="case_items")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "item"], name="item_once_a_case")]


class AskedAgain(models.Model):
    """The asker wrote again after the case was answered or ended. `is_question`: whether that asks something more, so
    that the case runs anew; None while a person is to say it. `before`: how the case stood, to be restored."""

    place = models.OneToOneField(CaseItem, on_delete=models.CASCADE, related_name="asked_again")
    at = models.DateTimeField()
    is_question = models.BooleanField(null=True)
    before = models.JSONField(default=dict)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)


class Pause(models.Model):
    """The clock stood still, with a reason, at most until `until`."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="pauses")
    reason = models.CharField(max_length=30)
    note = models.TextField(blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    limit = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT)


class Note(models.Model):
    """An internal remark on a case; never leaves the house."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT)
    at = models.DateTimeField()


class CaseSerial(models.Model):
    """The last number given in a unit and a Gregorian year."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="one_serial_a_year")]
