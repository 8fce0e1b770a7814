"""Placing: joins, opens, bridges, divides; what a person settled is neither merged nor divided."""

import random

import pytest

from sada.reading.group_story import candidates, group_stories
from sada.reading.read_items import fingerprint_of
from sada.store.models import Case, Fingerprint, Line, Story, StoryItem
from tests.cast import MORNING
from tests.understand.material import chained

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


def two_events(cast):
    """Two events told in three papers each, and a text that tells of both in the words of the first papers."""
    papers = enumerate(chained(3))
    items = [cast.item(title=title, text=text, outlet=cast.outlet(f"paper-{n}")) for n, (title, text) in papers]
    return items[:3], items[3:6], items[6]


def ids(*items):
    return sorted(item.pk for item in items)


def test_a_story_is_divided_once_more_papers_show_that_it_tells_of_two_events(cast):
    visit, meeting, both = two_events(cast)
    place(visit[0], meeting[0], both)
    (story,) = Story.objects.all()
    case = cast.case()
    Case.objects.filter(pk=case.pk).update(story=story)
    assert place(*visit[1:]) == 1
    assert stories() == sorted([ids(*visit), ids(meeting[0], both)])
    assert place(*meeting[1:]) == 1
    assert stories() == sorted([ids(*visit), ids(*meeting), ids(both)])
    for told in Story.objects.all():
        items = list(told.places.values_list("item_id", flat=True))
        assert told.size == len(items)
        assert told.head_id in items
        assert told.first_at == told.last_at == MORNING
    case.refresh_from_db()
    assert case.story is not None


@pytest.mark.parametrize("settled", ["confirmed", "moved", "line"])
def test_what_a_person_settled_is_not_divided(cast, settled):
    visit, meeting, both = two_events(cast)
    place(visit[0], meeting[0], both)
    story = Story.objects.get()
    if settled == "confirmed":
        Story.objects.update(is_confirmed=True)
    elif settled == "moved":
        StoryItem.objects.filter(item=both).update(by=cast.saleh)
    else:
        unit = cast.unit["riyadh"]
        Line.objects.create(
            story=story, unit=unit, path=unit.path, text="قولنا", changed_by=cast.saleh, changed_at=MORNING
        )
    place(*visit[1:], *meeting[1:])
    assert ids(*visit, *meeting, both) in stories(), "new items join it, the old ones stay"


def test_any_order_ends_in_the_same_stories(cast):
    visit, meeting, both = two_events(cast)
    items = [*visit, *meeting, both, told(cast, 0), told(cast, 28), told(cast, 56), told(cast, 110)]
    ends = set()
    for seed in range(6):
        random.Random(seed).shuffle(items)
        StoryItem.objects.all().delete()
        Fingerprint.objects.all().delete()
        Story.objects.all().delete()
        step = 1 + seed % 3
        grown = sum(place(*items[start : start + step]) for start in range(0, len(items), step))
        assert grown == Story.objects.count()
        ends.add(str(stories()))
    assert len(ends) == 1


@pytest.mark.parametrize(
    ("papers", "medium", "count"),
    [(("واحة", "واحة"), "online", 2), (("واحة", "ساحل"), "online", 1), (("واحة", "واحة"), "x", 1)],
)
def test_one_paper_tells_an_event_once_whenever_its_items_come(cast, papers, medium, count):
    """The outlet is looked up with what is there already; posts of one network say nothing."""
    for start, paper in zip((0, 34), papers, strict=True):
        place(cast.item(title="", text=" ".join(WORDS[start : start + 80]), outlet=cast.outlet(paper), medium=medium))
    assert len(stories()) == count
