"""The list of the inbox: its rows as a person may read them, masked, with the size of each story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from sada.kernel import access, clock
from sada.reading.masking import masked_title
from sada.store.models import Mention, SavedView, Unit
from sada.store.queries import inbox
from sada.web import units
from sada.web.inbox.filters import BUILT_IN, FLAGS, Filters

MANY = (
    ("no_answer", _("No answer needed"), "minus-circle"),
    ("open", _("One case for all"), "folder-plus"),
    ("join", _("Join to a case"), "link"),
    ("forward", _("Forward"), "arrow-uturn-right"),
    ("correct", _("Correct"), "pencil-square"),
    ("confirm", _("Confirm the reading"), "check-badge"),
    ("tag", _("Tag"), "tag"),
    ("seen", _("Mark as seen"), "eye"),
)
UNIT_SHOWN = ("code", "path", "kind", "name_ar", "name_en", "short_ar", "sort_key")
MENUS = (
    ("unit", _("Unit")), ("kind", _("Kind")), ("tone", _("Tone")), ("family", _("Field of work")),
    ("medium", _("Medium")), ("age", _("Age")), ("state", _("State")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One row as shown."""

    mention: Any
    title: str
    others: int
    units: list[Unit]
    tags: list[str]


def reach(request: HttpRequest) -> Any:
    """The mentions the person may see."""
    return access.rows_for(request.user, "item.see", "mention")  # type: ignore[arg-type]


def filters_of(request: HttpRequest) -> Filters:
    """The filters in the request's address."""
    if not hasattr(request, "_sada_filters"):
        request._sada_filters = Filters(request.GET, unit_choices(request), clock.now())  # type: ignore[attr-defined]
    return request._sada_filters  # type: ignore[attr-defined, no-any-return]


def unit_choices(request: HttpRequest) -> list[Unit]:
    """The units one may filter by: those in reach, narrowed to the unit worked for; the root's wide roles by amana."""
    seen = access.rows_for(request.user, "unit.see", "unit")  # type: ignore[arg-type]
    return list(seen.filter(valid_to=None).order_by("sort_key").only(*UNIT_SHOWN))


def listed(request: HttpRequest, filters: Filters, after: inbox.Place | None = None) -> dict[str, Any]:
    """A page of rows and the address of the next one."""
    person: Any = request.user
    wanted = filters.wanted(units.chosen(request))
    found, more = inbox.page(reach(request), wanted, person.pk, after)
    return {
        "rows": as_rows(person, found),
        "more": f"{found[-1].published_at.isoformat()},{found[-1].pk}" if more else "",
        "filters": filters,
        "query": filters.query,
        "many": MANY if access.may(person, "item.triage") else (),
    }


def as_rows(person: Any, mentions: list[Any]) -> list[Row]:
    """The rows of mentions that `inbox.as_rows` fetched: three more queries, for stories, units and tags."""
    stories = {m.story_id for m in mentions if m.story_id}
    sizes = inbox.story_sizes(access.rows_for(person, "item.see", "item"), stories)
    mine = access.rows_for(person, "item.see", "mention")
    units_of = inbox.units_of(mine, [m.item_id for m in mentions])
    tags = inbox.tags_of([m.pk for m in mentions])
    return [
        Row(
            m,
            masked_title(m.item.title, m.lead, m.item.reading),
            sizes.get(m.story_id, 1) - 1,
            units_of.get(m.item_id, [m.unit]),
            tags.get(m.pk, []),
        )
        for m in mentions
    ]


def one_row(request: HttpRequest, pk: int) -> list[Row]:
    """One row anew, after something changed; empty when it is no longer in reach."""
    person: Any = request.user
    return as_rows(person, list(inbox.as_rows(reach(request).filter(pk=pk), person.pk)))


def place_of(text: str) -> inbox.Place | None:
    """`isoformat,id` as a place in the list; None when it is not one."""
    at, _comma, pk = text.partition(",")
    try:
        moment: datetime | None = parse_datetime(at)
    except ValueError:
        return None
    if moment is None or not moment.tzinfo or not pk.isdecimal() or len(pk) >= 19:
        return None
    return inbox.Place(moment, int(pk))


def page_of(mention: Mention) -> inbox.Place:
    """Where a mention stands in the list."""
    return inbox.Place(mention.published_at, mention.pk)


def _menus(filters: Filters) -> dict[str, Any]:
    """The menus of the filters: lists to choose from, and what is switched on or off."""
    hidden = [(name, v) for name in filters.given if name != "q" for v in filters.given.getlist(name)]
    switches = [
        (
            name,
            label,
            icon,
            name in filters.given,
            filters.without(name) if name in filters.given else filters.with_(name, "1"),
        )
        for name, (_column, label, icon) in FLAGS.items()
    ]
    return {
        "menus": [(name, label, filters.options(name)) for name, label in MENUS],
        "toggles": switches,
        "filter_hidden": hidden,
    }


def frame_of(request: HttpRequest, filters: Filters) -> dict[str, Any]:
    """What stands around the rows: views with their counts, menus, whether anything is there at all."""
    person: Any = request.user
    within = units.chosen(request)
    tallies = inbox.tallies(reach(request), within.path if within else "")
    shared = [unit_id for _role, _path, unit_id in access.memberships(person)]
    saved = SavedView.objects.filter(screen="inbox", person=person) | SavedView.objects.filter(
        screen="inbox", unit_id__in=shared
    )
    kept = list(saved.distinct().order_by("name"))
    return {
        **_menus(filters),
        "may_type": access.may(person, "item.type"),
        "view_here": next((v for v in kept if v.person_id == person.pk and v.query == filters.query), None),
        "built_in": [(name, label, q, tallies[name], q == filters.query) for name, label, q in BUILT_IN],
        "saved": kept,
        "tallies": tallies,
        "newest": inbox.newest_id(reach(request)),
        "checked": inbox.last_check(access.rows_for(person, "source.see", "source")),
    }
