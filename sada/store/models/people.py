"""People and the roles they hold in units."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from sada.store.models.org import Unit


class Role(models.TextChoices):
    """What a person does in a unit."""

    MONITOR = "monitor", _("Monitor")
    OFFICER = "officer", _("Desk officer")
    EXPERT = "expert", _("Subject expert")
    SPOKESPERSON = "spokesperson", _("Spokesperson")
    MANAGER = "manager", _("Public relations manager")
    SUPERVISOR = "supervisor", _("Ministry supervisor")
    ADMINISTRATOR = "administrator", _("Administrator")
    AUDITOR = "auditor", _("Auditor")


class Person(AbstractUser):
    """Someone who logs in, with the way they like to read."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name_ar = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    title_ar = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    language = models.CharField(max_length=2, choices=[("ar", "العربية"), ("en", "English")], default="ar")
    digits = models.CharField(max_length=6, choices=[("latin", "0-9"), ("arabic", "٠-٩")], default="latin")
    density = models.CharField(
        max_length=12, choices=[("comfortable", _("Comfortable")), ("compact", _("Compact"))], default="comfortable"
    )
    charts_ltr = models.BooleanField(default=False)
    invented = models.BooleanField(default=False)

    def get_full_name(self) -> str:
        """The Arabic name, or the log-in name where none was given."""
        return self.name_ar or self.username

    def __str__(self) -> str:
        return self.get_full_name()


class Membership(models.Model):
    """A person holds a role in a unit, from and to a date."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=14, choices=Role.choices)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "unit", "role"], name="one_membership_each")]
