"""How the approval of a text stands: its steps, who has approved, who is awaited, who may approve now and as whom."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sada.desk.citations import citable
from sada.kernel.clock import RIYADH
from sada.kernel.refusals import OwnWork, Refusal
from sada.rules import approvals as rules
from sada.rules import citations
from sada.rules.access import ROLES, may, reaches
from sada.store.models import Answer, Approval, Delegation, LineVersion, Membership, Person
from sada.store.queries import approvals as queries
from sada.store.queries.memberships import held_on, lent_on

APPROVERS = [role for role in ROLES if may(role, "answer.approve")]


class NotYourStep(Refusal):
    """The present step awaits others."""

    sentence = _("The present step of approval awaits others. The page shows whom.")


class ApprovedByYou(Refusal):
    """One person approves a text once."""

    sentence = _("You have approved this version already; the next step belongs to another person.")


class NeededLater(Refusal):
    """Who alone can take a later step does not spend their one approval on this one."""

    sentence = _(
        "One person approves a text once, and nobody but you could take a later step. Leave this one to others."
    )


@dataclass(frozen=True, slots=True)
class Hand:
    """Someone who could approve: in their own name, or in another's; and the seats they could take so."""

    person: Person
    on_behalf_of: Person | None
    seats: frozenset[str]
    near: int = 0  # how deep the unit lies in which the right is held: the deeper, the nearer to the case


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat of a step: who has taken it, else by whose hands it could be taken."""

    code: str
    taken: Approval | None
    hands: list[Hand]


@dataclass(frozen=True, slots=True)
class StepNow:
    """One step as it stands. `state`: done, now or later."""

    place: int
    need: str
    seats: list[Seat]
    state: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The whole approval of a text at one moment."""

    steps: tuple[rules.Step, ...]
    taken: dict[int, list[Approval]]
    fallen: list[Approval]
    hands: list[Hand]
    writers: frozenset[int]

    @property
    def place(self) -> int | None:
        """The step that is due, from 0; None when all are done."""
        return rules.present(self.steps, self._takers())

    def _takers(self) -> dict[int, Sequence[Collection[str]]]:
        return {place: [one.seats for one in some] for place, some in self.taken.items()}

    def awaits(self) -> list[str]:
        """The seats that may be taken now."""
        place = self.place
        return [] if place is None else rules.awaited(self.steps[place], self._takers().get(place, ()))

    def hand_of(self, person: Person) -> Hand:
        """As whom a person approves now, in their own name first. Raises the refusal that says why not."""
        if person.pk in self.writers:
            raise OwnWork
        if any(one.by_id == person.pk for some in self.taken.values() for one in some):
            raise ApprovedByYou
        place, takers = self.place, self._takers()
        for hand in (one for one in self.hands if one.person.pk == person.pk):
            if place is not None and rules.brings_on(self.steps[place], takers.get(place, ()), hand.seats):
                if self._spends(person, hand, place):
                    raise NeededLater
                return hand
        raise NotYourStep

    def stuck(self) -> int | None:
        """The step, from 0, that nobody is left to take; None where the text can be approved."""
        return rules.left_open(self.steps, self._takers(), list(free(self.hands, self._done_with()).values()))

    def _done_with(self) -> set[int]:
        return {one.by_id for some in self.taken.values() for one in some} | self.writers

    def _spends(self, person: Person, hand: Hand, place: int) -> bool:
        """Whether the rest could be approved now, and no longer once this person has taken this step."""
        people = free(self.hands, self._done_with())
        takers = self._takers()
        if rules.left_open(self.steps, takers, list(people.values())) is not None:
            return False
        then = {**takers, place: [*takers.get(place, ()), hand.seats]}
        others = [seats for pk, seats in people.items() if pk != person.pk]
        return rules.left_open(self.steps, then, others) is not None

    def may_approve(self, person: Person) -> bool:
        """Whether a person may approve now."""
        try:
            self.hand_of(person)
        except Refusal:
            return False
        return True

    def others(self) -> list[Person]:
        """Those who may approve now, each once."""
        return _by_name(hand for hand in self.hands if self.may_approve(hand.person))

    def nearest(self) -> list[Person]:
        """Those who are told and asked first: for every seat awaited the ones nearest to the case. Who reaches down
        from above may approve as well, and is not called for what the unit's own people can decide."""
        found: list[Hand] = []
        for seat in self.awaits():
            able = [hand for hand in self.hands if seat in hand.seats and self.may_approve(hand.person)]
            best = max((hand.near for hand in able), default=0)
            found += [hand for hand in able if hand.near == best]
        return _by_name(found)

    def shown(self) -> list[StepNow]:
        """Every step with its seats, for the page."""
        return [self._step(place, step) for place, step in enumerate(self.steps)]

    def _step(self, place: int, step: rules.Step) -> StepNow:
        took = self.taken.get(place, [])
        seated = rules.seated(step.seats, [one.seats for one in took])
        due, busy = self.place, self._done_with()
        state = "done" if due is None or place < due else "now" if place == due else "later"
        seats = [
            Seat(code, took[seated[code]] if code in seated else None, self._free(code, busy)) for code in step.seats
        ]
        return StepNow(place, step.need, seats, state)

    def _free(self, seat: str, busy: set[int]) -> list[Hand]:
        return [hand for hand in self.hands if seat in hand.seats and hand.person.pk not in busy]


def free(hands: Iterable[Hand], busy: Collection[int]) -> dict[int, frozenset[str]]:
    """Person → all seats they could take, in their own name or another's, without those who are `busy`."""
    found: dict[int, frozenset[str]] = {}
    for hand in hands:
        if hand.person.pk not in busy:
            found[hand.person.pk] = found.get(hand.person.pk, frozenset()) | hand.seats
    return found


def _by_name(hands: Iterable[Hand]) -> list[Person]:
    found = {hand.person.pk: hand.person for hand in hands}
    return sorted(found.values(), key=lambda person: person.name_ar)


def standing(answer: Answer, at: datetime, says: str | None = None) -> Standing:
    """How approval stands. `says` is the text as it reads now, where it is known already. Five queries."""
    writers = writers_of(answer)
    seal = sealed(rendered(answer) if says is None else says)
    rows = list(answer.approvals.filter(version=answer.version).select_related("by", "on_behalf_of"))
    taken: dict[int, list[Approval]] = {}
    for row in rows:
        if row.sha256 == seal:
            taken.setdefault(row.step, []).append(row)
    fallen = [row for row in rows if row.sha256 != seal]
    return Standing(rules.steps_of(answer.steps), taken, fallen, hands(answer.case.path, writers, at), writers)


def writers_of(answer: Answer) -> frozenset[int]:
    """Whoever wrote any version of a text, or of the line it was made from, or handed it in."""
    own = answer.versions.values_list("by_id", flat=True)
    line = LineVersion.objects.filter(line__uses__answer=answer).values_list("by_id", flat=True)
    wrote = set(own.union(line)) | {answer.drafted_by_id}
    return frozenset(wrote | ({answer.submitted_by_id} if answer.submitted_by_id else set()))


def rendered(answer: Answer) -> str:
    """The text as it would leave; a fact that is not known stands as its mark."""
    facts = citable(answer.case.unit, answer.draft)
    parts = citations.parse(answer.draft)
    return "".join(
        part.text or (facts[part.fact].value if part.fact in facts else answer.draft[part.start : part.end])
        for part in parts
    )


def sealed(text: str) -> str:
    """The SHA-256 of a text, as approvals and frozen texts keep it."""
    return hashlib.sha256(text.encode()).hexdigest()


def hands(path: str, writers: Collection[int], at: datetime) -> list[Hand]:
    """All who could approve a text of a unit that day: those with the right, then those to whom they delegated it.

    Nobody approves in the place of someone who wrote a part of the text: that would be self-approval by another hand.
    """
    day = at.astimezone(RIYADH).date()
    rows = Membership.objects.filter(held_on(day), person__is_active=True).select_related("person", "unit")
    held: dict[int, list[tuple[str, int]]] = {}
    people: dict[int, Person] = {}
    near: dict[int, int] = {}
    for row in rows.filter(role__in=APPROVERS):
        if reaches(row.unit.path, path, row.role):
            held.setdefault(row.person_id, []).append((row.role, row.unit_id))
            people[row.person_id] = row.person
            near[row.person_id] = max(near.get(row.person_id, 0), row.unit.path.count("/"))
    seats = {pk: frozenset(queries.seats(pk, some)) for pk, some in held.items()}
    own = [Hand(people[pk], None, seats[pk], near[pk]) for pk in seats]
    given = Delegation.objects.filter(lent_on(day), giver__in=seats, to__is_active=True)
    behalf = [
        Hand(row.to, people[row.giver_id], seats[row.giver_id], near[row.giver_id])
        for row in given.exclude(giver__in=writers).select_related("to").order_by("id")
    ]
    return sorted(own, key=lambda hand: hand.person.name_ar) + behalf
