"""Looks in what was heard for replies that wait to be printed, and proposes where one seems to stand.

Compared are runs of three words, as for stories: a reply that was cut is still held by what was printed, or holds it.
A headline that announces a reply needs less. Whether it is one, only a person says.
"""

import re
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from sada.desk.carriers import carriers
from sada.desk.track_reply import track_letters
from sada.kernel import acts
from sada.kernel.notices import tell
from sada.rules.printed import core
from sada.store.models import Fingerprint, Item, PressReply, Sighting
from sada.store.queries import press
from sada.understand import twins

OVERLAP = timedelta(hours=1)  # items taken in by a long transaction carry the time of its beginning
LEAST: Final = 0.35  # of the shorter text's runs of three words
LEAST_ANNOUNCED: Final = 0.12
LEAST_RUNS: Final = 8  # runs of three words in common, so that a set phrase is no reply
_ANNOUNCED: Final = re.compile(
    r"\b(?:تعقيب|تعقيبا|ترد|يرد|رد على|رداً|ردا على|إيضاح|توضيح|توضح|يوضح|تصحيح)\b|حول ما نشر"
)


def look_for_replies(*, at: datetime) -> int:
    """Follow new letters, then look through what their outlets published since the last look; returns the proposals."""
    track_letters(at=at)
    return sum(_look(reply, at) for reply in press.waiting(at))


def _look(reply: PressReply, at: datetime) -> int:
    since = (reply.looked_at or reply.sent_at) - OVERLAP
    ours = twins.fingerprint("", core(reply.answer.final))
    found = [(item, likeness(ours, item)) for item in press.to_look_at(reply, since).iterator(chunk_size=500)]
    proposed = [(item, sure) for item, sure in found if sure > 0]
    with transaction.atomic():
        PressReply.objects.filter(pk=reply.pk).update(looked_at=at)
        rows = [Sighting(reply=reply, item=item, likeness=sure, at=at) for item, sure in proposed]
        Sighting.objects.bulk_create(rows, ignore_conflicts=True)
        if proposed:
            _announce(reply, proposed, at)
    return len(proposed)


def likeness(ours: twins.Fingerprint, item: Item) -> float:
    """How much of the shorter text the longer one holds; 0 where that does not make a print of it."""
    theirs = _print_of(item)
    _, share = twins.likeness(ours, theirs)
    common = share * min(len(ours.shingles), len(theirs.shingles))
    least = LEAST_ANNOUNCED if _ANNOUNCED.search(item.title) else LEAST
    return round(share, 3) if share >= least and common >= LEAST_RUNS else 0.0


def _print_of(item: Item) -> twins.Fingerprint:
    try:
        kept = item.fingerprint
    except Fingerprint.DoesNotExist:  # not read yet
        return twins.fingerprint(item.title, item.text)
    return twins.unpack(kept.bands, kept.shingles)


def _announce(reply: PressReply, proposed: list[tuple[Item, float]], at: datetime) -> None:
    case = reply.answer.case
    people = carriers(case, "reply.track")
    tell(people, "reply.sighted", on=case, by=None, at=at, text=proposed[0][0].title or reply.answer.title)
    after = {"reply": reply.pk, "outlet": reply.outlet.name_ar, "items": [item.pk for item, _ in proposed]}
    acts.record("reply.sighted", by=None, on=case, at=at, unit=case.unit, after=after)
