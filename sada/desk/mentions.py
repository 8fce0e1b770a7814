"""Who is meant by «@name» in a note: the Arabic name (spaces or underscores), the log-in name, a first name alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from sada.kernel import access
from sada.store.models import Case, Person
from sada.understand.fold import fold

_SPACES = re.compile(r"[\s_]+")


def mentionable(case: Case) -> list[Person]:
    """The people of the unit and above who see the case by their role, and the experts in whose hands it is."""
    working = access.who_may("case.note", case.path)
    return [one for one in working if access.rows_for(one, "case.see").filter(pk=case.pk).exists()]


def mentioned(text: str, people: Iterable[Person]) -> list[Person]:
    """The people a text speaks to, each once. A first name counts only where one person bears it."""
    said = _plain(text)
    if "@" not in said:
        return []
    known = list(people)
    firsts = Counter(_plain(person.name_ar).split(" ")[0] for person in known)
    found = []
    for person in known:
        full = _plain(person.name_ar)
        names = {full, _plain(person.name_en), _plain(person.username)}
        first = full.split(" ")[0]
        names |= {first} if firsts[first] == 1 else set()
        if any(re.search(rf"(?:^|\W)[وفل]?@{re.escape(name)}(?!\w)", said) for name in names if name):
            found.append(person)
    return found


def _plain(text: str) -> str:
    return _SPACES.sub(" ", fold(text).lower()).strip()
