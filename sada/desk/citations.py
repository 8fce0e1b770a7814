"""The facts and numbers of a draft: what it cites, what stands against approval, how it will read."""

from collections.abc import Mapping
from datetime import date, datetime

from sada.desk.closure_claims import unproven_claims
from sada.kernel.clock import RIYADH
from sada.rules import citations
from sada.rules.contradictions import contradictions
from sada.rules.numbers import value_of
from sada.rules.titles import title_blocks
from sada.store.models import Answer, Case, Fact, FactState, Unit
from sada.store.queries.working_time import paths_above


def citable(unit: Unit, draft: str) -> dict[int, Fact]:
    """The facts a draft cites, by id: those the unit may quote, its own and those of units above and below it."""
    found = Fact.objects.filter(pk__in=citations.cited(draft)).select_related("unit", "owner")
    above = paths_above(unit.path)
    root = above[min(1, len(above) - 1)]  # the amana: its baladiyat may quote each other's facts
    return {f.pk: f for f in found if f.unit.path in above or f.unit.path.startswith(root)}


def used_facts(answer: Answer) -> list[Fact]:
    """The facts an answer cites, in the order of its text."""
    facts = citable(answer.case.unit, answer.draft)
    return [facts[pk] for pk in citations.cited(answer.draft) if pk in facts]


def blocks_of(answer: Answer, at: datetime) -> list[citations.Block]:
    """What stands against approving the answer at this instant; empty when nothing does."""
    known = citable(answer.case.unit, answer.draft)
    return [*blocks(answer.case.unit, answer.draft, at), *against(answer.case, answer.title, answer.draft, known)]


def against(case: Case, title: str, draft: str, known: Mapping[int, Fact]) -> list[citations.Block]:
    """What stands against a draft besides its citations: deeds that nothing proves, numbers that go against a fact,
    numbers of its title that nothing in it bears."""
    found = [one for one in contradictions(draft, known) if one.is_sure]
    return [
        *unproven_claims(case, title, draft),
        *(citations.Block("contradicts_fact", one.start, one.end, one.text, one.fact) for one in found),
        *title_blocks(title, draft, known, case.subject),
    ]


def blocks(unit: Unit, draft: str, at: datetime) -> list[citations.Block]:
    """What stands against approving a draft of a unit, also while it is being written."""
    facts, today = citable(unit, draft), at.astimezone(RIYADH).date()
    return citations.blocks(draft, facts, today, disputes(facts, today))


def disputes(facts: Mapping[int, Fact], today: date) -> dict[int, Fact]:
    """Of these facts those of which another valid fact of the same unit says otherwise, each with that other fact."""
    keys = {fact.same_as for fact in facts.values() if fact.same_as}
    others = Fact.objects.filter(same_as__in=keys, state=FactState.VALID, valid_until__gte=today) if keys else []
    found: dict[int, Fact] = {}
    for other in others:
        for pk, fact in facts.items():
            if (other.same_as, other.unit_id) == (fact.same_as, fact.unit_id) and says_otherwise(fact, other):
                found.setdefault(pk, other)
    return found


def says_otherwise(fact: Fact, other: Fact) -> bool:
    """Whether two facts of the same thing differ: as numbers in either digits, else as words."""
    mine, theirs = value_of(fact.value), value_of(other.value)
    if mine is None or theirs is None:
        return fact.value.split() != other.value.split()
    return mine != theirs


def rendered(answer: Answer) -> str:
    """The text as it will leave. Raises rules.citations.UnknownFact when a cited fact is not there."""
    return citations.render(answer.draft, citable(answer.case.unit, answer.draft))
