"""Filters of the inbox: they live in the address, show as chips one takes away, and are kept as views under a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sada.store.models import Family, Kind, Medium, MentionState, Tone, Unit, UnitKind
from sada.store.queries.inbox import ANY, Wanted
from sada.web import units

AGES: Mapping[str, tuple[timedelta, Promise]] = {
    "1h": (timedelta(hours=1), _("Last hour")),
    "6h": (timedelta(hours=6), _("Last six hours")),
    "1d": (timedelta(days=1), _("Last day")),
    "3d": (timedelta(days=3), _("Last three days")),
    "7d": (timedelta(days=7), _("Last week")),
    "30d": (timedelta(days=30), _("Last thirty days")),
}
FLAGS: Mapping[str, tuple[str, Promise, str]] = {
    "answer": ("needs_answer", _("Needs an answer"), "chat-bubble-left-ellipsis"),
    "unsure": ("is_unsure", _("Unsure"), "question-mark-circle"),
    "urgent": ("is_urgent", _("Urgent"), "bolt"),
    "flagged": ("is_flagged", _("Flagged"), "flag"),
    "main": ("is_main", _("About municipal work"), "building-library"),
    "unread": ("is_unread", _("Unread"), "envelope"),
}
STATES = [*MentionState.choices, (ANY, _("In any state"))]
LISTS: Mapping[str, Any] = {"kind": Kind, "tone": Tone, "medium": Medium}
MANY_UNITS = 60
NAMES = ("q", "unit", "state", "kind", "tone", "medium", "family", "age", "tag", *FLAGS)


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in force, and the query string without it."""

    name: str
    label: str | Promise
    without: str


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter's menu, and the query string that toggles it."""

    label: str | Promise
    query: str
    is_on: bool


class Filters:
    """The filters of one request. Values that are none of the choices are passed over."""

    def __init__(self, given: QueryDict, choices: list[Unit], now: datetime) -> None:
        self.given = QueryDict(mutable=True)
        for name in NAMES:
            values = [v for v in given.getlist(name) if v]
            if values:
                self.given.setlist(name, list(dict.fromkeys(values)))
        self.now = now
        self.units = {unit.code: unit for unit in choices}

    @property
    def query(self) -> str:
        """The query string that stands for these filters alone; empty or begins with ``?``."""
        return f"?{self.given.urlencode()}" if self.given else ""

    @property
    def unit(self) -> Unit | None:
        """The unit chosen, its subtree included."""
        return self.units.get(self.given.get("unit", ""))

    @property
    def state(self) -> str:
        """The state asked for; waiting when none is."""
        state = self.given.get("state", "")
        return state if state in dict(STATES) else MentionState.WAITING

    def _listed(self, name: str) -> tuple[str, ...]:
        known = LISTS[name].values
        return tuple(v for v in self.given.getlist(name) if v in known)

    def wanted(self, within: Unit | None = None) -> Wanted:
        """The question for the query; `within` is the unit one works for now."""
        unit = self.unit or within
        age = AGES.get(self.given.get("age", ""))
        return Wanted(
            state=self.state,
            path=unit.path if unit else "",
            media=self._listed("medium"),
            kinds=self._listed("kind"),
            tones=self._listed("tone"),
            families=tuple(self.given.getlist("family")),
            since=self.now - age[0] if age else None,
            words=self.given.get("q", ""),
            tag=self.given.get("tag", ""),
            **{column: name in self.given for name, (column, _label, _icon) in FLAGS.items()},
        )

    def without(self, name: str, value: str | None = None) -> str:
        """The query string without one filter, or without one of its values."""
        rest = self.given.copy()
        kept = [v for v in rest.getlist(name) if value is not None and v != value]
        if kept:
            rest.setlist(name, kept)
        else:
            rest.pop(name, None)
        return f"?{rest.urlencode()}"

    def with_(self, name: str, value: str, *, also: bool = False) -> str:
        """The query string with one value set, or added beside those there are."""
        more = self.given.copy()
        more.setlist(name, [*more.getlist(name), value] if also else [value])
        return f"?{more.urlencode()}"

    def chips(self) -> list[Chip]:
        """The filters in force, in the order of the menus."""
        found: list[Chip] = []
        if self.given.get("q"):
            found.append(Chip("q", f"«{self.given['q']}»", self.without("q")))
        if self.unit:
            found.append(Chip("unit", units.name(self.unit), self.without("unit")))
        if self.state != MentionState.WAITING:
            found.append(Chip("state", dict(STATES)[self.state], self.without("state")))
        for name, kinds in LISTS.items():
            found += [Chip(name, kinds(v).label, self.without(name, v)) for v in self._listed(name)]
        found += self._family_chips()
        if self.given.get("tag"):
            found.append(Chip("tag", f"#{self.given['tag']}", self.without("tag")))
        if self.given.get("age") in AGES:
            found.append(Chip("age", AGES[self.given["age"]][1], self.without("age")))
        found += [
            Chip(name, label, self.without(name)) for name, (_c, label, _i) in FLAGS.items() if name in self.given
        ]
        return found

    def _family_chips(self) -> list[Chip]:
        asked = self.given.getlist("family")
        known = {f.pk: units.name(f) for f in Family.objects.filter(pk__in=asked)} if asked else {}  # type: ignore[arg-type]
        return [Chip("family", known[v], self.without("family", v)) for v in asked if v in known]

    def options(self, name: str) -> list[Option]:
        """The choices of one menu."""
        if name == "state":
            return [Option(label, self.with_("state", v), v == self.state) for v, label in STATES]
        if name == "age":
            return [Option(label, self.with_("age", v), self.given.get("age") == v) for v, (_d, label) in AGES.items()]
        if name == "unit":
            rows = sorted(self.units.values(), key=lambda u: u.path)
            if len(rows) > MANY_UNITS:  # the kingdom: its municipalities are found through their amana
                rows = [u for u in rows if u.kind in (UnitKind.MINISTRY, UnitKind.AMANA)]
            return [Option(units.name(u), self.with_("unit", u.code), u == self.unit) for u in rows]
        if name == "family":
            rows = [(f.pk, units.name(f)) for f in Family.objects.order_by("name_ar")]  # type: ignore[arg-type]
        else:
            rows = list(LISTS[name].choices)
        on = self.given.getlist(name)
        return [
            Option(w, self.without(name, v) if v in on else self.with_(name, v, also=True), v in on) for v, w in rows
        ]


BUILT_IN: list[tuple[str, Promise, str]] = [
    ("complaints", _("Complaints without a case"), "?kind=complaint"),
    ("unsure", _("Unsure"), "?unsure=1"),
    ("urgent", _("Urgent"), "?urgent=1"),
    ("flagged", _("Flagged"), "?flagged=1"),
]
