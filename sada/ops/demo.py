"""The demo: an invented amana in the real tree, with two small neighbours to compare it with.

Everything is dated back from the moment of loading. Items go through the real reader and everything that people did
goes through the real acts, at the time they would have done it: so the log, the clocks and the measures are true.
"""

import random
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from sada.desk.remove_demo import demo_units, remove_invented
from sada.kernel import acts, clock
from sada.ops.demo_data import read
from sada.ops.demo_items import hear, written
from sada.ops.demo_play import Stage, play
from sada.ops.demo_scenes import scenes
from sada.ops.demo_stage import set_stage
from sada.store.bulk import tell_planner
from sada.store.models import Act, Case, CaseItem, Item, Mention, Person, Reading, Story, StoryItem

PASSWORD = "sada-demo-2026"  # noqa: S105 - printed at every start while the demo is loaded; nothing real lies behind it
LOG_INS = [
    (person["username"], PASSWORD, f"{person['title_ar']}: {person['name_ar']}", person["role"])
    for person in read("cast")["people"]
]
SEED = 940  # the same demo every time


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded. `is_new` is False when the demo was there already."""

    is_new: bool
    items: int = 0
    cases: int = 0
    strayed: list[str] = field(default_factory=list)


def is_loaded() -> bool:
    """Whether the invented amana stands in the tree."""
    return demo_units().exists()


def was_removed() -> bool:
    """Whether someone removed the demo and nobody has loaded it since."""
    last = Act.objects.filter(name__in=("demo.loaded", "demo.removed")).order_by("-id").values_list("name", flat=True)
    return last.first() == "demo.removed"


def load_demo(at: datetime | None = None) -> Loaded:
    """Load the demo as it would stand at `at` (default: now), whole or not at all; does nothing when it is there."""
    at = at or clock.now()
    if is_loaded():
        return Loaded(is_new=False)
    with transaction.atomic():
        cast = set_stage(at, PASSWORD)
        stage = Stage(cast, at, random.Random(SEED))  # noqa: S311 - a plot, not a secret
        texts = written(stage)
        hear(texts, stage)
        play(scenes(texts, stage), stage)
        acts.record("demo.loaded", by=None, on=cast.units["waha"], at=at, unit=cast.units["waha"])
    tell_planner(Item, Reading, Mention, Case, CaseItem, Act, Story, StoryItem)
    return Loaded(True, len(texts), len(stage.cases), stage.strayed)


def remove_demo(by: Person | None = None, at: datetime | None = None) -> None:
    """Remove everything invented in one act; does nothing when there is no demo."""
    if is_loaded():
        remove_invented(by=by, at=at or clock.now())
