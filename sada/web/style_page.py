"""All parts of the frame on one page, for looking at the work: only with SADA_DEBUG, at /_style."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from sada.kernel import clock
from sada.web import marks
from sada.web.context import Link
from sada.web.forms import ArabicDigits
from sada.web.screens import Entry

_BAR = (
    ("inbox", _("Inbox"), "inbox", 37),
    ("cases", _("Cases"), "briefcase", 12),
    ("stories", _("Stories"), "rectangle-stack", None),
    ("facts", _("Facts"), "check-badge", 3),
    ("releases", _("Releases"), "megaphone", None),
    ("relations", _("Relations"), "users", None),
    ("measures", _("Measures"), "chart-bar-square", None),
    ("meetings", _("Periodic meeting"), "presentation-chart-line", None),
    ("administration", _("Administration"), "cog-6-tooth", None),
)


class SampleForm(ArabicDigits, forms.Form):
    """One field of each sort."""

    subject = forms.CharField(label=_("Subject"), help_text=_("As it will be read in the list of cases."))
    value = forms.DecimalField(label=_("Value"))
    kind = forms.ChoiceField(label=_("Kind"), choices=[("complaint", _("Complaint")), ("inquiry", _("Inquiry"))])
    text = forms.CharField(label=_("Text"), widget=forms.Textarea, required=False)
    way = forms.ChoiceField(
        label=_("Way"), choices=[("email", _("E-mail")), ("phone", _("Phone"))], widget=forms.RadioSelect
    )
    urgent = forms.BooleanField(label=_("Urgent"), required=False)


class SampleFrame:
    """A frame without a person: the bar as a manager sees it, with invented counts."""

    is_open, has_demo, demo_url, unit, unseen, has_more = True, True, "#", None, 4, True
    density, bar, search_url = "comfortable", "open", "#"
    units: tuple[Any, ...] = ()

    def __init__(self, request: HttpRequest) -> None:
        self.now = clock.now()
        self.density = request.GET.get("density", "comfortable")
        self.bar = "collapsed" if request.COOKIES.get("sada_bar") == "collapsed" else "open"
        self.links = [
            Link(Entry(key, label, icon, "home", "item.see"), f"#{key}", count, key == "inbox")
            for key, label, icon, count in _BAR
        ]
        self.bottom = self.links[:4]


@login_not_required
def style_page(request: HttpRequest) -> HttpResponse:
    """``?form=bad`` shows the fields with errors; ``?density=compact`` the other density."""
    now = clock.now()
    bad = request.GET.get("form") == "bad"
    context = {
        "frame": SampleFrame(request),
        "form": SampleForm({"value": "١٢٫٥", "kind": "other"} if bad else None),
        "kinds": marks.KIND_ICONS, "tones": marks.TONE_ICONS, "media": marks.MEDIUM_ICONS, "phases": marks.PHASES,
        "states": marks.CASE_STATES, "fact_states": marks.FACT_STATES,
        "ages": [now - timedelta(minutes=m) for m in (0, 12, 120, 400, 2900, 20000)],
        "now": now, "request": request,
    }  # fmt: skip
    return render(request, "style_page.html", context)
