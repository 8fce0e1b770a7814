"""The page of measures: words, tiles with formula and cases, filters in the address, charts, downloads, rights."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sada.desk.send_answer import mark_answered
from sada.web.measures.charts import Chart
from sada.web.measures.draw import draw
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
NOON = MORNING + 3 * HOUR


@pytest.fixture
def moment():
    return NOON


def text(browser, name="measures:board", args=(), **query):
    response = browser.get(reverse(name, args=args), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def many(cast, count=24, minutes=60, **columns):
    """Cases answered one after another, in time."""
    for n in range(count):
        at = MORNING - timedelta(days=1 + n % 5)
        case = cast.case(at=at, **columns)
        mark_answered(case, case.asked_at + timedelta(minutes=minutes + n))


def test_the_page_opens_with_sentences_made_from_the_rows(as_, cast):
    many(cast)
    cast.case(at=MORNING)
    shown = text(as_("abeer", "en"))
    assert "Within 30 days 25 items arrived, 25 complaints among them" in shown
    assert "Of 25 cases that need an answer 24 have been answered." in shown
    assert "Still waiting, of those asked within this period: 1 case, none of them late." in shown
    assert "Half of the answers came within" in shown


def test_too_few_cases_are_said_to_be_too_few(as_, cast):
    cast.case(at=MORNING)
    shown = text(as_("abeer", "en"))
    assert "too few to say" in shown
    assert "There are too few cases to say how long an answer takes: 1 case." in shown
    assert "100%" not in shown


def test_nothing_at_all_is_a_page_too(as_, cast):
    shown = text(as_("abeer", "en"))
    assert "Nothing was received within 30 days." in shown
    assert "Nothing to compare" in shown


def test_every_tile_opens_its_formula_with_its_level_and_its_cases(as_, cast):
    shown = text(as_("abeer", "en"))
    assert shown.count("Level (AMEC)") == 6
    assert "Kaplan" in shown
    for part in ("answered", "on_time", "unanswered", "all"):
        assert f"part={part}" in shown
    assert reverse("measures:items") in shown


def test_filters_live_in_the_address_and_narrow_every_figure(as_, cast):
    many(cast, 3, medium="x")
    many(cast, 2, medium="print")
    browser = as_("abeer", "en")
    assert "Of 3 cases" in text(browser, medium="x")
    assert "Of 2 cases" in text(browser, medium="print")
    assert "medium=x" in text(browser, medium="x")  # links carry it on
    assert "Of 5 cases" in text(browser, medium="nonsense")
    assert "No case that needs an answer" in text(
        browser, period="custom", **{"from": "2020-01-01", "to": "2020-02-01"}
    )
    assert "Of 5 cases" in text(browser, period="custom", **{"from": "rubbish", "to": "2020-02-01"})


def test_a_unit_that_is_not_ones_own_narrows_nothing(as_, cast):
    many(cast, 2)
    cast.case("qassim", at=MORNING)
    browser = as_("abeer", "en")
    assert "Of 2 cases" in text(browser, unit="qassim")
    assert "القصيم" not in text(browser, unit="qassim")


def test_the_ministry_sees_all_and_compares_amanat_without_a_rank(as_, cast):
    many(cast, 3)
    many(cast, 5, unit="qassim")
    shown = text(as_("majed", "en"))
    assert "Of 8 cases" in shown
    arabic = text(as_("majed"))
    by_name = sorted((cast.riyadh, cast.qassim), key=lambda unit: unit.sort_key)
    # by name, although Qassim has more
    assert arabic.index(f"{by_name[0].name_ar}</a>") < arabic.index(f"{by_name[1].name_ar}</a>")


@pytest.mark.parametrize("by", ["unit", "medium", "family", "kind", "nonsense"])
def test_groups_of_every_dimension_are_shown(as_, cast, by):
    many(cast, 2)
    assert "too few to say" in text(as_("abeer", "en"), by=by)


def test_a_chart_is_an_image_in_words_without_script_or_style(as_, cast):
    many(cast, 24)
    browser = as_("abeer")
    for name in ("on_time", "median", "received", "course"):
        svg = text(browser, "measures:chart", [name])
        assert svg.startswith("<svg") or "state" in svg
        assert "<script" not in svg
        assert "style=" not in svg
    on_time = text(browser, "measures:chart", ["on_time"])
    assert 'role="img"' in on_time
    assert "aria-label=" in on_time


def test_time_runs_from_right_to_left_in_arabic_unless_one_wants_it_otherwise(as_, cast):
    many(cast, 24)
    right_to_left = text(as_("abeer"), "measures:chart", ["received"])
    other_way = text(as_("abeer", charts_ltr=True), "measures:chart", ["received"])
    assert _place(right_to_left, "16/11") < _place(right_to_left, "9/11")
    assert _place(other_way, "16/11") > _place(other_way, "9/11")


def _place(svg, label):
    """The horizontal place of a label of the axis."""
    import re

    return float(re.search(rf"translate\(([\d.]+),[\d.]+\)[^>]*>{label}<", svg)[1])


def test_a_chart_with_too_few_cases_says_so(as_, cast):
    cast.case(at=MORNING)
    assert "Too few to draw" in text(as_("abeer", "en"), "measures:chart", ["on_time"])


def test_a_chart_is_drawn_once_for_the_same_figures():
    spec = {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "data": {"values": [{"a": 1}]}, "mark": "bar"}
    assert draw(Chart(spec, "قول")) == draw(Chart(dict(spec), "قول"))
    assert "قول &lt;b&gt;" in draw(Chart(spec, "قول <b>"))


def test_csv_has_a_mark_for_excel_and_the_figures_of_the_table(as_, cast):
    many(cast, 24)
    response = as_("abeer", "en").get(reverse("measures:table", args=["csv"]))
    body = response.content.decode()
    assert body.startswith("\ufeff")
    head, *rows = list(csv.reader(io.StringIO(body.removeprefix("\ufeff"))))
    assert head[0] == "Unit"
    assert len(rows) == 1
    assert rows[0][1:4] == ["24", "24", "24"]
    assert float(rows[0][4]) == 1.0


def test_xlsx_opens_from_right_to_left_in_arabic(as_, cast):
    import openpyxl

    many(cast, 3)
    response = as_("abeer").get(reverse("measures:table", args=["xlsx"]))
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert sheet.sheet_view.rightToLeft
    assert sheet.max_row == 2
    assert sheet["B2"].value == 3


def test_the_lists_behind_the_figures_lead_to_the_cases(as_, cast):
    many(cast, 2)
    late = cast.case(title="متأخرة جدًا", at=MORNING - timedelta(days=6))
    browser = as_("abeer")
    listed = text(browser, "measures:cases", part="late")
    assert "متأخرة جدًا" in listed
    assert reverse("cases:show", args=[late.pk]) in listed
    assert "متأخرة جدًا" not in text(browser, "measures:cases", part="answered")
    assert browser.get(reverse("measures:cases"), {"part": "nonsense"}).status_code == 404
    assert "متأخرة جدًا" in text(browser, "measures:items")


def test_those_without_the_right_are_refused(as_, cast):
    for name, args in (
        ("measures:board", []),
        ("measures:chart", ["median"]),
        ("measures:cases", []),
        ("measures:items", []),
    ):
        assert as_("salma").get(reverse(name, args=args)).status_code == 403
    assert as_("rakan").get(reverse("measures:table", args=["csv"])).status_code == 403
    assert as_("abeer").get(reverse("measures:table", args=["pdf"])).status_code == 404
    assert as_("abeer").get(reverse("measures:chart", args=["nonsense"])).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_cases(as_, cast):
    many(cast, 2)
    browser = as_("abeer")
    browser.get(reverse("measures:board"))

    def queries():
        with CaptureQueriesContext(connection) as seen:
            browser.get(reverse("measures:board"))
        return len(seen)

    few = queries()
    many(cast, 8)
    assert queries() == few


def test_a_manager_lands_on_today_and_the_ministry_on_the_kingdom(as_, cast):
    late = cast.case(title="متأخرة جدًا", at=MORNING - timedelta(days=6))
    browser = as_("abeer", "en")
    assert browser.get(reverse("home")).url == reverse("overview:page")
    shown = text(browser, "overview:page")
    assert "Today" in shown
    assert reverse("cases:show", args=[late.pk]) in shown
    assert "The kingdom at a glance" in text(as_("majed", "en"), "overview:page")
    assert as_("saleh").get(reverse("overview:page")).status_code == 403


def test_today_of_one_amana_says_nothing_of_another(as_, cast):
    cast.case("qassim", title="حفرة في القصيم", at=MORNING - timedelta(days=6))
    assert "حفرة في القصيم" not in text(as_("abeer"), "overview:page")
    assert "حفرة في القصيم" in text(as_("majed"), "overview:page")


def test_the_period_and_the_moment_say_which_cases_they_count(as_, cast):
    cast.case(at=MORNING - timedelta(days=200))
    cast.case(at=MORNING)
    many(cast, 1)
    browser = as_("abeer", "en")
    assert "Still waiting, of those asked within this period: 1 case, none of them late." in text(browser)
    assert "Waiting right now, whenever asked: 2 cases, 1 of them late." in text(browser, "overview:page")
