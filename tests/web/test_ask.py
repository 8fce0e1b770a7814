"""The page behind an expert's link: what it shows and hides, what it takes, and how it says no."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from sada.desk.answer_question import Reply, answer_by_link
from sada.desk.ask_expert import Expert, ask_expert, remind, withdraw_question
from sada.desk.expert_links import PATH, token_of
from sada.kernel import clock
from sada.store.models import ClockPolicy, Contact, Question
from sada.web.ask import limits
from sada.web.facts.forms import figures_of
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
GIVEN = {"name": "ماهر الوادي", "text": "ينتهي العمل يوم الخميس", "figures": ""}


@pytest.fixture
def question(cast):
    """A question to someone without an account, asked on the morning of the cast; it is still that morning."""
    ClockPolicy.objects.create(
        unit=cast.ministry, promise="fact", minutes=90, basis="work", valid_from=date(2024, 1, 1)
    )
    cache.clear()
    case = cast.case(title="اتصل صاحب الرقم 0551234567 يشكو الإنارة")
    Contact.objects.create(item=case.case_items.get().item, name="مشتكٍ سري", phone="0559876543")
    expert = Expert(name="ماهر الوادي", email="maher@contractor.example")
    with clock.at(MORNING):
        yield ask_expert(case, "متى ينتهي العمل؟", expert, by=cast.saleh, at=MORNING, site="http://testserver")


def url(question):
    return reverse("ask:page", args=[token_of(question)])


def test_the_address_is_the_one_that_letters_carry(question):
    assert url(question) == f"{PATH}{token_of(question)}/"


def test_without_a_log_in_the_link_shows_the_question_and_what_it_is_about(client, question):
    response = client.get(url(question))
    shown = response.content.decode()
    assert response.status_code == 200
    for said in ("متى ينتهي العمل؟", "أمانة منطقة الرياض", "يشكو الإنارة"):
        assert said in shown
    assert 'dir="rtl"' in shown


def test_no_personal_data_is_shown(client, question):
    shown = client.get(url(question)).content.decode()
    for private in ("0551234567", "مشتكٍ سري", "0559876543", "maher@contractor.example", question.case.number):
        assert private not in shown


def test_the_page_is_kept_by_nobody(client, question):
    response = client.get(url(question))
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Referrer-Policy"] == "same-origin"
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert "<script>" not in response.content.decode()


def test_the_answer_is_taken_and_confirmed(client, question):
    response = client.post(url(question), GIVEN | {"figures": "١٢"})
    assert response.status_code == 200
    assert GIVEN["text"] in response.content.decode()
    question.refresh_from_db()
    assert (question.state, question.answer, question.figures) == ("answered", GIVEN["text"], "12")
    assert question.answered_as == "ماهر الوادي"


def test_a_figure_without_a_number_stays_a_form(client, question):
    response = client.post(url(question), GIVEN | {"figures": "كثير"})
    assert response.status_code == 422
    assert 'value="كثير"' in response.content.decode()
    question.refresh_from_db()
    assert question.state == "asked"
    assert client.post(url(question), GIVEN | {"figures": "٩٤٪ من الأعمدة"}).status_code == 200


def test_what_was_said_without_a_number_is_not_offered_as_a_fact():
    assert figures_of(Question(answer="أصلحنا 42 عمودًا", figures="كثير")) == ["42"]
    assert figures_of(Question(answer="أصلحنا 42 عمودًا", figures="1,480")) == ["1,480", "42"]


def test_a_replay_changes_nothing_and_keeps_what_was_typed(client, question):
    address = url(question)
    client.post(address, GIVEN)
    again = client.post(address, GIVEN | {"text": "جواب آخر"})
    assert "جواب آخر" in again.content.decode()  # to be copied
    question.refresh_from_db()
    assert question.answer == GIVEN["text"]


def test_an_incomplete_answer_stays_a_form(client, question):
    response = client.post(url(question), GIVEN | {"text": "", "figures": "12"})
    assert response.status_code == 422
    assert 'value="12"' in response.content.decode()


def test_each_closed_link_says_why(client, question, cast):
    client.cookies["django_language"] = "en"
    address = url(question)
    with clock.at(question.link_until + MINUTE):
        expired = client.get(address)
        remind(question, by=cast.saleh, at=clock.now())
        replaced = client.get(address)
    question.refresh_from_db()
    address = url(question)
    withdraw_question(question, by=cast.saleh, at=MORNING)
    withdrawn = client.get(address)
    for response, said in (
        (expired, "This link has expired"),
        (replaced, "There is a newer link"),
        (withdrawn, "This question was withdrawn"),
    ):
        assert response.status_code == 410
        assert said in response.content.decode()
        assert "متى ينتهي العمل؟" not in response.content.decode()


def test_an_answered_link_says_so_and_shows_no_answer(client, question):
    address = url(question)
    answer_by_link(token_of(question), Reply("سر المكتب"), at=MORNING)
    response = client.get(address, headers={"Accept-Language": "ar"})
    assert response.status_code == 200
    assert "سر المكتب" not in response.content.decode()


@pytest.mark.parametrize("token", ["x", "x:y", "WzEsMV0:bad", "W10:" + "a" * 43])
def test_a_token_we_never_signed_is_not_found(client, question, token):
    address = reverse("ask:page", args=[token])
    assert client.get(address).status_code == 404
    assert client.post(address, GIVEN).status_code == 404


def test_wrong_links_from_one_address_are_limited(client, question):
    wrong = reverse("ask:page", args=["x:y"])
    said = [client.get(wrong).status_code for _ in range(limits.WRONG + 2)]
    assert said == [404] * limits.WRONG + [429] * 2
    assert client.get(url(question)).status_code == 200  # a true link is not held back by it
    with clock.at(MORNING + 11 * MINUTE):
        assert client.get(wrong).status_code == 404


def test_answers_to_one_question_are_limited(client, question):
    said = [client.post(url(question), {"text": ""}).status_code for _ in range(limits.TRIES + 1)]
    assert said == [422] * limits.TRIES + [429]


def test_a_form_from_elsewhere_is_refused(question):
    assert Client(enforce_csrf_checks=True).post(url(question), GIVEN).status_code == 403
    question.refresh_from_db()
    assert question.state == "asked"


def test_the_page_speaks_english_too(client, question):
    client.cookies["django_language"] = "en"
    shown = client.get(url(question)).content.decode()
    assert "A question to you" in shown
    assert 'dir="ltr"' in shown
    assert "Answer due within 1 hour and 30 minutes of working time" in shown
