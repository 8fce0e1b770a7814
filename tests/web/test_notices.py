"""Notices on screen: the bell by polling, what is new is said once; how one is told is chosen in the preferences."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sada.desk.note_case import note_case
from sada.kernel import clock
from sada.store.models import NoticeWay, Person
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
WAY = {
    "mail": "at_once", "digest_hour": "7", "quiet_from": "22:00", "quiet_to": "05:30", "zone": "Europe/London",
    "urgent_breaks_in": "on",
}  # fmt: skip


@pytest.fixture
def browser(client, cast):
    """Saleh's browser on the Sunday morning of the cast."""
    client.force_login(cast.saleh)
    with clock.at(MORNING):
        yield client


def poll(browser):
    return browser.get(reverse("counts"), headers={"HX-Request": "true"})


def test_the_bell_is_brought_up_to_date_by_polling_and_what_is_new_is_said_once(browser, cast):
    case = cast.case()
    note_case(case, "قبل الدخول", by=cast.noura, at=MORNING)
    first = poll(browser)
    assert 'id="count-notices" hx-swap-oob="true">1<' in first.content.decode()
    assert "HX-Trigger" not in first.headers  # what was there before one came is on the bell alone
    note_case(case, "بعده", by=cast.noura, at=MORNING)
    second = poll(browser)
    assert ">2<" in second.content.decode()
    assert case.number in second.headers["HX-Trigger"]
    assert "HX-Trigger" not in poll(browser).headers


def test_the_bell_is_hidden_without_news_and_takes_one_query_however_many_there_are(browser, cast):
    assert 'id="count-notices" hx-swap-oob="true" hidden' in poll(browser).content.decode()
    case = cast.case()
    note_case(case, "أولى", by=cast.noura, at=MORNING)
    poll(browser), poll(browser)
    with CaptureQueriesContext(connection) as few:
        poll(browser)
    for n in range(12):
        note_case(case, f"ملاحظة {n}", by=cast.noura, at=MORNING)
    poll(browser)
    with CaptureQueriesContext(connection) as many:
        assert ">13<" in poll(browser).content.decode()
    assert len(few) == len(many)


def test_seeing_them_empties_the_bell(browser, cast):
    note_case(cast.case(), "ملاحظة", by=cast.noura, at=MORNING)
    browser.post(reverse("notices"))
    assert "hidden" in poll(browser).content.decode()


def test_how_one_is_told_is_chosen_and_kept(browser, cast):
    shown = browser.get(reverse("preferences")).content.decode()
    assert "ليس لحسابك بريد إلكتروني" in shown
    assert browser.post(reverse("notice_preferences"), WAY).status_code == 302
    row = NoticeWay.objects.get(person=cast.saleh)
    assert (row.mail, row.digest_hour, row.quiet_from, row.quiet_to) == ("at_once", 7, time(22), time(5, 30))
    assert (row.zone, row.urgent_breaks_in) == ("Europe/London", True)
    Person.objects.filter(pk=cast.saleh.pk).update(email="saleh@riyadh.example")
    shown = browser.get(reverse("preferences")).content.decode()
    assert "saleh@riyadh.example" in shown
    assert 'value="22:00"' in shown


@pytest.mark.parametrize("wrong", [{"mail": "pigeon"}, {"digest_hour": "25"}, {"quiet_from": "x"}, {"zone": "Mars"}])
def test_a_choice_that_is_none_is_refused_and_nothing_is_kept(browser, wrong):
    assert browser.post(reverse("notice_preferences"), WAY | wrong).status_code == 422
    assert not NoticeWay.objects.exists()


def test_ones_preferences_are_ones_own(browser, client, cast):
    browser.post(reverse("notice_preferences"), WAY)
    client.force_login(cast.huda)
    with clock.at(MORNING + timedelta(hours=1)):
        assert 'value="22:00"' not in client.get(reverse("preferences")).content.decode()
