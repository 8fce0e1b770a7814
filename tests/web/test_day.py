"""The work view: one's own day, the board of the team, steps with many cases and their way back."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sada.desk.ask_expert import Expert, ask_expert
from sada.desk.assign_case import assign_case
from sada.desk.close_case import close_case
from sada.desk.draft_answer import draft_answer, submit_answer
from sada.desk.open_case import open_case
from sada.desk.write_line import submit_line, write_line
from sada.kernel import clock
from sada.kernel.act_names import SENTENCES
from sada.store.models import BulkStep, Case, CaseTag, ClockPolicy, Story
from sada.store.queries.day import stage_of
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def enter(client, cast):
    """A browser in which the named person has logged in, an hour into the morning."""

    def log_in(name):
        client.force_login(cast.person[name])
        return client

    with clock.at(MORNING + HOUR):
        yield log_in


def submitted(cast, case, by=None):
    answer = draft_answer(case, "رد الأمانة", "أُعيدت الإنارة.", by=by or cast.saleh, at=MORNING)
    submit_answer(answer, by=by or cast.saleh, at=MORNING)
    return answer


def test_each_role_begins_with_its_day(enter, cast):
    for name in ("saleh", "noura"):
        assert enter(name).get("/").headers["Location"] == reverse("day:page")
    assert enter("abeer").get("/").headers["Location"] == reverse("overview:page")


def test_my_day_holds_what_is_mine_what_awaits_me_and_what_is_new(enter, cast):
    mine = cast.case(owner=cast.saleh, title="إنارة شارع العليا")
    cast.case(owner=cast.fahad, title="حاويات حي النرجس")
    late = cast.case(owner=cast.saleh, title="حفر في طريق الملك", at=MORNING - 3 * DAY)
    assign_case(mine, cast.saleh, by=cast.abeer, at=MORNING)
    page = enter("saleh").get(reverse("day:page")).content.decode()
    assert "حاويات حي النرجس" not in page
    assert page.index(late.subject) < page.index(mine.subject)  # the earliest deadline first
    assert "معاملة واحدة من معاملاتي متأخرة" in page
    assert str(SENTENCES["case.assigned"]) in page  # new since last time
    with clock.at(MORNING + 3 * HOUR):
        again = enter("saleh").get(reverse("day:page")).content.decode()
    assert "لا جديد في معاملاتك" in again


def test_the_day_of_an_approver_and_of_an_expert(enter, cast):
    case = cast.case(owner=cast.saleh, title="إنارة شارع العليا")
    submitted(cast, case)
    other = cast.case(title="سؤال عن الأعمدة")
    ClockPolicy.objects.create(unit=cast.ministry, promise="fact", minutes=90, basis="work", valid_from=MORNING.date())
    ask_expert(
        other, "كم عمودًا جرت صيانته؟", Expert(cast.salma, "", ""), by=cast.saleh, at=MORNING, site="https://x.example/"
    )
    assert "إنارة شارع العليا" in enter("noura").get(reverse("day:page")).content.decode()
    expert = enter("salma").get(reverse("day:page")).content.decode()
    assert "كم عمودًا جرت صيانته؟" in expert
    assert enter("rakan").get(reverse("day:page")).status_code == 403


def test_promises_of_mine_that_fall_due_stand_in_my_day(enter, cast):
    case = cast.case(owner=cast.saleh, title="وعد بسفلتة الطريق")
    Case.objects.filter(pk=case.pk).update(answered_at=MORNING, state="answered")
    case.refresh_from_db()
    close_case(case, "planned", by=cast.saleh, at=MORNING, promise_on=(MORNING + 3 * DAY).date())
    assert "وعد بسفلتة الطريق" in enter("saleh").get(reverse("day:page")).content.decode()


@pytest.mark.parametrize(
    ("state", "text", "stage"),
    [
        ("open", None, "new"),
        ("open", "returned", "drafting"),
        ("open", "submitted", "approval"),
        ("open", "approved", "sending"),
        ("paused", "draft", "paused"),
        ("answered", "sent", "answered"),
    ],
)
def test_a_case_stands_in_the_column_of_its_next_step(state, text, stage):
    assert stage_of(state, text) == stage


def columns(page):
    found = re.findall(r'id="column-\d+"><span><bdi>(.*?)</bdi></span> <span class="count">(\d+)', page)
    return {name: int(n) for name, n in found}


def test_the_board_counts_by_next_step_and_by_person(enter, cast):
    submitted(cast, cast.case(owner=cast.saleh))
    cast.case(owner=cast.saleh, at=MORNING - 3 * DAY)
    Case.objects.filter(pk=cast.case().pk).update(owner=None)
    cast.case(unit="qassim")
    by_state = columns(enter("abeer").get(reverse("day:team")).content.decode())
    assert (by_state["للبدء"], by_state["بانتظار الاعتماد"]) == (2, 1)
    page = enter("abeer").get(reverse("day:team"), {"by": "person"}).content.decode()
    by_person = columns(page)
    assert (by_person["بلا مسؤول"], by_person["صالح القحطاني"], by_person["فهد الدوسري"]) == (1, 2, 0)
    assert "متأخرة واحدة" in page
    assert f'data-person="{cast.fahad.pk}"' in page


def test_a_card_is_given_to_the_person_of_the_column_and_taken_back(enter, cast):
    case = cast.case(owner=cast.saleh)
    browser = enter("abeer")
    browser.post(reverse("day:move", args=[case.pk]), {"owner": cast.fahad.pk})
    case.refresh_from_db()
    assert case.owner == cast.fahad
    browser.post(reverse("day:undo", args=[BulkStep.objects.get().pk]))
    case.refresh_from_db()
    assert case.owner == cast.saleh
    browser.post(reverse("day:move", args=[case.pk]), {"owner": cast.huda.pk})  # of another amana
    case.refresh_from_db()
    assert case.owner == cast.saleh


def test_many_are_assigned_from_the_list_with_a_way_back(enter, cast):
    cases = [cast.case() for _ in range(3)]
    Case.objects.update(owner=None)
    browser = enter("saleh")
    listed = browser.get(reverse("cases:list")).content.decode()
    assert listed.count('name="c"') == 3
    many = reverse("day:many", args=["assign"]) + "?" + "&".join(f"c={case.pk}" for case in cases)
    dialog = browser.get(many).content.decode()
    assert cases[0].number in dialog
    assert "هدى المطيري" not in dialog
    page = browser.post(many, {"owner": cast.fahad.pk}, follow=True).content.decode()
    assert "أُسندت 3 معاملات" in page
    undo = re.search(r'data-undo="(/day/undo/\d+)"', page)
    assert undo is not None
    assert Case.objects.filter(owner=cast.fahad).count() == 3
    browser.post(undo[1])
    assert Case.objects.filter(owner=None).count() == 3


def test_closing_many_needs_a_reason_and_tags_filter_the_list(enter, cast):
    first, second = cast.case(title="أولى"), cast.case(title="ثانية")
    browser = enter("saleh")
    chosen = f"?c={first.pk}&c={second.pk}"
    assert browser.post(reverse("day:many", args=["close"]) + chosen, {"reason": ""}).status_code == 422
    browser.post(reverse("day:many", args=["tag"]) + f"?c={first.pk}", {"tag": "حملة النظافة"})
    listed = browser.get(reverse("cases:list"), {"tag": "حملة النظافة"}).content.decode()
    assert "أولى" in listed
    assert "ثانية" not in listed
    browser.post(reverse("day:untag", args=[first.pk]), {"tag": "حملة النظافة"})
    assert not CaseTag.objects.exists()
    browser.post(reverse("day:many", args=["close"]) + chosen, {"reason": "رأي عام"})
    assert Case.objects.filter(silences__is_agreed=None, silences__note="رأي عام").count() == 2


def test_seeing_many_is_a_post_and_unknown_steps_are_not_there(enter, cast):
    case = cast.case()
    browser = enter("saleh")
    assert browser.get(reverse("day:many", args=["see"]), {"c": case.pk}).status_code == 404
    assert browser.get(reverse("day:many", args=["eat"]), {"c": case.pk}).status_code == 404
    assert browser.post(reverse("day:many", args=["see"]), {"c": case.pk}).status_code == 302
    browser.post(reverse("day:many", args=["see"]), {"c": cast.case(unit="qassim").pk})
    assert BulkStep.objects.count() == 1  # what is not mine is as if not chosen


def test_queries_do_not_grow_with_the_cases(enter, cast):
    def queries(url, **given):
        with CaptureQueriesContext(connection) as seen:
            enter("saleh").get(url, given)
        return len(seen)

    urls = [(reverse("day:page"), {}), (reverse("day:team"), {}), (reverse("day:team"), {"by": "person"})]
    submitted(cast, cast.case(owner=cast.saleh))
    [queries(url, **given) for url, given in urls]  # what is kept between requests is kept now
    before = [queries(url, **given) for url, given in urls]
    for _n in range(5):
        submitted(cast, cast.case(owner=cast.saleh))
    assert [queries(url, **given) for url, given in urls] == before


def test_lines_that_await_me_and_cases_in_nobodys_hands_stand_on_my_day(enter, cast):
    item = cast.item()
    story = Story.objects.create(head=item, first_at=MORNING, last_at=MORNING)
    line = write_line(story, cast.riyadh, "العمل جارٍ على إعادة الإنارة.", 0, by=cast.saleh, at=MORNING)
    open_case(cast.mention(title="حاويات حي النرجس"), by=cast.rakan, at=MORNING)
    assert "خطوط رد بانتظار اعتمادي" not in enter("noura").get(reverse("day:page")).content.decode()
    submit_line(line, by=cast.saleh, at=MORNING)
    page = enter("noura").get(reverse("day:page")).content.decode()
    assert f"{reverse('stories:show', args=[story.pk])}#line-{line.pk}" in page
    assert "معاملة واحدة بانتظار من يتولاها" in page
    assert "خطوط رد بانتظار اعتمادي" not in enter("saleh").get(reverse("day:page")).content.decode()


def test_what_is_new_says_of_which_case(enter, cast):
    mine = cast.case(owner=cast.saleh, title="إنارة شارع العليا مطفأة")
    assign_case(mine, cast.saleh, by=cast.abeer, at=MORNING)
    page = enter("saleh").get(reverse("day:page")).content.decode()
    assert page.count("إنارة شارع العليا مطفأة") >= 2  # among mine, and beside what happened to it
