"""The screen on which all approved texts of a line are sent: what goes where, then one press."""

import re

import pytest
from django.urls import reverse

from sada.kernel import clock
from sada.store.models import Answer, Outgoing
from tests.cast import MORNING
from tests.desk.test_send_from_line import QUESTION, account_of, line_with_texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_(client, cast):
    def enter(name):
        client.force_login(cast.person[name])
        return client

    with clock.at(MORNING):
        yield enter


@pytest.fixture
def line(cast):
    account_of(cast)
    return line_with_texts(cast)


def fields(shown):
    """What the form of the page holds."""
    seals = dict(re.findall(r'name="(seal-\d+)" value="(\w+)"', shown))
    return {**seals, "answer": re.findall(r'name="answer" value="(\d+)" checked', shown)}


def test_what_goes_where_is_shown_and_one_press_sends_it(as_, cast, line):
    address = reverse("stories:send_answers", args=[line.pk])
    story = reverse("stories:show", args=[line.story_id])
    assert address in as_("saleh").get(story).content.decode()
    shown = as_("saleh").get(address).content.decode()
    assert QUESTION in shown
    assert "@amana_riyadh" in shown
    assert "@nakheel.example" in shown
    assert "s@nakheel.example" not in shown  # a person's address is half hidden
    phone = Answer.objects.get(case__medium="phone")
    assert reverse("cases:answer", args=[phone.pk]) in shown
    given = fields(shown)
    assert len(given["answer"]) == 2
    done = as_("saleh").post(address, given, follow=True)
    assert done.redirect_chain[-1][0] == story
    assert "نصان في طريقهما" in done.content.decode()
    assert Outgoing.objects.count() == 2
    again = as_("saleh").post(address, given, follow=True).content.decode()
    assert "لم يُرسل" in again
    assert Outgoing.objects.count() == 2


def test_without_a_choice_nothing_is_sent_and_the_monitor_has_no_such_page(as_, cast, line):
    address = reverse("stories:send_answers", args=[line.pk])
    assert as_("rakan").get(address).status_code == 403
    assert as_("huda").get(address).status_code == 404
    as_("saleh").post(address, {})
    assert not Outgoing.objects.exists()
    assert address not in as_("rakan").get(reverse("stories:show", args=[line.story_id])).content.decode()
