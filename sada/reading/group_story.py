"""Places new items in stories: they join one, open one, make one of several or several of one. What a person decided
stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from sada.store.bulk import copy_in, new_ids, packed_bigints
from sada.store.models import Case, Fingerprint, Item, Line, Story, StoryItem
from sada.understand import twins
from sada.understand.gather import Placement, alike, settle
from sada.understand.stories import CROWD, PRESS, WINDOW

LOCK = 0x5ADA4  # one batch at a time is placed, so that two runs do not open one story twice
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Told = dict[int, tuple[int, twins.Fingerprint]]  # items, each with its story and what it tells
STORY_FIELDS = ("id", "head", "size", "first_at", "last_at", "is_confirmed")
# One index descent a band. `bands && ...` with the thousands of bands of a batch would compare every pair of them.
CANDIDATES = """
SELECT f.item_id, near.bands, f.shingles, i.outlet_id, i.medium, p.story_id
FROM (
    SELECT g.item_id, array_agg(band) AS bands
    FROM unnest(%s::bigint[]) AS band JOIN store_fingerprint g ON g.bands @> ARRAY[band] GROUP BY g.item_id
) near JOIN store_fingerprint f USING (item_id) JOIN store_storyitem p USING (item_id)
JOIN store_item i ON i.id = item_id
WHERE i.published_at BETWEEN %s AND %s
"""
MEMBERS = """
SELECT p.item_id, f.bands, f.shingles, i.outlet_id, i.medium, p.story_id
FROM store_storyitem p JOIN store_fingerprint f USING (item_id) JOIN store_item i ON i.id = item_id
WHERE p.story_id = ANY(%s)
"""
MOVE = """
UPDATE store_storyitem p SET story_id = m.story FROM unnest(%s::bigint[], %s::bigint[]) AS m(item, story)
WHERE p.item_id = m.item
"""
RECOUNT = """
UPDATE store_story s SET size = c.size, first_at = c.first_at, last_at = c.last_at, head_id = c.head
FROM (
    SELECT p.story_id, count(*) AS size, min(i.published_at) AS first_at, max(i.published_at) AS last_at,
           (array_agg(i.id ORDER BY i.published_at, i.key))[1] AS head
    FROM store_storyitem p JOIN store_item i ON i.id = p.item_id
    WHERE p.story_id = ANY(%s) GROUP BY p.story_id
) c WHERE s.id = c.story_id
"""


def candidates(new: Mapping[int, twins.Fingerprint]) -> Told:
    """The items of about the same time, with their stories, that share a band with any of the new ones, and those
    bands: one look-up."""
    bands = sorted({band for text in new.values() for band in text.bands})
    if not bands:
        return {}
    days = [text.day for text in new.values()]
    span = [EPOCH + timedelta(days=min(days) - WINDOW - 1), EPOCH + timedelta(days=max(days) + WINDOW + 1)]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # a table without statistics yet would be read whole per band
        cursor.execute(CANDIDATES, [bands, *span])
        rows = cursor.fetchall()
        cursor.execute("SET LOCAL enable_seqscan = on")
    return _printed(rows)


def _printed(rows: Iterable[tuple[int, list[int], bytes, int | None, str, int]]) -> Told:
    """What a look-up found."""
    return {
        item: (story, twins.unpack(bands, packed, _outlet(outlet, medium)))
        for item, bands, packed, outlet, medium, story in rows
    }


def _outlet(outlet: int | None, medium: str) -> int:
    """Who printed an item; 0 for a post, since many people write in one network."""
    return outlet if outlet and medium in PRESS else 0


def settled_by_people(stories: Iterable[int]) -> set[int]:
    """Those of the stories that a person confirmed, moved items of or wrote a line on: the machine may add to them, and
    neither merges nor divides them."""
    moved = StoryItem.objects.filter(story=OuterRef("pk"), by__isnull=False)
    line = Line.objects.filter(story=OuterRef("pk"))
    by_people = Q(is_confirmed=True) | Q(is_settled=True) | Exists(moved) | Exists(line)
    return set(Story.objects.filter(by_people, pk__in=list(stories)).values_list("pk", flat=True))


def _whole(stories: Sequence[int]) -> Told:
    """All items of the stories."""
    with connection.cursor() as cursor:
        cursor.execute(MEMBERS, [list(stories)])
        return _printed(cursor.fetchall())


def _place(new: Mapping[int, twins.Fingerprint]) -> tuple[list[Placement], set[int]]:
    """Where the new items go, and the stories that this touches. A story of more than CROWD items is not divided."""
    near = candidates(new)
    links = list(alike({name: text for name, (_, text) in near.items()} | dict(new), new))
    told = {name: near[name] for one, other, _ in links for name in (one, other) if name in near}
    touched = {story for story, _ in told.values()}
    sizes = dict(Story.objects.filter(pk__in=touched).values_list("pk", "size"))
    whole = _whole([story for story, size in sizes.items() if 1 < size <= CROWD])
    fixed = settled_by_people(touched)
    crowds = {story for story, size in sizes.items() if size > CROWD}
    return settle(new, told | whole, links, fixed, crowds), touched


def group_stories(items: Sequence[Item], texts: Sequence[twins.Fingerprint]) -> int:
    """Place new items, keep their fingerprints; in the caller's transaction. Returns by how many the stories grew."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    new = {
        item.pk: replace(text, outlet=_outlet(item.outlet_id, item.medium))
        for item, text in zip(items, texts, strict=True)
    }
    placements, touched = _place(new)
    opened = [placement for placement in placements if placement.story is None]
    for placement, story in zip(opened, new_ids(Story, len(opened)), strict=True):
        placement.story = story
    _open(opened, {item.pk: item for item in items})
    gone = _move(placements)
    places = [(item, p.story, sure, None) for p in placements for item, sure in p.items.items()]
    copy_in(StoryItem, ("item", "story", "similarity", "by"), places)
    _keep_fingerprints(new)
    _recount(touched - gone | {p.story for p in opened if p.story and p.moved})
    return len(opened) - len(gone)


def _move(placements: Sequence[Placement]) -> set[int]:
    """Move old items between stories. Returns the stories that are no more: what is left of them, and their cases, goes
    where most of their items went."""
    moved = [(item, left, p.story) for p in placements for item, left in p.moved.items() if p.story]
    if not moved:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(MOVE, [[item for item, _, _ in moved], [to for _, _, to in moved]])
    staying = {placement.story for placement in placements}
    went = Counter((left, to) for _, left, to in moved if left not in staying)
    heirs = {left: to for (left, to), _ in sorted(went.items(), key=lambda way: (way[1], -way[0][1]))}
    for story, heir in heirs.items():
        StoryItem.objects.filter(story=story).update(story=heir)
        Case.objects.filter(story=story).update(story=heir)
    Story.objects.filter(pk__in=heirs).delete()
    return set(heirs)


def place_again(items: Sequence[Item], texts: Sequence[twins.Fingerprint]) -> None:
    """Find the stories of items whose text has changed; in the caller's transaction. Those that a person placed or
    confirmed, and those of a case, stay where they are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    places = dict(StoryItem.objects.filter(item__in=items).values_list("item_id", "story_id"))
    stories = set(places.values())
    fixed = settled_by_people(stories) | set(Case.objects.filter(story__in=stories).values_list("story_id", flat=True))
    moved = [item for item in items if places.get(item.pk) not in fixed]
    StoryItem.objects.filter(item__in=moved).delete()
    Fingerprint.objects.filter(item__in=items).delete()
    Story.objects.filter(pk__in=stories, places__isnull=True).delete()
    by_id = {item.pk: text for item, text in zip(items, texts, strict=True)}
    _recount(stories)
    group_stories(moved, [by_id[item.pk] for item in moved])
    stay = by_id.keys() - {item.pk for item in moved}
    _keep_fingerprints({pk: by_id[pk] for pk in stay})


def _keep_fingerprints(texts: Mapping[int, twins.Fingerprint]) -> None:
    kept = ((item, packed_bigints(text.bands), text.pack()) for item, text in texts.items())
    copy_in(Fingerprint, ("item", "bands", "shingles"), kept)


def _open(opened: Sequence[Placement], items: Mapping[int, Item]) -> None:
    """Write the new stories; the head is the earliest new item. Those that old items move to are counted after that."""
    rows = []
    for placement in opened:
        told = sorted((items[pk] for pk in placement.items), key=lambda item: (item.published_at, item.key))
        head, first, last = (told[0].pk, told[0].published_at, told[-1].published_at) if told else (
            next(iter(placement.moved)), EPOCH, EPOCH,
        )  # fmt: skip
        rows.append((placement.story, head, len(told), first, last, False))
    copy_in(Story, STORY_FIELDS, rows)


def _recount(stories: set[int]) -> None:
    if stories:
        with connection.cursor() as cursor:
            cursor.execute(RECOUNT, [sorted(stories)])
