"""Administration in the bar."""

from django.utils.translation import gettext_lazy as _

from sada.web.screens import Entry

ENTRY = Entry(
    key="administration",
    label=_("Administration"),
    icon="cog-6-tooth",
    url_name="administration:home",
    act="log.see",
    landing={"administrator": ""},
    subjects={"unit": "administration:unit", "source": "administration:source", "account": "administration:account"},
)
