"""The inbox: mentions of a person's reach, newest first, a page at a time, in a number of queries that never grows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Left

from sada.store.models import Item, Kind, Mention, MentionState, MentionTag, Seen, Unit
from sada.store.queries import search

PAGE = 40
LEAD = 240  # letters of the text that a row may need
ANY = "all"
MOST = 1000  # counting stops here: a badge says «999+»


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asked to see. `state` is a MentionState or "all"; `path` a unit's path, its subtree included."""

    state: str = MentionState.WAITING
    path: str = ""
    media: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    tones: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    since: datetime | None = None
    needs_answer: bool = False
    is_unsure: bool = False
    is_urgent: bool = False
    is_flagged: bool = False
    is_main: bool = False
    is_unread: bool = False
    words: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands in the list: newest first, of one instant the later entered first."""

    published_at: datetime
    pk: int


def narrowed(rows: QuerySet[Mention], wanted: Wanted, person_id: int) -> QuerySet[Mention]:
    """The rows that fit all of `wanted`; of an item laid before several units in reach the first one."""
    tests: dict[str, Any] = {
        "state": "" if wanted.state == ANY else wanted.state,
        "path__startswith": wanted.path,
        "medium__in": wanted.media,
        "kind__in": wanted.kinds,
        "tone__in": wanted.tones,
        "family__in": wanted.families,
        "published_at__gte": wanted.since,
        "needs_answer": wanted.needs_answer,
        "is_unsure": wanted.is_unsure,
        "is_flagged": wanted.is_flagged,
        "is_main": wanted.is_main,
        "tags__name": wanted.tag,  # a tag stands once on a mention
    }
    rows = rows.filter(**{name: value for name, value in tests.items() if value})
    if wanted.is_urgent:
        rows = rows.exclude(urgency="normal")
    if wanted.is_unread:
        rows = rows.filter(~_seen(person_id))
    asked = search.query(wanted.words)
    return _once(search.holding(rows, "item__", asked) if asked else rows)


def _once(rows: QuerySet[Mention]) -> QuerySet[Mention]:
    """Of the rows of one item the first: whoever sees several units reads the item once, with its units beside it."""
    before = rows.filter(item_id=OuterRef("item_id"), pk__lt=OuterRef("pk")).order_by()
    return rows.filter(~Exists(before))


def units_of(rows: QuerySet[Mention], item_ids: list[int]) -> dict[int, list[Unit]]:
    """The units in reach that each item is laid before, in the order in which it came to them."""
    found: dict[int, list[Unit]] = {}
    for mention in rows.filter(item_id__in=item_ids).select_related("unit").order_by("pk"):
        found.setdefault(mention.item_id, []).append(mention.unit)
    return found


def tags_of(mention_ids: list[int]) -> dict[int, list[str]]:
    """The tags of each mention, in order."""
    found: dict[int, list[str]] = {}
    for pk, name in (
        MentionTag.objects.filter(mention_id__in=mention_ids).order_by("name").values_list("mention_id", "name")
    ):
        found.setdefault(pk, []).append(name)
    return found


def tags_in_use(rows: QuerySet[Mention], most: int = 50) -> list[str]:
    """The tags on mentions within reach, to choose from."""
    names = MentionTag.objects.filter(mention__in=rows.values("pk")).order_by("name")
    return list(names.values_list("name", flat=True).distinct()[:most])


def _seen(person_id: int) -> Exists:
    return Exists(Seen.objects.filter(person_id=person_id, item_id=OuterRef("item_id")))


def _beyond(place: Place) -> Q:
    return Q(published_at__lte=place.published_at) & (Q(published_at__lt=place.published_at) | Q(pk__lt=place.pk))


def page(
    rows: QuerySet[Mention], wanted: Wanted, person_id: int, after: Place | None = None, size: int = PAGE
) -> tuple[list[Mention], bool]:
    """One page beyond `after`, and whether there is more. Rows carry `lead`, `is_seen`, `story_id`, `deadline`."""
    found = narrowed(rows, wanted, person_id)
    found = found.filter(_beyond(after)) if after else found
    listed = as_rows(found, person_id).order_by("-published_at", "-pk")[: size + 1]
    taken = list(listed)
    return taken[:size], len(taken) > size


def as_rows(rows: QuerySet[Mention], person_id: int) -> QuerySet[Any]:
    """Mentions with what a row of the list shows, and without the long texts."""
    return (
        rows.select_related("item", "item__outlet", "item__reading", "unit")
        .only(
            *(f.attname for f in Mention._meta.concrete_fields),
            *("item__title", "item__author", "item__medium", "item__url", "item__is_ours", "item__heard_at"),
            *("item__outlet__name_ar", "item__outlet__name_en", "item__outlet__medium"),
            *("unit__name_ar", "unit__name_en", "unit__short_ar", "unit__code"),
            *("item__reading__unsure", "item__reading__more", "item__reading__evidence"),
        )
        .annotate(
            lead=Left("item__text", LEAD),
            is_seen=_seen(person_id),
            story_id=F("item__place__story_id"),
            deadline=F("item__contact__deadline"),
        )
    )


def following(rows: QuerySet[Mention], wanted: Wanted, person_id: int, place: Place) -> int | None:
    """The id of the row that follows `place` in the list, else of the one before it: what to read next."""
    found = narrowed(rows, wanted, person_id).exclude(pk=place.pk)
    after = found.filter(_beyond(place)).order_by("-published_at", "-pk").values_list("pk", flat=True).first()
    if after is not None:
        return after
    ahead = found.filter(published_at__gte=place.published_at)
    return ahead.order_by("published_at", "pk").values_list("pk", flat=True).first()


def newest_id(rows: QuerySet[Mention]) -> int:
    """The greatest id in reach: what comes later than this is new. 0 when there is nothing."""
    return rows.order_by("-pk").values_list("pk", flat=True).first() or 0


def news(rows: QuerySet[Mention], wanted: Wanted, person_id: int, since_id: int) -> int:
    """How many rows have come since, at most MOST."""
    fresh = narrowed(rows, wanted, person_id).filter(pk__gt=since_id)
    return fresh.order_by().values("pk")[:MOST].count()


def how_many(rows: QuerySet[Mention], wanted: Wanted, person_id: int) -> int:
    """How many rows fit, at most MOST."""
    return narrowed(rows, wanted, person_id).order_by().values("pk")[:MOST].count()


def tallies(rows: QuerySet[Mention], path: str = "") -> dict[str, int]:
    """Waiting rows in one pass: all, complaints (by definition without a case), unsure, urgent, flagged."""
    waiting = rows.filter(state=MentionState.WAITING)
    waiting = _once(waiting.filter(path__startswith=path) if path else waiting)
    return waiting.aggregate(
        waiting=Count("pk"),
        complaints=Count("pk", filter=Q(kind=Kind.COMPLAINT)),
        unsure=Count("pk", filter=Q(is_unsure=True)),
        urgent=Count("pk", filter=~Q(urgency="normal")),
        flagged=Count("pk", filter=Q(is_flagged=True)),
    )


def story_sizes(items: QuerySet[Item], story_ids: set[int]) -> dict[int, int]:
    """How many of the reader's items tell each story: never more than the reader may see."""
    if not story_ids:
        return {}
    told = items.filter(place__story_id__in=story_ids).values("place__story_id").annotate(n=Count("pk"))
    return {row["place__story_id"]: row["n"] for row in told}


def last_check(sources: QuerySet[Any]) -> tuple[datetime | None, int]:
    """When the active source that was heard longest ago was last checked, and how many sources are in error."""
    active = sources.filter(is_active=True).exclude(kind__in=("file", "typed"))
    found = active.aggregate(at=Min("checked_at"), bad=Count("pk", filter=~Q(error="")))
    return found["at"], found["bad"]
