"""What the reading pane shows of one item, in a fixed number of queries."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from sada.desk.decide_item import NoAnswerReason
from sada.kernel import access, clock
from sada.reading.details_of import details_of
from sada.reading.masking import half_hidden, joined, masked, masked_title, personal_spans
from sada.reading.see_item import see_item
from sada.store.models import Item, Mention
from sada.store.queries import stories
from sada.store.queries.archived import archived_sha
from sada.web.inbox import judgements
from sada.web.inbox.evidence import credited, segments
from sada.web.inbox.filters import Filters
from sada.web.inbox.noted import noted
from sada.web.screens import subject_pages

STORY_ITEMS = 6


def context(request: HttpRequest, mention: Mention, filters: Filters, *, unmask: bool = False) -> dict[str, Any]:
    """Everything of the pane but what is similar, which comes after it."""
    person: Any = request.user
    item = mention.item
    see_item(item, by=person, at=clock.now())
    return {
        "mention": mention,
        "query": filters.query,
        **text_of(item, unmask=unmask),
        **_surroundings(person, mention),
        "contact": contact_of(item, unmask=unmask),
        "is_unmasked": unmask,
        "archived_sha": archived_sha(item),
        "may": _rights(person, mention),
    }


def text_of(item: Item, *, unmask: bool = False) -> dict[str, Any]:
    """Title and text in segments, the judgements as chips, the names of codes."""
    reading = item.reading
    names = judgements.names_of([reading])
    whole = f"{item.title}\n{item.text}"
    found = details_of(item, reading)
    personal = joined([*personal_spans(whole, reading), *found.persons])
    shown = noted(whole, found, reading, names, [] if unmask else personal)
    split = len(item.title) + 1
    title, body = segments(whole, split, reading, names, personal, unmask=unmask, noted=shown.marks)
    author = item.author if unmask else masked(item.author)
    by = credited(author, shown.credits if author == item.author else [])
    return {
        "item": item, "reading": reading, "title": title, "body": body, "author": by,
        "has_personal": bool(personal), "chips": judgements.chips(reading, names),
        "noted": shown,
    }  # fmt: skip


def contact_of(item: Item, *, unmask: bool) -> dict[str, Any] | None:
    """Who asked, masked unless unmasked; the deadline and what was noted are no personal data."""
    contact = getattr(item, "contact", None)
    if contact is None:
        return None
    shown = {name: getattr(contact, name) for name in ("name", "email", "phone")}
    masks = {name: half_hidden(value) if value else "" for name, value in shown.items()}
    return {
        **(shown if unmask else masks),
        "deadline": contact.deadline,
        "note": contact.note if unmask else masked(contact.note),
    }


def _surroundings(person: Any, mention: Mention) -> dict[str, Any]:
    item = mention.item
    place = getattr(item, "place", None)
    mine = access.rows_for(person, "item.see", "item")
    told = stories.items_of(mine, place.story_id, STORY_ITEMS + 1) if place else []
    cases = access.rows_for(person, "case.see", "case").filter(case_items__item=item).select_related("unit")
    others = (
        access.rows_for(person, "item.see", "mention").filter(item=item).exclude(pk=mention.pk).select_related("unit")
    )
    return {
        "told": [(o, masked_title(o.title, o.text[:160], o.reading)) for o in told if o.pk != item.pk][:STORY_ITEMS],
        "story_url": reverse("stories:show", args=[place.story_id]) if len(told) > 1 else "",
        "cases": list(cases),
        "others": list(others),
        "case_page": subject_pages().get("case", ""),
        "tags": list(mention.tags.order_by("name").values_list("name", flat=True)),
        "reason_label": dict(NoAnswerReason.choices).get(mention.reason, mention.reason),
    }


def _rights(person: Any, mention: Mention) -> dict[str, bool]:
    acts = {"triage": "item.triage", "open": "case.open", "join": "case.join", "correct": "reading.correct"}
    acts |= {"unmask": "personal.unmask"}
    return {name: access.may(person, act, mention.path) for name, act in acts.items()}
