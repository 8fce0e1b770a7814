"""Waiting items that a case might answer too."""

from __future__ import annotations

from django.db.models import Case as Choose
from django.db.models import IntegerField, Q, QuerySet, Value, When

from sada.store.models import Case, Mention, MentionState
from sada.store.queries.similar import pairs_query

FEW = 12


def mentions_to_join(rows: QuerySet[Mention], case: Case, limit: int = FEW) -> QuerySet[Mention]:
    """Items waiting before the case's unit: of the same story, then like its subject, then of the same field."""
    story = Q(item__place__story_id=case.story_id) if case.story_id else Q(pk__in=[])
    words = pairs_query(case.subject)
    alike = Q(item__search=words) if words is not None else Q(pk__in=[])
    field = Q(family=case.family_id) if case.family_id else Q(pk__in=[])
    rank = Choose(When(story, then=Value(0)), When(alike, then=Value(1)), default=Value(2), output_field=IntegerField())
    waiting = rows.filter(path__startswith=case.path, state=MentionState.WAITING).filter(story | alike | field)
    best = waiting.annotate(rank=rank).order_by("rank", "-published_at").values_list("pk", flat=True)[:limit]
    return rows.filter(pk__in=list(best)).select_related("item", "item__outlet").order_by("-published_at")
