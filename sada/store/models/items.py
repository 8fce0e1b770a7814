"""What was heard: sources, runs of intake, raw bytes with their fate, items."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sada.store.models.org import Unit
from sada.store.models.outlets import Medium, Outlet
from sada.store.models.people import Person


class SourceKind(models.TextChoices):
    """How an outlet is listened to."""

    FEED = "feed", _("Feed")
    PAGE = "page", _("Page")
    FILE = "file", _("File")
    TYPED = "typed", _("Typed in")
    MAILBOX = "mailbox", _("Mailbox")


class Source(models.Model):
    """How one outlet is listened to, and how well that goes."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=SourceKind.choices)
    address = models.CharField(max_length=2000, blank=True)
    outlet = models.ForeignKey(Outlet, null=True, blank=True, on_delete=models.PROTECT, related_name="sources")
    medium = models.CharField(max_length=12, choices=Medium.choices, default=Medium.ONLINE)
    # Whose mailbox it is: what comes there concerns that unit, whatever its words.
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    every_minutes = models.PositiveIntegerField(default=15)
    is_active = models.BooleanField(default=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    next_check_at = models.DateTimeField(null=True, blank=True, db_index=True)
    error = models.TextField(blank=True)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    invented = models.BooleanField(default=False)


class Intake(models.Model):
    """One thing taken in (a file, a fetch). Taking the same file in again is the same row."""

    key = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=500)
    source = models.ForeignKey(Source, null=True, on_delete=models.SET_NULL)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    # Field → column, where it is a table: all its rows were read so. Null: not known, or a correction is under way.
    mapping = models.JSONField(null=True)


class Fate(models.TextChoices):
    """What became of something received; exactly one each."""

    UNDERSTOOD = "understood", _("Understood")
    DUPLICATE = "duplicate", _("Duplicate")
    QUARANTINED = "quarantined", _("Quarantined")


class Item(models.Model):
    """One thing heard."""

    key = models.CharField(max_length=40, unique=True)
    outlet = models.ForeignKey(Outlet, null=True, on_delete=models.PROTECT, related_name="items")
    source = models.ForeignKey(Source, null=True, on_delete=models.SET_NULL, related_name="items")
    medium = models.CharField(max_length=12, choices=Medium.choices)
    title = models.TextField(blank=True)
    text = models.TextField(blank=True)
    author = models.CharField(max_length=300, blank=True)
    # Where it stands in print, as a person read it off the paper; a letter to the editor cites the issue.
    issue = models.CharField(max_length=20, blank=True, default="", db_default="")
    page = models.CharField(max_length=20, blank=True, default="", db_default="")
    url = models.CharField(max_length=2000, blank=True)
    published_at = models.DateTimeField()
    heard_at = models.DateTimeField()
    is_ours = models.BooleanField(default=False)
    invented = models.BooleanField(default=False)
    search = SearchVectorField()
    # Written and never kept: a trigger turns these stems (`fold.search_text`) into `search` and empties them,
    # so that neither a second copy of the text nor a tsvector made in Python is needed.
    stems = models.TextField(null=True, editable=False)

    class Meta:
        indexes = [
            GinIndex(fields=["search"], name="item_search"),
            models.Index(fields=["-published_at", "-id"], name="item_newest"),
        ]

    def __str__(self) -> str:
        return self.title or self.text[:80]


class RawItem(models.Model):
    """The bytes as they came, untouched, with their one fate."""

    sha256 = models.BinaryField(max_length=32, unique=True)
    intake = models.ForeignKey(Intake, null=True, on_delete=models.SET_NULL)
    position = models.PositiveIntegerField(default=0)
    origin = models.CharField(max_length=2000, blank=True)
    content_type = models.CharField(max_length=100)
    bytes = models.BinaryField()
    received_at = models.DateTimeField()
    fate = models.CharField(max_length=12, choices=Fate.choices)
    reason = models.CharField(max_length=200, blank=True)
    item = models.ForeignKey(Item, null=True, on_delete=models.SET_NULL, related_name="raws")

    class Meta:
        indexes = [models.Index(fields=["fate", "-id"], name="raw_fate")]


class Contact(models.Model):
    """Who asked, when an item came from a person: a call, a mail, a question at a meeting. Masked by default."""

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="contact")
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    deadline = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    # The Message-ID of the mail that brought it, with its brackets: what answers it names it.
    message_id = models.CharField(max_length=300, blank=True, db_index=True)
