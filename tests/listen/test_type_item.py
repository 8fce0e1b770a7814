"""What is typed in is kept whole: bytes, item, who asked."""

import json

import pytest

from sada.kernel.refusals import Missing, NotAllowed
from sada.listen.type_item import Typed, type_item
from sada.store.models import Act, Contact, Item, RawItem
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
CALL = Typed("phone", "انقطاع الإنارة", "متى تعود الإنارة؟", name="مها", phone="0550000000")


def test_bytes_item_and_asker_are_kept(cast):
    item = type_item(CALL, cast.riyadh, by=cast.rakan, at=MORNING)
    raw = RawItem.objects.get(item=item)
    assert json.loads(bytes(raw.bytes))["text"] == "متى تعود الإنارة؟"
    assert item.contact.name == "مها"
    assert item.published_at == MORNING
    assert Act.objects.get(name="item.typed").subject_id == item.pk


def test_it_is_found_by_its_words(cast):
    from sada.store.queries.search import query

    item = type_item(CALL, cast.riyadh, by=cast.rakan, at=MORNING)
    assert Item.objects.filter(search=query("انارة")).get() == item


def test_two_calls_that_say_the_same_are_two_items(cast):
    for _ in range(2):
        type_item(CALL, cast.riyadh, by=cast.rakan, at=MORNING)
    assert Item.objects.count() == RawItem.objects.count() == 2


def test_nobody_asked_means_no_contact(cast):
    type_item(Typed("print", "خبر", "نص"), cast.riyadh, by=cast.rakan, at=MORNING)
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    "typed", [Typed("phone", " ", "نص"), Typed("phone", "عنوان", ""), Typed("smoke", "عنوان", "نص")]
)
def test_what_is_incomplete_is_refused(cast, typed):
    with pytest.raises(Missing):
        type_item(typed, cast.riyadh, by=cast.rakan, at=MORNING)
    assert not Item.objects.exists()


@pytest.mark.parametrize("name", ["huda", "salma", "majed", "lina"])
def test_one_types_for_ones_own_unit_only(cast, name):
    with pytest.raises(NotAllowed):
        type_item(CALL, cast.riyadh, by=cast.person[name], at=MORNING)
