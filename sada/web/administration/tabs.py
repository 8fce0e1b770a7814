"""The parts of administration that a person may see."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sada.kernel import access
from sada.web.http import HtmxHttpRequest

TABS: tuple[tuple[str, Promise, str, str], ...] = (
    ("units", _("Units"), "building-library", "unit.see"),
    ("people", _("People and roles"), "users", "person.edit"),
    ("calendar", _("Calendar"), "calendar-days", "unit.see"),
    ("policies", pgettext_lazy("policies", "Promises"), "clock", "unit.see"),
    ("approvals", _("Approval"), "shield-check", "unit.see"),
    ("rota", _("Duty rota"), "phone", "rota.see"),
    ("sources", _("Sources"), "rss", "source.see"),
    ("accounts", _("Accounts"), "identification", "account.see"),
    ("log", _("Log"), "queue-list", "log.see"),
    ("health", _("System"), "server-stack", "system.check"),
)


class Tab(NamedTuple):
    """One part, as shown."""

    key: str
    label: str | Promise
    icon: str
    url: str
    is_on: bool


def tabs(request: HtmxHttpRequest, on: str) -> list[Tab]:
    """The parts this person may see."""
    return [
        Tab(key, label, icon, reverse(f"administration:{key}"), key == on)
        for key, label, icon, act in TABS
        if access.may(request.user, act)
    ]


def show(request: HtmxHttpRequest, on: str, template: str, **context: object) -> HttpResponse:
    """A page of administration with its tabs. Everybody who may see the log or a right below may see the frame."""
    return render(request, f"administration/{template}", {"tabs": tabs(request, on), **context})
