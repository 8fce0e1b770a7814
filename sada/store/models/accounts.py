"""The register of accounts on social networks: whose they are, who holds the keys, when they were last looked over."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sada.store.models.org import Unit
from sada.store.models.people import Person


class Network(models.TextChoices):
    """The networks that answers are sent to."""

    X = "x", _("X")
    FACEBOOK = "facebook", _("Facebook")
    INSTAGRAM = "instagram", _("Instagram")
    YOUTUBE = "youtube", _("YouTube")
    TELEGRAM = "telegram", _("Telegram")
    MASTODON = "mastodon", _("Mastodon")
    BLUESKY = "bluesky", _("Bluesky")


class SecondFactor(models.TextChoices):
    """How the log-in of an account is made safe beside its password."""

    KEY = "key", _("Security key")
    APP = "app", _("Code from an app")
    SMS = "sms", _("Code by text message")
    NONE = "none", _("Not switched on")
    UNKNOWN = "unknown", _("Not known")


class AccountStatus(models.TextChoices):
    """Whether an account may be used."""

    ACTIVE = "active", pgettext_lazy("account", "In use")
    SUSPENDED = "suspended", pgettext_lazy("account", "Suspended")
    CLOSED = "closed", pgettext_lazy("account", "Closed")


class Account(models.Model):
    """One account of one unit. Closed, never deleted: what was sent from it names it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="accounts")
    network = models.CharField(max_length=10, choices=Network.choices)
    handle = models.CharField(max_length=120)
    address = models.URLField(max_length=300, blank=True)
    remote_id = models.CharField(max_length=80, blank=True)
    base = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    deputies = models.ManyToManyField(Person, blank=True, related_name="+")
    others = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    second_factor = models.CharField(max_length=8, choices=SecondFactor.choices, default=SecondFactor.UNKNOWN)
    recovery = models.CharField(max_length=200, blank=True)
    is_verified = models.BooleanField(default=False)
    speaks_below = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=AccountStatus.choices, default=AccountStatus.ACTIVE)
    review_days = models.PositiveIntegerField(default=90)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    trouble = models.CharField(max_length=20, blank=True)
    invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["unit__path", "network", "handle"]
        constraints = [models.UniqueConstraint(fields=["network", "handle", "base"], name="account_once")]

    def __str__(self) -> str:
        return f"@{self.handle}"


class AccountKeys(models.Model):
    """The keys of an account, sealed; what is in them is never shown again.

    `proven_at`: when the network said that they are this account's, under the name in `proven_as`. Before that nothing
    is posted with them.
    """

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="keys")
    sealed = models.BinaryField()
    names = ArrayField(models.CharField(max_length=30), default=list)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    renewed_at = models.DateTimeField(null=True)
    proven_as = models.CharField(max_length=200, blank=True)
    proven_at = models.DateTimeField(null=True)
