"""The screens, in the order of the bar. A screen is a folder here with ``urls.py`` and ``nav.py`` (``ENTRY``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.utils.functional import Promise

from sada.store.models import Person, Unit

ORDER = (
    "day", "overview", "inbox", "cases", "questions", "stories", "facts", "releases", "relations", "measures",
    "meetings", "administration",
)  # fmt: skip
# Folders with addresses of their own but no line in the bar.
WITHOUT_ENTRY = ("search", "reading_quality", "ask", "replies", "press")
# What fits at the foot of a phone, by role; the rest waits behind «More».
BOTTOM: Mapping[str, tuple[str, ...]] = {
    "monitor": ("inbox", "stories", "cases", "facts", "measures"),
    "officer": ("day", "cases", "inbox", "facts", "measures"),
    "expert": ("questions", "cases", "facts", "inbox", "measures"),
    "spokesperson": ("day", "cases", "facts", "inbox", "measures"),
    "manager": ("overview", "cases", "inbox", "measures", "facts"),
    "supervisor": ("overview", "measures", "cases", "inbox", "stories"),
    "administrator": ("administration", "inbox", "cases", "facts", "measures"),
    "auditor": ("cases", "measures", "facts", "inbox", "administration"),
}
FIVE = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """One screen in the bar.

    ``act`` is the right one needs to see it (of rules.access). ``count`` answers the number beside it, one query;
    ``landing`` says for which roles this is the first screen, and with which query string ("" for none).
    ``subjects`` maps the kinds of things that notices speak of to the name of their page (taking the id alone).
    """

    key: str
    label: Promise
    icon: str
    url_name: str
    act: str
    count: Callable[[Person, Unit | None], int] | None = None
    landing: Mapping[str, str] = field(default_factory=dict)
    subjects: Mapping[str, str] = field(default_factory=dict)
    takes_search: bool = False


def _has(name: str, module: str) -> bool:
    return bool(find_spec(f"sada.web.{name}") and find_spec(f"sada.web.{name}.{module}"))


@cache
def built() -> tuple[str, ...]:
    """The screens of the bar that exist, in order."""
    return tuple(name for name in ORDER if _has(name, "nav") and _has(name, "urls"))


@cache
def addressed() -> tuple[str, ...]:
    """The folders whose addresses are served: the screens of the bar and those without a line in it."""
    return built() + tuple(name for name in WITHOUT_ENTRY if _has(name, "urls"))


@cache
def entries() -> tuple[Entry, ...]:
    """The entries of all screens, in order."""
    return tuple(import_module(f"sada.web.{name}.nav").ENTRY for name in built())


def subject_pages() -> dict[str, str]:
    """Kind of thing → name of its page, of all screens."""
    return {kind: name for entry in entries() for kind, name in entry.subjects.items()}
