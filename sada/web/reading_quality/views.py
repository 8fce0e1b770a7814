"""The page of figures, the items behind one of them, and the queue of what is undecided."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from sada.kernel import access
from sada.reading.masking import masked_title
from sada.store.models import Medium, Mention
from sada.store.queries import reading_quality as quality
from sada.web import units
from sada.web.http import HtmxHttpRequest
from sada.web.inbox.judgements import FIELDS, chips, names_of, said
from sada.web.reading_quality import shown
from sada.web.reading_quality.choices import keyed, many_choices

PAGE = 40


@require_GET
def page(request: HtmxHttpRequest) -> HttpResponse:
    """Precision, recall and abstention of every judgement and class; what is confused; the versions."""
    access.require(request.user, "measure.see")
    within = _within(request)
    rows = quality.reviews(_items(request), within)
    unit = units.chosen(request)
    paths = sorted(s.path for s in access.scopes(request.user, "item.see"))
    counted = quality.counted(rows, f"{paths} {unit.path if unit else ''} {within}")
    context = {
        "sections": shown.sections(counted.tally),
        "items": counted.items,
        "versions": shown.versions(quality.versions()),
        "outlets": quality.outlets(_items(request)),
        "media": Medium.choices,
        "within": within,
        "may_switch": access.may(request.user, "model.switch"),
        "may_correct": access.may(request.user, "reading.correct"),
    }
    context["in_use"] = next((v.model for v in context["versions"] if v.model.is_in_use), None)
    return render(request, "reading_quality/page.html", context)


@require_GET
def items(request: HtmxHttpRequest) -> HttpResponse:
    """The items behind a confusion of one judgement."""
    access.require(request.user, "measure.see")
    given = request.GET
    field = FIELDS.get(given.get("field", ""))
    if field is None:
        raise Http404
    rows = quality.reviews(_items(request), _within(request))
    found = quality.behind(rows, field.name, given.get("said", ""), given.get("truth", ""))
    page_of = Paginator(found, PAGE).get_page(given.get("page"))
    names = names_of([row.item.reading for row in page_of])
    listed = [
        (row, masked_title(row.item.title, row.item.text[:160], row.item.reading), _words(row.said, field.name, names),
         _words(row.truth, field.name, names))
        for row in page_of
    ]  # fmt: skip
    return render(request, "reading_quality/items.html", {"field": field, "listed": listed, "page_of": page_of})


def _words(codes: list[str], name: str, names: dict[str, str]) -> str:
    return gettext(", ").join(shown.value_name(name, code, names) for code in codes or [""])


@never_cache
@require_GET
def unsure(request: HtmxHttpRequest) -> HttpResponse:
    """What waits undecided, what teaches most first, or drawn by chance; the first one open, with its keys."""
    access.require(request.user, "reading.correct")
    by_chance = request.GET.get("order") == "chance"
    mentions = access.rows_for(request.user, "reading.correct", "mention")
    within = units.chosen(request)
    mentions = mentions.filter(path__startswith=within.path) if within else mentions
    found, waiting = quality.undecided(mentions, by_chance=by_chance, medium=_within(request).medium)
    names = names_of([row.mention.item.reading for row in found])
    context: dict[str, Any] = {
        "listed": [_row(row, names) for row in found],
        "waiting": waiting,
        "open": _open(found, request.GET.get("item", ""), names),
        "by_chance": by_chance,
        "within": _within(request),
        "media": Medium.choices,
        "choices": many_choices(),
    }
    return render(request, "reading_quality/unsure.html", context)


def _row(row: quality.Undecided, names: dict[str, str]) -> dict[str, Any]:
    reading = row.mention.item.reading
    opens = [(FIELDS[name].label, said(FIELDS[name], getattr(reading, name), names)) for name in reading.unsure]
    return {"mention": row.mention, "title": _title(row.mention), "opens": opens, "alike": row.alike}


def _title(mention: Any) -> str:
    return masked_title(mention.item.title, mention.lead, mention.item.reading)


def _open(found: list[quality.Undecided], wanted: str, names: dict[str, str]) -> dict[str, Any] | None:
    """The item one decides now: the one asked for, else the first."""
    row = next((r for r in found if str(r.mention.pk) == wanted), found[0] if found else None)
    if row is None:
        return None
    item = row.mention.item
    lead = masked_title("", row.mention.lead, item.reading)  # type: ignore[attr-defined]
    text = masked_title(item.title, "", item.reading) if item.title else ""
    return {
        "mention": row.mention, "title": text, "lead": lead, "choices": keyed(item.reading),
        "chips": [c for c in chips(item.reading, names) if not c.is_empty], "alike": row.alike,
    }  # fmt: skip


def _within(request: HtmxHttpRequest) -> quality.Within:
    medium, outlet = request.GET.get("medium", ""), request.GET.get("outlet", "")
    number = int(outlet) if outlet.isdecimal() and len(outlet) < 19 else None
    return quality.Within(medium if medium in Medium.values else "", number)


def _items(request: HtmxHttpRequest) -> Any:
    """The items in reach, narrowed to the unit one works for; None where that is all of them."""
    unit = units.chosen(request)
    mine = access.rows_for(request.user, "item.see", "item")
    if unit is not None:
        return mine.filter(pk__in=Mention.objects.filter(path__startswith=unit.path).values("item_id"))
    return mine if mine.query.where else None
