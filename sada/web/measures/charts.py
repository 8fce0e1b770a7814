"""Charts as Vega-Lite specifications: dots with intervals around the whole's line, and the course of the weeks.

In Arabic numbers and time run from right to left, as one reads; a reader may turn that round.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from sada.measure.board import Board, Week
from sada.web.measures.figures import share_interval, share_text, span
from sada.web.measures.groups import Group, has_value, hours
from sada.web.say.digits import shown
from sada.web.say.numbers import number

Spec = dict[str, Any]
GREEN, GRAY, SOFT, INK, RED = "#1b8354", "#9da4ae", "#e5e7eb", "#384250", "#b42318"
WIDTH, ROW = 430, 34


@dataclass(frozen=True, slots=True)
class Chart:
    """A specification, and what someone hears who does not see it."""

    spec: Spec
    says: str


@dataclass(frozen=True, slots=True)
class Way:
    """Which way the chart runs."""

    is_rtl: bool

    @property
    def start(self) -> str:
        """The side on which one begins to read."""
        return "right" if self.is_rtl else "left"


def on_time(board: Board, rows: list[Group], way: Way) -> Chart | None:
    """The share on time of each group as a dot with its interval, around the line of the whole."""
    points = [
        _point(row.label, f.share * 100, f.low * 100, f.high * 100, share_text(f.share))
        for row in rows
        if has_value(f := row.sheet.on_time)
    ]
    if not points:
        return None
    whole = board.now.on_time
    line = (whole.share * 100, share_text(whole.share)) if has_value(whole) else None
    said = [f"{p['name']}: {p['label']}" for p in points]
    spec = _dots(points, line, {"domain": [0, 100]}, way)
    whole_said = f"{share_text(whole.share)} ({share_interval(whole)})" if has_value(whole) else ""
    return Chart(spec, gettext("Share on time. The whole: %(whole)s.") % {"whole": whole_said} + " " + "، ".join(said))


def median(board: Board, rows: list[Group], way: Way) -> Chart | None:
    """The median of each group in hours of work as a dot with its interval, around the line of the whole."""
    points = []
    for row in rows:
        wait = row.sheet.median
        value, low, high = hours(wait.value), hours(wait.low), hours(wait.high)
        if value is not None:
            points.append(_point(row.label, value, value if low is None else low, high or value, number(value, 1)))
    if not points:
        return None
    whole = board.now.median
    line = (hours(whole.value) or 0, number(hours(whole.value), 1)) if whole.value is not None else None
    spec = _dots(points, line, {"domainMin": 0, "nice": True}, way)
    said = "، ".join(f"{p['name']}: {p['label']}" for p in points)
    return Chart(spec, gettext("Median time to answer. The whole: %(whole)s.") % {"whole": span(whole)} + " " + said)


def _point(name: str, value: float, low: float, high: float, label: str) -> dict[str, Any]:
    return {"name": name, "value": value, "low": low, "high": high, "label": label}


def _dots(points: list[dict[str, Any]], line: tuple[float, str] | None, domain: Spec, way: Way) -> Spec:
    y = {
        "field": "name",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"orient": way.start, "labelLimit": 210, "domain": False, "ticks": False, "labelPadding": 10},
    }
    scale = domain | {"reverse": way.is_rtl}

    def x(field: str) -> Spec:
        axis = _axis() | {"tickCount": 6}
        return {"field": field, "type": "quantitative", "scale": scale, "title": None, "axis": axis}

    layers: list[Spec] = []
    if line is not None:
        value, label = line
        said = gettext("The whole %(value)s") % {"value": label}
        data = {"values": [{"value": value, "label": said}]}
        layers += [
            {"data": data, "mark": {"type": "rule", "color": INK, "strokeDash": [4, 4]}, "encoding": {"x": x("value")}},
            {
                "data": data,
                "mark": {"type": "text", "baseline": "bottom", "dy": -6, "color": INK, "fontSize": 13},
                "encoding": {"x": x("value"), "y": {"value": 0}, "text": {"field": "label"}},
            },
        ]
    layers += [
        {
            "mark": {"type": "rule", "color": GRAY, "strokeWidth": 3},
            "encoding": {"y": y, "x": x("low"), "x2": {"field": "high"}},
        },
        {"mark": {"type": "point", "filled": True, "size": 120, "color": GREEN}, "encoding": {"y": y, "x": x("value")}},
        {
            "mark": {"type": "text", "baseline": "bottom", "dy": -7, "color": INK, "fontSize": 13},
            "encoding": {"y": y, "x": x("value"), "text": {"field": "label"}},
        },
    ]
    return _base() | {"data": {"values": points}, "height": {"step": ROW + 12}, "layer": layers}


def received(board: Board, way: Way) -> Chart | None:
    """What was received week by week, complaints marked in it."""
    if not any(week.sheet.received for week in board.weeks):
        return None
    other, complaints = gettext("Other"), gettext("Complaints")
    values = []
    for week in board.weeks:
        name = week_name(week)
        values.append({"week": name, "what": complaints, "n": week.complaints})
        values.append({"week": name, "what": other, "n": week.sheet.received - week.complaints})
    color = {
        "field": "what", "type": "nominal", "title": None, "sort": [complaints, other],
        "scale": {"domain": [complaints, other], "range": [GREEN, GRAY]},
        "legend": {"orient": "top", "direction": "horizontal", "symbolType": "square"},
    }  # fmt: skip
    encoding = {
        "x": _weeks_axis(board, way),
        "y": _count_axis("n", way),
        "color": color,
        "order": {"field": "what"},
    }
    bars = {"mark": {"type": "bar", "width": {"band": 0.62}}, "encoding": encoding}
    said = "، ".join(f"{week_name(w)}: {number(w.sheet.received)}" for w in board.weeks)
    return Chart(
        _base() | {"data": {"values": values}, "height": 220} | bars, gettext("Received by week.") + " " + said
    )


def course(board: Board, way: Way) -> Chart | None:
    """The median by week as dots with intervals; a week with too few cases has none."""
    points = []
    for week in board.weeks:
        wait = week.sheet.median
        value = hours(wait.value)
        if value is not None:
            low, high = hours(wait.low), hours(wait.high)
            point = _point(week_name(week), value, value if low is None else low, high or value, number(value, 1))
            points.append(point | {"week": point["name"]})
    if len(points) < 2:
        return None
    x = _weeks_axis(board, way)

    def y(field: str) -> Spec:
        return _count_axis(field, way)

    layers = [
        {
            "mark": {"type": "rule", "color": GRAY, "strokeWidth": 3},
            "encoding": {"x": x, "y": y("low"), "y2": {"field": "high"}},
        },
        {"mark": {"type": "point", "filled": True, "size": 110, "color": GREEN}, "encoding": {"x": x, "y": y("value")}},
        {
            "mark": {"type": "text", "dx": -12 if way.is_rtl else 12, "align": way.start, "color": INK, "fontSize": 13},
            "encoding": {"x": x, "y": y("value"), "text": {"field": "label"}},
        },
    ]
    said = "، ".join(f"{p['name']}: {p['label']}" for p in points)
    spec = _base() | {"data": {"values": points}, "height": 220, "layer": layers}
    return Chart(spec, gettext("Median time to answer by week, in hours of work.") + " " + said)


def week_name(week: Week) -> str:
    """The day on which a week begins, day before month: «3/11»."""
    day = week.period.first
    return shown(f"{day.day}/{day.month}")


def _weeks_axis(board: Board, way: Way) -> Spec:
    title = (
        gettext("Weeks by their first day, from right (earlier) to left (later)")
        if way.is_rtl
        else gettext("Weeks by their first day, from left (earlier) to right (later)")
    )
    order = [week_name(week) for week in board.weeks]
    axis = {"labelAngle": -50 if len(order) > 10 else 0, "domainColor": GRAY, "ticks": False, "labelPadding": 8}
    return {
        "field": "week",
        "type": "ordinal",
        "sort": order,
        "scale": {"reverse": way.is_rtl, "domain": order},
        "title": title,
        "axis": axis,
    }


def _count_axis(field: str, way: Way) -> Spec:
    axis = _axis() | {"orient": way.start, "tickCount": 5}
    return {"field": field, "type": "quantitative", "title": None, "axis": axis}


def _axis() -> Spec:
    return {"gridColor": SOFT, "domain": False, "ticks": False, "labelPadding": 8, "titlePadding": 10}


def _base() -> Spec:
    font = "IBM Plex Sans Arabic"
    axis = {"labelFontSize": 13, "titleFontSize": 13, "labelColor": INK, "titleColor": INK, "titleFontWeight": "normal"}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "background": None,
        "config": {
            "font": font,
            "axis": axis,
            "view": {"stroke": None},
            "legend": {"labelFontSize": 13, "labelColor": INK},
        },
    }
