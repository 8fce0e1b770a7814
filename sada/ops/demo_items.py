"""What the demo hears: hand-written items and a history from patterns, dated, received and read by the real reader."""

import json
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from sada.listen.open_intake import close_intake, intake_key, open_intake
from sada.listen.outlets import Outlets
from sada.listen.receive import Channel
from sada.ops.demo_data import read
from sada.ops.demo_play import Stage
from sada.ports import Heard, Received, Record
from sada.reading.read_items import Reader
from sada.reading.take_in import take_in
from sada.store.models import Item, Outlet
from sada.store.queries.lexicon import lexicon_rows
from sada.understand.lexicon import Lexicon

BY_HAND = ("email", "phone")  # what a person types in, act by act
ON_THE_WAY = timedelta(minutes=4)  # from being published to being heard
OFFICE = (time(7, 40), time(13, 20))
RECENT, FARTHEST = 30, 58  # days: as far as the items reach, and the history before them


@dataclass
class Written:
    """One text of the demo and what is to become of it."""

    plan: dict[str, Any]
    at: datetime
    outlet: Outlet
    medium: str
    title: str
    body: str
    author: str = ""
    item: Item | None = field(default=None)

    @property
    def is_typed(self) -> bool:
        """Whether a person types it in rather than a source bringing it."""
        return self.medium in BY_HAND


def written(stage: Stage) -> list[Written]:
    """All texts, oldest first."""
    texts = [_by_hand(plan, stage) for plan in read("items")]
    for amana in read("history")["plan"]:
        texts += _history(amana, stage)
    return sorted(texts, key=lambda text: text.at)


def _by_hand(plan: dict[str, Any], stage: Stage) -> Written:
    outlet = stage.cast.outlets[plan["o"]]
    at = stage.working_ago(plan["w"]) if "w" in plan else _day(plan, stage)
    return Written(plan, at, outlet, outlet.medium, plan.get("h", ""), plan["x"], plan.get("a", ""))


def _day(plan: dict[str, Any], stage: Stage) -> datetime:
    choose = stage.asked_at if "case" in plan or "join" in plan else stage.day_at
    return choose(plan["d"], time.fromisoformat(plan["t"]))


def _history(amana: str, stage: Stage) -> list[Written]:
    given, plan = read("history"), read("history")["plan"][amana]
    spans = [(1, RECENT - 1)] * plan["recent"] + [(RECENT, FARTHEST - 1)] * plan["older"]
    patterns, told = given["templates"], given["told"]
    places = given["places"][amana]
    more = [(12, FARTHEST - 1)] * plan["told"]
    asked = [_from_pattern(_turn(patterns, n), amana, _turn(places, n), s, stage) for n, s in enumerate(spans)]
    return asked + [_from_pattern(_turn(told, n), amana, _turn(places, n), s, stage) for n, s in enumerate(more)]


def _turn(choices: list[Any], n: int) -> Any:
    """Each in its turn, so that every pattern and every place comes up equally often."""
    return choices[n % len(choices)]


def _from_pattern(
    pattern: dict[str, Any], amana: str, where: list[str], span: tuple[int, int], stage: Stage
) -> Written:
    given, dice = read("history"), stage.dice
    place, body = where
    words = {"place": place, "body": body, "street": dice.choice(given["streets"]), "n": str(dice.randint(3, 9))}
    outlet = stage.cast.outlets[dice.choice(given["papers"][amana] if pattern["press"] else given["social"])]
    days, clock = dice.randint(*span), _some_time(stage)
    at = (stage.asked_at if pattern["answer"] else stage.day_at)(days, clock)
    case = _plan_of(pattern, amana, span, stage)
    said = {"h": pattern.get("h", "").format(**words), "x": pattern["x"].format(**words)}
    plan = {"o": outlet.code, **({"case": case} if case else {"no": "information"})}
    return Written(plan, at, outlet, outlet.medium, said["h"], said["x"])


def _some_time(stage: Stage) -> time:
    """Mostly in office hours, some in the evening."""
    first, last = OFFICE if stage.dice.random() < 0.8 else (time(16, 0), time(22, 30))
    low, high = first.hour * 60 + first.minute, last.hour * 60 + last.minute
    hour, minute = divmod(stage.dice.randint(low, high), 60)
    return time(hour, minute)


def _plan_of(pattern: dict[str, Any], amana: str, span: tuple[int, int], stage: Stage) -> dict[str, Any] | None:
    """What became of it: mostly answered, after a time like those of real desks (lognormal), a month ago slower."""
    if not pattern["answer"]:
        return None
    dice, owner = stage.dice, read("history")["officers"][amana]
    chance = dice.random()
    if chance < 0.06:
        return {"state": "no_answer", "owner": owner}
    if chance < 0.1:
        return {"state": "open", "owner": owner}
    slower = {"waha": 1.0, "marjan": 1.7, "shih": 0.7}[amana] * (1.5 if span[0] >= RECENT else 1.0)
    quick = 0.35 if pattern["answer"] in ("building", "other") else 1.0  # a question is quicker answered
    after = max(12, min(1900, int(dice.lognormvariate(4.35, 0.75) * slower * quick)))
    outcome = dice.choice(("done", "done", "done", "underway", "planned", "informed", "not_ours"))
    answer = pattern["answer"] if amana == "waha" else amana
    return {"state": "closed", "owner": owner, "answer": answer, "after": after, "outcome": outcome, "promise": 45}


def hear(texts: list[Written], stage: Stage) -> None:
    """Take in and read everything that sources bring, the way of any feed."""
    heard = [text for text in texts if not text.is_typed]
    intake = open_intake(intake_key("demo", stage.at.isoformat()), "demo", at=stage.at)
    reader = Reader(Lexicon.from_rows(*lexicon_rows()))
    take_in([_record(t, n) for n, t in enumerate(heard, start=1)], Channel(intake, Outlets()), reader, at=stage.at)
    close_intake(intake, len(heard), at=stage.at)
    by_key = {item.key: item for item in Item.objects.filter(raws__intake=intake)}
    for text in heard:
        text.item = by_key.get(_heard(text).key)
    _date(heard, stage)


def _heard(text: Written) -> Heard:
    url = f"{text.outlet.website}/{text.at:%Y/%m/%d}/{abs(hash_of(text)) % 100_000}" if text.outlet.website else ""
    return Heard(text.title, text.body, text.author, text.outlet.code, url, text.at, text.medium)


def hash_of(text: Written) -> int:
    """A number that stands for a text, the same in every process."""
    return sum((n + 1) * ord(letter) for n, letter in enumerate(text.title + text.body))


def _record(text: Written, position: int) -> Record:
    said = {"outlet": text.outlet.code, "title": text.title, "text": text.body, "author": text.author}
    raw = json.dumps(said | {"published": text.at.isoformat()}, ensure_ascii=False).encode()
    return Record(Received(raw, "application/json", "demo", position), _heard(text))


def _date(texts: list[Written], stage: Stage) -> None:
    """Heard a few minutes after it was published, not at the moment the demo was loaded."""
    items = []
    for text in texts:
        if text.item is not None:
            text.item.heard_at = text.at + ON_THE_WAY
            text.item.is_ours = bool(text.plan.get("ours"))
            text.item.invented = True
            text.item.source = stage.cast.sources.get(text.outlet.code)
            items.append(text.item)
    Item.objects.bulk_update(items, ["heard_at", "is_ours", "invented", "source"])
