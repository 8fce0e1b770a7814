"""One's own day in the bar: where an officer and a spokesperson begin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sada.web.screens import Entry

ENTRY = Entry(
    key="day",
    label=_("My day"),
    icon="calendar-days",
    url_name="day:page",
    act="case.note",
    landing={"officer": "", "spokesperson": ""},
)
