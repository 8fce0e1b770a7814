"""The duty rota on screen: a week at a time, who is on call now, and «cannot be reached»."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sada.desk.keep_rota import Shift, add_shifts
from sada.kernel import clock
from sada.store.models import Act, DutyShift, Person
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def as_(client, cast):
    """`as_("abeer")`: her browser at ten on the Sunday of the cast."""

    def enter(name):
        client.force_login(cast.person[name])
        return client

    with clock.at(MORNING + HOUR):
        yield enter


def page(browser, name, *args, **query):
    response = browser.get(reverse(name, args=args), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode().replace("\xa0", " ")


def on_call(cast, days=1, starts=MORNING):
    wanted = Shift(cast.riyadh, starts, starts + 8 * HOUR, cast.noura, cast.fahad, days=days)
    return add_shifts(wanted, by=cast.abeer, at=MORNING)


def test_a_week_shows_its_shifts_and_when_nobody_is_on_call(as_, cast):
    on_call(cast)
    shown = page(as_("abeer"), "administration:rota")
    assert "9:00 صباحًا – 5:00 مساءً" in shown
    assert "نورة الحربي" in shown
    assert "12:00 صباحًا – 9:00 صباحًا" in shown  # the gap before it
    assert "من 9:00 صباحًا" not in shown
    assert shown.count("لا مناوب") == 8  # two on Sunday, one on each other day
    assert "نورة الحربي" not in page(as_("abeer"), "administration:rota", week="2026-12-06").split("<table")[1]
    assert page(as_("abeer"), "administration:rota", week="nonsense")


def test_a_shift_over_midnight_stands_on_both_days_with_its_own_end(as_, cast):
    wanted = Shift(cast.riyadh, MORNING + 6 * HOUR, MORNING + 46 * HOUR, cast.noura)
    add_shifts(wanted, by=cast.abeer, at=MORNING)
    shown = page(as_("abeer"), "administration:rota")
    places = [shown.index(text) for text in ("من 3:00 مساءً", "طوال اليوم", "حتى 7:00 صباحًا")]
    assert places == sorted(places)


def test_a_manager_writes_changes_repeats_and_removes_shifts(as_, cast):
    browser = as_("abeer")
    data = {"starts": "2026-11-22T14:30", "ends": "2026-11-23T07:30", "person": cast.noura.pk, "days": "٢"}
    assert browser.post(reverse("administration:new_shift"), data).status_code == 302
    first = DutyShift.objects.first()
    assert DutyShift.objects.count() == 2
    assert browser.post(reverse("administration:new_shift"), data).status_code == 422  # over another
    change = reverse("administration:change_shift", args=[first.pk])
    assert "14:30" in browser.get(change).content.decode()
    assert browser.post(change, data | {"person": cast.saleh.pk}).status_code == 302
    browser.post(reverse("administration:repeat_week"), {"week": "2026-11-22"})
    assert DutyShift.objects.count() == 4
    browser.post(reverse("administration:remove_shift", args=[first.pk]))
    assert DutyShift.objects.count() == 3


def test_an_officer_reads_the_rota_and_changes_nothing(as_, cast):
    (row,) = on_call(cast)
    browser = as_("saleh")
    assert reverse("administration:new_shift") not in page(browser, "administration:rota")
    assert browser.post(reverse("administration:remove_shift", args=[row.pk])).status_code in (403, 404)
    assert browser.get(reverse("administration:change_shift", args=[row.pk])).status_code == 403
    assert DutyShift.objects.exists()


def test_who_is_on_call_stands_on_the_overview_and_on_the_case(as_, cast):
    on_call(cast)
    Person.objects.filter(pk=cast.noura.pk).update(phone="0555000111")
    shown = page(as_("abeer"), "overview:page")
    assert "0555000111" in shown
    shown = page(as_("saleh"), "cases:show", cast.case().pk)
    assert "يُتصل به الآن" in shown
    assert "0555000111" in shown


def test_cannot_be_reached_calls_the_next_and_says_whom(as_, cast):
    on_call(cast)
    case = cast.case()
    browser = as_("rakan")
    shown = page(browser, "cases:show", case.pk)
    button = reverse("cases:not_reached", args=[case.pk, cast.noura.pk])
    assert button in shown
    assert browser.post(button).status_code == 302
    shown = page(browser, "cases:show", case.pk)
    assert "تم التسجيل. يُتصل الآن بـ: فهد الدوسري" in shown
    assert button not in shown
    assert "نورة الحربي؛ اتُّصل بعده بـ: فهد الدوسري" in shown
    browser.post(button)  # pressed again on a page that stood open
    assert Act.objects.filter(name="duty.not_reached").count() == 1
    for person in (cast.fahad, cast.abeer, cast.majed):
        browser.post(reverse("cases:not_reached", args=[case.pk, person.pk]))
    assert "تعذّر الوصول إلى أي أحد" in page(browser, "cases:show", case.pk)


def test_the_week_takes_the_same_number_of_queries_however_full_it_is(as_, cast):
    browser = as_("abeer")
    on_call(cast)
    page(browser, "administration:rota")
    with CaptureQueriesContext(connection) as few:
        page(browser, "administration:rota")
    on_call(cast, days=5, starts=MORNING + DAY)
    with CaptureQueriesContext(connection) as many:
        page(browser, "administration:rota")
    assert len(few) == len(many)
