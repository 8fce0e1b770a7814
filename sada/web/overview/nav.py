"""The overview in the bar, for those who look over the work of others."""

from django.utils.translation import gettext_lazy as _

from sada.web.screens import Entry

ENTRY = Entry(
    key="overview",
    label=_("Overview"),
    icon="home",
    url_name="overview:page",
    act="log.see",
    landing={"manager": "", "supervisor": ""},
)
