"""Which outlet a record comes from: by code, name or address; one met for the first time is written down."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from sada.ports import Heard
from sada.store.models import Medium, Outlet
from sada.understand.fold import fold

CODE, NAME = 60, 120  # letters of the columns
_NOT_CODE = re.compile(r"[^\w.-]+")


def domain_of(url: str) -> str:
    """The host of an address without «www.»; "" when there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.").lower()
    except ValueError:
        return ""


class Outlets:
    """The outlets of the tables by every name they are known by. One object serves one run."""

    def __init__(self) -> None:
        self._known: dict[str, Outlet] = {}
        self._by_spelling: dict[str, Outlet | None] = {}
        for outlet in Outlet.objects.all():
            self._remember(outlet)

    def _remember(self, outlet: Outlet) -> None:
        names = (outlet.code, outlet.name_ar, outlet.name_en, *outlet.domains, domain_of(outlet.website))
        for name in filter(None, names):
            self._known.setdefault(fold(name).strip(), outlet)

    def _named(self, name: str) -> Outlet | None:
        """The outlet known by a name; each spelling is folded once."""
        if name not in self._by_spelling:
            self._by_spelling[name] = self._known.get(fold(name).strip()) if name.strip() else None
        return self._by_spelling[name]

    def find(self, heard: Heard) -> Outlet | None:
        """The outlet of a record: by the name it gives, else by its address, a subdomain counting as its domain."""
        named = self._named(heard.source)
        if named is not None:
            return named
        host = domain_of(heard.url)
        while "." in host:
            if host in self._known:
                return self._known[host]
            host = host.split(".", 1)[1]
        return None

    def find_or_add(self, heard: Heard, medium: str) -> Outlet | None:
        """The outlet of a record; a named one not known yet is added under the name given."""
        outlet = self.find(heard)
        name = " ".join(heard.source.split())[:NAME]
        if outlet is not None or not name:
            return outlet
        code = _NOT_CODE.sub("-", name.lower()).strip("-")[:CODE] or f"outlet-{len(self._known)}"
        outlet, _ = Outlet.objects.get_or_create(
            code=code, defaults={"name_ar": name, "medium": medium if medium in Medium.values else Medium.ONLINE}
        )
        self._remember(outlet)
        self._by_spelling[heard.source] = outlet
        return outlet
