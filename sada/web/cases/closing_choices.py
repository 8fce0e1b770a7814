"""The next closings of an outlet in words, and the buttons that take one as the asker's deadline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy

from sada.desk.keep_closings import coming
from sada.kernel.clock import RIYADH
from sada.rules.closings import Closing
from sada.store.models import Outlet
from sada.web.say import dates

KINDS: Mapping[str, Promise] = {
    "press_close": pgettext_lazy("closing", "Press close"),
    "bulletin": pgettext_lazy("closing", "Bulletin"),
    "programme": pgettext_lazy("closing", "Live programme"),
}
FORM = "%Y-%m-%dT%H:%M"


def said(closing: Closing, at: datetime, now: datetime) -> str:
    """«إغلاق العدد 7:00 مساءً اليوم», "Press close 7:00 pm today"."""
    local, today = at.astimezone(RIYADH).date(), now.astimezone(RIYADH).date()
    if local == today:
        day = gettext("today")
    elif local == today + timedelta(days=1):
        day = gettext("tomorrow")
    else:
        day = dates.weekday(at)
    return gettext("%(kind)s %(time)s %(day)s") % {
        "kind": KINDS[closing.kind],
        "time": dates.clock_time(at),
        "day": day,
    }


def choices(outlet: Outlet | None, now: datetime) -> list[tuple[str, str]]:
    """(the instant as a form holds it, what it is) of the next closings of an outlet."""
    return [(at.strftime(FORM), said(closing, at, now)) for closing, at in coming(outlet, now)]


class Presses(forms.Widget):
    """One button for each choice: pressing it sends the form with it."""

    def __init__(self, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.options = options

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The buttons."""
        row = '<button class="button button-s" type="submit" name="{}" value="{}">{}</button>'
        pressed = format_html_join("", row, ((name, when, text) for when, text in self.options))
        # Enter in the field above presses the first button of a form: one that says nothing stands before these.
        plain = '<button type="submit" hidden></button><div class="actions" id="{}">{}</div>'
        return format_html(plain, (attrs or {}).get("id", f"id_{name}"), pressed)

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """Several buttons: the label belongs to none of them."""
        return ""
