"""The form of a new case: quick to fill, proposes as one types, keeps what was typed when something is missing."""

import pytest
from django.urls import reverse

from sada.kernel import clock
from sada.store.models import Case, Item
from sada.web.forms import first_sentence
from tests.cast import MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_(client, cast):
    def enter(name, language="ar"):
        person = cast.person[name]
        person.language = language
        person.save()
        client.force_login(person)
        return client

    with clock.at(MORNING):
        yield enter


def filled(cast, **given):
    data = {"occasion": "call", "name": "سعد", "outlet": "صحيفة الواحة", "phone": "٠٥٥١٢٣٤٥٦٧", "email": ""}
    data |= {"title": "", "text": "متى تعود إنارة حي الزهور؟ وكم عدد الأعمدة؟", "urgency": "normal"}
    return data | {"unit": cast.riyadh.pk, "deadline": "2026-11-22T12:00"} | given


def test_a_call_is_a_case_in_one_post(as_, cast):
    response = as_("saleh").post(reverse("cases:new"), filled(cast))
    case = Case.objects.get()
    assert response.url == reverse("cases:show", args=[case.pk])
    assert case.subject == "متى تعود إنارة حي الزهور؟"
    item = Item.objects.get()
    assert (item.contact.phone, item.outlet.name_ar, item.contact.tags) == ("0551234567", "صحيفة الواحة", ["call"])
    assert case.outside_deadline == MORNING.replace(hour=12)


def test_what_is_missing_is_said_and_nothing_typed_is_lost(as_, cast):
    browser = as_("saleh")
    for given in ({"name": "", "outlet": ""}, {"text": ""}, {"deadline": "2026-11-22T08:00"}, {"unit": cast.qassim.pk}):
        response = browser.post(reverse("cases:new"), filled(cast, **given))
        assert response.status_code == 422, given
        assert "٠٥٥" in response.content.decode() or "0551234567" in response.content.decode()
    assert not Case.objects.exists()


def test_the_proposal_names_the_unit_and_the_time(as_, cast):
    text = "متى تعود إنارة محافظة الدوادمي؟ نحتاج الرد قبل الساعة 2 ظهرًا"
    shown = as_("saleh").post(reverse("cases:propose"), {"occasion": "mail", "text": text}).content.decode()
    assert f'data-unit="{cast.dawadmi.pk}"' in shown
    assert 'data-deadline="2026-11-22T14:00"' in shown
    assert Item.objects.count() == 0


@pytest.mark.parametrize(("outlet", "kind"), [("صحيفة الواحة", "استفسار"), ("", "شكوى")])
def test_what_an_outlet_asks_is_proposed_as_an_inquiry(as_, cast, outlet, kind):
    text = "أنا من سكان حي الزهور، الإنارة مطفأة منذ أسبوع ولم يحضر أحد رغم البلاغات"
    asked = {"occasion": "call", "text": text, "outlet": outlet}
    assert kind in as_("saleh").post(reverse("cases:propose"), asked).content.decode()


def test_the_page_holds_one_screen_and_those_without_the_right_have_none(as_, cast):
    shown = as_("rakan").get(reverse("cases:new")).content.decode()
    assert "data-taking" in shown
    assert f'<option value="{cast.riyadh.pk}" selected' in shown
    assert cast.qassim.name_ar not in shown
    assert as_("lina").get(reverse("cases:new")).status_code == 403


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("متى تعود الإنارة إلى شارع السوق؟ ننتظر.", "متى تعود الإنارة إلى شارع السوق؟"),
        (
            "يا أمانة عيب والله! صار لنا 17 يوم والزبالة مكوّمة. وينكم؟",
            "يا أمانة عيب والله! صار لنا 17 يوم والزبالة مكوّمة",
        ),
        ("متى؟", "متى؟"),
        ("كلمة " * 60, ("كلمة " * 24).strip()),
    ],
)
def test_the_subject_of_what_has_none_is_its_first_sentence_that_says_something(text, subject):
    assert first_sentence(text) == subject
