"""Statements one may quote: value, proof, expiry, owner."""

from django.db import models
from django.utils.translation import pgettext_lazy

from sada.store.models.org import Service, Unit
from sada.store.models.people import Person


class FactState(models.TextChoices):
    """What a person decided; whether it has expired is computed."""

    VALID = "valid", pgettext_lazy("fact", "Valid")
    CONTRADICTED = "contradicted", pgettext_lazy("fact", "Contradicted")
    WITHDRAWN = "withdrawn", pgettext_lazy("fact", "Withdrawn")


class Fact(models.Model):
    """A statement one may quote, with its proof and its expiry."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="facts")
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.PROTECT, related_name="facts")
    statement_ar = models.CharField(max_length=400)
    statement_en = models.CharField(max_length=400, blank=True)
    value = models.CharField(max_length=60)
    measure = models.CharField(max_length=60, blank=True)
    as_of = models.DateField()
    valid_until = models.DateField()
    proof = models.CharField(max_length=400)
    proof_url = models.URLField(max_length=1000, blank=True)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="facts")
    state = models.CharField(max_length=12, choices=FactState.choices, default=FactState.VALID)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    invented = models.BooleanField(default=False)
    search_norm = models.TextField(default="")
    same_as = models.CharField(max_length=64, blank=True, db_index=True)  # the same for facts that state the same thing

    def __str__(self) -> str:
        return f"{self.statement_ar}: {self.value}"


class FactVersion(models.Model):
    """What a fact said before and since when; version numbers run from 1."""

    fact = models.ForeignKey(Fact, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    value = models.CharField(max_length=60)
    as_of = models.DateField()
    valid_until = models.DateField()
    proof = models.CharField(max_length=400)
    by = models.ForeignKey(Person, on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fact", "version"], name="fact_version_once")]
