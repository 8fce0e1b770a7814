"""How far a role reaches over the rows of each kind: the conditions that `kernel.access` puts to every query."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from sada.store.models import Membership, Mention, Person, Question, QuestionState

ROOT_SLASHES = 2  # "/ministry/"


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a role reaches: the subtree under `path`; `own_only`: of that, what is in the person's hands."""

    path: str
    own_only: bool

    def covers(self, path: str) -> bool:
        """Whether a row at `path` lies within."""
        return path.startswith(self.path)


def _within(scope: Scope, field: str, own: Q | None, person: Person) -> Q:
    inside = Q(**{f"{field}__startswith": scope.path})
    return inside & own if scope.own_only and own is not None else inside


def _any(parts: Iterable[Q]) -> Q:
    whole = Q(pk__in=[])
    for part in parts:
        whole |= part
    return whole


def by_path(field: str, own: Callable[[Person], Q] | None = None) -> Callable[[Person, list[Scope]], Q]:
    """The rows whose path lies within reach; of a role that reaches only its own, those that `own` says are."""

    def limit(person: Person, reach: list[Scope]) -> Q:
        return _any(_within(s, field, own(person) if own else None, person) for s in reach)

    return limit


def facts(person: Person, reach: list[Scope]) -> Q:
    """One's own subtree, and what the units above have established for all."""
    above = {"/".join(s.path.split("/")[: n + 1]) + "/" for s in reach for n in range(1, s.path.count("/"))}
    return by_path("unit__path")(person, reach) | Q(unit__path__in=above)


def mentioned(item: str) -> Callable[[Person, list[Scope]], Q]:
    """The rows whose items (`item` leads to them) were laid before a unit within reach."""

    def limit(person: Person, reach: list[Scope]) -> Q:
        if any(s.path.count("/") == ROOT_SLASHES for s in reach):  # the root's wide roles see what concerns nobody too
            return Q()
        concerned = Mention.objects.filter(by_path("path")(person, reach), **{item: OuterRef("pk")})
        return Q(Exists(concerned))

    return limit


def at_root(person: Person, reach: list[Scope]) -> Q:
    """What is kept for the whole land, by those who reach its root: the law."""
    return Q() if any(s.path.count("/") == ROOT_SLASHES for s in reach) else Q(pk__in=[])


def log_entries(person: Person, reach: list[Scope]) -> Q:
    """The entries about one's subtree; those about no unit (sources, readings) are the root's."""
    if any(s.path.count("/") == ROOT_SLASHES for s in reach):
        return Q()
    return by_path("unit__path")(person, reach)


def people(person: Person, reach: list[Scope]) -> Q:
    """Those who hold or held a role within reach."""
    held = Membership.objects.filter(by_path("unit__path")(person, reach), person=OuterRef("pk"))
    return Q(Exists(held))


def in_hands(prefix: str = "") -> Callable[[Person], Q]:
    """What is in a person's hands: the cases one owns, and those of which one was asked and is asked still."""

    def own(person: Person) -> Q:
        asked = Question.objects.filter(case=OuterRef(f"{prefix}id"), to=person)
        return Q(**{f"{prefix}owner": person}) | Q(Exists(asked.exclude(state=QuestionState.WITHDRAWN)))

    return own


def asked(person: Person) -> Q:
    """What was asked of the person."""
    return Q(to=person)
