"""Cases opened from a story: one for each unit or one for each item, all or none, only what waits and is one's own."""

import pytest

from sada.desk.decide_item import decide_no_answer
from sada.desk.open_from_story import open_from_story, waiting
from sada.kernel.refusals import Missing
from sada.store.models import Act, Case, Mention, Story, StoryItem
from tests.cast import MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(cast):
    """Told by three items before Riyadh, one of them before Qassim too, and by a release of ours."""
    made = None
    for n in range(4):
        item = cast.item(title=f"خبر {n}", is_ours=n == 3)
        made = made or Story.objects.create(head=item, size=4, first_at=MORNING, last_at=MORNING)
        StoryItem.objects.create(story=made, item=item)
        cast.mention(item=item)
    cast.mention("qassim", item=made.head)
    return made


def ids(story, person):
    return [mention.pk for mention in waiting(story, person)]


def test_what_waits_is_offered_to_whose_unit_it_concerns(cast, story):
    assert [m.item.title for m in waiting(story, cast.saleh)] == ["خبر 0", "خبر 1", "خبر 2"]
    assert [m.unit for m in waiting(story, cast.huda)] == [cast.qassim]
    assert ids(story, cast.rakan) == ids(story, cast.saleh)  # a monitor opens cases too
    assert ids(story, cast.lina) == ids(story, cast.salma) == ids(story, cast.zayd) == []


def test_one_case_answers_all_items_of_a_unit_and_stands_in_the_story(cast, story):
    (case,) = open_from_story(story, ids(story, cast.saleh), by=cast.saleh, at=MORNING)
    assert (case.unit, case.story, case.case_items.count()) == (cast.riyadh, story, 3)
    assert list(Act.objects.filter(subject_type="case").values_list("name", flat=True)).count("case.item_joined") == 2
    assert ids(story, cast.saleh) == []
    assert len(ids(story, cast.huda)) == 1


def test_apart_every_item_has_a_case_of_its_own(cast, story):
    made = open_from_story(story, ids(story, cast.saleh)[:2], apart=True, by=cast.saleh, at=MORNING)
    assert [case.case_items.get().item.title for case in made] == ["خبر 0", "خبر 1"]
    assert [m.item.title for m in waiting(story, cast.saleh)] == ["خبر 2"]


def test_what_was_decided_meanwhile_or_is_not_ones_own_opens_nothing(cast, story):
    chosen = ids(story, cast.saleh)
    decide_no_answer(Mention.objects.get(pk=chosen[1]), "other", note="رأي", by=cast.saleh, at=MORNING)
    for wrong in (chosen, [], ids(story, cast.huda), [*chosen[:1], *ids(story, cast.huda)]):
        with pytest.raises(Missing):
            open_from_story(story, wrong, by=cast.saleh, at=MORNING)
    assert not Case.objects.exists()
