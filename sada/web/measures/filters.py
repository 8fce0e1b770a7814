"""Filters of the measures: they live in the address, and every link of the page carries them on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sada.kernel import access, clock
from sada.measure.board import Rows
from sada.measure.periods import LENGTHS, USUAL, Period, period_of
from sada.store.models import Family, Kind, Medium, Unit
from sada.store.queries.measures import DIMENSIONS, Wanted
from sada.web import units
from sada.web.forms import day_of
from sada.web.http import HtmxHttpRequest
from sada.web.say.dates import gregorian

PERIODS: Mapping[str, Promise] = {
    "7d": _("Last 7 days"),
    "30d": _("Last 30 days"),
    "90d": _("Last 90 days"),
    "365d": _("Last 365 days"),
}
MENUS: Mapping[str, Promise] = {"unit": _("Unit"), "medium": _("Medium"), "family": _("Field"), "kind": _("Kind")}
KEPT = ("period", "from", "to", "by", *MENUS)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a menu and the query string that sets it, or takes it away when it is set."""

    label: str | Promise
    query: str
    is_on: bool


class Filters:
    """The filters of one request; values that are none of the choices are passed over."""

    def __init__(self, request: HtmxHttpRequest) -> None:
        self.request = request
        self.given = QueryDict(mutable=True)
        for name in KEPT:
            value = request.GET.get(name, "").strip()
            if value:
                self.given[name] = value

    @cached_property
    def period(self) -> Period:
        """The span of days asked for."""
        first, last = day_of(self.given.get("from")), day_of(self.given.get("to"))
        return period_of(self.given.get("period", ""), first, last, clock.today())

    @property
    def code(self) -> str:
        """The code of the period: one of LENGTHS, or custom."""
        code = self.given.get("period", "")
        is_custom = code == "custom" and self.period.last == day_of(self.given.get("to"))
        return code if code in LENGTHS or is_custom else USUAL

    @property
    def by(self) -> str:
        """The dimension whose groups are shown."""
        by = self.given.get("by", "")
        return by if by in DIMENSIONS else "unit"

    @cached_property
    def top(self) -> Unit:
        """The unit under which the reader looks: the chosen one, the only one of theirs, else the root."""
        chosen = units.chosen(self.request)
        if chosen is not None:
            return chosen
        held = {path for _role, path, _id in access.memberships(self.request.user)}
        path = min(held, key=len) if len(held) == 1 else "/"
        found = Unit.objects.filter(path=path).first() if path != "/" else None
        return found or Unit.objects.get(parent=None)

    @cached_property
    def unit(self) -> Unit | None:
        """The unit asked for in the address, when it lies under `top`."""
        code = self.given.get("unit", "")
        return Unit.objects.filter(code=code, path__startswith=self.top.path).first() if code else None

    @property
    def base(self) -> Unit:
        """Whose branches are compared."""
        return self.unit or self.top

    def rows(self) -> Rows:
        """What the reader may see, narrowed as asked."""
        path = self.base.path
        wanted = Wanted(
            since=self.period.since,
            until=self.period.until,
            path=path if path.count("/") > 2 else "",
            medium=self._known("medium", Medium.values),
            family=self.given.get("family", ""),
            kind=self._known("kind", Kind.values),
        )
        person = self.request.user
        return Rows(
            access.rows_for(person, "measure.see", "case"),
            access.rows_for(person, "measure.see", "mention"),
            path,
            wanted,
        )

    def _known(self, name: str, values: list[str]) -> str:
        value = self.given.get(name, "")
        return value if value in values else ""

    def query(self, **changes: str) -> str:
        """The query string with some filters changed; an empty value takes one away."""
        made = self.given.copy()
        for name, value in changes.items():
            made.pop(name, None)
            if value:
                made[name] = value
        return f"?{made.urlencode()}" if made else "?"

    def periods(self) -> list[Option]:
        """The ready-made periods."""
        return [
            Option(label, self.query(period=code, **{"from": "", "to": ""}), code == self.code)
            for code, label in PERIODS.items()
        ]

    @cached_property
    def choices(self) -> dict[str, dict[str, str | Promise]]:
        """The choices of each menu."""
        below = Unit.objects.filter(parent=self.base).order_by("sort_key")
        return {
            "unit": {unit.code: units.name(unit) for unit in [*([self.unit] if self.unit else []), *below]},
            "medium": dict(Medium.choices),
            "family": {f.pk: units.name(f) for f in Family.objects.order_by("name_ar")},  # type: ignore[arg-type]
            "kind": dict(Kind.choices),
        }

    def menus(self) -> list[tuple[Promise, list[Option]]]:
        """The menus that have choices."""
        found = []
        for name, choices in self.choices.items():
            on = self.given.get(name, "")
            options = [
                Option(label, self.query(**{name: "" if code == on else code}), code == on)
                for code, label in choices.items()
            ]
            found += [(MENUS[name], options)] if options else []
        return found

    def chips(self) -> list[tuple[str | Promise, str]]:
        """(label, query without it) of each filter in force."""
        found: list[tuple[str | Promise, str]] = []
        if self.code == "custom":
            span = f"{gregorian(self.period.first)} – {gregorian(self.period.last)}"
            found.append((span, self.query(period="", **{"from": "", "to": ""})))
        for name, choices in self.choices.items():
            value = self.given.get(name, "")
            if value in choices:
                found.append((choices[value], self.query(**{name: ""})))
        return found
