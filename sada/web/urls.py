"""The root of all addresses. A screen's own addresses lie in its folder; see ``sada.web.screens``."""

from __future__ import annotations

from allauth.account import views as account
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path

from sada.web import views
from sada.web.health import health
from sada.web.screens import addressed

handler400 = "sada.web.errors.bad_request"
handler403 = "sada.web.errors.permission_denied"
handler404 = "sada.web.errors.not_found"
handler500 = "sada.web.errors.server_error"

# Of allauth only what a closed house needs: no sign-up, no change of e-mail by oneself.
ACCOUNT = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/reset/key/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("2fa/", include("allauth.mfa.urls")),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("health", health, name="health"),
    path("language", views.language, name="language"),
    path("unit", views.unit, name="unit"),
    path("preferences", views.preferences, name="preferences"),
    path("preferences/notices", views.notice_preferences, name="notice_preferences"),
    path("notices", views.notices, name="notices"),
    path("counts", views.counts, name="counts"),
    path("account/", include(ACCOUNT)),
    *(path(f"{name}/", include(f"sada.web.{name}.urls")) for name in addressed()),
]

if settings.DEBUG:
    from sada.web.style_page import style_page

    urlpatterns.append(path("_style", style_page, name="style"))
