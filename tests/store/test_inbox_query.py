"""The questions of the inbox, asked of the tables: what follows, what is new, what is similar."""

from datetime import timedelta

import pytest

from sada.desk.approve_answer import approve_answer
from sada.desk.draft_answer import draft_answer, submit_answer
from sada.desk.send_answer import published_by_hand
from sada.reading.group_story import group_stories
from sada.reading.read_items import fingerprint_of
from sada.store.models import Answer, AnswerState, Case, Item, Mention
from sada.store.queries import inbox, similar
from sada.store.queries.inbox import Place, Wanted
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
ALL = Mention.objects.all


def place(mention):
    return Place(mention.published_at, mention.pk)


def test_what_follows_is_the_next_older_row(cast):
    first, second, third = (cast.mention(at=MORNING - timedelta(minutes=n)) for n in range(3))
    assert inbox.following(ALL(), Wanted(), cast.saleh.pk, place(first)) == second.pk
    assert inbox.following(ALL(), Wanted(), cast.saleh.pk, place(second)) == third.pk


def test_after_the_oldest_row_comes_the_one_above_it(cast):
    first, second = (cast.mention(at=MORNING - timedelta(minutes=n)) for n in range(2))
    assert inbox.following(ALL(), Wanted(), cast.saleh.pk, place(second)) == first.pk


def test_rows_of_one_instant_follow_one_another(cast):
    made = [cast.mention() for _ in range(3)]
    assert inbox.following(ALL(), Wanted(), cast.saleh.pk, place(made[2])) == made[1].pk


def test_nothing_follows_the_only_row(cast):
    assert inbox.following(ALL(), Wanted(), cast.saleh.pk, place(cast.mention())) is None


def test_tallies_count_what_waits_in_one_question(cast, django_assert_num_queries):
    cast.mention(reading={"urgency": "danger", "unsure": ["kind"]})
    cast.mention(reading={"kind": "news"})
    cast.case()
    with django_assert_num_queries(1):
        found = inbox.tallies(ALL())
    assert found == {"waiting": 2, "complaints": 1, "unsure": 1, "urgent": 1, "flagged": 0}


def test_an_empty_inbox_counts_nothing():
    assert inbox.newest_id(ALL()) == 0
    assert inbox.how_many(ALL(), Wanted(), 1) == 0
    assert inbox.story_sizes(Item.objects.all(), set()) == {}


def test_the_likes_of_an_item_are_found_by_its_fingerprint(cast):
    text = "تنفذ أمانة منطقة الرياض مشروع تصريف مياه الأمطار في حي السويدي بطول أربعة كيلومترات وكلفة عشرين مليون ريال"
    one = cast.mention(title="مشروع تصريف السويدي", text=text).item
    two = cast.mention(title="تصريف أمطار السويدي ينطلق قريبا", text=text + " بإشراف فني").item
    cast.mention(title="نتائج مباراة الكأس", text="فاز الفريق بهدفين")
    group_stories([one, two], [fingerprint_of(one), fingerprint_of(two)])
    assert similar.like(Item.objects.all(), one, None) == [two]


def test_what_is_in_the_same_story_is_not_called_similar(cast):
    text = "أعلنت الأمانة بدء مشروع تصريف السيول في حي السويدي بطول أربعة كيلومترات وكلفة عشرين مليون ريال سعودي"
    items = [cast.mention(title="مشروع تصريف السيول", text=text).item for _ in range(2)]
    group_stories(items, [fingerprint_of(i) for i in items])
    assert similar.like(Item.objects.all(), items[0], items[0].place.story_id) == []


def test_an_item_of_no_words_has_no_likes(cast):
    assert similar.like(Item.objects.all(), cast.item(title="", text="؟"), None) == []
    assert similar.pairs_query("و في من") is None


def test_answers_sent_about_a_similar_item_are_offered(cast):
    case = cast.case(title="انهيار رصيف المدرسة", text="انهيار رصيف المدرسة")
    answer = draft_answer(case, "رد", "نص", by=cast.saleh, at=MORNING)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    approve_answer(answer, 1, by=cast.noura, at=MORNING)
    published_by_hand(answer, "https://waha.example/1", by=cast.saleh, at=MORNING)
    again = cast.item(title="رصيف المدرسة ينهار مجددًا", reading={"services": []})
    like = [case.case_items.get().item_id]
    assert similar.answered_before(Answer.objects.all(), again, like) == [answer]
    Answer.objects.update(state=AnswerState.WITHDRAWN)
    assert similar.answered_before(Answer.objects.all(), again, like) == []


def test_ended_cases_are_not_offered_for_joining(cast):
    case = cast.case()
    item = cast.item(reading={"services": []})
    like = [case.case_items.get().item_id]
    assert similar.cases_to_join(Case.objects.all(), item, like) == [case]
    Case.objects.update(state="closed")
    assert similar.cases_to_join(Case.objects.all(), item, like) == []
