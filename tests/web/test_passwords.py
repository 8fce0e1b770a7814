"""What the log-in library says of passwords, in our words and once."""

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from sada.web.administration.invite import link_of

pytestmark = pytest.mark.django_db
CHANGED = "غُيِّرت كلمة المرور"
NEW = {"password1": "Waha-Lights-1448", "password2": "Waha-Lights-1448"}


def test_a_password_set_by_a_link_is_said_once(cast):
    browser = Client(HTTP_ACCEPT_LANGUAGE="ar")
    opened = browser.get(link_of(RequestFactory().get("/"), cast.saleh), follow=True)
    page = browser.post(opened.request["PATH_INFO"], NEW, follow=True).content.decode()
    assert page.count(CHANGED) == 1
    cast.saleh.refresh_from_db()
    assert cast.saleh.check_password(NEW["password1"])


def test_a_changed_password_is_said_without_stray_marks(cast):
    browser = Client(HTTP_ACCEPT_LANGUAGE="ar")
    cast.saleh.set_password("Old-Lights-1447")
    cast.saleh.save()
    browser.force_login(cast.saleh)
    given = NEW | {"oldpassword": "Old-Lights-1447"}
    page = browser.post(reverse("account_change_password"), given, follow=True).content.decode()
    assert page.count(CHANGED) == 1
    assert "\u202a" not in page


def test_a_wrong_password_is_refused_in_our_words(cast):
    given = {"login": "saleh", "password": "wrong"}
    page = Client(HTTP_ACCEPT_LANGUAGE="ar").post(reverse("account_login"), given).content.decode()
    assert "اسم الدخول أو كلمة المرور غير صحيحة." in page
    assert "و / أو" not in page
