"""Replies in the press: the rule that holds, what waits for print, what Sada might find, lists and counts."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from sada.store.models import (
    PRESS,
    Answer,
    Case,
    CaseItem,
    Item,
    LegalText,
    Outgoing,
    OutgoingState,
    PressReply,
    PressState,
    PressStep,
    Sighting,
    SightingState,
)

RIGHT_OF_REPLY = "right_of_reply"
WINDOW = timedelta(days=60)  # how long after the sending Sada looks for a print by itself
VIEWS = ("late", "found", "waiting", "returned", "printed", "withdrawn", "all")


def laws(on: date) -> QuerySet[LegalText]:
    """The rules that hold on a day, the one that names a medium before the general one."""
    dated = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))
    return LegalText.objects.filter(dated, code=RIGHT_OF_REPLY).order_by("-medium", "-valid_from", "-id")


def law_for(medium: str, on: date) -> LegalText | None:
    """The rule for a medium on a day."""
    return laws(on).filter(medium__in=("", medium)).first()


def unprinted_letters(since: datetime) -> QuerySet[Outgoing]:
    """Letters that answered what an outlet published and are not followed yet; holding lines, which nobody prints, and
    the letters of the ladder left out. A text that is followed is followed again when it goes to a further outlet."""
    arrived = PressReply.objects.exclude(state=PressState.RETURNED)
    followed = arrived.filter(answer=OuterRef("answer"))
    there = arrived.filter(answer=OuterRef(OuterRef("answer")), outlet=OuterRef("item__outlet"))
    further = CaseItem.objects.filter(
        ~Exists(there),
        case=OuterRef("answer__case"),
        item__medium__in=PRESS,
        item__outlet__email__iexact=OuterRef("address"),
    )
    published = Q(answer__case__case_items__item__outlet__isnull=False) & Q(
        answer__case__case_items__item__medium__in=PRESS
    )
    rows = Outgoing.objects.filter(
        published,
        ~Exists(followed) | Exists(further),
        kind="answer",
        channel="email",
        state=OutgoingState.SENT,
        sent_at__gte=since,
        answer__is_holding=False,
    ).exclude(address="")
    ladder = PressStep.objects.filter(answer=OuterRef("answer"))
    rows = rows.exclude(Exists(ladder)).distinct().order_by("id")
    return rows.select_related("answer", "answer__case", "answer__case__unit")


def asked_outlets(case: Case) -> dict[int, Item]:
    """The outlets whose items a case answers, each with the earliest such item."""
    places = case.case_items.select_related("item", "item__outlet").order_by("-item__published_at", "-item_id")
    return {p.item.outlet_id: p.item for p in places if p.item.outlet_id and p.item.medium in PRESS}


def may_be_printed(answer: Answer) -> bool:
    """Whether somebody prints such a text: it answers what an outlet of print, broadcast or news published, is no line
    that only holds off, and no letter of the ladder."""
    case = answer.case
    if answer.is_holding or answer.press_steps.exists():
        return False
    return case.medium in PRESS or bool(asked_outlets(case))


def waiting(now: datetime) -> QuerySet[PressReply]:
    """What Sada still looks for."""
    rows = PressReply.objects.filter(state=PressState.WAITING, sent_at__gte=now - WINDOW)
    return rows.select_related("answer", "answer__case", "answer__case__unit", "answer__case__owner", "item", "outlet")


def is_awaited(outlets: Iterable[int]) -> bool:
    """Whether a reply waits to be printed by one of the outlets."""
    return PressReply.objects.filter(outlet__in=list(outlets), state=PressState.WAITING).exists()


def to_look_at(reply: PressReply, since: datetime) -> QuerySet[Item]:
    """What the outlet published after the reply was sent and Sada heard since; ours, the original and what was
    proposed before left out."""
    seen = Sighting.objects.filter(reply=reply, item=OuterRef("pk"))
    rows = Item.objects.filter(
        outlet=reply.outlet_id,
        heard_at__gte=since,
        published_at__gte=reply.sent_at,
        published_at__lte=reply.sent_at + WINDOW,
        is_ours=False,
    )
    rows = rows.exclude(pk=reply.item_id) if reply.item_id else rows
    return rows.exclude(Exists(seen)).select_related("fingerprint").defer("search").order_by("id")


def conditions(today: date) -> dict[str, Q]:
    """The condition of each view of the list."""
    found = Sighting.objects.filter(reply=OuterRef("pk"), state=SightingState.PROPOSED)
    running = Q(state=PressState.WAITING)
    return {
        "late": running & Q(due_on__lt=today),
        "found": running & Q(Exists(found)),
        "waiting": running,
        "printed": Q(state=PressState.PRINTED),
        "returned": Q(state=PressState.RETURNED),
        "withdrawn": Q(state=PressState.WITHDRAWN),
        "all": Q(),
    }


def tallies(rows: QuerySet[PressReply], today: date) -> dict[str, int]:
    """How many stand in each view, in one query."""
    return rows.aggregate(**{name: Count("pk", filter=q) for name, q in conditions(today).items()})


def shown(rows: QuerySet[PressReply]) -> QuerySet[PressReply]:
    """Replies with everything a row or a block shows, in a fixed number of queries."""
    proposed = Sighting.objects.filter(state=SightingState.PROPOSED).select_related("item").order_by("-likeness")
    related: tuple[Any, ...] = ("answer", "answer__case", "answer__case__unit", "outlet", "item", "law", "ended_by")
    return rows.select_related(*related).prefetch_related(
        Prefetch("sightings", proposed, to_attr="proposed"),
        Prefetch("steps", PressStep.objects.select_related("answer", "by").order_by("id"), to_attr="taken"),
    )
