"""The scenes of the demo: facts, items that are typed in, decided, opened as cases, answered, closed; the sweeper."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from sada.desk.decide_item import decide_no_answer
from sada.desk.join_case import join_item
from sada.desk.sweep_clocks import sweep_clocks
from sada.desk.sweep_replies import sweep_replies
from sada.facts.keep_fact import Value, add_fact, change_fact, set_fact_state
from sada.listen.type_item import Typed, type_item
from sada.ops.demo_approvals import approvals
from sada.ops.demo_carrying import carrying
from sada.ops.demo_cases import carry, opened
from sada.ops.demo_data import read
from sada.ops.demo_duty import duty
from sada.ops.demo_items import FARTHEST, Written
from sada.ops.demo_letters import letters
from sada.ops.demo_play import LONGEST_LEAVE, Scene, Stage
from sada.ops.demo_press import press
from sada.ops.demo_questions import questions
from sada.ops.demo_writing import writing
from sada.reading.correct_reading import correct_reading
from sada.reading.read_typed import read_typed
from sada.store.models import FactState, Item, Mention, MentionState, Notice, Person, Seen, Service

SOON = timedelta(minutes=5)
UNREAD = 5  # notices that someone has not seen yet
ROUNDS = (time(9), time(13))  # when the sweeper looks in the past


def scenes(texts: list[Written], stage: Stage) -> Iterator[Scene]:
    """All scenes; they overlap in time."""
    for row in read("facts"):
        yield _fact(row, stage)
    yield _sweeper(stage)
    for text in texts:
        yield _item(text, stage)
    yield from questions(stage)
    yield from press(stage)
    yield from letters(stage)
    yield from approvals(stage)
    yield from duty(stage)
    yield from carrying(stage)
    yield from writing(stage)
    yield _look_back(texts, stage)


def _fact(row: dict[str, Any], stage: Stage) -> Scene:
    """A fact is established before the history begins; some had another value then."""
    at = yield stage.day_at(FARTHEST + LONGEST_LEAVE + 1, time(9, 0))
    today = stage.at.date()
    as_of, until = today + timedelta(days=row["as_of"]), today + timedelta(days=row["until"])
    by = stage.cast.people[row["by"]]
    earlier = Value(row.get("was", row["value"]), min(as_of, at.date()), until, row["proof"])
    fact = add_fact(
        stage.cast.units[row["unit"]],
        row["statement"],
        earlier,
        by=by,
        at=at,
        measure=row["measure"],
        service=Service.objects.filter(code=row["service"]).first(),
        invented=True,
    )
    stage.facts[row["ref"]] = fact
    if "was" in row:
        at = yield stage.day_at(-row["as_of"], time(10, 30))
        change_fact(fact, Value(row["value"], as_of, until, row["proof"]), by=by, at=at)
    if row.get("state") == FactState.CONTRADICTED:
        at = yield stage.day_at(4, time(11, 0))
        note = "أعلن المركز رقمًا مختلفًا في بيان الأسبوع الماضي"
        set_fact_state(fact, FactState.CONTRADICTED, by=by, at=at, note=note)


def _sweeper(stage: Stage) -> Scene:
    for day in range(FARTHEST, 0, -1):
        for clock in ROUNDS:
            at = yield stage.day_at(day, clock)
            sweep_clocks(at=at)


def _item(text: Written, stage: Stage) -> Scene:
    """What becomes of one item, as its plan says."""
    at = yield text.at + SOON
    mention = _typed(text, stage, at) if text.is_typed else _mention(text, stage)
    if mention is None:
        if {"case", "join", "no"} & text.plan.keys():
            stage.strayed.append(text.title or text.body[:60])
        return
    if "case" in text.plan:
        at = yield min(stage.later(at, stage.dice.randint(2, 12)), stage.at)
        _set_right(mention, text, stage, at)
        case = opened(mention, text.plan, stage, at)
        yield from carry(case, text, stage, at)
    elif "join" in text.plan:
        yield from _join(mention, text.plan["join"], stage, at)
    elif "no" in text.plan:
        at = yield stage.later(at, stage.dice.randint(20, 200))
        decide_no_answer(mention, text.plan["no"], by=_watcher(mention, stage), at=at)


def _set_right(mention: Mention, text: Written, stage: Stage, at: datetime) -> None:
    """What the machine took for news or opinion, though it asks for an answer, the watcher corrects before a case."""
    if mention.item.reading.kind not in ("news", "opinion", "statement"):
        return
    by, kind = _watcher(mention, stage), text.plan.get("k", "complaint")
    correct_reading(mention.item, "kind", kind, by=by, at=at)
    if kind == "complaint":
        correct_reading(mention.item, "tone", "negative", by=by, at=at)
    mention.refresh_from_db()


def _typed(text: Written, stage: Stage, at: datetime) -> Mention:
    contact = text.plan["contact"]
    minutes = contact["deadline_minutes"]
    typed = Typed(
        text.medium,
        text.title,
        text.body,
        name=contact["name"],
        phone=contact["phone"],
        email=contact["email"],
        outlet=text.outlet,
        deadline=stage.later(at, minutes),
    )
    by, unit = stage.cast.people["demo.officer"], stage.cast.units["waha"]
    text.item = type_item(typed, unit, by=by, at=at)
    Item.objects.filter(pk=text.item.pk).update(invented=True)
    text.item.invented = True
    return read_typed(text.item, unit, "normal", by=by, at=at)


def _mention(text: Written, stage: Stage) -> Mention | None:
    """The item as laid before an invented unit; where it is laid before several, the one its plan speaks of."""
    rows = Mention.objects.filter(item=text.item, unit__invented=True).select_related("unit", "item", "item__reading")
    return rows.order_by("pk").first()


def _join(mention: Mention, ref: str, stage: Stage, at: datetime) -> Scene:
    while ref not in stage.cases:
        at = yield stage.later(at, 10)
    at = yield stage.later(at, 6)
    case = stage.cases[ref]
    case.refresh_from_db()
    join_item(case, mention, by=_watcher(mention, stage), at=at)


def _watcher(mention: Mention, stage: Stage) -> Person:
    """Who looks through the inbox of the amana."""
    amana = mention.unit.amana_code
    return stage.cast.people["demo.monitor" if amana == "waha" else f"demo.{amana}.officer"]


def _look_back(texts: list[Written], stage: Stage) -> Scene:
    """At the end: what is a day old has been seen by those whose work it is, and of what they were told all but the
    last few; what the sweepers would say at the first look is said before."""
    at = yield stage.at
    sweep_clocks(at=at)
    sweep_replies(at=at)
    day_ago = at - timedelta(days=1)
    names = ("demo.monitor", "demo.officer", "demo.s")
    readers = [person for name, person in stage.cast.people.items() if name.startswith(names)]
    decided = set(Mention.objects.exclude(state=MentionState.WAITING).values_list("item_id", flat=True))
    items = [t.item for t in texts if t.item is not None and (t.at < day_ago or t.item.pk in decided)]
    Seen.objects.bulk_create(
        [Seen(person=p, item=item, at=min(item.heard_at + SOON * 4, at)) for item in items for p in readers],
        ignore_conflicts=True,
    )
    for person in stage.cast.people.values():
        told = Notice.objects.filter(person=person).order_by("-at", "-pk").values_list("pk", flat=True)
        Notice.objects.filter(pk__in=list(told[UNREAD:])).update(seen_at=at)
