"""The figures by group: rows of the table, of the download and of the charts. Never sorted by a figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sada.figures.response import Wait
from sada.figures.shares import Share
from sada.measure.board import Board
from sada.measure.sheet import Sheet
from sada.store.models import Family, Kind, Medium, Unit
from sada.store.queries.measures import branches
from sada.web import units
from sada.web.measures.figures import interval, share_interval, share_text, span
from sada.web.say.dates import is_arabic

HOUR = 3600
NAMES: Mapping[str, Promise] = {"unit": _("Unit"), "medium": _("Medium"), "family": _("Field"), "kind": _("Kind")}
HEAD = (
    _("Received"),
    _("Cases"),
    pgettext_lazy("measure", "Answered"),
    _("On time"),
    _("On time, lowest"),
    _("On time, highest"),
    _("Median, hours of work"),
    _("Median, lowest"),
    _("Median, highest"),
    _("Nine of ten within, hours of work"),
    _("Unanswered"),
    _("No answer needed"),
)


@dataclass(frozen=True, slots=True)
class Group:
    """One line: its name, its figures, and the value that narrows the page to it ("" where there is none)."""

    code: str
    name: str
    sheet: Sheet
    narrow: str
    short: str = ""

    @property
    def label(self) -> str:
        """The name as a chart has room for it."""
        return self.short or self.name

    @property
    def on_time(self) -> tuple[str, str]:
        """Share and interval, or why there is none."""
        return share_cell(self.sheet.on_time)

    @property
    def median(self) -> tuple[str, str]:
        """Time and interval."""
        return span(self.sheet.median), interval(self.sheet.median)

    @property
    def p90(self) -> str:
        """Time within which nine of ten were answered."""
        return span(self.sheet.p90)


def share_cell(share: Share) -> tuple[str, str]:
    """(«87%», «78% إلى 93%») or («أقل من أن يُحكم», "")."""
    if share.state == "too_few":
        return (gettext("too few to say") if share.whole else "–"), ""
    return share_text(share.share), share_interval(share)


def groups(board: Board, base: Unit) -> list[Group]:
    """The groups in their own order: units by name, the others as the lists give them."""
    found = board.groups
    named = _named(board.by, base, found)
    short = _short(base) if board.by == "unit" else {}
    return [Group(code, name, found[code], narrow, short.get(code, "")) for code, (name, narrow) in named.items()]


def _short(base: Unit) -> dict[str, str]:
    """The short Arabic names of the branches; an English reader gets the full ones."""
    if not is_arabic():
        return {}
    below = {_last(unit): unit.short_ar for unit in branches(base.path)}
    return below | {"": gettext("%(unit)s itself") % {"unit": base.short_ar or base.name_ar}}


def _last(unit: Unit) -> str:
    return unit.path.rstrip("/").rsplit("/", 1)[-1]


def _named(dimension: str, base: Unit, found: Mapping[str, Sheet]) -> dict[str, tuple[str, str]]:
    """Code → (name, value to narrow by) of the groups that are there, in order."""
    if dimension == "unit":
        own = {"": (gettext("%(unit)s itself") % {"unit": units.name(base)}, "")} if "" in found else {}
        below = {_last(u): (units.name(u), u.code) for u in branches(base.path)}
        return own | {code: name for code, name in below.items() if code in found}
    choices: dict[str, Any] = dict(Medium.choices if dimension == "medium" else Kind.choices)
    if dimension == "family":
        choices = {f.pk: units.name(f) for f in Family.objects.order_by("name_ar")}  # type: ignore[arg-type]
    known = {code: (str(name), code) for code, name in choices.items() if code in found}
    return known | ({"": (gettext("Not named"), "")} if "" in found else {})


def table(rows: list[Group], dimension: str) -> tuple[list[Any], list[list[Any]]]:
    """Head and rows for a download: plain numbers, shares as 0..1, times in hours, empty where nothing can be said."""
    return [NAMES[dimension], *HEAD], [[row.name, *_cells(row.sheet)] for row in rows]


def _cells(sheet: Sheet) -> list[Any]:
    on_time, median = sheet.on_time, sheet.median
    shares = [on_time.share, on_time.low, on_time.high] if on_time.state == "ok" else [None] * 3
    return [
        sheet.received,
        sheet.cases,
        sheet.answered.part,
        *(None if value is None else round(value, 4) for value in shares),
        *(hours(value) for value in (median.value, median.low, median.high)),
        hours(sheet.p90.value),
        sheet.unanswered.part,
        sheet.no_answer,
    ]


def hours(seconds: float | None) -> float | None:
    """Hours with two decimals."""
    return None if seconds is None else round(seconds / HOUR, 2)


def has_value(figure: Share | Wait) -> bool:
    """Whether a figure may be drawn."""
    return figure.state == "ok"
