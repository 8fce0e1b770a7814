"""What closed cases promised: overdue, still to come, kept; a promise is kept when a later look found it done."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import pgettext_lazy

from sada.store.models import Case, FollowUp, FollowUpResult

STANDINGS = ("overdue", "coming", "kept")
NAMES = {
    "overdue": pgettext_lazy("promises", "Overdue"),
    "coming": pgettext_lazy("promises", "Still to come"),
    "kept": pgettext_lazy("promises", "Kept"),
}
MOST = 200


def _kept() -> Exists:
    done = FollowUp.objects.filter(case=OuterRef("pk"), result=FollowUpResult.DONE, promised_for=OuterRef("promise_on"))
    return Exists(done)


def standing_is(standing: str, today: date) -> Q:
    """The promises that stand so."""
    kept = Q(_kept())
    return {
        "overdue": Q(promise_on__lt=today) & ~kept,
        "coming": Q(promise_on__gte=today) & ~kept,
        "kept": Q(promise_on__isnull=False) & kept,
    }[standing]


def tallies(rows: QuerySet[Case], today: date) -> dict[str, int]:
    """How many stand how, in one query."""
    return rows.aggregate(**{s: Count("pk", filter=standing_is(s, today)) for s in STANDINGS})


def listed(rows: QuerySet[Case], standing: str, today: date) -> list[Any]:
    """The promises that stand so, the oldest due first, each with what the last look found (`last_result`)."""
    last = FollowUp.objects.filter(case=OuterRef("pk")).order_by("-pk")
    found = rows.filter(standing_is(standing, today)).annotate(
        last_result=Subquery(last.values("result")[:1]), last_look=Subquery(last.values("at")[:1])
    )  # fmt: skip
    return list(found.select_related("unit", "owner").order_by(F("promise_on").asc(), "pk")[:MOST])
