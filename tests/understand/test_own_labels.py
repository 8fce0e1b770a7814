"""Our own labels: no text is kept, every id is found, the halves do not change."""

import json

import pytest

from bench import own_labels

NAMES = sorted(path.name for path in own_labels.LABELS.glob("*.jsonl"))

ODD_ONLY = ("posts_later.jsonl",)  # of what was left, the even half was read for how people write


@pytest.mark.parametrize("name", NAMES)
def test_labels_hold_no_text(name):
    for line in (own_labels.LABELS / name).read_text(encoding="utf-8").splitlines():
        assert set(json.loads(line)) == {"id", "label"}


@pytest.mark.parametrize("name", NAMES)
def test_every_label_finds_its_text(name):
    if not own_labels.source(name).exists():
        pytest.skip(f"{own_labels.source(name)} is absent: set SADA_TESTDATA to the folder of real test material")
    items = own_labels.items(name)
    assert all(item["text"] or item["title"] for item in items)
    share = sum(own_labels.even(item["id"]) for item in items) / len(items)
    assert share == 0 if name in ODD_ONLY else 0.4 < share < 0.65


def test_an_id_is_made_of_outlet_address_and_title():
    row = {"outlet": "a", "url": "b", "title": " c "}
    assert own_labels.article_id(row) == own_labels.article_id({**row, "title": "c"})
    assert len(own_labels.article_id(row)) == 12


def test_no_item_is_labelled_twice():
    kept = [json.loads(line)["id"] for name in NAMES for line in (own_labels.LABELS / name).open(encoding="utf-8")]
    assert len(kept) == len(set(kept))
