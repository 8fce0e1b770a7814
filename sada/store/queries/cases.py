"""Cases in a person's reach: late and soon late first, a page at a time, in a number of queries that never grows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case as Choose
from django.db.models import (
    Count,
    Exists,
    F,
    FloatField,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from sada.store.models import (
    Answer,
    AnswerState,
    Approval,
    AskedAgain,
    Case,
    CaseItem,
    CaseState,
    CaseTag,
    Channel,
    Outgoing,
    Person,
)
from sada.store.queries import search
from sada.store.queries.approvals import asks
from sada.store.queries.clocks import DUE, phase_is

PAGE = 40
RUNNING = (CaseState.OPEN, CaseState.PAUSED)
UNENDED = (*RUNNING, CaseState.ANSWERED)
ENDED = (CaseState.CLOSED, CaseState.NO_ANSWER)
LIVE = Q(case__closed_at=None) | Q(created_at__gt=F("case__closed_at"))  # texts that do not rest with an ended case
VIEWS = ("mine", "approval", "today", "unassigned", "open", "ended", "away", "all")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asked to see; an empty value asks for nothing. `path` is a unit's, its subtree included."""

    view: str = "open"
    state: str = ""
    phase: str = ""
    path: str = ""
    owner: int | None = None
    kinds: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    tag: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands in the list."""

    rank: int
    key: float
    pk: int


class Epoch(Func):
    """Seconds since 1970 as a float, which survives the way through an address unchanged."""

    template = "extract(epoch from %(expressions)s)::float8"
    output_field = FloatField()


def awaiting(person: Person, approvable: QuerySet[Case], today: date) -> Q:
    """Cases with a text before this person: in a step for which they are asked, neither written nor approved by them
    already."""
    before = Answer.objects.filter(asks(person, today), LIVE, case=OuterRef("pk"), state=AnswerState.SUBMITTED)
    took = Approval.objects.filter(answer=OuterRef("pk"), version=OuterRef("version"), by=person)
    theirs = Q(versions__by=person) | Q(line_use__line__versions__by=person) | Q(submitted_by=person) | Q(Exists(took))
    return Q(Exists(before.exclude(theirs))) & Q(pk__in=approvable.values("pk"))


def todays(now: datetime, today: date) -> Q:
    """What a manager looks at today: late, near, without an owner, before approval, a promise or follow-up due, a mail
    after the answer."""
    pressing = phase_is("late", now) | phase_is("near", now) | Q(state__in=RUNNING, owner=None)
    submitted = Q(Exists(Answer.objects.filter(LIVE, case=OuterRef("pk"), state=AnswerState.SUBMITTED)))
    due = Q(state=CaseState.CLOSED) & (Q(promise_on__lte=today) | Q(follow_up_on__lte=today))
    return pressing | submitted | due | wrote_again()


def mine(person: Person) -> Q:
    """Cases in this person's hands that have not ended, or whose asker has written again."""
    return Q(owner=person) & (Q(state__in=UNENDED) | wrote_again())


def wrote_again() -> Q:
    """Cases whose asker wrote after the answer, where nobody has said yet whether that asks something."""
    undecided = AskedAgain.objects.filter(place__case=OuterRef("pk"), is_question=None)
    return Q(Exists(undecided))


def views(person: Person, approvable: QuerySet[Case], now: datetime, today: date) -> dict[str, Q]:
    """The condition of each view."""
    return {
        "mine": mine(person),
        "approval": awaiting(person, approvable, today),
        "today": todays(now, today),
        "unassigned": Q(owner=None, state__in=UNENDED),
        "open": Q(state__in=UNENDED),
        "ended": Q(state__in=ENDED),
        "away": Q(),  # handed over: the rows are others', see web.cases.views
        "all": Q(),
    }


def handed_over(seen: QuerySet[Case], within: QuerySet[Case]) -> QuerySet[Case]:
    """Cases that went to another unit and are still seen from where they came."""
    return seen.exclude(pk__in=within.values("pk"))


def narrowed(rows: QuerySet[Case], wanted: Wanted, conditions: dict[str, Q], now: datetime) -> QuerySet[Case]:
    """The rows that fit all of `wanted`."""
    tests: dict[str, Any] = {
        "state": wanted.state,
        "path__startswith": wanted.path,
        "owner_id": wanted.owner,
        "kind__in": wanted.kinds,
        "medium__in": wanted.media,
        "family_id__in": wanted.families,
        "tags__name": wanted.tag,
    }
    found = rows.filter(conditions[wanted.view], **{name: value for name, value in tests.items() if value})
    if wanted.phase:
        found = found.filter(phase_is(wanted.phase, now))
    return with_words(found, wanted.words) if wanted.words.strip() else found


def with_words(rows: QuerySet[Case], words: str) -> QuerySet[Case]:
    """Cases whose number, subject or items hold the words, forgiving in spelling."""
    found = search.cases(rows, words, size=1000)
    return rows.filter(pk__in=[case.pk for case in found])


def ranked(rows: QuerySet[Case]) -> QuerySet[Case]:
    """What runs first, the earliest deadline first: late and soon late lead; then what rests, then what ended last."""
    rank = Choose(
        When(state=CaseState.OPEN, then=Value(0)),
        When(state=CaseState.PAUSED, then=Value(1)),
        When(state=CaseState.ANSWERED, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    ended = Coalesce("closed_at", "answered_at", "due_at")
    key = Choose(When(state__in=RUNNING, then=Epoch(DUE)), default=-Epoch(ended), output_field=FloatField())
    return rows.annotate(rank=rank, key=key).order_by("rank", "key", "pk")


def beyond(place: Place) -> Q:
    """What stands after `place` in the list."""
    later = Q(key__gt=place.key) | Q(key=place.key, pk__gt=place.pk)
    return Q(rank__gt=place.rank) | (Q(rank=place.rank) & later)


def page(rows: QuerySet[Case], after: Place | None, size: int = PAGE) -> tuple[list[Any], Place | None]:
    """One page with what a row shows, and the place from which the next page goes on (None at the end)."""
    found = shown(ranked(rows))
    if after is not None:
        found = found.filter(beyond(after))
    taken = list(found[: size + 1])
    last = taken[size - 1] if len(taken) > size else None
    return taken[:size], Place(last.rank, last.key, last.pk) if last else None


def shown(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Rows with unit, owner and family, the outlet that asked, how many items, and where the newest text stands."""
    newest = Answer.objects.filter(case=OuterRef("pk")).exclude(state=AnswerState.WITHDRAWN).order_by("-id")
    asked = CaseItem.objects.filter(case=OuterRef("pk")).order_by("id")
    left = Outgoing.objects.filter(answer__case=OuterRef("pk"))
    return rows.select_related("unit", "owner", "family", "service").annotate(
        answer_state=Subquery(newest.values("state")[:1]),
        answer_from=Subquery(newest.values("created_at")[:1]),
        before_me=Subquery(newest.filter(state=AnswerState.SUBMITTED).values("pk")[:1]),
        by_hand=Exists(left.filter(channel=Channel.BY_HAND)) & ~Exists(left.exclude(channel=Channel.BY_HAND)),
        outlet_ar=Subquery(asked.values("item__outlet__name_ar")[:1]),
        outlet_en=Subquery(asked.values("item__outlet__name_en")[:1]),
        items=Count("case_items"),
        tag_names=ArraySubquery(CaseTag.objects.filter(case=OuterRef("pk")).order_by("name").values("name")),
    )


def tallies(rows: QuerySet[Case], conditions: dict[str, Q], now: datetime) -> dict[str, int]:
    """How many stand in each view, how many wait for an answer, are late and near; one query."""
    wanted = {name: conditions[name] for name in VIEWS if name not in ("all", "ended", "away")}
    wanted["waiting"] = Q(answered_at=None, state__in=RUNNING)
    wanted |= {"late": phase_is("late", now), "near": phase_is("near", now)}
    return rows.aggregate(**{name: Count("pk", filter=condition) for name, condition in wanted.items()})


def carriers(rows: QuerySet[Case]) -> QuerySet[Person]:
    """The people who carry a case in reach, for the filter."""
    return Person.objects.filter(pk__in=rows.exclude(owner=None).values("owner")).order_by("name_ar")


def tags(rows: QuerySet[Case]) -> list[str]:
    """The tags in use on cases in reach, for the filter."""
    found = CaseTag.objects.filter(case__in=rows.values("pk")).order_by("name")
    return list(found.values_list("name", flat=True).distinct()[:100])
