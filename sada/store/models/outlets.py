"""Outlets and voices: who speaks in public."""

from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from sada.store.models.org import Unit


class Medium(models.TextChoices):
    """The kind of channel."""

    PRINT = "print", _("Print")
    RADIO = "radio", _("Radio")
    TV = "tv", _("Television")
    ONLINE = "online", _("Online news")
    X = "x", _("X")
    FACEBOOK = "facebook", _("Facebook")
    INSTAGRAM = "instagram", _("Instagram")
    YOUTUBE = "youtube", _("YouTube")
    TIKTOK = "tiktok", _("TikTok")
    SNAPCHAT = "snapchat", _("Snapchat")
    TELEGRAM = "telegram", _("Telegram")
    WHATSAPP = "whatsapp", _("WhatsApp")
    FORUM = "forum", _("Forum")
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")
    IN_PERSON = "in_person", _("In person")


# What prints or broadcasts: by-lines are public there, an editor is written to, and a reply may appear.
PRESS: Final = (Medium.PRINT, Medium.ONLINE, Medium.RADIO, Medium.TV)


class Outlet(models.Model):
    """One newspaper, channel, account or site."""

    code = models.CharField(max_length=60, unique=True)
    name_ar = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    medium = models.CharField(max_length=12, choices=Medium.choices, default=Medium.ONLINE)
    website = models.URLField(blank=True)
    domains = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    email = models.EmailField(blank=True)
    # When it closes, as rules.closings keeps it: press close, bulletins, live programmes.
    closings = models.JSONField(default=list, db_default=Value([], models.JSONField()), blank=True)
    invented = models.BooleanField(default=False)
    pack_hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.name_ar


class Voice(models.Model):
    """A journalist or an opinion writer. Facts about coverage only, never a score."""

    name_ar = models.CharField(max_length=120)
    outlet = models.ForeignKey(Outlet, null=True, blank=True, on_delete=models.SET_NULL, related_name="voices")
    kind = models.CharField(
        max_length=12, choices=[("journalist", _("Journalist")), ("writer", _("Opinion writer"))], default="journalist"
    )
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.SET_NULL)
    invented = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name_ar
