"""Facts on screen: table, search, page, change with what it touches, export."""

import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from sada.desk.approve_answer import approve_answer
from sada.desk.draft_answer import draft_answer, submit_answer
from sada.store.models import Fact
from tests.cast import MORNING

pytestmark = pytest.mark.django_db


def html(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def used(cast, fact, title="رد الأمانة"):
    answer = draft_answer(cast.case(), title, f"صين {{#{fact.pk}}} عمودًا", by=cast.saleh, at=MORNING)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    approve_answer(answer, 1, by=cast.noura, at=MORNING)
    return answer


def test_the_table_says_where_each_fact_stands_and_how_often_it_is_used(as_, cast):
    fact = cast.fact("150", "أعمدة الإنارة")
    cast.fact("9", "حدائق", as_of=date(2026, 8, 1), valid_until=date(2026, 11, 21))
    used(cast, fact)
    shown = html(as_("saleh", "en").get(reverse("facts:list")))
    assert "1 text" in shown
    assert "Expired" in shown
    assert "محضر الصيانة رقم 12" in shown


def test_filters_and_spelling(as_, cast):
    cast.fact("150", "أعمدة الإنارة المصانة")
    cast.fact("9", "مساحة الحدائق", as_of=date(2026, 8, 1), valid_until=date(2026, 11, 21))
    browser = as_("saleh")
    for query, there, absent in (
        ({"q": "اعمده الاناره"}, "أعمدة الإنارة المصانة", "مساحة الحدائق"),
        ({"q": "اعمدت الانارا"}, "أعمدة الإنارة المصانة", "مساحة الحدائق"),
        ({"standing": "expired"}, "مساحة الحدائق", "أعمدة الإنارة المصانة"),
        ({"standing": "nonsense", "owner": "x", "page": "٩٩"}, "مساحة الحدائق", "لا حقيقة"),
    ):
        shown = html(browser.get(reverse("facts:list"), query))
        assert there in shown, query
        assert absent not in shown, query


def test_facts_of_another_amana_are_not_there_and_those_above_are(as_, cast):
    theirs = cast.fact("7", "أعمدة القصيم", unit="qassim")
    national = cast.fact("8", "أعمدة المملكة", unit="riyadh")
    Fact.objects.filter(pk=national.pk).update(unit=cast.ministry)
    browser = as_("saleh")
    shown = html(browser.get(reverse("facts:list")))
    assert "أعمدة القصيم" not in shown
    assert "أعمدة المملكة" in shown
    assert browser.get(reverse("facts:show", args=[theirs.pk])).status_code == 404
    assert browser.get(reverse("facts:change", args=[national.pk])).status_code == 403


def test_changing_shows_first_what_it_touches(as_, cast):
    fact = cast.fact("150")
    used(cast, fact, "الرد الذي استشهد بها")
    draft_answer(cast.case(), "مسودة تستشهد بها", f"{{#{fact.pk}}}", by=cast.fahad, at=MORNING)
    shown = html(as_("saleh").get(reverse("facts:change", args=[fact.pk])))
    assert "الرد الذي استشهد بها" in shown
    assert "مسودة تستشهد بها" in shown


def changed(value="175", **more):
    return {"value": value, "as_of": "2026-11-20", "valid_until": "2027-02-01", "proof": "محضر 13", "version": 1} | more


def test_a_change_is_made_once_and_the_second_from_the_same_page_is_told(as_, cast):
    fact = cast.fact("150")
    browser = as_("saleh", "en")
    assert browser.post(reverse("facts:change", args=[fact.pk]), changed("١٧٥")).status_code == 302
    assert Fact.objects.get().value == "175"
    again = browser.post(reverse("facts:change", args=[fact.pk]), changed("180"))
    assert again.status_code == 422
    assert "You have done this already: Fact changed" in again.content.decode()
    assert Fact.objects.get().value == "175"


def test_turned_dates_and_a_missing_proof_stand_at_their_fields(as_, cast):
    fact = cast.fact("150")
    browser = as_("saleh", "en")
    turned = browser.post(reverse("facts:change", args=[fact.pk]), changed(valid_until="2026-11-01"))
    assert turned.status_code == 422
    assert "before the day on which the fact was so" in turned.content.decode()
    assert browser.post(reverse("facts:change", args=[fact.pk]), changed(proof=" ")).status_code == 422


def test_a_fact_is_added_by_the_desk_and_not_by_a_monitor(as_, cast):
    data = changed("12") | {"statement_ar": "فرق الصيانة", "unit": cast.riyadh.pk}
    assert as_("rakan").post(reverse("facts:new"), data).status_code == 403
    response = as_("saleh").post(reverse("facts:new"), data)
    fact = Fact.objects.get()
    assert response.headers["Location"] == reverse("facts:show", args=[fact.pk])
    assert (fact.value, fact.owner) == ("12", cast.saleh)


def test_withdrawing_needs_a_reason_and_shows_on_the_page(as_, cast):
    fact = cast.fact("150")
    browser = as_("saleh", "en")
    address = reverse("facts:state", args=[fact.pk])
    assert browser.post(address, {"state": "withdrawn", "note": ""}).status_code == 422
    assert browser.post(address, {"state": "withdrawn", "note": "ألغي المشروع"}).status_code == 302
    assert "cannot be quoted" in html(browser.get(reverse("facts:show", args=[fact.pk])))
    assert reverse("facts:show", args=[fact.pk]) not in html(browser.get(reverse("facts:list")))


def test_the_page_names_texts_of_other_units_without_their_titles(as_, cast):
    fact = cast.fact("150")
    used(cast, fact, "عنوان رد الرياض")
    Fact.objects.filter(pk=fact.pk).update(unit=cast.ministry)
    shown = html(as_("huda", "en").get(reverse("facts:show", args=[fact.pk])))
    assert "عنوان رد الرياض" not in shown
    assert "A text of another unit" in shown


def test_the_excel_holds_every_row_and_runs_from_right_to_left(as_, cast):
    for n in range(3):
        cast.fact(str(n + 1))
    response = as_("saleh").get(reverse("facts:xlsx"))
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert sheet.sheet_view.rightToLeft
    assert sheet.max_row == 4


def test_the_table_takes_the_same_number_of_queries_however_long_it_is(as_, cast):
    browser = as_("saleh")
    counts = []
    for more in (2, 20):
        for n in range(more):
            cast.fact(str(n + 1), by=cast.salma if n % 2 else cast.saleh)
        html(browser.get(reverse("facts:list")))
        with CaptureQueriesContext(connection) as queries:
            html(browser.get(reverse("facts:list")))
        counts.append(len(queries))
    assert counts[0] == counts[1]
