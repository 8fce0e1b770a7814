"""Answers given before to what is like a case, and what became of each: outcome, complaints since, numbers since.

Nearness: the same story, then like words, then the same service, then the same field. Words are those of the subject
and the items, folded as search folds them; words typed by the reader look in all answers within reach.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Case as Choose
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from sada.store.models import Answer, AnswerState, Case, CaseItem, FactState, FactUse, Kind
from sada.store.queries import search
from sada.store.queries.answers_before import nearness
from sada.store.queries.similar import pairs_query

FEW = 6
STORY, WORDS, SERVICE, FIELD = range(4)


def given(rows: QuerySet[Case], case: Case, today: date, words: str = "", limit: int = FEW) -> list[Any]:
    """Answers sent on other cases of `rows`, the nearest first, then the newest; of a case its latest answer.

    Each has `nearness`, `complaints` (how many since, of the same story or service in its unit), `numbers_changed`
    (whether a fact in it reads otherwise today or may no longer be quoted), `numbers_expired` (one held only until a
    day before `today`) and `is_correction` (it replaced an earlier
    answer of its case). Three queries.
    """
    others = rows.exclude(pk=case.pk)
    if words.strip():
        near = Q(case__in=[one.pk for one in search.cases(others, words, size=40)])
        rank: Any = Value(WORDS, output_field=IntegerField())
    else:
        alike = _alike(others, case)
        near = Q(case__in=others.filter(nearness(case))) | Q(case__in=alike)
        rank = _rank(case, alike)
    sent = Answer.objects.filter(near, state=AnswerState.SENT, case__in=others, is_holding=False)
    told = _with_fate(sent.exclude(Exists(_later())).annotate(nearness=rank), today)
    return list(told.select_related("case", "case__unit").order_by("nearness", "-approved_at", "-pk")[:limit])


def _alike(others: QuerySet[Case], case: Case) -> list[int]:
    """Cases whose items hold two of the longest words of this one's subject and first item."""
    first = CaseItem.objects.filter(case=case).select_related("item").order_by("pk").first()
    query: SearchQuery | None = pairs_query(f"{case.subject} {first.item.title if first else ''}")
    if query is None:
        return []
    found = CaseItem.objects.filter(item__search=query, case__in=others).order_by("-pk")
    return list(found.values_list("case_id", flat=True)[:40])


def _rank(case: Case, alike: list[int]) -> Choose:
    steps = [When(case__story_id=case.story_id, then=Value(STORY))] if case.story_id else []
    steps += [When(case__in=alike, then=Value(WORDS))] if alike else []
    steps += [When(case__service_id=case.service_id, then=Value(SERVICE))] if case.service_id else []
    return Choose(*steps, default=Value(FIELD), output_field=IntegerField())


def _later() -> QuerySet[Answer]:
    """A text sent after this one on the same case: it is what stands."""
    return Answer.objects.filter(case=OuterRef("case"), state=AnswerState.SENT, approved_at__gt=OuterRef("approved_at"))


def _with_fate(answers: QuerySet[Answer], today: date) -> QuerySet[Answer]:
    """With what became of each."""
    same = Q(service_id=OuterRef("case__service_id")) | Q(story_id=OuterRef("case__story_id"))
    since = Case.objects.filter(
        same, path=OuterRef("case__path"), kind=Kind.COMPLAINT, asked_at__gt=OuterRef("approved_at")
    ).exclude(pk=OuterRef("case"))
    counted = since.order_by().values("path").annotate(n=Count("pk")).values("n")
    stale = FactUse.objects.filter(answer=OuterRef("pk")).filter(
        ~Q(fact__value=F("value")) | ~Q(fact__state=FactState.VALID)
    )
    expired = FactUse.objects.filter(answer=OuterRef("pk"), fact__valid_until__lt=today)
    earlier = Answer.objects.filter(
        case=OuterRef("case"), state=AnswerState.SENT, approved_at__lt=OuterRef("approved_at")
    )
    return answers.annotate(
        complaints=Coalesce(Subquery(counted), Value(0)),
        numbers_changed=Exists(stale),
        numbers_expired=Exists(expired),
        is_correction=Exists(earlier),
    )
