"""The frame around every screen: log-in, language, unit, preferences, refusals, errors."""

import logging
import re

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpResponse
from django.urls import path, reverse
from django.utils import translation

from sada.kernel.refusals import NotAllowed, Refusal
from sada.store.models import Notice, Person
from sada.web import context, screens
from sada.web.middleware import RefuseNul
from sada.web.urls import *  # noqa: F403  the real addresses, and three that fail
from sada.web.urls import urlpatterns as real
from tests.cast import MORNING, PASSWORD

pytestmark = pytest.mark.django_db


def breaks(request):
    raise ZeroDivisionError


def refuses(request):
    raise Refusal("The clock is already paused.")


def forbids(request):
    raise NotAllowed


@login_not_required
def echo(request):
    return HttpResponse(request.POST.get("text", "") or request.GET.get("q", ""))


urlpatterns = [
    *real,
    path("t/breaks", breaks),
    path("t/refuses", refuses),
    path("t/forbids", forbids),
    path("t/echo", echo),
]
handler400, handler403 = "sada.web.errors.bad_request", "sada.web.errors.permission_denied"
handler404, handler500 = "sada.web.errors.not_found", "sada.web.errors.server_error"
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def _plain(settings):
    settings.ROOT_URLCONF = __name__
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


@pytest.fixture
def saleh(client, cast):
    client.force_login(cast.saleh)
    return client


def log_in(client, name, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": name, "password": password})


def test_the_login_page_is_arabic_from_right_to_left(client):
    page = client.get(reverse("account_login"), headers={"Accept-Language": "en"}).content.decode()
    assert '<html lang="ar" dir="rtl"' in page


def test_the_login_page_turns_english_on_request(client):
    client.post(reverse("language"), {"language": "en", "next": reverse("account_login")})
    assert '<html lang="en" dir="ltr"' in client.get(reverse("account_login")).content.decode()


@pytest.mark.parametrize("name", ["saleh", "email"])
def test_one_logs_in_by_name_or_by_email(client, cast, name):
    Person.objects.filter(pk=cast.saleh.pk).update(email="saleh@amana.example")
    response = log_in(client, "saleh@amana.example" if name == "email" else "saleh")
    assert response.status_code == 302
    assert response["Location"] == "/"


def test_a_wrong_password_is_said_and_the_name_is_kept(client, cast):
    page = log_in(client, "saleh", "wrong-password-1").content.decode()
    assert 'role="alert"' in page
    assert 'value="saleh"' in page
    assert "wrong-password-1" not in page


def test_too_many_wrong_passwords_are_stopped(client, cast):
    statuses = [log_in(client, "saleh", f"wrong-{n}").status_code for n in range(8)]
    page = log_in(client, "saleh")
    assert 429 in statuses or "errorlist" in page.content.decode() or 'role="alert"' in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up():
    from django.urls import NoReverseMatch

    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_without_login_every_page_leads_to_it_and_back(client):
    response = client.get(reverse("preferences"))
    assert response.status_code == 302
    assert response["Location"] == f"{reverse('account_login')}?next={reverse('preferences')}"


def test_without_login_a_fragment_leads_the_whole_page(client):
    response = client.get(reverse("counts"), HTTP_HX_CURRENT_URL="http://testserver/preferences", **HTMX)
    assert response.status_code == 200
    assert response["HX-Redirect"] == reverse("account_login") + "?next=%2Fpreferences"


def test_the_person_chooses_how_to_read(saleh, cast):
    chosen = {"language": "en", "digits": "arabic", "density": "compact", "charts": "ltr"}
    assert saleh.post(reverse("preferences"), chosen).status_code == 302
    person = Person.objects.get(pk=cast.saleh.pk)
    assert (person.language, person.digits, person.density, person.charts_ltr) == ("en", "arabic", "compact", True)
    page = saleh.get(reverse("preferences")).content.decode()
    assert '<html lang="en" dir="ltr" data-density="compact"' in page
    assert "٢٠٢" in page


def test_a_wrong_preference_is_refused_and_nothing_changes(saleh, cast):
    response = saleh.post(
        reverse("preferences"), {"language": "xx", "digits": "latin", "density": "compact", "charts": "rtl"}
    )
    assert response.status_code == 422
    assert Person.objects.get(pk=cast.saleh.pk).density == "comfortable"


def test_the_language_stays_with_the_person(saleh, cast):
    saleh.post(reverse("language"), {"language": "en"})
    assert Person.objects.get(pk=cast.saleh.pk).language == "en"


def test_an_address_elsewhere_is_no_way_back(saleh):
    response = saleh.post(reverse("language"), {"language": "en", "next": "https://elsewhere.example/"})
    assert response["Location"] == "/"


def test_the_ministry_chooses_an_amana_and_an_officer_cannot_choose_another(client, cast):
    client.force_login(cast.majed)
    client.post(reverse("unit"), {"unit": "qassim"})
    assert client.session["unit"] == "qassim"
    client.force_login(cast.saleh)
    client.post(reverse("unit"), {"unit": "qassim"})
    assert client.session.get("unit") != "qassim"


def test_a_unit_kept_from_another_role_is_not_shown(client, cast):
    client.force_login(cast.saleh)
    session = client.session
    session["unit"] = "qassim"
    session.save()
    assert client.get(reverse("preferences")).context["frame"].unit is None


@pytest.mark.parametrize("address", ["/t/echo?q=a%00b", "/t/echo?a%00=b", "/t/e%00cho"])
def test_the_nul_character_is_refused_in_an_address(client, address):
    assert client.get(address).status_code == 400


@pytest.mark.parametrize("field", [{"text": "a\0b"}, {"te\0xt": "a"}])
def test_the_nul_character_is_refused_in_a_form(client, field):
    assert client.post("/t/echo", field).status_code == 400
    assert client.post("/t/echo", {"text": "a"}).content == b"a"


def test_the_refusal_of_nul_is_in_the_reader_s_language_and_a_toast_in_a_fragment(client, cast):
    for language, first in (("ar", "تعذرت قراءة الطلب"), ("en", "The request could not be read")):
        Person.objects.filter(pk=cast.saleh.pk).update(language=language)
        client.force_login(cast.saleh)
        for response in (client.get("/inbox/?q=%00"), client.post("/inbox/views/", {"name": "a\0"})):
            said = response.content.decode()
            assert response.status_code == 400 and response.headers["Content-Language"] == language
            assert f"<h1>{first}</h1>" in said and "invisible character" in said
    fragment = client.get("/inbox/?q=%00", headers={"HX-Request": "true"})
    assert fragment.status_code == 400 and "invisible character" in fragment.headers["HX-Trigger"]


def test_refusing_nul_reads_no_body_but_a_forms(rf):
    request = rf.post("/t/echo", data=b'{"a": "\\u0000"}', content_type="application/json")
    assert RefuseNul(echo).process_view(request, echo, (), {}) is None
    assert not request._read_started


def test_a_page_not_there_says_so_in_both_languages(saleh):
    response = saleh.get("/no/such/page")
    page = response.content.decode()
    assert response.status_code == 404
    assert '<section lang="ar" dir="rtl"' in page
    assert '<section lang="en" dir="ltr"' in page


def test_an_error_has_a_reference_that_the_log_knows(saleh, caplog):
    saleh.raise_request_exception = False
    with caplog.at_level(logging.ERROR, "sada.web"):
        response = saleh.get("/t/breaks")
    line = next(record.getMessage() for record in caplog.records if record.name == "sada.web")
    number = line.split()[1].rstrip(":")
    assert response.status_code == 500
    assert number in response.content.decode()
    assert "ZeroDivisionError" not in response.content.decode()


def test_a_refusal_in_a_fragment_is_a_toast(saleh):
    response = saleh.get("/t/refuses", **HTMX)
    assert response.status_code == 409
    assert "The clock is already paused." in response["HX-Trigger"]


def test_a_refusal_of_a_page_is_a_page(saleh):
    response = saleh.get("/t/refuses")
    assert response.status_code == 409
    assert "The clock is already paused." in response.content.decode()
    assert saleh.get("/t/forbids").status_code == 403


@pytest.mark.parametrize("language", ["ar", "en"])
def test_each_half_of_a_refusal_is_in_its_own_language(client, cast, language):
    cast.saleh.language = language
    cast.saleh.save()
    client.force_login(cast.saleh)
    first, second = client.get("/t/forbids").content.decode().split("<hr>")
    halves = {language: first, "en" if language == "ar" else "ar": second}
    assert "Your role does not include this step." in halves["en"]
    assert not re.search("[\u0600-\u06ff]", halves["en"].split("<section")[1])
    with translation.override("ar"):
        assert str(NotAllowed.sentence) in halves["ar"]
    assert "Your role" not in halves["ar"]
    # What was put together in one language is said in the reader's half alone.
    first, second = client.get("/t/refuses").content.decode().split("<hr>")
    assert ("already paused" in first, "already paused" in second) == (True, False)


def test_a_missing_token_is_explained(cast):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.saleh)
    response = strict.post(reverse("preferences"), {})
    assert response.status_code == 403
    assert "Reload it" in response.content.decode()


def test_no_page_may_run_a_foreign_script(saleh):
    policy = saleh.get(reverse("preferences"))["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_health_needs_no_login(client):
    response = client.get(reverse("health"))
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_notices_are_shown_then_seen(saleh, cast):
    Notice.objects.create(
        person=cast.saleh, at=MORNING, act="case.assigned", subject_type="case", subject_id=7, text="إنارة"
    )
    Notice.objects.create(
        person=cast.huda, at=MORNING, act="case.assigned", subject_type="case", subject_id=8, text="حفر"
    )
    page = saleh.get(reverse("notices"), **HTMX).content.decode()
    assert "إنارة" in page
    assert "حفر" not in page
    saleh.post(reverse("notices"), **HTMX)
    assert not Notice.objects.filter(person=cast.saleh, seen_at=None).exists()
    assert Notice.objects.filter(person=cast.huda, seen_at=None).exists()


def test_someone_without_a_role_is_told_whom_to_ask(client, cast):
    client.force_login(cast.zayd)
    response = client.get("/")
    assert response.status_code == 200
    assert not response.context["frame"].links


def test_the_frame_asks_the_same_number_of_questions_for_everyone(client, cast, django_assert_max_num_queries):
    counts = sum(1 for entry in screens.entries() if entry.count)
    for person in (cast.saleh, cast.majed, cast.zayd):
        client.force_login(person)
        with django_assert_max_num_queries(8 + 2 * counts):
            client.get(reverse("preferences"))


def test_every_screen_in_the_bar_has_a_right_an_icon_and_a_page(cast):
    from sada.rules.access import ACTS
    from tests.web.test_marks import SPRITE

    for entry in screens.entries():
        assert entry.act in ACTS
        assert f'id="{entry.icon}"' in SPRITE
        assert reverse(entry.url_name)


def test_the_foot_of_a_phone_holds_five_and_every_role_has_its_own():
    from sada.rules.access import ROLES

    assert set(screens.BOTTOM) == set(ROLES)
    assert {len(keys) for keys in screens.BOTTOM.values()} == {screens.FIVE}
    assert {key for keys in screens.BOTTOM.values() for key in keys} <= set(screens.ORDER)


def test_a_fragment_costs_no_counts(rf, cast, django_assert_num_queries):
    request = rf.get("/")
    request.user = cast.saleh
    with django_assert_num_queries(0):
        context.frame(request)
