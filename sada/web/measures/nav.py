"""Measures in the bar."""

from django.utils.translation import gettext_lazy as _

from sada.web.screens import Entry

ENTRY = Entry(
    key="measures",
    label=_("Measures"),
    icon="chart-bar-square",
    url_name="measures:board",
    act="measure.see",
    landing={"auditor": ""},
)
