"""Filters of the list of cases: they live in the address and show as chips that one takes away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sada.store.models import CaseState, Family, Kind, Medium, Person, Unit
from sada.store.queries.cases import VIEWS, Wanted
from sada.web import units
from sada.web.marks import PHASES

VIEW_NAMES: Mapping[str, Promise] = {
    "mine": pgettext_lazy("cases", "Mine"),
    "approval": _("Awaiting my approval"),
    "today": pgettext_lazy("cases", "Today"),
    "unassigned": _("Without an owner"),
    "open": pgettext_lazy("cases", "Not ended"),
    "ended": pgettext_lazy("cases", "Ended"),
    "away": pgettext_lazy("cases", "Handed over"),
    "all": pgettext_lazy("cases", "All"),
}
MENUS: Mapping[str, Promise] = {
    "phase": _("Clock"),
    "state": _("State"),
    "unit": _("Unit"),
    "owner": _("Owner"),
    "kind": _("Kind"),
    "medium": _("Medium"),
    "family": _("Field"),
    "tag": _("Tag"),
}
MANY = ("kind", "medium", "family")  # of these several may be chosen


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a menu, and the query string that toggles it."""

    label: str | Promise
    query: str
    is_on: bool


class Filters:
    """The filters of one request. Values that are none of the choices are passed over; each list is read once."""

    def __init__(self, given: QueryDict, reach: list[Unit], owners: QuerySet[Person], tags: Iterable[str] = ()) -> None:
        self.units = {unit.code: unit for unit in reach}
        self.choices: dict[str, dict[str, Any]] = {
            "phase": {code: word for code, (_icon, _tone, word) in PHASES.items()},
            "state": dict(CaseState.choices),
            "unit": {code: units.name(unit) for code, unit in self.units.items()},
            "owner": {str(person.pk): units.name(person) for person in owners},
            "kind": dict(Kind.choices),
            "medium": dict(Medium.choices),
            "family": {f.pk: units.name(f) for f in Family.objects.order_by("name_ar")},
            "tag": {name: name for name in tags},
        }
        self.words = given.get("q", "").strip()
        self.view = given["view"] if given.get("view") in VIEWS else "open"
        self.given = {name: [v for v in given.getlist(name) if v in known] for name, known in self.choices.items()}

    def wanted(self, within: Unit | None) -> Wanted:
        """The question for the query; `within` is the unit one works for now."""
        unit = self.units.get(self._one("unit"), within)
        owner = self._one("owner")
        return Wanted(
            view=self.view,
            state=self._one("state"),
            phase=self._one("phase"),
            path=unit.path if unit else "",
            owner=int(owner) if owner else None,
            kinds=tuple(self.given["kind"]),
            media=tuple(self.given["medium"]),
            families=tuple(self.given["family"]),
            tag=self._one("tag"),
            words=self.words,
        )

    def _one(self, name: str) -> str:
        return (self.given[name] or [""])[0]

    @property
    def query(self) -> str:
        """The query string of these filters alone."""
        return self._query(self.given, self.view, self.words)

    @property
    def is_narrow(self) -> bool:
        """Whether anything besides the view is asked for."""
        return bool(self.words or any(self.given.values()))

    def _query(self, given: dict[str, list[str]], view: str, words: str) -> str:
        made = QueryDict(mutable=True)
        made["view"] = view
        if words:
            made["q"] = words
        for name, values in given.items():
            if values:
                made.setlist(name, values)
        return f"?{made.urlencode()}"

    def views(self, counts: Mapping[str, int]) -> list[tuple[str, Promise, str, int | None]]:
        """(code, name, query, count) of each view, with the other filters kept."""
        return [(v, VIEW_NAMES[v], self._query(self.given, v, self.words), counts.get(v)) for v in VIEWS]

    def menus(self) -> list[tuple[Promise, list[Option]]]:
        """The menus with their choices, those without a choice left out."""
        return [(MENUS[name], self._options(name)) for name, known in self.choices.items() if known]

    def _options(self, name: str) -> list[Option]:
        on = self.given[name]
        found = []
        for value, label in self.choices[name].items():
            others = [v for v in on if v != value] if name in MANY or value in on else []
            chosen = others if value in on else [*others, value]
            found.append(Option(label, self._query({**self.given, name: chosen}, self.view, self.words), value in on))
        return found

    def chips(self) -> list[tuple[str, str]]:
        """(label, query without it) of each filter in force."""
        found = [(f"«{self.words}»", self._query(self.given, self.view, ""))] if self.words else []
        for name, values in self.given.items():
            for value in values:
                rest = {**self.given, name: [v for v in values if v != value]}
                found.append((str(self.choices[name][value]), self._query(rest, self.view, self.words)))
        return found
