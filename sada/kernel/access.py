"""The only doors to rows: may this person, which rows, who may. Not yours looks the same as not there."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import Http404

from sada.kernel import clock, lent, reach
from sada.kernel.handed_over import sent_on
from sada.kernel.reach import Scope
from sada.kernel.refusals import NotAllowed
from sada.rules import access as rules
from sada.store.models import (
    Account,
    Act,
    Answer,
    ApprovalPolicy,
    Case,
    ClockPolicy,
    Correction,
    Delegation,
    DutyShift,
    Fact,
    Holiday,
    Item,
    LegalText,
    Line,
    Membership,
    Mention,
    Outgoing,
    Person,
    PressReply,
    Question,
    Sighting,
    Source,
    Story,
    Template,
    Unit,
    WorkingHours,
)
from sada.store.queries.memberships import Held, held, held_on


def memberships(person: Person) -> list[Held]:
    """(role, path of the unit, id of the unit) that hold today; read once for each person object."""
    return held(person, clock.today())[person.pk]


def held_today() -> Q:
    """The memberships that hold today."""
    return held_on(clock.today())


def scopes(person: Person, act: str) -> list[Scope]:
    """Where the person may do `act`; empty when nowhere."""
    if not person.is_active:
        return []
    rows = memberships(person) + (lent.memberships(person) if act in lent.ACTS else [])
    return [Scope(path, rules.only_own(role, act)) for role, path, _ in rows if rules.may(role, act)]


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
    rows = Membership.objects.filter(held_today(), role__in=roles, person__is_active=True).select_related("unit")
    ids = {m.person_id for m in rows if rules.reaches(m.unit.path, path, m.role)}
    return Person.objects.filter(pk__in=ids).order_by("name_ar")


_DOORS: dict[str, tuple[type[Model], Callable[[Person, list[Scope]], Q]]] = {
    "item": (Item, reach.mentioned("item")),
    "mention": (Mention, reach.by_path("path")),
    "story": (Story, reach.mentioned("item__place__story")),
    "case": (Case, reach.by_path("path", reach.in_hands())),
    "answer": (Answer, reach.by_path("case__path", reach.in_hands("case__"))),
    "outgoing": (Outgoing, reach.by_path("answer__case__path", reach.in_hands("answer__case__"))),
    "reply": (PressReply, reach.by_path("answer__case__path", reach.in_hands("answer__case__"))),
    "sighting": (Sighting, reach.by_path("reply__answer__case__path", reach.in_hands("reply__answer__case__"))),
    "law": (LegalText, reach.at_root),
    "question": (Question, reach.by_path("case__path", reach.asked)),
    "line": (Line, reach.by_path("unit__path")),
    "line.see": (Line, reach.facts),
    "fact": (Fact, reach.by_path("unit__path")),
    "fact.see": (Fact, reach.facts),
    "unit": (Unit, reach.by_path("path")),
    "source": (Source, lambda person, held: Q() if held else Q(pk__in=[])),
    "log": (Act, reach.log_entries),
    "person": (Person, reach.people),
    "membership": (Membership, reach.by_path("unit__path")),
    "holiday": (Holiday, reach.by_path("unit__path")),
    "hours": (WorkingHours, reach.by_path("unit__path")),
    "shift": (DutyShift, reach.by_path("unit__path")),
    "policy": (ClockPolicy, reach.by_path("unit__path")),
    "template": (Template, reach.by_path("unit__path")),
    "account": (Account, reach.by_path("unit__path")),
    "approval_policy": (ApprovalPolicy, reach.by_path("unit__path")),
    "delegation": (Delegation, lambda person, held: Q(giver=person) if held else Q(pk__in=[])),
}
_SEE = {
    "mention": "item.see",
    "answer": "case.see",
    "outgoing": "case.see",
    "reply": "case.see",
    "sighting": "case.see",
    "question": "case.see",
    "unit": "unit.see",
    "log": "log.see",
}


def rows_within(person: Person, act: str, noun: str = "") -> QuerySet[Any]:
    """The rows of `noun` (default: the act's own) within the person's own reach for `act`."""
    model, limit = _DOORS.get(act) or _DOORS[noun or act.split(".", 1)[0]]
    return model._default_manager.filter(limit(person, scopes(person, act)))


def rows_for(person: Person, act: str, noun: str = "") -> QuerySet[Any]:
    """The rows of `noun` on which the person may do `act`: within reach, and to be seen what was handed over."""
    rows = rows_within(person, act, noun)
    whole = [s for s in scopes(person, act) if not s.own_only]
    return rows | sent_on(rows.model, noun, [s.path for s in whole]) if act == "case.see" and whole else rows


def open_row(noun: str, person: Person, pk: int, act: str, related: tuple[str, ...] = ()) -> Any:
    """One row of a noun: Http404 when not there or not yours, NotAllowed when it is only to be seen."""
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
    item: Item = open_row("item", person, pk, act, ("outlet", "reading"))
    return item


def access_mention(person: Person, pk: int, act: str = "item.see") -> Mention:
    """A mention with its item, reading and unit; refusals as in access_item."""
    mention: Mention = open_row("mention", person, pk, act, ("item", "item__outlet", "item__reading", "unit"))
    return mention


def access_story(person: Person, pk: int, act: str = "story.see") -> Story:
    """A story; refusals as in access_item."""
    story: Story = open_row("story", person, pk, act, ("head",))
    return story


def access_case(person: Person, pk: int, act: str = "case.see") -> Case:
    """A case with unit, owner and service; refusals as in access_item."""
    case: Case = open_row(
        "case", person, pk, act, ("unit", "owner", "service", "family", "story", "voice", "opened_by")
    )
    return case


def access_answer(person: Person, pk: int, act: str = "case.see") -> Answer:
    """An answer with its case; refusals as in access_item."""
    answer: Answer = open_row("answer", person, pk, act, ("case", "case__unit", "drafted_by", "approved_by"))
    return answer


def access_outgoing(person: Person, pk: int, act: str = "case.see") -> Outgoing:
    """A letter with its answer; refusals as in access_item."""
    outgoing: Outgoing = open_row("outgoing", person, pk, act, ("answer", "answer__case"))
    return outgoing


def access_question(person: Person, pk: int, act: str = "case.see") -> Question:
    """A question with its case; refusals as in access_item. An expert finds only what is asked of them."""
    question: Question = open_row("question", person, pk, act, ("case", "case__unit", "to", "asked_by"))
    return question


def access_line(person: Person, pk: int, act: str = "line.see") -> Line:
    """The line of a story with its unit; refusals as in access_item."""
    line: Line = open_row("line", person, pk, act, ("unit", "story", "changed_by"))
    return line


def access_fact(person: Person, pk: int, act: str = "fact.see") -> Fact:
    """A fact with unit, owner and service; refusals as in access_item."""
    fact: Fact = open_row("fact", person, pk, act, ("unit", "owner", "service"))
    return fact


def access_unit(person: Person, pk: int, act: str = "unit.see") -> Unit:
    """A unit; refusals as in access_item."""
    unit: Unit = open_row("unit", person, pk, act)
    return unit


def access_source(person: Person, pk: int, act: str = "source.see") -> Source:
    """A source; refusals as in access_item."""
    source: Source = open_row("source", person, pk, act, ("outlet",))
    return source


def access_account(person: Person, pk: int, act: str = "account.see") -> Account:
    """An account of the register with its unit; refusals as in access_item."""
    account: Account = open_row("account", person, pk, act, ("unit", "owner", "reviewed_by", "keys", "keys__set_by"))
    return account


def access_person(person: Person, pk: int, act: str = "person.edit") -> Person:
    """Another person, for those who administer people. Http404 when not there or not theirs."""
    found: Person | None = rows_for(person, act, "person").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def access_row(person: Person, noun: str, pk: int, act: str, related: tuple[str, ...] = ("unit",)) -> Any:
    """A row of the calendar, a policy or a membership with its unit. Http404 when not there or not theirs."""
    row = rows_for(person, act, noun).select_related(*related).filter(pk=pk).first()
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
