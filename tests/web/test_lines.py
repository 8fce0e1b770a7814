"""The line on the page of its story: written, approved, cases answered together; two writers see both texts."""

import pytest
from django.urls import reverse

from sada.desk.answer_from_line import answer_cases, scope
from sada.desk.draft_answer import draft_answer
from sada.desk.keep_approvals import Wanted, add_policy
from sada.desk.open_case import open_case
from sada.desk.write_line import approve_line, submit_line, write_line
from sada.kernel import clock
from sada.reading.merge_stories import merge_stories
from sada.reading.undo_grouping import undo_grouping
from sada.rules.approvals import Step
from sada.store.models import Answer, Case, Line, Story, StoryItem
from sada.store.queries.lines import left_lines
from tests.cast import MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_(client, cast):
    def enter(name):
        client.force_login(cast.person[name])
        return client

    with clock.at(MORNING):
        yield enter


@pytest.fixture
def story(cast):
    story = None
    for n in range(2):
        item = cast.item(title=f"الإنارة {n}")
        story = story or Story.objects.create(head=item, size=2, first_at=MORNING, last_at=MORNING)
        StoryItem.objects.create(story=story, item=item)
        open_case(cast.mention(item=item), by=cast.saleh, at=MORNING)
    return story


def page(browser, story):
    response = browser.get(reverse("stories:show", args=[story.pk]))
    assert response.status_code == 200
    return response.content.decode()


def test_from_the_line_to_the_approved_texts_of_all_cases(as_, cast, story):
    browser, write = as_("saleh"), reverse("stories:write_line", args=[story.pk])
    assert write in page(browser, story)
    data = {"unit": cast.riyadh.pk, "version": "0", "text": "العمل جارٍ.", "submit": "1"}
    assert browser.post(write, data).status_code == 302
    line = Line.objects.get()
    approve = reverse("stories:approve_line", args=[line.pk])
    assert approve not in page(browser, story)
    assert approve in page(as_("noura"), story)
    as_("noura").post(approve, {"version": "1"})
    shown = page(as_("saleh"), story)
    assert reverse("stories:answer_cases", args=[line.pk]) in shown
    ids = [str(case.pk) for case in line.story.cases.all()]
    as_("saleh").post(reverse("stories:answer_cases", args=[line.pk]), {"case": ids})
    assert Answer.objects.filter(state="submitted").count() == 2
    everything = reverse("stories:approve_answers", args=[line.pk])
    assert everything not in page(as_("saleh"), story)
    assert everything in page(as_("noura"), story)
    as_("noura").post(everything)
    assert Answer.objects.filter(state="approved").count() == 2


def test_under_two_steps_the_page_says_whose_turn_it_is(as_, cast, story):
    steps = (Step("any", ("role:spokesperson",)), Step("any", ("role:manager",)))
    add_policy(Wanted(cast.riyadh, steps), by=cast.sami, at=MORNING)
    line = write_line(story, cast.riyadh, "العمل جارٍ.", 0, by=cast.saleh, at=MORNING)
    submit_line(line, by=cast.saleh, at=MORNING)
    approve_line(line, 1, by=cast.noura, at=MORNING)
    ids = [case.pk for case in story.cases.all()]
    Case.objects.update(medium="email")
    answer_cases(line, ids, by=cast.saleh, at=MORNING)
    everything = reverse("stories:approve_answers", args=[line.pk])
    assert everything not in page(as_("abeer"), story)
    shown = as_("noura").post(everything, follow=True).content.decode()
    assert "سُجّل اعتمادكم" in shown
    assert "اعتُمد نصان" not in shown
    assert everything not in shown
    assert everything in page(as_("abeer"), story)
    assert "اعتُمد نصان" in as_("abeer").post(everything, follow=True).content.decode()


def test_of_two_who_write_at_once_the_second_sees_both_texts(as_, cast, story):
    write = reverse("stories:write_line", args=[story.pk])
    data = {"unit": cast.riyadh.pk, "version": "0"}
    as_("fahad").post(write, data | {"text": "نص فهد"})
    response = as_("saleh").post(write, data | {"text": "نص صالح"})
    shown = response.content.decode()
    assert response.status_code == 409
    assert "نص فهد" in shown
    assert "نص صالح" in shown
    assert 'name="version" value="1"' in shown
    as_("saleh").post(write, data | {"text": "نص صالح", "version": "1"})
    assert Line.objects.get().text == "نص صالح"


def test_a_refusal_is_said_and_a_strange_unit_writes_nothing(as_, cast, story):
    browser, write = as_("saleh"), reverse("stories:write_line", args=[story.pk])
    assert browser.post(write, {"unit": cast.riyadh.pk, "text": " "}).status_code == 302
    for unit in (cast.qassim.pk, "x", ""):
        assert browser.post(write, {"unit": unit, "text": "نص"}).status_code == 302
    assert not Line.objects.exists()
    assert as_("lina").post(write, {"unit": cast.riyadh.pk, "text": "نص"}).status_code == 403


def test_a_line_says_for_which_cases_it_speaks_before_it_is_approved_and_after(as_, cast, story):
    line = write_line(story, cast.riyadh, "العمل جارٍ.", 0, by=cast.saleh, at=MORNING)
    first, second = story.cases.order_by("pk")
    draft_answer(first, "رد", "نص", by=cast.saleh, at=MORNING)
    other = cast.mention("qassim", item=cast.item(title="الإنارة 3"))
    StoryItem.objects.create(story=story, item=other.item)
    away = open_case(other, by=cast.huda, at=MORNING)
    found = {case.pk: case.has_text for case in scope(line, cast.saleh)}
    assert found == {first.pk: True, second.pk: False}
    shown = page(as_("saleh"), story)
    assert "يتحدث باسم أمانة منطقة الرياض" in shown
    assert shown.count("لها نص خاص بها") == 1 and shown.count("يمكن الرد عليها من خط الرد") == 1
    assert not scope(line, cast.huda)  # of another amana
    assert away.number not in shown


def test_the_line_of_a_story_that_was_joined_is_shown_where_it_went(as_, cast, story):
    item = cast.item(title="الإنارة 9")
    cast.mention(item=item)
    other = Story.objects.create(head=item, size=1, first_at=MORNING, last_at=MORNING)
    StoryItem.objects.create(story=other, item=item)
    write_line(other, cast.riyadh, "رسالة القصة الأخرى", 0, by=cast.saleh, at=MORNING)
    assert "رسالة القصة الأخرى" not in page(as_("saleh"), story)
    write_line(story, cast.riyadh, "رسالة هذه القصة", 0, by=cast.saleh, at=MORNING)
    act = merge_stories(story, other, by=cast.saleh, at=MORNING)
    shown = page(as_("saleh"), story)
    assert "رسالة القصة الأخرى" in shown and "خط رد لقصة ضُمت إلى هذه" in shown
    assert Line.objects.get(story=other).text == "رسالة القصة الأخرى"
    third_item = cast.item(title="الإنارة 10")
    cast.mention(item=third_item)
    third = Story.objects.create(head=third_item, size=1, first_at=MORNING, last_at=MORNING)
    StoryItem.objects.create(story=third, item=third_item)
    undo_grouping(act, by=cast.saleh, at=MORNING)
    assert "رسالة القصة الأخرى" not in page(as_("saleh"), story)  # it has its story again
    assert left_lines(Line.objects.all(), third) == []
    merge_stories(story, other, by=cast.saleh, at=MORNING)
    merge_stories(third, story, by=cast.saleh, at=MORNING)
    assert "رسالة القصة الأخرى" in page(as_("saleh"), third)  # also where the story it went into has gone on
