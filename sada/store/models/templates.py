"""Texts to begin from, dated, for the unit that wrote them and those below it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sada.store.models.cases import CaseState
from sada.store.models.org import Family, Unit
from sada.store.models.outlets import Medium
from sada.store.models.readings import Kind

LANGUAGES = [("ar", _("Arabic")), ("en", _("English"))]  # those a text is written in


class TemplateForm(models.TextChoices):
    """What a text sets out to do, in the order it is offered."""

    LETTER = "letter", _("Letter to the editor")
    EMAIL = "email", _("E-mail")
    INFORMATION = "information", _("Information")
    HOLDING = "holding", _("Holding line")
    PROMISE = "promise", _("Promise with a date")
    NOT_OURS = "not_ours", _("Not within our remit")
    DENIAL = "denial", _("Denial")
    APOLOGY = "apology", _("Apology")
    RELEASE = "release", _("Press release")
    POST = "post", _("Post on a network")
    THREAD = "thread", _("Thread of posts")
    REMINDER = "reminder", _("Reminder to print a reply")
    CLAIM = "claim", _("Claim to print a reply, citing the law")
    REGULATOR = "regulator", _("Complaint to the regulator of the media")
    CORRECTION = "correction", _("Request to correct a printed reply")
    CORRECTION_CLAIM = "corr_claim", _("Claim to correct a printed reply, citing the law")
    CORRECTION_APPEAL = "corr_appeal", _("Complaint to the regulator about an altered reply")


# These belong to a reply that was not printed, or printed altered, and are not offered to whoever begins an answer.
LADDER_FORMS = (
    TemplateForm.REMINDER,
    TemplateForm.CLAIM,
    TemplateForm.REGULATOR,
    TemplateForm.CORRECTION,
    TemplateForm.CORRECTION_CLAIM,
    TemplateForm.CORRECTION_APPEAL,
)


class Template(models.Model):
    """One text with places to fill («[رقم العدد]»). Empty kind, family, medium or state means any.

    A change ends the row (`valid_to`, inclusive) and begins another, so that what held on a day stays known. `code`
    names the rows of a pack; those that people wrote have none.
    """

    code = models.CharField(max_length=40, blank=True)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="templates")
    form = models.CharField(max_length=12, choices=TemplateForm.choices)
    kind = models.CharField(max_length=12, choices=Kind.choices, blank=True)
    family = models.ForeignKey(Family, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    medium = models.CharField(max_length=12, choices=Medium.choices, blank=True)
    state = models.CharField(max_length=10, choices=CaseState.choices, blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="ar")
    name_ar = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    pack_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["form", "id"]
        indexes = [models.Index(fields=["form", "valid_from"], name="template_form")]

    def __str__(self) -> str:
        return self.name_ar
