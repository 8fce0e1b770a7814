"""The only doors to rows: may this person, which rows, who may. Not yours looks the same as not there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import Http404

from sada.kernel import clock
from sada.kernel.refusals import NotAllowed
from sada.rules import access as rules
from sada.store.models import (
    Account,
    Act,
    Answer,
    Case,
    ClockPolicy,
    Correction,
    Fact,
    Holiday,
    Item,
    Membership,
    Mention,
    Outgoing,
    Person,
    Question,
    QuestionState,
    Source,
    Story,
    Template,
    Unit,
    WorkingHours,
)

ROOT_SLASHES = 2  # "/ministry/"


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a role reaches: the subtree under `path`; `own_only`: of that, what is in the person's hands."""

    path: str
    own_only: bool

    def covers(self, path: str) -> bool:
        """Whether a row at `path` lies within."""
        return path.startswith(self.path)


def memberships(person: Person) -> list[tuple[str, str, int]]:
    """(role, path of the unit, id of the unit) that hold today; read once for each person object."""
    held: list[tuple[str, str, int]] | None = getattr(person, "_sada_memberships", None)
    if held is None:
        rows = Membership.objects.filter(_valid_today(), person_id=person.pk).order_by("id")
        held = list(rows.values_list("role", "unit__path", "unit_id"))
        person._sada_memberships = held  # type: ignore[attr-defined]
    return held


def _valid_today() -> Q:
    today = clock.today()
    return (Q(valid_from=None) | Q(valid_from__lte=today)) & (Q(valid_to=None) | Q(valid_to__gte=today))


def scopes(person: Person, act: str) -> list[Scope]:
    """Where the person may do `act`; empty when nowhere."""
    if not person.is_active:
        return []
    return [Scope(path, rules.only_own(role, act)) for role, path, _ in memberships(person) if rules.may(role, act)]


def may(person: Person, act: str, path: str | None = None) -> bool:
    """Whether the person may do `act` at all, or on a row at `path`."""
    return any(path is None or s.covers(path) for s in scopes(person, act))


def require(person: Person, act: str, path: str | None = None) -> None:
    """Raise NotAllowed unless the person may."""
    if not may(person, act, path):
        raise NotAllowed


def who_may(act: str, path: str) -> QuerySet[Person]:
    """The active people who may do `act` on a row at `path` (for notices and assignment)."""
    roles = [role for role in rules.ROLES if rules.may(role, act)]
    held = Membership.objects.filter(_valid_today(), role__in=roles, person__is_active=True).select_related("unit")
    ids = {m.person_id for m in held if rules.reaches(m.unit.path, path, m.role)}
    return Person.objects.filter(pk__in=ids).order_by("name_ar")


def nearest(role: str, path: str) -> QuerySet[Person]:
    """The active people who hold a role where it covers `path`, of the nearest unit at which anybody does."""
    held = Membership.objects.filter(_valid_today(), role=role, person__is_active=True).select_related("unit")
    covering = [m for m in held if rules.reaches(m.unit.path, path, m.role)]
    best = max((len(m.unit.path) for m in covering), default=0)
    ids = {m.person_id for m in covering if len(m.unit.path) == best}
    return Person.objects.filter(pk__in=ids).order_by("name_ar")


def _within(scope: Scope, field: str, own: Q | None, person: Person) -> Q:
    inside = Q(**{f"{field}__startswith": scope.path})
    return inside & own if scope.own_only and own is not None else inside


def _any(parts: Iterable[Q]) -> Q:
    whole = Q(pk__in=[])
    for part in parts:
        whole |= part
    return whole


def _by_path(field: str, own: Callable[[Person], Q] | None = None) -> Callable[[Person, list[Scope]], Q]:
    def limit(person: Person, reach: list[Scope]) -> Q:
        return _any(_within(s, field, own(person) if own else None, person) for s in reach)

    return limit


def _facts(person: Person, reach: list[Scope]) -> Q:
    """One's own subtree, and what the units above have established for all."""
    above = {"/".join(s.path.split("/")[: n + 1]) + "/" for s in reach for n in range(1, s.path.count("/"))}
    return _by_path("unit__path")(person, reach) | Q(unit__path__in=above)


def _mentioned(item: str) -> Callable[[Person, list[Scope]], Q]:
    def limit(person: Person, reach: list[Scope]) -> Q:
        if any(s.path.count("/") == ROOT_SLASHES for s in reach):  # the root's wide roles see what concerns nobody too
            return Q()
        concerned = Mention.objects.filter(_by_path("path")(person, reach), **{item: OuterRef("pk")})
        return Q(Exists(concerned))

    return limit


def _acts(person: Person, reach: list[Scope]) -> Q:
    """The entries about one's subtree; those about no unit (sources, readings) are the root's."""
    if any(s.path.count("/") == ROOT_SLASHES for s in reach):
        return Q()
    return _by_path("unit__path")(person, reach)


def _people(person: Person, reach: list[Scope]) -> Q:
    """Those who hold or held a role within reach."""
    held = Membership.objects.filter(_by_path("unit__path")(person, reach), person=OuterRef("pk"))
    return Q(Exists(held))


def _in_hands(prefix: str = "") -> Callable[[Person], Q]:
    """What is in a person's hands: the cases one owns, and those of which one was asked and is asked still."""

    def own(person: Person) -> Q:
        asked = Question.objects.filter(case=OuterRef(f"{prefix}id"), to=person)
        return Q(**{f"{prefix}owner": person}) | Q(Exists(asked.exclude(state=QuestionState.WITHDRAWN)))

    return own


def _asked(person: Person) -> Q:
    return Q(to=person)


_DOORS: dict[str, tuple[type[Model], Callable[[Person, list[Scope]], Q]]] = {
    "item": (Item, _mentioned("item")),
    "mention": (Mention, _by_path("path")),
    "story": (Story, _mentioned("item__place__story")),
    "case": (Case, _by_path("path", _in_hands())),
    "answer": (Answer, _by_path("case__path", _in_hands("case__"))),
    "outgoing": (Outgoing, _by_path("answer__case__path", _in_hands("answer__case__"))),
    "question": (Question, _by_path("case__path", _asked)),
    "fact": (Fact, _by_path("unit__path")),
    "fact.see": (Fact, _facts),
    "unit": (Unit, _by_path("path")),
    "source": (Source, lambda person, reach: Q() if reach else Q(pk__in=[])),
    "log": (Act, _acts),
    "person": (Person, _people),
    "membership": (Membership, _by_path("unit__path")),
    "holiday": (Holiday, _by_path("unit__path")),
    "hours": (WorkingHours, _by_path("unit__path")),
    "policy": (ClockPolicy, _by_path("unit__path")),
    "template": (Template, _by_path("unit__path")),
    "account": (Account, _by_path("unit__path")),
}
_SEE = {
    "mention": "item.see",
    "answer": "case.see",
    "outgoing": "case.see",
    "question": "case.see",
    "unit": "unit.see",
    "log": "log.see",
}


def rows_for(person: Person, act: str, noun: str = "") -> QuerySet[Any]:
    """The rows of `noun` (default: the act's own) on which the person may do `act`."""
    model, limit = _DOORS.get(act) or _DOORS[noun or act.split(".", 1)[0]]
    return model._default_manager.filter(limit(person, scopes(person, act)))


def _open(noun: str, person: Person, pk: int, act: str, related: tuple[str, ...] = ()) -> Any:
    see = _SEE.get(noun, f"{noun}.see")
    seen = rows_for(person, see, noun).select_related(*related) if related else rows_for(person, see, noun)
    row = seen.filter(pk=pk).first()
    if row is None:
        raise Http404
    if act not in ("", see) and not rows_for(person, act, noun).filter(pk=pk).exists():
        raise NotAllowed
    return row


def access_item(person: Person, pk: int, act: str = "item.see") -> Item:
    """An item with its outlet and reading. Http404 when not there or not yours, NotAllowed when only to be seen."""
    item: Item = _open("item", person, pk, act, ("outlet", "reading"))
    return item


def access_mention(person: Person, pk: int, act: str = "item.see") -> Mention:
    """A mention with its item, reading and unit; refusals as in access_item."""
    mention: Mention = _open("mention", person, pk, act, ("item", "item__outlet", "item__reading", "unit"))
    return mention


def access_story(person: Person, pk: int, act: str = "story.see") -> Story:
    """A story; refusals as in access_item."""
    story: Story = _open("story", person, pk, act, ("head",))
    return story


def access_case(person: Person, pk: int, act: str = "case.see") -> Case:
    """A case with unit, owner and service; refusals as in access_item."""
    case: Case = _open("case", person, pk, act, ("unit", "owner", "service", "family", "story", "voice", "opened_by"))
    return case


def access_answer(person: Person, pk: int, act: str = "case.see") -> Answer:
    """An answer with its case; refusals as in access_item."""
    answer: Answer = _open("answer", person, pk, act, ("case", "case__unit", "drafted_by", "approved_by"))
    return answer


def access_outgoing(person: Person, pk: int, act: str = "case.see") -> Outgoing:
    """A letter with its answer; refusals as in access_item."""
    outgoing: Outgoing = _open("outgoing", person, pk, act, ("answer", "answer__case"))
    return outgoing


def access_question(person: Person, pk: int, act: str = "case.see") -> Question:
    """A question with its case; refusals as in access_item. An expert finds only what is asked of them."""
    question: Question = _open("question", person, pk, act, ("case", "case__unit", "to", "asked_by"))
    return question


def access_fact(person: Person, pk: int, act: str = "fact.see") -> Fact:
    """A fact with unit, owner and service; refusals as in access_item."""
    fact: Fact = _open("fact", person, pk, act, ("unit", "owner", "service"))
    return fact


def access_unit(person: Person, pk: int, act: str = "unit.see") -> Unit:
    """A unit; refusals as in access_item."""
    unit: Unit = _open("unit", person, pk, act)
    return unit


def access_source(person: Person, pk: int, act: str = "source.see") -> Source:
    """A source; refusals as in access_item."""
    source: Source = _open("source", person, pk, act, ("outlet",))
    return source


def access_account(person: Person, pk: int, act: str = "account.see") -> Account:
    """An account of the register with its unit; refusals as in access_item."""
    account: Account = _open("account", person, pk, act, ("unit", "owner", "reviewed_by", "keys", "keys__set_by"))
    return account


def access_person(person: Person, pk: int, act: str = "person.edit") -> Person:
    """Another person, for those who administer people. Http404 when not there or not theirs."""
    found: Person | None = rows_for(person, act, "person").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def access_row(person: Person, noun: str, pk: int, act: str) -> Any:
    """A row of the calendar, a policy or a membership with its unit. Http404 when not there or not theirs."""
    row = rows_for(person, act, noun).select_related("unit").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def access_correction(person: Person, pk: int) -> Correction:
    """A correction one made oneself, or of an item in reach where one may correct: to take it back."""
    require(person, "reading.correct")
    items = rows_for(person, "reading.correct", "item")
    row = Correction.objects.filter(Q(by=person) | Q(item__in=items), pk=pk).select_related("item").first()
    if row is None:
        raise Http404
    return row
