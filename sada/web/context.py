"""What the frame around a screen shows. Computed only when a template asks for it, so fragments cost nothing."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Max
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from sada.desk.remove_demo import demo_units
from sada.kernel import access, clock
from sada.store.models import Notice, Unit
from sada.web import units
from sada.web.middleware import language_of
from sada.web.screens import BOTTOM, FIVE, Entry, entries


@dataclass(frozen=True, slots=True)
class Link:
    """One line of the bar as shown to this person."""

    entry: Entry
    url: str
    count: int | None
    is_current: bool


class Frame:
    """The frame of one request. The number of queries is constant: one for each count, three for the rest."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.person: Any = getattr(request, "user", None)

    @property
    def is_open(self) -> bool:
        """Whether someone is logged in."""
        return bool(self.person is not None and self.person.is_authenticated)

    @cached_property
    def links(self) -> list[Link]:
        """The screens this person may see, with counts."""
        if not self.is_open:
            return []
        here = getattr(self.request.resolver_match, "namespace", "") or ""
        unit = units.chosen(self.request)
        return [
            Link(
                entry,
                reverse(entry.url_name),
                entry.count(self.person, unit) if entry.count else None,
                here == entry.url_name.split(":")[0],
            )
            for entry in entries()
            if access.may(self.person, entry.act)
        ]

    @property
    def may_delegate(self) -> bool:
        """Whether approval is this person's to delegate."""
        return self.is_open and access.may(self.person, "delegation.give")

    @cached_property
    def bottom(self) -> list[Link]:
        """The five at the foot of a phone: all when they fit, else four and «More»."""
        roles = [role for role, _, _ in access.memberships(self.person)] if self.is_open else []
        wanted = BOTTOM.get(roles[0], ()) if roles else ()
        ranked = sorted(self.links, key=lambda link: wanted.index(link.entry.key) if link.entry.key in wanted else FIVE)
        return ranked[:FIVE] if len(ranked) <= FIVE else ranked[: FIVE - 1]

    @property
    def has_more(self) -> bool:
        """Whether the foot of a phone cannot hold all."""
        return len(self.links) > FIVE

    @cached_property
    def unit(self) -> Unit | None:
        """The unit worked for now; None is everything."""
        return units.chosen(self.request) if self.is_open else None

    @cached_property
    def units(self) -> list[Unit]:
        """The units to choose from."""
        return units.frame_choices(self.request) if self.is_open else []

    @cached_property
    def _notices(self) -> tuple[int, int]:
        """How many notices the person has not seen, and the number of the newest; one query."""
        if not self.is_open:
            return 0, 0
        found = Notice.objects.filter(person_id=self.person.pk, seen_at=None).aggregate(n=Count("pk"), last=Max("pk"))
        return found["n"], found["last"] or 0

    @property
    def unseen(self) -> int:
        """How many notices the person has not seen."""
        return self._notices[0]

    @property
    def newest(self) -> int:
        """The number of the newest unseen notice; 0 without any."""
        return self._notices[1]

    @property
    def search_url(self) -> str:
        """Where the search field leads: the search over everything, else the first screen that takes a search."""
        with suppress(NoReverseMatch):
            return reverse("search:find") if self.is_open else ""
        return next((link.url for link in self.links if link.entry.takes_search), "")

    @cached_property
    def has_demo(self) -> bool:
        """Whether invented content is loaded."""
        return self.is_open and demo_units().exists()

    @property
    def demo_url(self) -> str:
        """Where one removes the demo, for those who may."""
        if not self.is_open or not access.may(self.person, "demo.remove"):
            return ""
        try:
            return reverse("administration:remove_demo")
        except NoReverseMatch:
            return ""

    @property
    def density(self) -> str:
        """comfortable or compact."""
        return getattr(self.person, "density", "comfortable")

    @property
    def bar(self) -> str:
        """open or collapsed, as this computer keeps it."""
        return "collapsed" if self.request.COOKIES.get("sada_bar") == "collapsed" else "open"

    @property
    def language(self) -> str:
        """ar or en."""
        return language_of(self.request)

    @property
    def now(self) -> Any:
        """The present instant."""
        return clock.now()


def frame(request: HttpRequest) -> dict[str, Frame]:
    """The context processor: ``frame`` in every template."""
    return {"frame": Frame(request)}
