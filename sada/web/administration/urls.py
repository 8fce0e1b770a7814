"""Addresses of administration."""

from django.urls import path

from sada.web.administration import accounts, calendar, health, log, people, policies, sources, unit_pages

app_name = "administration"
urlpatterns = [
    path("", unit_pages.home, name="home"),
    path("units", unit_pages.listing, name="units"),
    path("units/<int:pk>", unit_pages.page, name="unit"),
    path("units/<int:pk>/edit", unit_pages.edit, name="edit_unit"),
    path("people", people.listing, name="people"),
    path("people/new", people.new, name="new_person"),
    path("people/<int:pk>", people.page, name="person"),
    path("people/<int:pk>/edit", people.edit, name="edit_person"),
    path("people/<int:pk>/active", people.active, name="active_person"),
    path("people/<int:pk>/password", people.password, name="renew_password"),
    path("people/<int:pk>/role", people.role, name="give_role"),
    path("roles/<int:pk>/end", people.end, name="end_role"),
    path("calendar", calendar.page, name="calendar"),
    path("calendar/holiday", calendar.holiday, name="new_holiday"),
    path("calendar/holiday/<int:pk>/remove", calendar.remove, name="remove_holiday"),
    path("calendar/hours", calendar.hours, name="new_hours"),
    path("calendar/hours/<int:pk>/remove", calendar.remove_hours_view, name="remove_hours"),
    path("policies", policies.page, name="policies"),
    path("policies/<int:pk>", policies.change, name="change_policy"),
    path("sources", sources.listing, name="sources"),
    path("sources/new", sources.new, name="new_source"),
    path("sources/<int:pk>", sources.page, name="source"),
    path("sources/<int:pk>/edit", sources.edit, name="edit_source"),
    path("sources/<int:pk>/switch", sources.switch, name="switch_source"),
    path("sources/<int:pk>/try", sources.try_now, name="try_source"),
    path("sources/<int:pk>/tried/<slug:ticket>", sources.tried, name="tried_source"),
    path("accounts", accounts.listing, name="accounts"),
    path("accounts/new", accounts.new, name="new_account"),
    path("accounts/<int:pk>", accounts.page, name="account"),
    path("accounts/<int:pk>/edit", accounts.edit, name="edit_account"),
    path("accounts/<int:pk>/review", accounts.review, name="review_account"),
    path("accounts/<int:pk>/status", accounts.status, name="account_status"),
    path("accounts/<int:pk>/keys", accounts.keys, name="account_keys"),
    path("accounts/<int:pk>/keys/forget", accounts.forget, name="forget_keys"),
    path("log", log.listing, name="log"),
    path("log/verify", log.verify, name="verify_log"),
    path("system", health.page, name="health"),
    path("demo/remove", health.remove_demo, name="remove_demo"),
]
