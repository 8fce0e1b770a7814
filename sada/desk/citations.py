"""The facts and numbers of a draft: what it cites, what stands against approval, how it will read."""

from datetime import datetime

from sada.kernel.clock import RIYADH
from sada.rules import citations
from sada.store.models import Answer, Fact, Unit
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
    return blocks(answer.case.unit, answer.draft, at)


def blocks(unit: Unit, draft: str, at: datetime) -> list[citations.Block]:
    """What stands against approving a draft of a unit, also while it is being written."""
    return citations.blocks(draft, citable(unit, draft), at.astimezone(RIYADH).date())


def rendered(answer: Answer) -> str:
    """The text as it will leave. Raises rules.citations.UnknownFact when a cited fact is not there."""
    return citations.render(answer.draft, citable(answer.case.unit, answer.draft))
