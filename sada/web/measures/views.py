"""The pages of the measures: the board, one chart, a download, and the cases and items behind a figure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from sada.kernel import access, clock
from sada.measure.board import Board, board
from sada.store.models import Item
from sada.store.queries import measures
from sada.web import tables
from sada.web.http import HtmxHttpRequest
from sada.web.measures import charts, words
from sada.web.measures.draw import draw
from sada.web.measures.filters import Filters
from sada.web.measures.groups import NAMES, Group, groups, table
from sada.web.say.dates import is_arabic

PAGE = 40
CHARTS: dict[str, Callable[[Board, list[Group], charts.Way], charts.Chart | None]] = {
    "on_time": charts.on_time,
    "median": charts.median,
    "received": lambda board, _rows, way: charts.received(board, way),
    "course": lambda board, _rows, way: charts.course(board, way),
}
FORMS = {"csv": tables.as_csv, "xlsx": tables.as_xlsx}
PARTS = {
    "all": _("Cases that were asked"),
    "answered": _("Cases that were answered"),
    "on_time": _("Cases answered on time"),
    "late": _("Cases answered late or late without an answer"),
    "unanswered": _("Cases without an answer"),
    "no_answer": _("Cases that need no answer"),
}


def way_of(request: HtmxHttpRequest) -> charts.Way:
    """From right to left in Arabic, unless the reader wants it otherwise."""
    return charts.Way(is_arabic() and not request.user.charts_ltr)


@require_GET
def page(request: HtmxHttpRequest) -> HttpResponse:
    """The figures of a period in words, tiles, charts and tables."""
    access.require(request.user, "measure.see")
    filters = Filters(request)
    found = board(filters.rows(), filters.period, clock.now(), filters.by)
    context = {
        "filters": filters,
        "board": found,
        "sentences": words.sentences(found),
        "tiles": words.tiles(found),
        "rows": groups(found, filters.base),
        "tabs": [(name, label, filters.query(by=name), name == filters.by) for name, label in NAMES.items()],
        "by_name": NAMES[filters.by],
        "may_export": access.may(request.user, "export.make"),
        "is_rtl": way_of(request).is_rtl,
    }
    return render(request, "measures/board.html", context)


@require_GET
def chart(request: HtmxHttpRequest, name: str) -> HttpResponse:
    """One chart as a fragment, drawn when its place is reached."""
    access.require(request.user, "measure.see")
    if name not in CHARTS:
        raise Http404
    filters = Filters(request)
    found = board(filters.rows(), filters.period, clock.now(), filters.by)
    made = CHARTS[name](found, groups(found, filters.base), way_of(request))
    if made is None:
        return render(request, "measures/no_chart.html")
    return HttpResponse(draw(made), content_type="text/html; charset=utf-8")


@require_GET
def download(request: HtmxHttpRequest, form: str) -> HttpResponse:
    """The table by group as CSV or XLSX."""
    access.require(request.user, "export.make")
    if form not in FORMS:
        raise Http404
    filters = Filters(request)
    found = board(filters.rows(), filters.period, clock.now(), filters.by)
    head, rows = table(groups(found, filters.base), filters.by)
    name = f"sada-{filters.by}-{filters.period.first}-{filters.period.last}"
    return FORMS[form](name, head, rows)


@require_GET
def cases(request: HtmxHttpRequest) -> HttpResponse:
    """The cases behind a figure."""
    access.require(request.user, "measure.see")
    filters, part = Filters(request), request.GET.get("part", "all")
    if part not in PARTS:
        raise Http404
    wanted = filters.rows()
    rows = measures.asked_rows(wanted.cases, wanted.wanted).filter(measures.part_is(part, clock.now()))
    rows = rows.select_related("unit", "owner", "family").order_by("-asked_at", "-pk")
    return _listed(request, filters, rows, "measures/cases.html", PARTS[part], part)


@require_GET
def items(request: HtmxHttpRequest) -> HttpResponse:
    """The items that were received."""
    access.require(request.user, "measure.see")
    filters = Filters(request)
    wanted = filters.rows()
    heard = measures.heard(wanted.mentions, wanted.wanted).values("item_id")
    rows = Item.objects.filter(pk__in=heard).select_related("outlet", "reading").defer("search")
    rows = rows.order_by("-published_at", "-pk")
    return _listed(request, filters, rows, "measures/items.html", gettext("Items received"), "")


def _listed(
    request: HtmxHttpRequest, filters: Filters, rows: Any, template: str, title: Any, part: str
) -> HttpResponse:
    shown = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    after = filters.query(part=part, page=str(shown.next_page_number())) if shown.has_next() else ""
    before = filters.query(part=part, page=str(shown.previous_page_number())) if shown.has_previous() else ""
    context = {
        "filters": filters,
        "page_of": shown,
        "title": title,
        "before": before,
        "after": after,
        "now": clock.now(),
    }
    return render(request, template, context)
