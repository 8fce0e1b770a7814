"""What everybody may read: answers on the public page, newest first, found by words and by unit."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from sada.store.models import Publication, Unit
from sada.understand.fold import search_text

NOTED = timedelta(days=30)  # so long a feed says that an answer was taken down
MOST_WORDS = 8


def published(words: str = "", unit: str = "") -> QuerySet[Publication]:
    """The answers that stand on the page."""
    rows = Publication.objects.filter(withdrawn_at=None).select_related("unit").order_by("-published_at", "-id")
    for word in search_text(words).split()[:MOST_WORDS]:
        rows = rows.filter(folded__contains=f" {word}")
    return rows.filter(unit__code=unit) if unit else rows


def one(pk: int) -> Publication | None:
    """One answer, standing or taken down."""
    return Publication.objects.filter(pk=pk).select_related("unit").first()


def in_feed(unit: str, now: datetime, most: int) -> list[Publication]:
    """The newest, with those lately taken down, so that whoever follows the feed learns of it."""
    rows = Publication.objects.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gte=now - NOTED)).select_related("unit")
    if unit:
        rows = rows.filter(unit__code=unit)
    return list(rows.order_by("-changed_at", "-id")[:most])


def units_with_answers() -> list[Unit]:
    """The units of which answers stand on the page."""
    return list(Unit.objects.filter(publications__withdrawn_at=None, publications__isnull=False).distinct())
