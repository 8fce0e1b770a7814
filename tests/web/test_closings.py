"""Closing times of outlets: kept in administration, proposed with the next question, and then they outrank."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from sada.desk.keep_closings import outlet_of, set_closings
from sada.kernel.refusals import Missing, NotAllowed
from sada.rules.closings import Closing
from sada.store.models import Act, Case
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
TIMES = [Closing("press_close", time(19)), Closing("bulletin", time(21), ("tue",)), Closing("programme", time(8))]
FORM = {"kind_1": "press_close", "at_1": "19:00", "kind_2": "bulletin", "at_2": "21:00", "days_2": ["tue"]}


@pytest.fixture
def waha(cast):
    outlet = cast.outlet()
    set_closings(outlet, TIMES, by=cast.abeer, at=MORNING)
    return outlet


def test_closing_times_are_kept_as_a_whole_on_record_by_those_who_keep_sources(cast):
    outlet = cast.outlet()
    for person in (cast.saleh, cast.lina, cast.zayd):
        with pytest.raises(NotAllowed):
            set_closings(outlet, TIMES, by=person, at=MORNING)
    for wrong in ([Closing("dream", time(1))], [Closing("bulletin", time(1), ("someday",))], TIMES * 3):
        with pytest.raises(Missing):
            set_closings(outlet, wrong, by=cast.abeer, at=MORNING)
    set_closings(outlet, TIMES[:1], by=cast.abeer, at=MORNING)
    act = Act.objects.get(name="outlet.closings_set")
    assert (act.before["times"], act.after["times"]) == ([], [{"kind": "press_close", "at": "19:00", "days": []}])


def test_they_are_written_and_shown_in_administration(as_, cast):
    outlet, browser, url = cast.outlet(), as_("abeer"), reverse("administration:closings")
    assert browser.post(url, {"outlet": outlet.pk, "kind_1": "bulletin"}).status_code == 422
    assert browser.post(url, {"outlet": outlet.pk} | FORM).status_code == 302
    shown = browser.get(reverse("administration:sources")).content.decode()
    assert "إغلاق العدد 7:00" in shown
    assert "الثلاثاء" in shown
    again = browser.get(url, {"outlet": outlet.pk}).content.decode()
    assert 'value="19:00"' in again
    assert browser.get(url, {"outlet": "²"}).status_code == 200
    assert as_("saleh").get(url).status_code == 403
    assert url not in as_("saleh").get(reverse("administration:sources")).content.decode()


def test_the_next_ones_are_proposed_while_one_types_and_the_one_chosen_outranks(as_, cast, waha):
    browser = as_("saleh")
    asked = {"occasion": "call", "outlet": waha.name_ar, "text": "متى تعود إنارة حي الزهور؟"}
    shown = browser.post(reverse("cases:propose"), asked).content.decode()
    assert "إغلاق العدد 7:00\u00a0مساءً اليوم" in shown
    assert "البرنامج المباشر 8:00\u00a0صباحًا غدًا" in shown
    assert 'value="2026-11-24T21:00"' in shown
    assert "إغلاق العدد" not in browser.post(reverse("cases:propose"), asked | {"outlet": ""}).content.decode()
    whole = asked | {"unit": cast.riyadh.pk, "urgency": "normal", "deadline": "", "closing": "2026-11-22T19:00"}
    kept = browser.post(reverse("cases:new"), whole | {"text": ""})
    assert kept.status_code == 422
    assert 'value="2026-11-22T19:00" checked' in kept.content.decode()
    assert browser.post(reverse("cases:new"), whole).status_code == 302
    case = Case.objects.get()
    assert case.outside_deadline == MORNING.replace(hour=19)
    gone = browser.post(reverse("cases:new"), whole | {"closing": "2026-11-21T19:00"})
    assert gone.status_code == 422


def test_one_press_sets_the_deadline_of_a_case(as_, cast, waha):
    case, browser = cast.case(at=MORNING), as_("saleh")
    url = reverse("cases:deadline", args=[case.pk])
    assert 'name="closing" value="2026-11-22T19:00">إغلاق العدد' in browser.get(url).content.decode()
    assert browser.post(url, {"deadline": "", "closing": "2026-11-22T19:00"}).status_code == 302
    case.refresh_from_db()
    assert case.outside_deadline == MORNING.replace(hour=19)
    assert outlet_of(case) == waha
    set_closings(waha, [], by=cast.abeer, at=MORNING)
    assert 'name="closing"' not in browser.get(url).content.decode()
