"""Stories in the bar."""

from django.utils.translation import gettext_lazy as _

from sada.web.screens import Entry

ENTRY = Entry(
    key="stories",
    label=_("Stories"),
    icon="rectangle-stack",
    url_name="stories:list",
    act="story.see",
    subjects={"story": "stories:show"},
)
