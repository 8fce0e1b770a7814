"""On the page: who else is here, a newer version said while one writes, watching, the names for a note."""

from datetime import timedelta

import pytest
from django.urls import reverse

from sada.desk.draft_answer import change_answer, draft_answer
from sada.kernel import clock
from sada.store.models import Notice, Watch
from tests.cast import MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_(client, cast):
    def enter(name):
        client.force_login(cast.person[name])
        return client

    with clock.at(MORNING):
        yield enter


def post(browser, name, pk, **data):
    response = browser.post(reverse(f"cases:{name}", args=[pk]), data)
    assert response.status_code == 200
    return response.content.decode()


def test_one_sees_who_else_has_the_case_open_and_who_writes(as_, cast):
    case = cast.case()
    assert post(as_("noura"), "present", case.pk).strip() == ""
    assert "نورة الحربي" in post(as_("fahad"), "present", case.pk, wrote="1")
    shown = post(as_("noura"), "present", case.pk)
    assert "note-warn" in shown
    assert "فهد الدوسري" in shown
    with clock.at(MORNING + timedelta(minutes=2)):
        assert post(as_("noura"), "present", case.pk).strip() == ""


def test_a_version_saved_by_another_is_said_while_one_still_writes(as_, cast):
    answer = draft_answer(cast.case(), "رد", "نص", by=cast.saleh, at=MORNING)
    assert post(as_("saleh"), "present_at_text", answer.pk, version="1", wrote="1").strip() == ""
    change_answer(answer, "رد", "نص آخر", 1, by=cast.fahad, at=MORNING)
    shown = post(as_("saleh"), "present_at_text", answer.pk, version="1", wrote="1")
    assert 'role="alert"' in shown
    assert "فهد الدوسري" in shown
    assert 'role="alert"' not in post(as_("fahad"), "present_at_text", answer.pk, version="1")
    assert 'role="alert"' not in post(as_("saleh"), "present_at_text", answer.pk, version="x" * 30)


def test_of_two_who_save_the_later_sees_both_texts_and_nothing_is_lost(as_, cast):
    answer = draft_answer(cast.case(), "رد", "نص", by=cast.saleh, at=MORNING)
    change_answer(answer, "رد", "نص فهد الكامل", 1, by=cast.fahad, at=MORNING)
    response = as_("saleh").post(
        reverse("cases:edit", args=[answer.pk]), {"title": "رد", "draft": "نص صالح الكامل", "version": "1"}
    )
    assert response.status_code == 409
    shown = response.content.decode()
    assert "نص صالح الكامل" in shown  # in the field, ready to be saved as the next version
    assert "فهد" in shown
    answer.refresh_from_db()
    assert (answer.draft, answer.version) == ("نص فهد الكامل", 2)


def test_watching_from_the_page_and_naming_someone(as_, cast):
    case = cast.case()
    browser = as_("majed")
    assert browser.post(reverse("cases:watch", args=[case.pk])).status_code == 302
    assert (
        reverse("cases:unwatch", args=[case.pk]) in browser.get(reverse("cases:show", args=[case.pk])).content.decode()
    )
    browser = as_("saleh")
    assert "@ماجد الغامدي" in browser.get(reverse("cases:note", args=[case.pk])).content.decode()
    browser.post(reverse("cases:note", args=[case.pk]), {"text": "@ماجد الغامدي للاطلاع"})
    assert Notice.objects.get(act="case.mentioned").person == cast.majed
    as_("majed").post(reverse("cases:unwatch", args=[case.pk]))
    assert not Watch.objects.exists()
