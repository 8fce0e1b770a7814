"""Questions to experts on the case page, the expert's own screen, and what an answer becomes."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sada.desk.answer_question import Reply, answer_question
from sada.desk.ask_expert import Expert, ask_expert, withdraw_question
from sada.desk.draft_answer import draft_answer
from sada.kernel import clock
from sada.store.models import ClockPolicy, Fact, Membership, Notice, Outgoing, Person, Question
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def ninety_minutes(cast):
    """A fact asked for is promised within ninety working minutes."""
    ClockPolicy.objects.create(
        unit=cast.ministry, promise="fact", minutes=90, basis="work", valid_from=date(2024, 1, 1)
    )


def ask(cast, text="كم عمودًا أُصلح هذا الأسبوع؟", to="salma", case=None, at=MORNING):
    expert = Expert(cast.person[to]) if to else Expert(name="ماهر الوادي", email="maher@contractor.example")
    return ask_expert(case or cast.case(), text, expert, by=cast.saleh, at=at, site="https://sada.example")


def page(browser, name, *args, **query):
    response = browser.get(reverse(name, args=args), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_desk_asks_from_the_case_page(as_, cast):
    case, browser = cast.case(), as_("saleh")
    shown = page(browser, "cases:show", case.pk)
    assert 'data-key="q"' in shown
    form = page(browser, "cases:ask_expert", case.pk)
    assert cast.salma.name_ar in form
    assert cast.fahad.name_ar not in form
    response = browser.post(
        reverse("cases:ask_expert", args=[case.pk]), {"text": "كم عمودًا أُصلح؟", "to": cast.salma.pk}
    )
    assert response.headers["Location"] == reverse("cases:show", args=[case.pk])
    question = Question.objects.get()
    assert (question.to, question.asked_by, question.site) == (cast.salma, cast.saleh, "http://testserver")


def test_the_desk_asks_someone_without_an_account(as_, cast):
    case, browser = cast.case(), as_("saleh")
    given = {"text": "متى ينتهي العمل؟", "to": "", "name": "ماهر الوادي", "email": "maher@contractor.example"}
    browser.post(reverse("cases:ask_expert", args=[case.pk]), given)
    assert "http://testserver/ask/" in Outgoing.objects.get(address="maher@contractor.example").text


@pytest.mark.parametrize(
    "given", [{}, {"name": "ماهر"}, {"email": "maher@contractor.example"}, {"name": "ماهر", "email": "لا عنوان"}]
)
def test_what_was_typed_stays_when_nobody_can_be_reached(as_, cast, given):
    case, browser = cast.case(), as_("saleh")
    response = browser.post(reverse("cases:ask_expert", args=[case.pk]), {"text": "متى ينتهي العمل؟"} | given)
    assert response.status_code == 422
    assert "متى ينتهي العمل؟" in response.content.decode()
    assert not Question.objects.exists()


def test_an_expert_and_a_name_at_once_is_refused(as_, cast):
    case, browser = cast.case(), as_("saleh")
    both = {"text": "متى؟", "to": cast.salma.pk, "name": "ماهر", "email": "maher@contractor.example"}
    assert browser.post(reverse("cases:ask_expert", args=[case.pk]), both).status_code == 422


def test_the_question_and_its_answer_stand_in_the_conversation_with_a_clock(as_, cast):
    question, browser = ask(cast), as_("saleh", "en")
    shown = page(browser, "cases:show", question.case_id)
    assert question.text in shown
    assert "Answer due within 1 hour and 30 minutes of working time, before 10:30" in shown
    assert reverse("questions:remind", args=[question.pk]) in shown
    answer_question(question, Reply("أُصلح 42 عمودًا", "42"), by=cast.salma, at=MORNING + HOUR / 2)
    shown = page(browser, "cases:show", question.case_id)
    assert "أُصلح 42 عمودًا" in shown
    assert "Answered in 30 minutes of working time, in time" in shown
    assert reverse("questions:remind", args=[question.pk]) not in shown
    assert f"{reverse('facts:new')}?question={question.pk}" in shown


def test_a_late_question_says_so(as_, cast):
    question, browser = ask(cast), as_("saleh", "en")
    with clock.at(MORNING + 2 * HOUR):
        assert "Late by 30 minutes of working time" in page(browser, "cases:show", question.case_id)


def test_the_desk_reminds_and_withdraws_from_the_case_page(as_, cast):
    question, browser = ask(cast), as_("saleh")
    for name in ("remind", "withdraw"):
        response = browser.post(reverse(f"questions:{name}", args=[question.pk]))
        assert response.headers["Location"] == reverse("cases:show", args=[question.case_id])
    question.refresh_from_db()
    assert question.state == "withdrawn"
    assert question.reminded_at == MORNING


def test_reminding_too_soon_is_said_on_the_page_one_came_from(as_, cast):
    question, browser = ask(cast), as_("saleh", "en")
    for _ in range(2):
        browser.post(reverse("questions:remind", args=[question.pk]))
    assert "A reminder was sent a moment ago" in page(browser, "cases:show", question.case_id)


# The expert's own screen


def test_an_expert_lands_on_the_questions_to_them(as_, cast):
    assert as_("salma").get("/").headers["Location"] == reverse("questions:list")


def test_the_list_holds_what_one_is_asked_and_nothing_else(as_, cast):
    cast.person["turki"] = Person.objects.create(username="turki", name_ar="تركي")
    Membership.objects.create(person=cast.turki, unit=cast.riyadh, role="expert")
    ask(cast, "سؤال إلى سلمى؟")
    ask(cast, "سؤال إلى تركي؟", to="turki")
    withdraw_question(ask(cast, "سؤال مسحوب؟"), by=cast.saleh, at=MORNING)
    ask(cast, "سؤال بالرابط؟", to=None)
    shown = page(as_("salma"), "questions:list")
    assert "سؤال إلى سلمى؟" in shown
    for other in ("سؤال إلى تركي؟", "سؤال مسحوب؟", "سؤال بالرابط؟"):
        assert other not in shown


def test_the_earliest_deadline_leads_and_the_bar_counts(as_, cast):
    later = ask(cast, "لاحق؟", at=MORNING + HOUR)
    sooner = ask(cast, "أسبق؟")
    answer_question(ask(cast, "مجاب؟"), Reply("نعم"), by=cast.salma, at=MORNING)
    shown = page(as_("salma"), "questions:list")
    assert shown.index(sooner.text) < shown.index(later.text) < shown.index("مجاب؟")
    from sada.web.questions.nav import waiting

    assert waiting(cast.salma, None) == 2


def test_the_list_takes_the_same_number_of_queries_however_long_it_is(as_, cast):
    browser = as_("salma")
    ask(cast)
    page(browser, "questions:list")
    with CaptureQueriesContext(connection) as few:
        page(browser, "questions:list")
    for n in range(6):
        question = ask(cast, f"سؤال {n}؟")
        if n % 2:
            answer_question(question, Reply("نعم"), by=cast.salma, at=MORNING)
    with CaptureQueriesContext(connection) as many:
        page(browser, "questions:list")
    assert len(many) == len(few) <= 20


def test_the_case_page_takes_the_same_number_of_queries_however_many_questions(as_, cast):
    browser, case = as_("saleh"), cast.case()
    ask(cast, case=case)
    page(browser, "cases:show", case.pk)
    with CaptureQueriesContext(connection) as few:
        page(browser, "cases:show", case.pk)
    for n in range(5):
        answer_question(ask(cast, f"سؤال {n}؟", case=case), Reply("نعم"), by=cast.salma, at=MORNING)
    with CaptureQueriesContext(connection) as many:
        page(browser, "cases:show", case.pk)
    assert len(many) == len(few)


def test_the_expert_answers_on_the_page_of_the_question(as_, cast):
    question, browser = ask(cast), as_("salma")
    shown = page(browser, "questions:show", question.pk)
    assert question.text in shown
    assert "إنارة حي الزهور مطفأة منذ أسبوع" in shown
    assert not Notice.objects.filter(person=cast.salma, seen_at=None).exists()
    response = browser.post(reverse("questions:answer", args=[question.pk]), {"text": "أُصلح ٤٢", "figures": "٤٢"})
    assert response.headers["Location"] == reverse("questions:list")
    question.refresh_from_db()
    assert (question.answer, question.figures) == ("أُصلح ٤٢", "42")


def test_an_empty_answer_stays_a_form(as_, cast):
    question = ask(cast)
    response = as_("salma").post(reverse("questions:answer", args=[question.pk]), {"text": " ", "figures": "42"})
    assert response.status_code == 422
    assert 'value="42"' in response.content.decode()


def test_answering_twice_is_told_and_changes_nothing(as_, cast):
    question, browser = ask(cast), as_("salma")
    url = reverse("questions:answer", args=[question.pk])
    browser.post(url, {"text": "الأول"})
    assert browser.post(url, {"text": "الثاني"}).status_code == 409
    question.refresh_from_db()
    assert question.answer == "الأول"


def test_doors_of_questions(as_, cast):
    question = ask(cast)
    show, answer, remind = (reverse(f"questions:{name}", args=[question.pk]) for name in ("show", "answer", "remind"))
    for name, meant in (("salma", 200), ("saleh", 200), ("lina", 200), ("huda", 404), ("zayd", 404), ("badr", 404)):
        assert as_(name).get(show).status_code == meant, name
    for name, meant in (("saleh", 403), ("noura", 403), ("huda", 404)):
        assert as_(name).post(answer, {"text": "جواب"}).status_code == meant, name
    for name, meant in (("salma", 403), ("lina", 403), ("huda", 404)):
        assert as_(name).post(remind).status_code == meant, name
    for name, meant in (("saleh", 403), ("salma", 200)):
        assert as_(name).get(reverse("questions:list")).status_code == meant, name


# What an answer becomes


def test_an_answer_becomes_a_fact_in_one_step(as_, cast):
    question = ask(cast)
    answer_question(question, Reply("أُصلح 42 عمودًا", "42"), by=cast.salma, at=MORNING)
    browser = as_("saleh")
    form = browser.get(reverse("facts:new"), {"question": question.pk}).context["form"]
    assert form["value"].value() == "42"
    assert cast.salma.name_ar in form["proof"].value()
    assert question.case.number in form["proof"].value()
    given = {name: form[name].value() for name in ("value", "as_of", "valid_until", "proof", "unit", "question")}
    response = browser.post(reverse("facts:new"), given | {"statement_ar": "عدد الأعمدة المصلحة"})
    fact = Fact.objects.get()
    assert response.headers["Location"] == reverse("cases:show", args=[question.case_id])
    assert (fact.value, fact.owner, fact.unit) == ("42", cast.salma, question.case.unit)


def test_no_fact_is_made_of_a_question_that_is_not_ones_own_to_see(as_, cast):
    question = ask(cast)
    answer_question(question, Reply("سر", "42"), by=cast.salma, at=MORNING)
    assert as_("huda").get(reverse("facts:new"), {"question": question.pk}).status_code == 404


@pytest.mark.parametrize("wrong", ["x", "-1", "9" * 30, ""])
def test_a_spoiled_address_brings_the_empty_form(as_, cast, wrong):
    assert as_("saleh").get(reverse("facts:new"), {"question": wrong}).status_code == 200


def test_an_unanswered_question_fills_nothing_in(as_, cast):
    form = as_("saleh").get(reverse("facts:new"), {"question": ask(cast).pk}).context["form"]
    assert not form["value"].value()


def test_the_editor_offers_the_answers_of_experts_to_quote(as_, cast):
    question = ask(cast)
    browser = as_("saleh")
    answer = draft_answer(question.case, "عنوان", "نص", by=cast.saleh, at=MORNING)
    assert "data-quote" not in page(browser, "cases:edit", answer.pk)
    answer_question(question, Reply("أُصلح 42 عمودًا"), by=cast.salma, at=MORNING)
    shown = page(browser, "cases:edit", answer.pk)
    assert f'data-quote="#reply-{question.pk}"' in shown
    assert "أُصلح 42 عمودًا" in shown


def test_every_figure_of_an_answer_is_one_press_from_a_fact(as_, cast):
    question = ask(cast)
    said = "بلغت النسبة 72% حتى 28 نوفمبر 2026م، وباشرت 14 مضخة و6 فرق."
    answer_question(question, Reply(said, "72%"), by=cast.salma, at=MORNING)
    browser = as_("saleh")
    shown = browser.get(reverse("cases:show", args=[question.case_id])).content.decode()
    assert [value in shown for value in ("value=72%25", "value=14", "value=6", "value=28")] == [True, True, True, False]
    page = browser.get(reverse("facts:new"), {"question": question.pk, "value": "14"})
    form = page.context["form"]
    assert (form["value"].value(), form["measure"].value()) == ("14", "مضخة")
    assert "وباشرت 14 مضخة" in page.content.decode()  # the answer stands above the form
    form = browser.get(reverse("facts:new"), {"question": question.pk, "value": "999"}).context["form"]
    assert form["value"].value() == "72%"  # what the expert never said is not put into the form
