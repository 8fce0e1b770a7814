"""A draft as it will be read: facts as chips with value and proof, bare numbers marked, and what blocks approval."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sada.desk.citations import disputes
from sada.rules import citations
from sada.rules.numbers import Number
from sada.store.models import Fact
from sada.store.queries import facts as fact_queries
from sada.web.answers.differences import Run
from sada.web.say import dates

SUGGESTED = 2  # facts offered for one bare number
BLOCKS: Mapping[str, Promise] = {
    "number_without_fact": _("The number %(text)s rests on no fact."),
    "unknown_fact": _("The fact %(text)s is not known or not yours to quote."),
    "fact_expired": _("The fact has expired: %(fact)s"),
    "fact_contradicted": _("The fact is contradicted: %(fact)s"),
    "fact_withdrawn": _("The fact is withdrawn: %(fact)s"),
    "fact_without_proof": _("The fact has no proof: %(fact)s"),
    "fact_disputed": _("Another valid fact states otherwise (%(other)s): %(fact)s"),
    "fact_other_measure": _("The text states a percentage, and the fact counts %(measure)s: %(fact)s"),
    "fact_does_not_bear": _("The fact says %(value)s and does not bear what is written: %(fact)s"),
    "contradicts_fact": _("The text says %(text)s of the same thing, and the fact it cites says %(value)s: %(fact)s"),
    "gap": _("Still to be filled in: %(text)s"),
    "empty": _("Nothing is written yet."),
    "unfinished": _("A sentence is begun and not ended: «%(text)s»"),
    "unproven_closure": _("It claims to be done, and the report handed over is not proven to be: «%(text)s»"),
    "title_number": _("The title says %(text)s, and no fact of the text bears it. Write it in the text with its fact."),
    "title_closure": _("The title claims it to be done, and the report handed over is not proven to be: «%(text)s»"),
    "title_citation": _("A title takes no braces. Write the number itself; its fact stands in the text."),
    "broken_citation": _("A brace stands alone or is not understood: %(text)s"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text: kind is text, fact, own or bare; `start` and `end` point into the draft."""

    kind: str
    text: str
    start: int
    end: int
    fact: Any = None
    standing: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands against approval, in words, with its mends: facts one may tie the number to, a fact to renew."""

    code: str
    sentence: str
    start: int
    end: int
    fact: Any = None
    suggested: list[Any] = field(default_factory=list)
    other: Any = None
    choices: list[str] = field(default_factory=list)  # what a gap leaves to choose from: «[المحترم أو المحترمة]»


def says(draft: str, facts: Mapping[int, Fact]) -> str:
    """The text as it would leave; a fact that is not known stays as its mark."""
    parts = citations.parse(draft)
    return "".join(p.text or (facts[p.fact].value if p.fact in facts else draft[p.start : p.end]) for p in parts)


def pieces(draft: str, facts: Mapping[int, Fact], today: date) -> list[Piece]:
    """The whole draft in pieces, in order."""
    bare = citations.bare_numbers(draft)
    found: list[Piece] = []
    for part in citations.parse(draft):
        if part.fact is not None or part.own:
            found.append(_cited(part, draft, facts, today))
        else:
            found += _plain(part, draft, [n for n in bare if part.start <= n.start < part.end])
    return found


def runs(sides: list[Run], facts: Mapping[int, Fact], today: date) -> list[tuple[str, list[Piece]]]:
    """One side of a comparison: (kind of run, its pieces)."""
    return [(run.kind, _quiet(run.text, facts, today)) for run in sides]


def _quiet(text: str, facts: Mapping[int, Fact], today: date) -> list[Piece]:
    """Pieces of a run, in which a number cut off from its words is not judged."""
    return [
        _cited(part, text, facts, today)
        if part.fact is not None or part.own
        else Piece("text", part.text, part.start, part.end)
        for part in citations.parse(text)
    ]


def _cited(part: citations.Part, draft: str, facts: Mapping[int, Fact], today: date) -> Piece:
    if part.own:
        return Piece("own", part.text, part.start, part.end, tip=gettext("The writer answers for this number."))
    fact = facts.get(part.fact or 0)
    if fact is None:
        return Piece(
            "fact", draft[part.start : part.end], part.start, part.end, None, "unknown", gettext("Unknown fact")
        )
    standing = fact_queries.standing(fact.state, fact.valid_until, today)
    return Piece("fact", part.text or fact.value, part.start, part.end, fact, standing, tip_of(fact))


def tip_of(fact: Fact) -> str:
    """What one is told of a fact on hover or focus: statement, proof, until when."""
    return gettext("%(statement)s. Proof: %(proof)s. Valid until %(day)s") % {
        "statement": statement(fact),
        "proof": fact.proof,
        "day": dates.gregorian(fact.valid_until),
    }


def statement(fact: Fact) -> str:
    """What a fact says, in the reader's language where it is known."""
    return fact.statement_ar if dates.is_arabic() else (fact.statement_en or fact.statement_ar)


def _plain(part: citations.Part, draft: str, bare: list[Number]) -> Iterable[Piece]:
    at = part.start
    for number in bare:
        if number.start > at:
            yield Piece("text", draft[at : number.start], at, number.start)
        yield Piece("bare", draft[number.start : number.end], number.start, number.end)
        at = number.end
    if at < part.end:
        yield Piece("text", draft[at : part.end], at, part.end)


def blocks(
    draft: str, facts: Mapping[int, Fact], rows: Any, today: date, more: Iterable[citations.Block] = ()
) -> list[Shown]:
    """What stands against approval, in words, each with its mend. One query more when a number is bare."""
    disputed = disputes(facts, today)
    found = citations.blocks(draft, facts, today, disputed)
    bare = {(n.start, n.end): n for n in citations.bare_numbers(draft)}
    known = _offered(rows, today) if bare else {}
    return [
        _said(block, facts, bare.get((block.start, block.end)), known, today, disputed) for block in [*found, *more]
    ]


def _offered(rows: Any, today: date) -> dict[int, Fact]:
    valid = rows.filter(state="valid", valid_until__gte=today).select_related("unit").order_by("-changed_at")
    return {fact.pk: fact for fact in valid[:1000]}


def _said(
    block: citations.Block,
    facts: Mapping[int, Fact],
    number: Number | None,
    known: Mapping[int, Fact],
    today: date,
    disputed: Mapping[int, Fact],
) -> Shown:
    fact = facts.get(block.fact or 0)
    other = disputed.get(block.fact or 0) if block.code == "fact_disputed" else None
    said = str(BLOCKS[block.code]) % {
        "text": block.text,
        "fact": statement(fact) if fact else block.text,
        "other": other.value if other else "",
        "measure": fact.measure if fact else "",
        "value": fact.value if fact else "",
    }
    fitting = citations.bearing(number, known, today)[:SUGGESTED] if number else []
    chosen = choices_of(block.text) if block.code == "gap" else []
    return Shown(block.code, said, block.start, block.end, fact, [known[key] for key in fitting], other, chosen)


def choices_of(gap: str) -> list[str]:
    """The two words between which a gap leaves the choice: «[سعادة الدكتور أو الدكتورة]», else none."""
    first, between, second = gap.strip("[]").partition(" أو ")
    words = first.split()
    if not between or not second.startswith(words[-1] if words else " "):
        return []
    return [first, " ".join([*words[:-1], second])]
