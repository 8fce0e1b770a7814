"""What a person says about stories happens, is recorded, is taken back whole, and sticks."""

from datetime import timedelta

import pytest

from sada.desk.open_case import open_case
from sada.desk.write_line import write_line
from sada.kernel.refusals import Missing, NotAllowed, SomeoneElseDidIt, WrongState
from sada.reading.confirm_story import confirm_story
from sada.reading.group_story import group_stories, place_again, settled_by_people
from sada.reading.merge_stories import merge_stories
from sada.reading.read_items import fingerprint_of
from sada.reading.split_story import split_story
from sada.reading.undo_grouping import undo_grouping
from sada.store.models import Act, Case, Item, Line, Mention, Story, StoryItem
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
LIGHTS = "أعلنت أمانة منطقة الرياض عن انتهاء مشروع إنارة طريق الملك فهد بطول خمسة كيلومترات وتركيب مئتي عمود جديد " * 3


@pytest.fixture
def told(cast):
    """A story of three items and another of one."""
    items = [cast.mention(title=f"خبر {n}", at=MORNING + timedelta(hours=n)).item for n in range(4)]
    first = Story.objects.create(head=items[0], size=3, first_at=MORNING, last_at=MORNING)
    second = Story.objects.create(head=items[3], size=1, first_at=MORNING, last_at=MORNING, is_confirmed=True)
    for item, story in zip(items, (first, first, first, second), strict=True):
        StoryItem.objects.create(item=item, story=story, similarity=0.7)
    return items, first, second


def whole():
    """All that is known of stories."""
    rows = Story.objects.order_by("pk").values_list("pk", "head", "size", "is_confirmed", "is_settled")
    places = StoryItem.objects.order_by("item").values_list("item", "story", "similarity", "by")
    return list(rows), list(places), list(Case.objects.order_by("pk").values_list("pk", "story"))


def sizes():
    return sorted(Story.objects.values_list("size", flat=True))


def test_several_items_go_into_one_new_story_in_one_act_and_back(cast, told):
    items, first, _second = told
    group_sizes = sizes()
    Story.objects.filter(pk=first.pk).update(last_at=MORNING + timedelta(hours=2))
    before = whole()
    act = split_story(first, [items[0], items[2]], by=cast.saleh, at=MORNING)
    own = Story.objects.get(pk=act.after["story"])
    first.refresh_from_db()
    assert (first.size, first.head, own.size, own.head) == (1, items[1], 2, items[0])
    assert set(own.places.values_list("by", flat=True)) == {cast.saleh.pk}
    assert Act.objects.filter(name="story.split").count() == 1
    undo_grouping(act, by=cast.saleh, at=MORNING)
    assert sizes() == group_sizes
    assert whole() == before
    assert Act.objects.get(name="story.grouping_undone").after == {"act": act.pk}
    with pytest.raises(WrongState):
        undo_grouping(act, by=cast.saleh, at=MORNING)


def test_something_seen_stays_in_a_story_that_is_split(cast, told):
    items, first, second = told
    for story, chosen, refusal in (
        (first, items[:3], WrongState),
        (second, items[3:], WrongState),
        (first, [], Missing),
        (first, [items[0], items[3]], SomeoneElseDidIt),
    ):
        with pytest.raises(refusal):
            split_story(story, chosen, by=cast.saleh, at=MORNING)
    hidden = cast.mention("qassim").item
    StoryItem.objects.create(item=hidden, story=first)
    with pytest.raises(WrongState):  # what is left would be nothing to this person
        split_story(first, items[:3], by=cast.saleh, at=MORNING)
    assert sizes() == [1, 3]


def test_stories_are_joined_with_their_cases_and_the_story_comes_back_under_its_number(cast, told):
    items, first, second = told
    case = open_case(Mention.objects.get(item=items[3]), by=cast.saleh, at=MORNING)
    line = write_line(second, cast.riyadh, "نقول", 0, by=cast.saleh, at=MORNING)
    before = whole()
    act = merge_stories(first, second, by=cast.saleh, at=MORNING)
    case.refresh_from_db()
    line.refresh_from_db()
    assert (sizes(), case.story_id, line.story_id) == ([4], first.pk, first.pk)
    assert not Story.objects.filter(pk=second.pk).exists()
    late = cast.mention(title="خبر لاحق").item
    StoryItem.objects.create(item=late, story=first)
    undo_grouping(act, by=cast.fahad, at=MORNING)
    assert StoryItem.objects.get(item=late).story_id == first.pk  # what came since stays
    late.place.delete()
    Story.objects.filter(pk=first.pk).update(size=3)
    assert whole() == before
    assert Line.objects.get().story_id == second.pk


def test_a_line_of_the_same_unit_is_not_lost_when_stories_are_joined(cast, told):
    _items, first, second = told
    for story, text in ((first, "رسالتنا"), (second, "رسالة أخرى")):
        write_line(story, cast.riyadh, text, 0, by=cast.saleh, at=MORNING)
    act = merge_stories(first, second, by=cast.saleh, at=MORNING)
    assert {line.text: line.story_id for line in Line.objects.all()} == {"رسالتنا": first.pk, "رسالة أخرى": second.pk}
    undo_grouping(act, by=cast.saleh, at=MORNING)
    assert sizes() == [1, 3]


def test_what_was_moved_on_is_not_brought_back(cast, told):
    items, first, second = told
    act = split_story(first, items[:2], by=cast.saleh, at=MORNING)
    merge_stories(second, Story.objects.get(pk=act.after["story"]), by=cast.saleh, at=MORNING)
    with pytest.raises(WrongState):
        undo_grouping(act, by=cast.saleh, at=MORNING)
    assert sizes() == [1, 3]


def test_a_story_that_is_gone_takes_nothing_back(cast, told):
    items, first, second = told
    act = split_story(first, items[:2], by=cast.saleh, at=MORNING)
    merge_stories(second, first, by=cast.saleh, at=MORNING)
    with pytest.raises(WrongState):
        undo_grouping(act, by=cast.saleh, at=MORNING)


def test_a_story_is_not_joined_with_itself(cast, told):
    with pytest.raises(WrongState):
        merge_stories(told[1], told[1], by=cast.saleh, at=MORNING)


def test_a_story_is_confirmed_once(cast, told):
    confirm_story(told[1], True, by=cast.saleh, at=MORNING)
    assert Story.objects.get(pk=told[1].pk).is_confirmed
    with pytest.raises(SomeoneElseDidIt):
        confirm_story(told[1], True, by=cast.fahad, at=MORNING)


@pytest.mark.parametrize("name", ["huda", "majed", "lina", "zayd"])
def test_nobody_else_moves_items(cast, told, name):
    person = cast.person[name]
    items, first, second = told
    done = split_story(first, items[:1], by=cast.saleh, at=MORNING)
    for act in (
        lambda: split_story(first, items[1:2], by=person, at=MORNING),
        lambda: merge_stories(first, second, by=person, at=MORNING),
        lambda: undo_grouping(done, by=person, at=MORNING),
        lambda: confirm_story(first, True, by=person, at=MORNING),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert sizes() == [1, 1, 2]


def same(cast, count):
    """Items of the machine's one story."""
    items = [cast.mention(title="إنارة طريق الملك فهد بالرياض", text=LIGHTS).item for _ in range(count)]
    group_stories(items, [fingerprint_of(i) for i in items])
    return items


def test_the_machine_does_not_merge_what_a_person_took_apart(cast):
    items = same(cast, 2)
    assert sizes() == [2]
    split_story(Story.objects.get(), items[1:], by=cast.saleh, at=MORNING)
    same(cast, 1)
    assert StoryItem.objects.get(item=items[0]).story_id != StoryItem.objects.get(item=items[1]).story_id


def test_nor_does_it_move_what_a_person_left_behind_when_its_text_changes(cast):
    items = same(cast, 3)
    old = Story.objects.get()
    act = split_story(old, items[2:], by=cast.saleh, at=MORNING)
    assert settled_by_people([old.pk, act.after["story"]]) == {old.pk, act.after["story"]}
    changed = Item.objects.get(pk=items[0].pk)
    place_again([changed], [fingerprint_of(changed)])
    assert StoryItem.objects.get(item=changed).story_id == old.pk


def test_a_story_with_a_line_is_not_merged_away_by_the_machine(cast):
    items = same(cast, 1)
    story = Story.objects.get()
    write_line(story, cast.riyadh, "نقول", 0, by=cast.saleh, at=MORNING)
    assert settled_by_people([story.pk]) == {story.pk}
    same(cast, 1)
    assert StoryItem.objects.get(item=items[0]).story_id == story.pk
    assert Line.objects.count() == 1
