"""What a person says about stories happens, is recorded, and sticks."""

import pytest

from sada.kernel.refusals import NotAllowed, SomeoneElseDidIt, WrongState
from sada.reading.group_story import group_stories
from sada.reading.place_item import confirm_story, merge_stories, place_item, take_out
from sada.reading.read_items import fingerprint_of
from sada.store.models import Act, Story, StoryItem
from tests.cast import MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast):
    """A story of two items and another of one."""
    mentions = [cast.mention(title=f"خبر {n}") for n in range(3)]
    items = [m.item for m in mentions]
    first = Story.objects.create(head=items[0], size=2, first_at=MORNING, last_at=MORNING)
    second = Story.objects.create(head=items[2], size=1, first_at=MORNING, last_at=MORNING)
    for item, story in zip(items, (first, first, second), strict=True):
        StoryItem.objects.create(item=item, story=story)
    return items, first, second


def sizes():
    return sorted(Story.objects.values_list("size", flat=True))


def test_an_item_is_placed_by_a_person_and_the_empty_story_goes(cast, told):
    items, first, second = told
    assert place_item(items[2], first, by=cast.saleh, at=MORNING) == second.pk
    assert sizes() == [3]
    assert items[2].place.__class__.objects.get(item=items[2]).by == cast.saleh
    assert Act.objects.get(name="story.joined").subject_id == first.pk


def test_a_case_follows_when_its_story_is_emptied(cast, told):
    from sada.desk.open_case import open_case
    from sada.store.models import Mention

    items, first, _second = told
    case = open_case(Mention.objects.get(item=items[2]), by=cast.saleh, at=MORNING)
    place_item(items[2], first, by=cast.saleh, at=MORNING)
    case.refresh_from_db()
    assert case.story_id == first.pk


def test_an_item_taken_out_stands_alone_and_the_head_moves_on(cast, told):
    items, first, _second = told
    own = take_out(items[0], by=cast.saleh, at=MORNING)
    first.refresh_from_db()
    assert (first.size, first.head) == (1, items[1])
    assert own.places.get().item == items[0]
    place_item(items[0], first, by=cast.saleh, at=MORNING)
    assert sizes() == [1, 2]


def test_what_stands_alone_cannot_be_taken_out(cast, told):
    with pytest.raises(WrongState):
        take_out(told[0][2], by=cast.saleh, at=MORNING)


def test_an_item_is_not_placed_where_it_is(cast, told):
    with pytest.raises(WrongState):
        place_item(told[0][0], told[1], by=cast.saleh, at=MORNING)


def test_stories_are_merged(cast, told):
    _items, first, second = told
    assert merge_stories(first, second, by=cast.saleh, at=MORNING) == 1
    assert sizes() == [3]
    with pytest.raises(WrongState):
        merge_stories(first, first, by=cast.saleh, at=MORNING)


def test_a_story_is_confirmed_once(cast, told):
    confirm_story(told[1], True, by=cast.saleh, at=MORNING)
    assert Story.objects.get(pk=told[1].pk).is_confirmed
    with pytest.raises(SomeoneElseDidIt):
        confirm_story(told[1], True, by=cast.fahad, at=MORNING)


@pytest.mark.parametrize("name", ["huda", "majed", "lina", "zayd"])
def test_nobody_else_moves_items(cast, told, name):
    person = cast.person[name]
    items, first, second = told
    for act in (
        lambda: place_item(items[2], first, by=person, at=MORNING),
        lambda: take_out(items[0], by=person, at=MORNING),
        lambda: merge_stories(first, second, by=person, at=MORNING),
        lambda: confirm_story(first, True, by=person, at=MORNING),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert sizes() == [1, 2]


def test_the_machine_does_not_merge_what_a_person_took_apart(cast):
    text = (
        "أعلنت أمانة منطقة الرياض عن انتهاء مشروع إنارة طريق الملك فهد بطول خمسة كيلومترات وتركيب مئتي عمود جديد " * 3
    )
    mentions = [cast.mention(title="إنارة طريق الملك فهد بالرياض", text=text) for _ in range(2)]
    items = [m.item for m in mentions]
    group_stories(items, [fingerprint_of(i) for i in items])
    assert sizes() == [2]
    take_out(items[1], by=cast.saleh, at=MORNING)
    third = cast.mention(title="إنارة طريق الملك فهد بالرياض", text=text).item
    group_stories([third], [fingerprint_of(third)])
    assert StoryItem.objects.get(item=items[0]).story_id != StoryItem.objects.get(item=items[1]).story_id
