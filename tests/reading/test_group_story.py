"""Placing: joins, opens, bridges; what a person settled is not merged."""

import pytest

from sada.reading.group_story import candidates, group_stories
from sada.reading.read_items import fingerprint_of
from sada.store.models import Case, Fingerprint, Story, StoryItem
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
WORDS = [f"كلمة{n}" for n in range(200)]


def told(cast, start, length=80, title=""):
    """An item that tells the words from `start` on; 28 further on is still the same story, 56 further is not."""
    return cast.item(title=title, text=" ".join(WORDS[start : start + length]))


def place(*items):
    return group_stories(items, [fingerprint_of(item) for item in items])


def stories():
    return sorted(sorted(s.places.values_list("item_id", flat=True)) for s in Story.objects.all())


def test_an_item_opens_a_story_and_its_like_joins_it(cast):
    first, second, other = told(cast, 0), told(cast, 10), told(cast, 110)
    assert place(first) == 1
    assert place(second, other) == 1
    assert stories() == [[first.pk, second.pk], [other.pk]]
    story = Story.objects.get(size=2)
    assert (story.head, story.first_at) == (first, MORNING)


def test_a_bridge_makes_one_story_of_two_and_their_cases_follow(cast):
    left, right = told(cast, 0), told(cast, 56)
    place(left)
    place(right)
    assert len(stories()) == 2
    case = cast.case()
    late = StoryItem.objects.get(item=right).story
    Case.objects.filter(pk=case.pk).update(story=late)
    middle = told(cast, 28)
    assert place(middle) == -1
    assert stories() == [[left.pk, right.pk, middle.pk]]
    case.refresh_from_db()
    assert case.story == Story.objects.get()


@pytest.mark.parametrize("settled", ["confirmed", "moved"])
def test_stories_a_person_settled_are_added_to_but_never_merged(cast, settled):
    left, right = told(cast, 0), told(cast, 56)
    place(left)
    place(right)
    if settled == "confirmed":
        Story.objects.filter(places__item=left).update(is_confirmed=True)
    else:
        StoryItem.objects.filter(item=left).update(by=cast.saleh)
    place(told(cast, 28))
    assert sorted(map(len, stories())) == [1, 2]


def test_two_new_items_that_bridge_a_row_of_stories_end_in_one(cast):
    for start in (0, 56, 112):
        place(told(cast, start))
    assert len(stories()) == 3
    place(told(cast, 28), told(cast, 84))
    assert [len(s) for s in stories()] == [5]
    assert Story.objects.get().size == 5


def test_the_look_up_finds_what_shares_a_band_and_nothing_else(cast):
    near, far = told(cast, 0), told(cast, 110)
    place(near, far)
    new = fingerprint_of(told(cast, 5))
    found = candidates({-1: new})
    assert set(found) == {near.pk}
    story, kept = found[near.pk]
    assert story == StoryItem.objects.get(item=near).story_id
    assert set(kept.bands) == set(new.bands) & set(Fingerprint.objects.get(item=near).bands)


def test_items_that_say_nothing_stand_alone(cast):
    place(*(cast.item(title="", text="") for _ in range(3)))
    assert [len(s) for s in stories()] == [1, 1, 1]
