"""What is like an item: by fingerprint in one look-up, by words where that finds little; how such was answered."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Case as When_
from django.db.models import F, Func, IntegerField, Q, QuerySet, Value
from django.db.models import When as If

from sada.store.models import Answer, AnswerState, Case, CaseState, Fingerprint, Item
from sada.understand.fold import search_text

FEW = 5
WORDS = 5  # words of the title that are asked for, two at a time
ENDED = (CaseState.CLOSED, CaseState.NO_ANSWER)


class SharedBands(Func):
    """How many bands two fingerprints share."""

    template = "cardinality(ARRAY(SELECT unnest(%(expressions)s)))"
    arg_joiner = ") INTERSECT SELECT unnest("
    output_field = IntegerField()


def like(items: QuerySet[Item], item: Item, story_id: int | None, limit: int = FEW) -> list[Item]:
    """The items most like this one that lie outside its story, most alike first, then newest."""
    found = _by_fingerprint(items, item, story_id, limit)
    if len(found) < limit:
        known = {item.pk, *(other.pk for other in found)}
        found += _by_words(items.exclude(pk__in=known), item, story_id, limit - len(found))
    return found


def _outside(items: QuerySet[Item], story_id: int | None) -> QuerySet[Item]:
    shown = items.select_related("outlet").defer("text", "search")
    return shown.exclude(place__story_id=story_id) if story_id else shown


def _by_fingerprint(items: QuerySet[Item], item: Item, story_id: int | None, limit: int) -> list[Item]:
    bands = Fingerprint.objects.filter(pk=item.pk).values_list("bands", flat=True).first()
    if not bands:
        return []
    near = _outside(items.exclude(pk=item.pk), story_id).filter(fingerprint__bands__overlap=bands)
    shared = SharedBands(F("fingerprint__bands"), Value(bands, output_field=Fingerprint._meta.get_field("bands")))
    return list(near.annotate(shared=shared).order_by("-shared", "-published_at")[:limit])


def _by_words(items: QuerySet[Item], item: Item, story_id: int | None, limit: int) -> list[Item]:
    query = pairs_query(item.title or item.text[:200])
    if query is None:
        return []
    return list(_outside(items, story_id).filter(search=query).order_by("-published_at")[:limit])


def pairs_query(text: str) -> SearchQuery | None:
    """Any two of the longest words together; length stands for rarity, which no index tells in one step."""
    stems = {s for s in search_text(text).split() if len(s) > 3 and not s.isdigit()}
    words = sorted(stems, key=lambda s: (-len(s), s))[:WORDS]
    pairs = [f"'{a}' & '{b}'" for n, a in enumerate(words) for b in words[:n]]
    return SearchQuery(" | ".join(f"({p})" for p in pairs), config="simple", search_type="raw") if pairs else None


def answered_before(answers: QuerySet[Answer], item: Item, like_ids: list[int], limit: int = 3) -> list[Answer]:
    """Answers sent about the same story, a similar item or the same service, nearest first, then newest."""
    near = Q(case__case_items__item_id__in=like_ids)
    place = getattr(item, "place", None)
    same = Q(case__story_id=place.story_id) if place else Q(pk__in=[])
    services = item.reading.services[:1]
    served = Q(case__service_id__in=services) if services else Q(pk__in=[])
    rank = When_(If(same, then=Value(0)), If(near, then=Value(1)), default=Value(2), output_field=IntegerField())
    found = answers.filter(state=AnswerState.SENT).filter(same | near | served).annotate(rank=rank)
    rows = found.select_related("case", "case__unit").order_by("rank", "-approved_at")[: limit * 3]
    return list({row.pk: row for row in rows}.values())[:limit]


def cases_to_join(cases: QuerySet[Case], item: Item, like_ids: list[int], limit: int = FEW) -> list[Any]:
    """Cases still running about the same story, a similar item or the same service; `why` says which."""
    place = getattr(item, "place", None)
    same = Q(story_id=place.story_id) if place else Q(pk__in=[])
    near = Q(case_items__item_id__in=like_ids)
    services = item.reading.services[:1]
    served = Q(service_id__in=services) if services else Q(pk__in=[])
    why = When_(If(same, then=Value(0)), If(near, then=Value(1)), default=Value(2), output_field=IntegerField())
    open_ones = cases.exclude(state__in=ENDED).exclude(case_items__item=item).filter(same | near | served)
    rows = open_ones.select_related("unit", "owner").annotate(why=why).order_by("why", "-opened_at")[: limit * 3]
    return list({row.pk: row for row in rows}.values())[:limit]
