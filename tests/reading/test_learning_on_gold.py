"""Labelled items as if people had corrected them in a database: learning makes no held-out judgement worse."""

import json
from datetime import timedelta

import pytest

from sada.reading.confirm_reading import confirm_reading
from sada.reading.correct_reading import correct_reading
from sada.reading.learn import learn_from_reviews
from sada.reading.read_items import Reader, understand_items
from sada.reading.reviewed import examples
from sada.reading.store_readings import as_row
from sada.reading.switch_model import model_in_use
from sada.store.models import Item, Mention, Reading, Review
from sada.understand.learned import LEARNT, RULES
from sada.understand.learned_train import compare_on

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
COUNT = 300


def labelled(folder):
    """Municipal items of both files, mixed by id."""
    rows = []
    for part in ("articles", "posts"):
        lines = (folder / "gold" / f"{part}_dev.jsonl").read_text(encoding="utf-8").splitlines()
        rows += [row for row in map(json.loads, lines) if row["label"]["municipal"] != "none"]
    return sorted(rows, key=lambda row: row["id"])[:COUNT]


def as_a_person_would(cast, row, at):
    """The item in the inbox, its judgements corrected where the label says otherwise, then confirmed."""
    item = Item.objects.create(
        key=row["id"], title=row["title"] or "", text=row["text"], author=row.get("author") or "",
        medium=row.get("medium", "online"), published_at=at, heard_at=at,
    )  # fmt: skip
    reading = as_row(item, understand_items([item], Reader())[0])
    reading.save(force_insert=True)
    Mention.objects.create(item=item, unit=cast.riyadh, path=cast.riyadh.path, published_at=at, medium=item.medium)
    label = row["label"]
    wanted = {"relevance": label["municipal"], "kind": label["kind"], "tone": label["tone"]}
    wanted |= {"needs_answer": label["answer"], "community": label["community"]}
    for field, value in wanted.items():
        if getattr(reading, field) != value:
            correct_reading(item, field, value, by=cast.majed_at_riyadh, at=at)
    confirm_reading(item, by=cast.majed_at_riyadh, at=at)


@pytest.fixture
def taught(cast, testdata):
    from sada.store.models import Membership

    Membership.objects.create(person=cast.majed, unit=cast.ministry, role="monitor")
    cast.person["majed_at_riyadh"] = cast.majed
    for n, row in enumerate(labelled(testdata)):
        as_a_person_would(cast, row, cast.at + timedelta(minutes=n))
    return cast


def test_learning_makes_no_held_out_judgement_worse(taught):
    assert Review.objects.filter(field="kind").count() == COUNT
    done = learn_from_reviews(at=taught.at + timedelta(days=1))
    assert done.reviewed == COUNT
    assert done.held_out == 105
    held_out = [e for e in examples(Reader().lexicon) if e.key in set(done.model.held_out)]
    learned = model_in_use()
    for judgement in LEARNT:
        verdict = compare_on(judgement, held_out, RULES, learned)
        assert verdict.after >= verdict.before
        assert not verdict.worse
    assert Reading.objects.filter(unsure=[]).count() == COUNT
