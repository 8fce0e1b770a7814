"""The numbers of a text's title. A title takes no citations: what it counts must be said in the text, with its fact."""

from collections.abc import Mapping
from typing import Final

from sada.rules.citations import Block, Citable, parse
from sada.rules.numbers import Number, fact_bears, numbers

BRACES: Final = frozenset("{}")


def title_blocks(title: str, draft: str, facts: Mapping[int, Citable], asked: str = "") -> list[Block]:
    """What stands against a title: braces, and quantities that no answered-for number of the text bears. Numbers that
    stand in `asked`, the subject of who asked, are their words and not ours."""
    said, theirs = _answered_for(draft, facts), {number.value for number in numbers(asked)}
    found = [
        Block("title_number", n.start, n.end, n.text)
        for n in numbers(title)
        if n.demanded and n.value not in theirs and not any(_bears(one, n) for one in said)
    ]
    return [*found, Block("title_citation", 0, len(title), title)] if BRACES & set(title) else found


def _answered_for(draft: str, facts: Mapping[int, Citable]) -> list[Number]:
    """The numbers that a reader sees where the draft cites a fact or the writer's own, with the words around them."""
    text, places = "", []
    for part in parse(draft):
        says = part.text or (fact.value if (fact := facts.get(part.fact or 0)) else "")
        if part.own or part.fact is not None:
            places.append((len(text), len(text) + len(says)))
        text += says
    return [n for n in numbers(text) if any(start < n.end and n.start < end for start, end in places)]


def _bears(stated: Number, claimed: Number) -> bool:
    return (stated.kind == "percent") == (claimed.kind == "percent") and fact_bears(stated, claimed)
