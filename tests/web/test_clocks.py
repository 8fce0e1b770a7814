"""The clocks on screen: every promise of a case with its sentence and its reasons; the nearest one in the list."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from sada.desk.acknowledge_case import acknowledge_case
from sada.desk.ask_expert import Expert, ask_expert
from sada.desk.draft_answer import draft_answer, submit_answer
from sada.desk.open_case import open_case
from sada.desk.send_answer import mark_answered
from sada.desk.sweep_clocks import sweep_clocks
from sada.kernel import clock
from sada.store.models import Act, AskedAgain, Case, CaseClock, ClockPolicy, Contact, LadderStep
from sada.store.queries import case_timeline
from sada.web.cases import why
from sada.web.papers import case_file
from sada.web.say import dates
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def promised(cast):
    """The cast with all the promises of a case."""
    for promise, minutes in (("acknowledge", 15), ("hold", 60), ("approve", 60), ("printed", 420), ("fact", 90)):
        ClockPolicy.objects.create(
            unit=cast.ministry, promise=promise, minutes=minutes, basis="work", valid_from=date(2024, 1, 1)
        )
    return cast


@pytest.fixture
def as_(client, promised):
    """`as_("saleh")` is a browser in which Saleh has logged in, ten minutes into the Sunday of the cast."""

    def enter(name, language="ar"):
        person = promised.person[name]
        person.language = language
        person.save()
        client.force_login(person)
        return client

    with clock.at(MORNING + 10 * MINUTE):
        yield enter


def page(browser, name="cases:list", *args, **query):
    response = browser.get(reverse(name, args=args), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode().replace("\xa0", " ")


def test_the_page_of_a_case_shows_every_clock_with_its_sentence_and_its_reasons(as_, promised):
    case = promised.case()
    ask_expert(case, "كم عمودًا؟", Expert(promised.salma), by=promised.saleh, at=MORNING)
    answer = draft_answer(case, "رد الإنارة", "نص", by=promised.saleh, at=MORNING)
    submit_answer(answer, by=promised.saleh, at=MORNING)
    shown = page(as_("saleh"), "cases:show", case.pk)
    for said in ("المهل الأخرى في المعاملة", "الإشعار بالاستلام", "رد أولي", "الاعتماد أو الإعادة"):
        assert said in shown, said
    assert "موعد الرد نفسه" in shown  # why the approval is due when it is
    assert shown.count("clock-small ") == 4
    assert "يُستحق خلال 50 دقيقة عمل، قبل 10:00 صباحًا" in shown


@pytest.mark.parametrize(
    ("medium", "contact", "said"),
    [("x", False, "رصدته المنصة يوم"), ("phone", False, "ورد السؤال يوم"), ("print", True, "ورد السؤال يوم")],
)
def test_why_says_from_when_each_clock_counts_and_whether_it_was_asked_or_found(as_, promised, medium, contact, said):
    case = promised.case(medium=medium)
    if contact:
        Contact.objects.create(item=case.case_items.get().item, name="عبدالله السالم")
    ask_expert(case, "كم عمودًا؟", Expert(promised.salma), by=promised.saleh, at=MORNING + 5 * MINUTE)
    shown = page(as_("saleh"), "cases:show", case.pk)
    at, later = (dates.both_with_time(MORNING + n * MINUTE).replace("\xa0", " ") for n in (0, 5))
    assert shown.count(f"<li>{said} {at}</li>") == 1
    assert shown.count(f"<li>بدأت المهلة يوم {at}</li>") == 2  # the acknowledgement and the holding line
    assert shown.count(f"<li>بدأت المهلة يوم {later}</li>") == 1  # the question to the expert


def test_a_case_that_runs_anew_says_so_in_why_on_the_screen_and_on_paper(promised):
    case = promised.case(medium="x")
    with translation.override("en"):
        assert why.began(case, [], is_anew=True).startswith("Asked again by e-mail on")
        assert case_file.context_of(case, MORNING, unmasked=False)["began"].startswith("The platform found it on")
        place = case_timeline.told(case).items[0]
        AskedAgain.objects.create(place=place, at=MORNING, is_question=True, before={"state": "closed"})
        case = Case.objects.get(pk=case.pk)
        assert case_file.context_of(case, MORNING, unmasked=False)["began"].startswith("Asked again by e-mail on")


def test_the_list_shows_the_promise_that_is_due_first_and_its_phase(as_, promised):
    promised.case(by=promised.rakan)
    shown = page(as_("saleh"))
    assert "الإشعار بالاستلام: <time" in shown
    assert "9:15 صباحًا" in shown
    with clock.at(MORNING + 16 * MINUTE):
        assert "لا معاملة تطابق" not in page(as_("saleh"), phase="late")
        assert Case.objects.get().subject in page(as_("saleh"), phase="late")
        assert Case.objects.get().subject not in page(as_("saleh"), phase="in_time")


def test_the_list_and_the_page_take_as_many_queries_however_many_clocks_there_are(as_, promised):
    case = promised.case()
    browser = as_("saleh")

    def submit(n):
        submit_answer(draft_answer(case, "رد", "نص", by=promised.saleh, at=MORNING), by=promised.saleh, at=MORNING)

    submit(0)
    page(browser), page(browser, "cases:show", case.pk)
    with CaptureQueriesContext(connection) as few:
        page(browser), page(browser, "cases:show", case.pk)
    for n in range(1, 7):
        submit(n)
    with CaptureQueriesContext(connection) as many:
        page(browser), page(browser, "cases:show", case.pk)
    assert len(few) == len(many)


def test_the_steps_that_keep_a_promise_are_offered_while_somebody_waits(as_, promised):
    case = promised.case(by=promised.rakan)
    browser = as_("saleh")
    told, printed = (reverse(f"cases:{slug}", args=[case.pk]) for slug in ("acknowledge", "printed"))
    shown = page(browser, "cases:show", case.pk)
    assert told in shown
    assert printed not in shown
    assert browser.post(told, {"how": "هاتفيًا"}).status_code == 302
    assert told not in page(browser, "cases:show", case.pk)
    assert browser.post(told, {"how": "هاتفيًا"}).status_code == 422
    answer = draft_answer(case, "رد", "نص", by=promised.saleh, at=MORNING)
    mark_answered(case, MORNING + 10 * MINUTE, answer)
    shown = page(browser, "cases:show", case.pk)
    assert printed in shown
    assert browser.post(printed, {"where": "العدد 1254، الصفحة 3"}).status_code == 302
    assert "العدد 1254، الصفحة 3" in page(browser, "cases:show", case.pk)
    assert CaseClock.objects.get(promise="printed").met_at == MORNING + 10 * MINUTE


def test_the_decision_on_a_reply_and_the_update_are_recorded_on_the_page(as_, promised):
    for promise in ("reply_decision", "publish_reply", "update", "hand_over"):
        ClockPolicy.objects.create(
            unit=promised.ministry, promise=promise, minutes=120, basis="work", valid_from=date(2024, 1, 1)
        )
    case, browser = promised.case(), as_("saleh", "en")
    decide, update = (reverse(f"cases:{slug}", args=[case.pk]) for slug in ("decide_reply", "update_asker"))
    shown = page(browser, "cases:show", case.pk)
    assert decide in shown
    assert update not in shown
    assert "Decision on a reply in the press" in shown
    assert browser.post(decide, {"replies": "no", "reason": ""}).status_code == 422
    assert browser.post(decide, {"replies": "yes", "reason": ""}).status_code == 302
    shown = page(browser, "cases:show", case.pk)
    assert "A reply is to be sent" in shown
    assert "Sending the reply in the press" in shown
    line = draft_answer(case, "رد", "وصل سؤالكم.", by=promised.saleh, at=MORNING, is_holding=True)
    mark_answered(case, MORNING + 10 * MINUTE, line)
    assert update in page(browser, "cases:show", case.pk)
    assert browser.post(update, {"how": "هاتفيًا: لدى الإدارة"}).status_code == 302
    shown = page(browser, "cases:show", case.pk)
    assert "هاتفيًا: لدى الإدارة" in shown
    assert update not in shown
    browser.post(
        reverse("cases:hand_over", args=[case.pk]), {"desk": "940", "reference": "77", "opened_on": "2026-11-22"}
    )
    shown = page(browser, "cases:show", case.pk)
    assert "The policy: the proof of closing from 940 or Balady within" in shown


def test_a_step_of_the_ladder_is_told_in_the_story_of_the_case(as_, promised):
    case = promised.case()
    sweep_clocks(at=MORNING + 31 * MINUTE)
    shown = page(as_("saleh"), "cases:show", case.pk)
    assert "رد أولي: مضى 50 بالمئة من الوقت" in shown
    assert "ونُبِّه: صالح القحطاني" in shown


def test_a_holding_line_is_begun_as_such(as_, promised, shipped):
    case = promised.case()
    as_("saleh").post(reverse("cases:begin", args=[case.pk]), {"shape": "holding"})
    answer = case.answers.get()
    assert answer.is_holding
    assert "وسيصلكم الرد في موعد أقصاه" in answer.draft
    assert "رد أولي" in page(as_("saleh"), "cases:show", case.pk)


PROMISE = {"promise": "answer", "kind": "", "medium": "x", "urgency": "", "minutes": "٢٤٠", "basis": "work"}


def test_a_promise_is_previewed_in_a_sentence_before_it_is_saved(as_, promised):
    browser = as_("abeer")
    data = PROMISE | {"unit": promised.riyadh.pk, "valid_from": "2026-11-22"}
    said = page(browser, "administration:preview_policy", **data)
    # a Thursday at one: an hour and a half of it, the weekend, two and a half hours of Sunday
    assert "الخميس" in said
    assert "الأحد" in said
    assert "10:00 صباحًا" in said
    assert "4 ساعات عمل" in said
    assert page(browser, "administration:preview_policy", **data | {"minutes": "0"}).strip() == ""
    assert ClockPolicy.objects.filter(medium="x").count() == 0
    assert browser.post(reverse("administration:new_policy"), data).status_code == 302
    row = ClockPolicy.objects.get(medium="x")
    assert (row.minutes, row.unit) == (240, promised.riyadh)
    shown = page(browser, "administration:policies")
    assert reverse("administration:end_policy", args=[row.pk]) in shown
    browser.post(reverse("administration:end_policy", args=[row.pk]))
    row.refresh_from_db()
    assert row.valid_to == MORNING.date()
    late = browser.post(reverse("administration:new_policy"), data | {"valid_from": "2026-11-01"})
    assert "يبدأ الالتزام من اليوم" in late.content.decode()


def test_a_promise_until_the_end_of_the_working_day_is_previewed_and_listed_as_such(as_, promised):
    browser = as_("abeer")
    data = PROMISE | {"unit": promised.riyadh.pk, "valid_from": "2026-11-22", "minutes": "60", "basis": "day"}
    said = page(browser, "administration:preview_policy", **data)
    assert "2:30 مساءً" in said and "بنهاية يوم العمل" in said
    assert browser.post(reverse("administration:new_policy"), data).status_code == 302
    assert ClockPolicy.objects.get(medium="x").basis == "day"
    shown = page(browser, "administration:policies")
    assert "يوم العمل نفسه" in shown and "ما دام باقيًا منه ساعة" in shown


def test_a_ladder_is_previewed_and_saved_whole(as_, promised):
    browser = as_("abeer")
    data = {"unit": promised.riyadh.pk, "promise": "", "urgency": "", "share_1": "50", "to_1": ["owner", "manager"]}
    said = page(browser, "administration:preview_ladder", **data)
    assert "9:30 صباحًا: من بيده المعاملة، مدير العلاقات العامة" in said  # two hours after half past seven
    assert browser.post(reverse("administration:change_ladder"), data).status_code == 302
    assert LadderStep.objects.get().to == ["owner", "manager"]
    shown = page(browser, "administration:policies")
    assert "أمانة منطقة الرياض" in shown
    assert "50%" in shown
    twice = browser.post(reverse("administration:change_ladder"), data | {"share_2": "50", "to_2": ["owner"]})
    assert twice.status_code == 422
    assert Act.objects.filter(name="ladder.changed").count() == 1


def test_where_nobody_wrote_a_ladder_the_page_says_which_holds(as_, promised):
    shown = page(as_("abeer"), "administration:policies")
    assert "المنصة نفسها" in shown
    assert "150%" in shown


def test_a_kept_acknowledgement_says_by_what(as_, promised):
    taken = promised.case()  # opened by Saleh, who so takes it in hand
    shown = page(as_("saleh"), "cases:show", taken.pk)
    assert "تحقق بتولي المعاملة، ولم يُسجَّل إشعار السائل" in shown
    waiting = open_case(promised.mention(), by=promised.rakan, at=MORNING)
    acknowledge_case(waiting, "بالهاتف", by=promised.saleh, at=MORNING)
    assert "أُشعر السائل بوصول سؤاله" in page(as_("saleh"), "cases:show", waiting.pk)


def test_the_askers_own_deadline_stands_beside_the_clock_until_it_is_answered(as_, promised):
    case = promised.case()
    Case.objects.filter(pk=case.pk).update(outside_deadline=MORNING + 7 * HOUR)
    assert "يحتاج الرد قبل" in page(as_("saleh"), "cases:show", case.pk)


def test_a_citizens_complaint_asks_for_its_report_in_front_until_it_is_made_or_needs_none(as_, promised):
    half = {"promise": "report", "minutes": 30, "basis": "work", "valid_from": date(2024, 1, 1)}
    ClockPolicy.objects.create(unit=promised.ministry, kind="complaint", **half)
    case, other = (promised.case(reading={"kind": "complaint"}, medium="x") for _ in range(2))
    browser = as_("saleh", "en")
    tie, none = (reverse(f"cases:{slug}", args=[case.pk]) for slug in ("hand_over", "no_report"))
    shown = page(browser, "cases:show", case.pk)
    assert f'class="button" href="{tie}"' in shown  # in front, not in the menu
    assert none in shown
    assert "The policy: the handing over to 940 or Balady within 30 minutes of working time of being asked" in shown
    data = {"desk": "940", "reference": "77", "opened_on": "2026-11-22"}
    assert browser.post(tie, data).status_code == 302
    shown = page(browser, "cases:show", case.pk)
    assert f'class="menu-item" href="{tie}"' in shown
    assert none not in shown
    none = reverse("cases:no_report", args=[other.pk])
    assert browser.post(none, {"note": ""}).status_code == 422
    assert browser.post(none, {"note": "الفرق في الموقع"}).status_code == 302
    assert "الفرق في الموقع" in page(browser, "cases:show", other.pk)
