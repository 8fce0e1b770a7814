"""How well we read: reviewed judgements counted, the items behind a figure, and the undecided items in order."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.db.models.functions import Left

from sada.figures.judging import Judged, Open, teaches
from sada.store.models import Confirmation, Item, LearnedModel, Mention, MentionState, Outlet, Review

POOL = 600  # undecided items that are weighed, the newest: what is older is seldom worth a person's time
PAGE = 40
KEPT = 600  # seconds that counts may be old
LEAD = 700  # letters of the text that are shown
SOCIAL = frozenset(("x", "facebook", "instagram", "youtube", "tiktok", "snapchat", "telegram", "whatsapp", "forum"))


@dataclass(frozen=True, slots=True)
class Within:
    """Which reviews: of one medium, of one outlet; empty narrows nothing."""

    medium: str = ""
    outlet: int | None = None


def reviews(items: QuerySet[Item] | None, within: Within) -> QuerySet[Review]:
    """The reviews of the items in reach; `items` None: of all."""
    rows = Review.objects.all() if items is None else Review.objects.filter(item__in=items)
    tests = {"medium": within.medium, "outlet": within.outlet}
    return rows.filter(**{name: value for name, value in tests.items() if value})


def tally(rows: QuerySet[Review]) -> dict[str, list[Judged]]:
    """Reviews alike counted together, by judgement: one query."""
    found: dict[str, list[Judged]] = defaultdict(list)
    counted = rows.values_list("field", "said", "truth", "is_sure").annotate(n=Count("pk")).order_by()
    for field, said, truth, is_sure, n in counted:
        found[field].append(Judged(tuple(said), tuple(truth), is_sure, n))
    return found


@dataclass(frozen=True, slots=True)
class Counted:
    """What the page of figures counts: reviewed items, and reviews alike by judgement."""

    items: int
    tally: dict[str, list[Judged]]


def counted(rows: QuerySet[Review], reach: str) -> Counted:
    """The counts of some reviews. `reach` names them: until the next review the counts are taken from the cache, and
    an undone one may stay in them for KEPT seconds."""
    stamp = newest()
    key = f"reading-quality:{stamp}:{sha256(reach.encode()).hexdigest()}"
    found: Counted | None = cache.get(key) if stamp else None
    if found is None:
        found = Counted(rows.values("item_id").distinct().count(), dict(tally(rows)))
        cache.set(key, found, KEPT)
    return found


def newest() -> int:
    """The greatest id of a review; 0 when there is none. Whatever is reviewed anew gets a greater one."""
    return Review.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def outlets(items: QuerySet[Item] | None, most: int = 60) -> list[Outlet]:
    """The outlets of which anything in reach was reviewed, by name."""
    reviewed = Exists(reviews(items, Within()).filter(outlet=OuterRef("pk")))
    return list(Outlet.objects.filter(reviewed).order_by("name_ar")[:most])


def behind(rows: QuerySet[Review], field: str, said: str, truth: str) -> QuerySet[Review]:
    """The reviews behind one confusion: `said` was said and `truth` is true; an empty one does not narrow."""
    rows = rows.filter(field=field).exclude(said=F("truth"))
    rows = rows.filter(said__contains=[said]).exclude(truth__contains=[said]) if said else rows
    rows = rows.filter(truth__contains=[truth]).exclude(said__contains=[truth]) if truth else rows
    return rows.select_related("item", "item__outlet", "item__reading").defer("item__search").order_by("-at", "-pk")


def versions(most: int = 20) -> list[LearnedModel]:
    """The learned models kept, the newest first, without their weights."""
    return list(LearnedModel.objects.defer("weights").order_by("-created_at", "-pk")[:most])


@dataclass(frozen=True, slots=True)
class Undecided:
    """A waiting item with judgements left open, and how much it teaches."""

    mention: Mention
    worth: float
    alike: int


def undecided(mentions: QuerySet[Mention], *, by_chance: bool, medium: str = "") -> tuple[list[Undecided], int]:
    """What waits undecided: of each story the item that teaches most, or a draw by chance; and how many wait at all.

    Three queries whatever there is: the pool, the reviewed classes, the page's texts.
    """
    waiting = mentions.filter(state=MentionState.WAITING)
    waiting = waiting.filter(medium=medium) if medium else waiting
    settled = Confirmation.objects.filter(undone_at=None).values("item_id")
    rows = waiting.exclude(item__in=settled) if by_chance else waiting.filter(is_unsure=True)
    fields = ("pk", "item_id", "medium", "item__place__story_id", "item__reading__unsure",
              "item__reading__confidence", *(f"item__reading__{n}" for n in SINGLE))  # fmt: skip
    pool = list(rows.order_by("-published_at", "-pk").values(*fields)[:POOL])
    ranked = sorted(pool, key=lambda r: _draw(r["item_id"])) if by_chance else _ranked(pool)
    chosen, alike = _one_a_story(ranked)
    texts = _texts(mentions, [row["pk"] for row in chosen])
    found = [Undecided(texts[r["pk"]], r.get("worth", 0.0), alike[_story(r)] - 1) for r in chosen if r["pk"] in texts]
    return found, sum(1 for _ in alike)


SINGLE = ("relevance", "kind", "tone", "needs_answer", "community", "urgency", "units", "families")


def known_classes() -> Counter[tuple[str, str]]:
    """How many reviewed items are truly of each class: (judgement, class) → items."""
    key = f"reading-known:{newest()}"
    kept: Counter[tuple[str, str]] | None = cache.get(key)
    if kept is not None:
        return kept
    found = Counter[tuple[str, str]]()
    for field, truth, n in Review.objects.values_list("field", "truth").annotate(n=Count("pk")).order_by():
        for code in truth:
            found[field, code] += n
    cache.set(key, found, KEPT)
    return found


def _ranked(pool: list[dict[str, Any]]) -> list[dict[str, Any]]:
    opens = {row["pk"]: _opens(row) for row in pool}
    waiting = Counter((o.judgement, o.value, o.is_post) for found in opens.values() for o in found)
    known = known_classes()
    for row in pool:
        row["worth"] = teaches(opens[row["pk"]], waiting, known)
    return sorted(pool, key=lambda r: (-r["worth"], -r["pk"]))


def _opens(row: dict[str, Any]) -> list[Open]:
    sure = row["item__reading__confidence"] or {}
    return [
        Open(name, _value(row.get(f"item__reading__{name}")), float(sure.get(name, 0.5)), row["medium"] in SOCIAL)
        for name in row["item__reading__unsure"] or ()
    ]


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return value[0] if value else ""
    return str(value or "")


def _draw(item_id: int) -> int:
    """An order that no property of an item decides and that stays the same while one works through it."""
    return (item_id * 0x9E3779B97F4A7C15) % (1 << 64) >> 20


def _story(row: dict[str, Any]) -> int:
    return row["item__place__story_id"] or -row["item_id"]


def _one_a_story(ranked: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], Counter[int]]:
    alike = Counter[int](_story(row) for row in ranked)
    first = {_story(row): row for row in reversed(ranked)}
    best = {row["pk"] for row in first.values()}
    return [row for row in ranked if row["pk"] in best][:PAGE], alike


def _texts(mentions: QuerySet[Mention], pks: list[int]) -> dict[int, Mention]:
    rows = mentions.filter(pk__in=pks).select_related("item__outlet", "item__reading", "unit")
    return {m.pk: m for m in rows.defer("item__text", "item__search").annotate(lead=Left("item__text", LEAD))}
