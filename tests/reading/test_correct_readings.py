"""One judgement of many items: all or none, each in the log, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sada.kernel.refusals import NotAllowed, WrongState
from sada.reading.correct_reading import BadValue, undo_correction
from sada.reading.correct_readings import changed, correct_readings
from sada.store.models import Act, Correction, Reading, Review
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
CODES = st.lists(st.sampled_from("abcd"), unique=True)


def told(items, field):
    rows = dict(Reading.objects.values_list("pk", field))
    return [rows[item.pk] for item in items]


def test_every_item_gets_the_value_is_in_the_log_and_teaches(cast):
    items = [cast.mention().item for _ in range(3)]
    made = correct_readings([*items, items[0]], "families", cast.family.pk, by=cast.saleh, at=MORNING)
    assert told(items, "families") == [[cast.family.pk]] * 3
    assert [c.item_id for c in made] == [i.pk for i in items]
    assert Act.objects.filter(name="reading.corrected").count() == 3
    assert Review.objects.filter(field="families").count() == 3
    for correction in reversed(made):
        undo_correction(correction, by=cast.saleh, at=MORNING)
    assert not Review.objects.exists()


def test_a_municipality_brings_its_amana_and_both_go_back(cast):
    ours, theirs = cast.mention(reading={"units": ["riyadh"]}).item, cast.mention(reading={"units": ["qassim"]}).item
    code = "riyadh.al-duwadimi"
    made = correct_readings([ours, theirs], "baladiyat", code, by=cast.saleh, at=MORNING)
    assert [c.field for c in made] == ["baladiyat", "baladiyat", "units"]
    assert told([ours, theirs], "units") == [["riyadh"], ["riyadh"]]
    for correction in reversed(made):
        undo_correction(correction, by=cast.saleh, at=MORNING)
    assert told([ours, theirs], "units") == [["riyadh"], ["qassim"]]
    theirs = cast.mention(reading={"units": ["qassim"]}).item
    added = correct_readings([theirs], "baladiyat", code, "add", by=cast.saleh, at=MORNING)
    assert told([theirs], "units") == [["qassim", "riyadh"]]
    assert len(added) == 2


def test_of_what_is_so_already_nothing_is_said(cast):
    has, lacks = cast.mention(reading={"units": ["riyadh"]}).item, cast.mention(reading={"units": ["qassim"]}).item
    made = correct_readings([has, lacks], "units", "riyadh", "add", by=cast.saleh, at=MORNING)
    assert [c.item_id for c in made] == [lacks.pk]
    with pytest.raises(WrongState):
        correct_readings([has, lacks], "units", "riyadh", "add", by=cast.saleh, at=MORNING)


@pytest.mark.parametrize(
    ("field", "value", "mode"),
    [
        ("kind", "praise", "add"), ("kind", "nonsense", "set"), ("units", "atlantis", "set"),
        ("units", "riyadh", "drop"), ("headline", "x", "set"),
    ],
)  # fmt: skip
def test_what_is_no_choice_is_refused(cast, field, value, mode):
    with pytest.raises(BadValue):
        correct_readings([cast.mention().item], field, value, mode, by=cast.saleh, at=MORNING)
    assert not Correction.objects.exists()


def test_one_refusal_leaves_all_as_they_were(cast):
    items = [cast.mention().item, cast.mention("qassim").item]
    with pytest.raises(NotAllowed):
        correct_readings(items, "kind", "praise", by=cast.saleh, at=MORNING)
    assert not Correction.objects.exists()
    assert "praise" not in told(items, "kind")


def test_only_ones_own_is_taken_back_from_another_unit(cast):
    item = cast.mention().item
    (made,) = correct_readings([item], "units", "qassim", by=cast.saleh, at=MORNING)
    with pytest.raises(NotAllowed):
        undo_correction(made, by=cast.fahad, at=MORNING)
    undo_correction(made, by=cast.saleh, at=MORNING)
    assert told([item], "units") != [["qassim"]]


@given(CODES, st.sampled_from("abcd"))
def test_a_list_stays_without_doubles_and_says_what_was_chosen(present, value):
    assert value not in changed(present, value, "remove")
    assert value in changed(present, value, "add")
    assert changed(present, value, "set")[0] == value
    for mode in ("add", "remove", "set"):
        after = changed(present, value, mode)
        assert len(after) == len(set(after))
        assert changed(after, value, mode) == after or mode == "set"
    assert set(present) <= set(changed(present, value, "add"))
