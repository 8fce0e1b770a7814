"""Answers given before, offered in the draft screen with what became of them."""
# ruff: noqa: F811 - fixtures of a neighbouring file

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sada.desk.approve_answer import approve_answer
from sada.desk.close_case import close_case
from sada.desk.draft_answer import draft_answer, submit_answer
from sada.desk.send_answer import published_by_hand
from sada.facts.keep_fact import Value, change_fact
from sada.rules.citations import without_own
from sada.store.models import Case
from sada.store.queries.answers_given import FIELD, SERVICE, WORDS, given
from tests.cast import MORNING
from tests.web.test_answers import at, draft, html  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
TODAY = MORNING.date()
BEFORE = MORNING - timedelta(days=30)


@pytest.fixture
def answered(cast):
    """`answered("text", service=...)`: a case of a month ago whose answer was sent."""

    def make(text="أُعيدت الإنارة", title="ظلام في حي الياسمين", unit="riyadh", **columns):
        case = cast.case(unit, title=title, text=title, at=BEFORE)
        Case.objects.filter(pk=case.pk).update(**columns)
        by, approver = (cast.saleh, cast.noura) if unit == "riyadh" else (cast.huda, cast.badr)
        answer = draft_answer(case, title, text, by=by, at=BEFORE)
        submit_answer(answer, by=by, at=BEFORE)
        approve_answer(answer, 1, by=approver, at=BEFORE)
        published_by_hand(answer, f"https://waha.example/{answer.pk}", by=by, at=BEFORE)
        return answer

    return make


def case_now(cast, **columns):
    case = cast.case(title="انقطاع الإنارة في الياسمين")
    Case.objects.filter(pk=case.pk).update(**{"family": None, "service": None, **columns})
    case.refresh_from_db()
    return case


def test_the_nearest_come_first_and_each_says_why(cast, answered):
    field = answered(title="لوحة إعلانية", service=None, family=cast.family, story=None)
    service = answered(title="عمود مائل", service=cast.service, family=cast.family, story=None)
    words = answered(title="انقطاع الإنارة وعتمة الياسمين", service=None, family=None, story=None)
    case = case_now(cast, service=cast.service, family=cast.family)
    found = given(Case.objects.all(), case, TODAY)
    assert [(one.pk, one.nearness) for one in found] == [(words.pk, WORDS), (service.pk, SERVICE), (field.pk, FIELD)]


def test_words_are_found_however_spelt_and_only_within_reach(cast, answered):
    answered(title="انهيار رصيف المدرسة")
    answered(title="انهيار رصيف بريدة", unit="qassim")
    rows = Case.objects.filter(path__startswith=cast.riyadh.path)
    assert [one.title for one in given(rows, case_now(cast), TODAY, "انهيار رصيف المدرسه")] == ["انهيار رصيف المدرسة"]
    assert given(rows, case_now(cast), TODAY, "بريدة") == []


def test_what_became_of_an_answer_is_told(cast, answered):
    fact = cast.fact("150")
    answer = answered(f"صين {{#{fact.pk}}} عمودًا", service=cast.service, family=cast.family)
    close_case(Case.objects.get(pk=answer.case_id), "done", by=cast.saleh, at=BEFORE)
    case = case_now(cast, service=cast.service)

    def fate(today=TODAY):
        [one] = given(Case.objects.all(), case, today)
        return one.complaints, one.numbers_changed, one.is_correction, one.numbers_expired

    Case.objects.filter(pk=case.pk).update(kind="inquiry")
    assert fate() == (0, False, False, False)
    again = cast.case(title="الإنارة مرة أخرى")
    Case.objects.filter(pk=again.pk).update(service=cast.service, kind="complaint")
    change_fact(fact, Value("160", TODAY, TODAY + timedelta(days=9), "محضر"), by=cast.saleh, at=MORNING)
    assert fate() == (1, True, False, False)
    fact.refresh_from_db()
    assert fate(fact.valid_until) == (1, True, False, False)  # it holds to the end of its last day
    assert fate(fact.valid_until + timedelta(days=1)) == (1, True, False, True)


def test_of_two_answers_of_a_case_the_one_that_stands_is_offered(cast, answered):
    first = answered(service=cast.service)
    case = Case.objects.get(pk=first.case_id)
    later = draft_answer(case, "تصحيح", "نص مصحح", by=cast.saleh, at=MORNING)
    submit_answer(later, by=cast.saleh, at=MORNING)
    approve_answer(later, 1, by=cast.noura, at=MORNING)
    published_by_hand(later, "https://waha.example/later", by=cast.saleh, at=MORNING)
    [one] = given(Case.objects.all(), case_now(cast, service=cast.service), TODAY)
    assert (one.pk, one.is_correction) == (later.pk, True)


def test_the_panel_offers_the_text_with_facts_to_be_checked_and_own_numbers_asked_anew(as_, cast, answered, draft):
    fact = cast.fact("150")
    answered(f"صين {{#{fact.pk}}} عمودًا خلال {{=14}} يومًا", title="أعمدة الياسمين")
    mine = draft()
    shown = html(as_("saleh", "en").get(at("given", mine.pk), {"before": "اعمده الياسمين"}))
    assert f"<template>صين {{150 #{fact.pk}}} عمودًا خلال 14 يومًا</template>" in shown
    assert "No complaint on the same matter since" in shown
    assert "No answer sent holds these words." in html(as_("saleh", "en").get(at("given", mine.pk), {"before": "ذئب"}))
    assert as_("huda").get(at("given", mine.pk)).status_code == 404
    assert as_("rakan").get(at("given", mine.pk)).status_code == 403


def test_the_panel_takes_as_many_queries_however_much_was_answered(as_, cast, answered, draft):
    answered(service=cast.service)
    browser, mine, counts = as_("saleh"), draft(), []
    for _ in range(2):
        html(browser.get(at("given", mine.pk)))
        with CaptureQueriesContext(connection) as queries:
            html(browser.get(at("given", mine.pk)))
        counts.append(len(queries))
        for n in range(3):
            answered(title=f"ظلام في الحي {n}", service=cast.service)
    assert counts[0] == counts[1]


def test_own_numbers_become_bare_and_citations_stay():
    assert without_own("{#12:150} و{=14} و{#13} {x}") == "{#12:150} و14 و{#13} {x}"
