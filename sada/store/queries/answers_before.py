"""What was said before on the same matter: earlier cases with their answers and outcomes, and what was promised."""

from __future__ import annotations

from typing import Any

from django.db.models import Case as Choose
from django.db.models import F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When

from sada.store.models import Answer, AnswerState, Case, CaseState, Outcome

FEW = 5
PROMISED = (Outcome.PLANNED, Outcome.UNDERWAY, Outcome.COORDINATING)
DONE = (CaseState.ANSWERED, CaseState.CLOSED, CaseState.NO_ANSWER)


def like(rows: QuerySet[Case], case: Case, limit: int = FEW) -> list[Any]:
    """Earlier cases of the same story, service or field, nearest first, then newest; `said` is the answer sent."""
    sent = Answer.objects.filter(case=OuterRef("pk"), state=AnswerState.SENT).order_by("-approved_at")
    found = rows.filter(nearness(case)).filter(state__in=DONE).exclude(pk=case.pk)
    near = found.annotate(
        nearness=_rank(case),
        said=Subquery(sent.values("final")[:1]),
        said_title=Subquery(sent.values("title")[:1]),
        said_id=Subquery(sent.values("pk")[:1]),
    )
    return list(near.select_related("unit").order_by("nearness", F("answered_at").desc(nulls_last=True), "-pk")[:limit])


def nearness(case: Case) -> Q:
    """The same story, service or field."""
    same = Q(pk__in=[])
    for field in ("story_id", "service_id", "family_id"):
        value = getattr(case, field)
        if value is not None:
            same |= Q(**{field: value})
    return same


def _rank(case: Case) -> Choose:
    named = [(0, "story_id"), (1, "service_id")]
    cases = [
        When(**{field: getattr(case, field)}, then=Value(n)) for n, field in named if getattr(case, field) is not None
    ]
    return Choose(*cases, default=Value(2), output_field=IntegerField())


def promises(rows: QuerySet[Case], case: Case, limit: int = FEW) -> list[Case]:
    """What was promised before in this unit on the same matter, the next due first."""
    given = rows.filter(nearness(case), path=case.path, outcome__in=PROMISED).exclude(promise_on=None)
    return list(given.exclude(pk=case.pk).order_by("-promise_on", "-pk")[:limit])
