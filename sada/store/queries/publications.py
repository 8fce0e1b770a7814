"""What everybody may read: answers on the public page, newest first, found by words and by unit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from sada.store.models import Publication, Unit
from sada.understand.fold import search_text

NOTED = timedelta(days=30)  # so long a feed says that an answer was taken down
MOST_WORDS = 8


def published(words: str = "", unit: str = "") -> QuerySet[Publication, int]:
    """The numbers of the answers that stand on the page, newest first: texts are read only for what is shown."""
    rows = Publication.objects.filter(withdrawn_at=None)
    for word in search_text(words).split()[:MOST_WORDS]:
        rows = rows.filter(folded__contains=f" {word}")
    rows = rows.filter(unit__code=unit) if unit else rows
    return rows.order_by("-published_at", "-id").values_list("pk", flat=True)


def rows_of(numbers: Sequence[int]) -> list[Publication]:
    """The answers of these numbers, in this order, with their units."""
    found = Publication.objects.select_related("unit").defer("folded", "reason").in_bulk(numbers)
    return [found[pk] for pk in numbers if pk in found]


def one(pk: int) -> Publication | None:
    """One answer, standing or taken down."""
    return Publication.objects.filter(pk=pk).select_related("unit").first()


def in_feed(unit: str, now: datetime, most: int) -> list[Publication]:
    """The newest, with those lately taken down, so that whoever follows the feed learns of it."""
    rows = Publication.objects.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gte=now - NOTED))
    if unit:
        rows = rows.filter(unit__code=unit)
    return rows_of(list(rows.order_by("-changed_at", "-id").values_list("pk", flat=True)[:most]))


def units_with_answers() -> list[Unit]:
    """The units of which answers stand on the page."""
    standing = Publication.objects.filter(unit=OuterRef("pk"), withdrawn_at=None)
    return list(Unit.objects.filter(Exists(standing)))
