"""The steps of approval in words: who is meant by a seat, who took it, who is awaited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sada.desk.approval_steps import Hand, Standing
from sada.kernel import access
from sada.kernel.act_names import SENTENCES
from sada.kernel.refusals import DecidedBefore
from sada.store.models import Answer, Person, Role, Unit
from sada.web import units
from sada.web.say import dates

CHANGED = _("%(name)s changed this text on %(time)s, after you had opened it. Read the new version.")


def who_and_when(refusal: DecidedBefore, person: Person) -> str:
    """By whom and when a text was decided or changed meanwhile."""
    when = dates.both_with_time(refusal.at)
    if refusal.what == "changed":
        return str(CHANGED) % {"name": units.name(refusal.by), "time": when}
    parts = {"who": units.name(refusal.by), "what": str(SENTENCES[f"answer.{refusal.what}"]), "when": when}
    if refusal.by.pk == person.pk:
        return gettext("You have done this already: %(what)s, %(when)s. The page now shows how it stands.") % parts
    return gettext("%(who)s was quicker: %(what)s, %(when)s. The page now shows how it stands.") % parts


@dataclass(frozen=True, slots=True)
class Names:
    """The people and units that seats speak of, read once."""

    people: Mapping[int, Person]
    units: Mapping[int, Unit]

    def of(self, seat: str) -> str:
        """A seat in words: a role, a role in one unit, a person."""
        kind, _colon, rest = seat.partition(":")
        if kind == "person":
            person = self.people.get(int(rest))
            return units.name(person) if person else rest
        role, _at, unit = rest.partition("@")
        said = str(dict(Role.choices).get(role, role))
        place = self.units.get(int(unit)) if unit else None
        return gettext("%(role)s, %(unit)s") % {"role": said, "unit": units.name(place)} if place else said


def names_of(seats: Iterable[str]) -> Names:
    """The names that these seats need, in two queries."""
    known = list(seats)
    people = {int(seat.partition(":")[2]) for seat in known if seat.startswith("person:")}
    places = {int(seat.partition("@")[2]) for seat in known if "@" in seat}
    return Names(Person.objects.in_bulk(people), Unit.objects.in_bulk(places))


def shown(now: Standing) -> list[dict[str, Any]]:
    """The steps as the page shows them."""
    steps = now.shown()
    names = names_of(seat.code for step in steps for seat in step.seats)
    return [
        {
            "number": step.place + 1,
            "all": step.need == "all" and len(step.seats) > 1,
            "any": step.need == "any" and len(step.seats) > 1,
            "state": step.state,
            "seats": [
                {"label": names.of(seat.code), "taken": seat.taken, "hands": [hand_name(one) for one in seat.hands]}
                for seat in step.seats
            ],
        }
        for step in steps
    ]


def hand_name(hand: Hand) -> str:
    """Who could approve, and on whose behalf."""
    name = units.name(hand.person)
    if hand.on_behalf_of is None:
        return name
    return gettext("%(name)s, on behalf of %(giver)s") % {"name": name, "giver": units.name(hand.on_behalf_of)}


def rights(person: Person, answer: Answer, now: Standing) -> dict[str, Any]:
    """What this person may do with a submitted text, and who may where they may not."""
    within = access.may(person, "answer.approve", answer.case.path)
    is_own = person.pk in now.writers
    may_approve = within and now.may_approve(person)
    hand = now.hand_of(person) if may_approve else None
    return {
        "may_approve": may_approve,
        "may_return": within and not is_own,
        "is_own": within and is_own,
        "behalf": hand.on_behalf_of if hand else None,
        "approvers": now.nearest(),
    }
