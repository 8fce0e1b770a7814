"""What nobody means and somebody sends: days of other ages, «²» for a number, a page that is none. Never a fault."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sada.desk.hand_over_report import Handed, hand_over, note_report
from sada.ports import ReportStatus
from sada.store.models import Act, ServiceReport
from sada.web.forms import day_of
from tests.cast import MORNING
from tests.desk.test_press import law, sent  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["abc", "abc/", "²", "x:y", "//evil.example/", "https://evil.example/", "a\nb"])
@pytest.mark.parametrize("htmx", [{}, {"HTTP_HX_REQUEST": "true"}])
def test_a_page_to_go_back_to_that_is_none_of_ours_leads_home(as_, cast, name, htmx):
    case = cast.case()
    response = as_("saleh").post(reverse("cases:watch", args=[case.pk]), {"next": name}, **htmx)
    assert response.status_code in (200, 302)
    assert "evil" not in response.headers.get("Location", "") + response.headers.get("HX-Redirect", "")
    away = as_("saleh").post(reverse("language"), {"next": name, "language": "ar"})
    assert (away.status_code, away["Location"]) == (302, "/")


@pytest.mark.parametrize(
    ("name", "kwargs", "query"),
    [
        ("inbox:many", {"what": "no_answer"}, {"m": "²"}),
        ("inbox:undo", {}, {"m": "²", "what": "decision"}),
        ("day:many", {"what": "assign"}, {"c": "²"}),
        ("administration:rota", {}, {"week": "0001-01-01"}),
        ("administration:rota", {}, {"week": "9999-12-31"}),
        ("administration:new_shift", {}, {"day": "9999-12-31"}),
        ("administration:log", {}, {"from": "0001-01-01", "to": "9999-12-31"}),
        ("measures:board", {}, {"period": "custom", "from": "0001-01-01", "to": "9999-12-31"}),
        ("reading_quality:page", {}, {"outlet": "²"}),
    ],
)
def test_an_address_with_a_sign_that_is_no_number_or_a_day_of_another_age_is_answered(as_, name, kwargs, query):
    for person in ("abeer", "noura"):
        for method in ("get", "post"):
            assert getattr(as_(person), method)(reverse(name, kwargs=kwargs), query).status_code < 500


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31", "1447-05-03", "", "nonsense", "²"])
def test_a_day_of_another_age_is_none(text):
    assert day_of(text) is None
    assert day_of("٢٠٢٦-١١-٢٢") == date(2026, 11, 22)


@pytest.mark.parametrize("day", ["9999-12-31", "2028-01-01"])
def test_the_day_an_outlet_names_lies_within_a_year(as_, sent, day):  # noqa: F811
    response = as_("saleh").post(reverse("press:agree", args=[sent.pk]), {"day": day})
    assert response.status_code == 422
    before = sent.due_on
    sent.refresh_from_db()
    assert sent.due_on == before


def test_a_letter_that_is_none_is_not_written_instead_of(as_, sent):  # noqa: F811
    for instead in ("abc", "²", "9" * 40):
        assert as_("saleh").get(reverse("cases:email", args=[sent.answer_id]), {"instead": instead}).status_code == 200


def test_a_file_of_states_with_bad_lines_names_them_in_a_sentence(as_, cast):
    report = hand_over(cast.case(), Handed("940", "R-1", MORNING.date()), by=cast.saleh, at=MORNING)
    raw = "رقم البلاغ,الحالة,التاريخ,الإجراء\nR-1,مغلق,0001-01-01,صورة\nR-2,غير منجز,,\nR-3,مغلق,,a\0b\n".encode()
    page = as_("saleh").post(reverse("cases:reports"), {"desk": "940", "file": SimpleUploadedFile("r.csv", raw)})
    shown = page.content.decode()
    assert "السطر 2" in shown
    assert "السطر 4" in shown
    assert "تاريخ لا يمكن أن تتغيّر فيه حالة بلاغ" in shown
    report.refresh_from_db()
    assert (report.state, report.proof) == ("open", "")
    assert not Act.objects.filter(name="case.report_changed").exists()


@pytest.mark.parametrize("year", [1, 1999, 9999])
def test_a_time_that_a_report_cannot_have_moved_on_at_is_not_kept(cast, year):
    report = hand_over(cast.case(), Handed("940", "R-1", MORNING.date()), by=cast.saleh, at=MORNING)
    said = ReportStatus("R-1", "underway", at=MORNING.replace(year=year, tzinfo=None, day=1))
    note_report(report, said, by=cast.saleh, at=MORNING + timedelta(hours=1))
    assert ServiceReport.objects.get().state_at == MORNING + timedelta(hours=1)
