"""What left the house: a letter decided, then sent, with its fate."""

from datetime import time

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sada.store.models.accounts import Account
from sada.store.models.answers import Answer
from sada.store.models.org import Unit
from sada.store.models.people import Person


class Channel(models.TextChoices):
    """How a text leaves."""

    EMAIL = "email", _("E-mail")
    BY_HAND = "by_hand", _("Published by hand")
    NETWORK = "network", _("Reply on a network")


class OutgoingState(models.TextChoices):
    """The fate of a letter."""

    WAITING = "waiting", pgettext_lazy("letter", "Waiting to be sent")
    SENDING = "sending", pgettext_lazy("letter", "Being sent")
    SENT = "sent", pgettext_lazy("letter", "Sent")
    FAILED = "failed", pgettext_lazy("letter", "Could not be sent")
    HELD = "held", pgettext_lazy("letter", "Needs attention")
    BOUNCED = "bounced", pgettext_lazy("letter", "Returned as undeliverable")


class Outgoing(models.Model):
    """One text to one address. `key` makes sending it twice impossible.

    `sha256` is the text's, `seal` that of a letter's subject and text. `begun_at`: since when a letter that was not
    answered for may have arrived. `problem`: what a person must see to, or, of a sent letter, that its case has not yet
    been told.
    """

    key = models.CharField(max_length=64, unique=True)
    answer = models.ForeignKey(Answer, null=True, on_delete=models.PROTECT, related_name="outgoing")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="outgoing")
    kind = models.CharField(max_length=30)
    address = models.CharField(max_length=1000)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    language = models.CharField(max_length=2, default="ar")
    sha256 = models.CharField(max_length=64)
    seal = models.CharField(max_length=64, blank=True)
    message_id = models.CharField(max_length=200, blank=True, db_index=True)
    in_reply_to = models.CharField(max_length=300, blank=True)
    references = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=OutgoingState.choices, default=OutgoingState.WAITING)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT)
    created_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, db_index=True)
    begun_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    problem = models.CharField(max_length=20, blank=True)


class Post(models.Model):
    """One part of a reply on a network. `begun_at` without a `remote_id`: tried, its fate not known yet."""

    outgoing = models.ForeignKey(Outgoing, on_delete=models.CASCADE, related_name="posts")
    number = models.PositiveIntegerField()
    text = models.TextField()
    begun_at = models.DateTimeField(null=True)
    remote_id = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=1000, blank=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["outgoing", "number"], name="post_once")]


class Attempt(models.Model):
    """One try at sending, with what the other side said."""

    outgoing = models.ForeignKey(Outgoing, on_delete=models.CASCADE, related_name="tries")
    at = models.DateTimeField()
    ok = models.BooleanField()
    detail = models.TextField(blank=True)
    problem = models.CharField(max_length=20, blank=True)


class NoticeWay(models.Model):
    """How a person is told beside the screen: by e-mail at once, once a day, or not; and when they want quiet."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="notice_way")
    mail = models.CharField(
        max_length=8,
        default="digest",
        choices=[
            ("at_once", _("Each by e-mail, as it happens")),
            ("digest", _("Once a day in one letter")),
            ("off", _("Only on screen")),
        ],
    )
    digest_hour = models.PositiveSmallIntegerField(default=8)
    quiet_from = models.TimeField(default=time(21))
    quiet_to = models.TimeField(default=time(6))
    urgent_breaks_in = models.BooleanField(default=True)
    zone = models.CharField(max_length=40, default="Asia/Riyadh")


class Notice(models.Model):
    """Something a person should see on screen. `mail_at`: when it leaves by e-mail too; `letter`: with which it did."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    at = models.DateTimeField()
    act = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    text = models.CharField(max_length=300, blank=True)
    number = models.CharField(max_length=40, blank=True)
    promise = models.CharField(max_length=20, blank=True)
    urgent = models.BooleanField(default=False)
    seen_at = models.DateTimeField(null=True)
    mail_at = models.DateTimeField(null=True)
    letter = models.ForeignKey(Outgoing, null=True, on_delete=models.SET_NULL, related_name="notices")

    class Meta:
        indexes = [
            models.Index(fields=["person", "seen_at", "-id"], name="notice_unseen"),
            models.Index(fields=["mail_at"], name="notice_mail", condition=models.Q(mail_at__isnull=False)),
        ]
