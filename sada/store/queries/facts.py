"""Facts in a person's reach: where each stands today, how often it was used, which texts a change would touch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case as Choose
from django.db.models import CharField, Count, F, Q, QuerySet, Value, When

from sada.store.models import Answer, AnswerState, Fact, FactState, FactUse, Person
from sada.store.queries import search
from sada.understand.fold import search_text

PAGE = 50
SOON = timedelta(days=14)  # time enough to renew a proof
LIKE = 60  # of 100: «اعمدت» still finds «عمود», «حديقة» does not find «حفرة»
STANDINGS = ("valid", "soon", "expired", "contradicted", "withdrawn")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asked to see; an empty value asks for nothing. `standing` "" leaves out what was withdrawn."""

    standing: str = ""
    path: str = ""
    owner: int | None = None
    family: str = ""
    words: str = ""


def standing(state: str, valid_until: date, today: date) -> str:
    """Where a fact stands: withdrawn, contradicted, expired (after its last valid day), soon (within SOON), valid."""
    if state != FactState.VALID:
        return state
    if valid_until < today:
        return "expired"
    return "soon" if valid_until - today <= SOON else "valid"


def standing_in_sql(today: date) -> Choose:
    """`standing` as the database computes it."""
    return Choose(
        When(~Q(state=FactState.VALID), then="state"),
        When(valid_until__lt=today, then=Value("expired")),
        When(valid_until__lte=today + SOON, then=Value("soon")),
        default=Value("valid"),
        output_field=CharField(),
    )


def narrowed(rows: QuerySet[Fact], wanted: Wanted, today: date) -> QuerySet[Fact]:
    """The rows that fit all of `wanted`, with `standing` and `used` (texts that quote it), latest changed first."""
    tests: dict[str, Any] = {
        "standing": wanted.standing,
        "unit__path__startswith": wanted.path,
        "owner_id": wanted.owner,
        "service__family_id": wanted.family,
    }
    found = rows.annotate(standing=standing_in_sql(today))
    if wanted.words.strip():
        found = found.filter(pk__in=[fact.pk for fact in search.facts(rows, wanted.words, size=1000)])
    if not wanted.standing:
        found = found.exclude(state=FactState.WITHDRAWN)
    found = found.filter(**{name: value for name, value in tests.items() if value})
    return counted(found).select_related("unit", "owner", "service").order_by("-changed_at", "-pk")


def counted(rows: QuerySet[Fact]) -> QuerySet[Fact]:
    """With `used`: in how many texts it was approved, those withdrawn left out."""
    live = ~Q(uses__answer__state=AnswerState.WITHDRAWN) & Q(uses__pk__isnull=False)
    return rows.annotate(used=Count("uses", filter=live, distinct=True))


def page(rows: QuerySet[Fact], offset: int, size: int = PAGE) -> tuple[list[Any], bool]:
    """A page of rows, and whether there is more."""
    taken = list(rows[offset : offset + size + 1])
    return taken[:size], len(taken) > size


def tallies(rows: QuerySet[Fact], today: date) -> dict[str, int]:
    """How many stand where, in one query."""
    found = (
        rows.annotate(standing=standing_in_sql(today)).values_list("standing").annotate(n=Count("pk", distinct=True))
    )
    return dict.fromkeys(STANDINGS, 0) | dict(found.order_by())


def quotable(rows: QuerySet[Fact], words: str, today: date, limit: int = 8) -> list[Any]:
    """Facts for the draft editor: those that hold every word, what may be quoted first, the latest changed first."""
    found = rows.exclude(state=FactState.WITHDRAWN).annotate(standing=standing_in_sql(today))
    if words.strip():
        found = found.filter(pk__in=[fact.pk for fact in search.facts(rows, words, size=200)])
    order = Choose(When(standing__in=("valid", "soon"), then=Value(0)), default=Value(1))
    return list(found.select_related("unit", "service").order_by(order, "-changed_at", "-pk")[:limit])


def near_words(rows: QuerySet[Fact], words: str, limit: int = 8) -> list[int]:
    """Ids of facts that hold words like the asked ones, best first: for words nothing holds as they are written."""
    asked = search_text(words).split()
    known = {pk: norm.split() for pk, norm in rows.exclude(state=FactState.WITHDRAWN).values_list("pk", "search_norm")}
    scores = [_likeness(word, {token for tokens in known.values() for token in tokens}) for word in asked]
    found = {
        pk: sum(max((near.get(t, 0.0) for t in tokens), default=0.0) for near in scores) for pk, tokens in known.items()
    }
    whole = [pk for pk, tokens in known.items() if all(near.keys() & set(tokens) for near in scores)] if asked else []
    return sorted(whole, key=lambda pk: -found[pk])[:limit]


def _likeness(word: str, vocabulary: set[str]) -> dict[str, float]:
    """The words of the vocabulary that resemble one, with how much (0 to 100)."""
    from rapidfuzz import fuzz, process

    near = process.extract(word, list(vocabulary), scorer=fuzz.ratio, limit=12, score_cutoff=LIKE)
    return {token: score for token, score, _ in near}


def uses(fact: Fact) -> list[FactUse]:
    """The texts in which the fact was approved, newest first, those withdrawn left out."""
    rows = FactUse.objects.filter(fact=fact).exclude(answer__state=AnswerState.WITHDRAWN)
    return list(
        rows.select_related("answer", "answer__case", "answer__case__unit")
        .prefetch_related("answer__outgoing")
        .order_by("-id")
    )


def cited_in(answer: Answer) -> list[FactUse]:
    """The facts of an approved text, in the order of their ids, with the values it was approved with."""
    return list(answer.fact_uses.select_related("fact", "fact__unit", "fact__owner").order_by("fact_id"))


def no_longer_holding(answer: Answer, today: date) -> list[FactUse]:
    """The facts of an approved text that may not be quoted today with the value it was approved with. A fact holds to
    the end of its last day."""
    uses = answer.fact_uses.exclude(value=F("fact__value"), fact__state=FactState.VALID, fact__valid_until__gte=today)
    return list(uses.select_related("fact").order_by("fact_id"))


def owners(rows: QuerySet[Fact]) -> QuerySet[Person]:
    """The people who own a fact in reach, for the filter."""
    return Person.objects.filter(pk__in=rows.values("owner")).order_by("name_ar")
