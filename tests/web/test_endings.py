"""The pages of endings: deciding silence, naming who is competent, reports and their file, promises, the later look."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sada.desk.close_case import close_case
from sada.desk.follow_up import Found, follow_up
from sada.desk.hand_over_report import Handed, hand_over
from sada.desk.leave_unanswered import propose_silence
from sada.kernel import clock
from sada.store.models import Agency, Case, FollowUp, ServiceReport, Silence
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
def closed(cast):
    """A case whose reply promised something for the first of December."""
    case = cast.case(title="حفرة في الطريق")
    Case.objects.filter(pk=case.pk).update(state="answered", answered_at=MORNING)
    case.refresh_from_db()
    close_case(case, "planned", by=cast.saleh, at=MORNING, promise_on=date(2026, 12, 1))
    return case


def show(browser, name, *args, **query):
    response = browser.get(reverse(f"cases:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_proposal_stands_on_the_page_and_only_a_second_person_has_its_button(as_, cast):
    case = cast.case()
    browser = as_("noura")
    data = {"reason": "no_benefit", "note": "استفزاز"}
    assert browser.post(reverse("cases:no_answer", args=[case.pk]), data).status_code == 302
    agree = reverse("cases:agree_silence", args=[case.pk])
    assert agree not in show(browser, "show", case.pk)
    assert agree in show(as_("abeer"), "show", case.pk)
    assert "استفزاز" in show(as_("saleh"), "show", case.pk)
    as_("noura").post(agree)  # not her own
    assert Case.objects.get().state == "open"
    as_("abeer").post(agree)
    assert Case.objects.get().state == "no_answer"
    assert as_("abeer").post(agree).status_code == 302  # said, not broken, when it is decided already


def test_a_refusal_needs_its_reason(as_, cast):
    case = cast.case()
    propose_silence(case, "other", "سبب", by=cast.saleh, at=MORNING)
    url = reverse("cases:refuse_silence", args=[case.pk])
    assert as_("noura").post(url, {"note": ""}).status_code == 422
    assert as_("noura").post(url, {"note": "يُرد عليه"}).status_code == 302
    assert Silence.objects.get().is_agreed is False


def test_not_ours_takes_one_body_and_leads_to_the_page_with_its_name(as_, cast):
    body = Agency.objects.create(code="nwc", name_ar="شركة المياه الوطنية", name_en="Water")
    case, url = cast.case(), ""
    url = reverse("cases:not_ours", args=[case.pk])
    browser = as_("saleh")
    for data in ({}, {"agency": "nwc", "unit": cast.qassim.pk}):
        assert browser.post(url, data).status_code == 422
    assert browser.post(url, {"agency": body.pk}).status_code == 302
    shown = show(browser, "show", case.pk)
    assert "شركة المياه الوطنية" in shown
    assert case.answers.get().state == "draft"


def test_a_report_is_tied_its_state_kept_and_a_file_taken_in(as_, cast):
    case = cast.case()
    browser = as_("saleh")
    data = {"desk": "940", "reference": "٩٤٠-١", "opened_on": "2026-11-20", "service": ""}
    assert browser.post(reverse("cases:hand_over", args=[case.pk]), data).status_code == 302
    report = ServiceReport.objects.get()
    assert "note" in show(browser, "show", case.pk)
    url = reverse("cases:report_state", args=[case.pk, report.pk])
    assert browser.post(url, {"state": "underway", "proof": ""}).status_code == 302
    raw = f"رقم البلاغ,الحالة,الإثبات\n{report.reference},مغلق,صورة\nX,غامض,\n".encode()
    response = browser.post(reverse("cases:reports"), {"desk": "940", "file": SimpleUploadedFile("r.csv", raw)})
    assert response.status_code == 200  # one line was passed over, so the page says which
    report.refresh_from_db()
    assert (report.state, report.proof, report.came_by) == ("done", "صورة", "file")
    bad = SimpleUploadedFile("r.csv", b"a,b\n1,2\n")
    assert browser.post(reverse("cases:reports"), {"desk": "940", "file": bad}).status_code == 422


def test_the_list_of_reports_keeps_to_ones_own_and_its_file_to_those_who_may(as_, cast):
    for unit, by, number in (("riyadh", cast.saleh, "940-1"), ("qassim", cast.huda, "940-2")):
        hand_over(cast.case(unit), Handed("940", number, date(2026, 11, 20)), by=by, at=MORNING)
    shown = show(as_("saleh"), "reports")
    assert "940-1" in shown
    assert "940-2" not in shown
    auditors = as_("lina")
    assert 'type="file"' not in show(auditors, "reports")
    assert auditors.post(reverse("cases:reports"), {"desk": "940"}).status_code == 403


def test_promises_overdue_coming_and_kept(as_, cast, closed):
    browser = as_("saleh")
    assert "حفرة في الطريق" in show(browser, "promises", standing="coming")
    assert "حفرة في الطريق" not in show(browser, "promises")
    with clock.at(MORNING + timedelta(days=12)):
        assert "حفرة في الطريق" in show(browser, "promises")
        assert "حفرة في الطريق" not in show(as_("huda"), "promises", standing="overdue")
        follow_up(closed, Found("done", "صور"), by=cast.saleh, at=MORNING + timedelta(days=12))
        assert "حفرة في الطريق" in show(as_("saleh"), "promises", standing="kept")
    assert show(browser, "promises", standing="odd")


def test_a_look_is_recorded_on_the_page_and_may_reopen(as_, cast, closed):
    browser = as_("saleh")
    url = reverse("cases:follow_up", args=[closed.pk])
    assert url in show(browser, "show", closed.pk)
    assert browser.post(url, {"result": "not_done", "evidence": "لم تُردم"}).status_code == 422
    assert browser.post(url, {"result": "not_done", "evidence": "لم تُردم", "reopens": "on"}).status_code == 302
    assert (Case.objects.get().state, FollowUp.objects.get().evidence) == ("open", "لم تُردم")
    assert "لم تُردم" in show(browser, "show", closed.pk)


def test_the_reply_itself_proposes_the_outcome(as_, cast):
    from sada.desk.approve_answer import approve_answer
    from sada.desk.draft_answer import draft_answer, submit_answer
    from sada.desk.send_answer import published_by_hand

    case = cast.case()
    answer = draft_answer(case, "رد", "أُدرج الموقع ضمن خطط المرحلة المقبلة", by=cast.saleh, at=MORNING)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    approve_answer(answer, 1, by=cast.noura, at=MORNING)
    published_by_hand(answer, "https://a.example/1", by=cast.saleh, at=MORNING)
    shown = show(as_("saleh"), "close", case.pk)
    assert 'value="planned"' in shown
    chosen = shown[shown.index('value="planned"') :][:120]
    assert "checked" in chosen
    assert 'value="no_answer"' not in shown
