"""Units, services and working time: who there is, what they do, when they work."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    """What a unit is. A unit is always a row, never a subclass."""

    MINISTRY = "ministry", _("Ministry")
    AMANA = "amana", _("Regional municipality")
    SEAT = "seat", _("City of the regional municipality")
    BALADIYA = "baladiya", _("Municipality")
    SUB = "sub", _("Sub-municipality")
    SECTOR = "sector", _("Sector")
    DEPARTMENT = "department", _("Department")


class Unit(models.Model):
    """Ministry, amana, baladiya or department; dated. `path` holds the codes from the root down, dot-free, as /a/b/."""

    code = models.CharField(max_length=80, unique=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=300, unique=True)
    kind = models.CharField(max_length=12, choices=UnitKind.choices)
    name_ar = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    short_ar = models.CharField(max_length=200, blank=True)
    variants = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    is_governorate = models.BooleanField(default=False)
    ambiguous = models.CharField(max_length=8, blank=True)
    email = models.EmailField(blank=True)
    phones = ArrayField(models.CharField(max_length=20), default=list, blank=True)  # its own, as one dials them
    invented = models.BooleanField(default=False)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    sort_key = models.CharField(max_length=200, db_index=True)
    pack_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["sort_key"]
        indexes = [models.Index(fields=["path"], name="unit_path_like", opclasses=["varchar_pattern_ops"])]

    def __str__(self) -> str:
        return self.name_ar

    @property
    def amana_code(self) -> str:
        """The code of the amana (or ministry) this unit belongs to."""
        return self.code.split(".", 1)[0]


class UnitName(models.Model):
    """A name a unit had in some period; needed to read an archive."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="names")
    name_ar = models.CharField(max_length=200)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)


class Family(models.Model):
    """A group of services; codes as in the codebook."""

    code = models.CharField(max_length=20, primary_key=True)
    name_ar = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    aliases = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    pack_hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.name_ar


class Service(models.Model):
    """One of the catalogue's services."""

    code = models.CharField(max_length=20, primary_key=True)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="services")
    name_ar = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    aliases = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    origin = models.CharField(max_length=60, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    pack_hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.name_ar


class Agency(models.Model):
    """A body that is not municipal but is often meant: water, electricity, roads, traffic."""

    code = models.CharField(max_length=40, primary_key=True)
    name_ar = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    aliases = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    subjects = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    pack_hash = models.CharField(max_length=64, blank=True)


class Holiday(models.Model):
    """Days off, for one unit and those under it, or for all (unit empty)."""

    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE)
    name_ar = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    starts = models.DateField()
    ends = models.DateField()
    source = models.CharField(max_length=200, blank=True)
    pack_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["starts"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends__gte=models.F("starts")), name="holiday_ends_after_start")
        ]


class WorkingHours(models.Model):
    """Working windows of a period. `windows` holds "07:30-14:30" strings; split shifts are several."""

    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE)
    kind = models.CharField(max_length=10, choices=[("normal", _("Normal")), ("ramadan", _("Ramadan"))])
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    weekdays = ArrayField(models.CharField(max_length=3))
    windows = ArrayField(models.CharField(max_length=11))
    pack_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["valid_from"]


class ClockPolicy(models.Model):
    """How long a promise may take. Empty kind, medium or urgency means any; the most specific row wins."""

    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE)
    kind = models.CharField(max_length=12, blank=True)
    medium = models.CharField(max_length=12, blank=True)
    urgency = models.CharField(max_length=10, blank=True)
    promise = models.CharField(max_length=20)
    minutes = models.PositiveIntegerField()
    basis = models.CharField(
        max_length=4,
        choices=[("work", _("Working time")), ("wall", _("Clock time")), ("day", _("End of the working day"))],
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    pack_hash = models.CharField(max_length=64, blank=True)
