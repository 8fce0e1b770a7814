"""The frame's own pages: the first page, language, unit, preferences, notices, counts."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sada.kernel import access, clock
from sada.kernel.act_names import SENTENCES
from sada.kernel.notices import see_all
from sada.kernel.preferences import set_notice_way, set_preferences
from sada.store.models import Notice
from sada.web import toasts, units
from sada.web.acting import is_ours
from sada.web.context import Frame
from sada.web.forms.preferences import NoticeForm, PreferencesForm
from sada.web.http import HtmxHttpRequest
from sada.web.screens import Entry, entries, subject_pages

NOTICES_SHOWN = 20
TOLD = "told"  # in the session: the newest notice that this browser has said


def back_of(request: HttpRequest) -> str:
    """Where the person came from, when that is within this site; else the first page."""
    back = request.POST.get("next", "")
    return back if is_ours(request, back) else reverse("home")


@require_GET
def home(request: HtmxHttpRequest) -> HttpResponse:
    """Each role lands on the screen that is its day; without a screen, a page that says so."""
    reachable = [entry for entry in entries() if access.may(request.user, entry.act)]
    for role, _path, _unit in access.memberships(request.user):
        for entry in reachable:
            if role in entry.landing:
                return redirect(landing_url(entry, role))
    return redirect(reachable[0].url_name) if reachable else render(request, "nothing_yet.html")


def landing_url(entry: Entry, role: str) -> str:
    """The address of the screen with the query string of the role."""
    query = entry.landing.get(role, "")
    return reverse(entry.url_name) + (f"?{query}" if query else "")


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch the language: kept with the person, and on this computer for the log-in page."""
    code = request.POST.get("language", "")
    response = HttpResponseRedirect(back_of(request))
    if code in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            set_preferences(request.user, language=code)
        _remember(response, code)
    return response


def _remember(response: HttpResponse, code: str) -> None:
    year = 365 * 86400
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, max_age=year, samesite="Lax", secure=secure)


@require_POST
def unit(request: HtmxHttpRequest) -> HttpResponse:
    """Choose the unit one works for now."""
    if not units.choose(request, request.POST.get("unit", "")):
        toasts.later(request, _("This unit is not among yours."), bad=True)
    return HttpResponseRedirect(back_of(request))


@require_http_methods(["GET", "POST"])
def preferences(request: HtmxHttpRequest) -> HttpResponse:
    """Show and keep how the person likes to read."""
    form = PreferencesForm(request.POST or None, initial=PreferencesForm.initial_of(request.user))
    if request.method == "POST" and form.is_valid():
        set_preferences(request.user, **form.chosen())
        toasts.later(request, _("Preferences saved"))
        response = redirect("preferences")
        _remember(response, request.user.language)
        return response
    told = NoticeForm(initial=NoticeForm.initial_of(request.user))
    return render(request, "preferences.html", {"form": form, "told": told}, status=422 if form.errors else 200)


@require_POST
def notice_preferences(request: HtmxHttpRequest) -> HttpResponse:
    """Keep how the person wants to be told."""
    told = NoticeForm(request.POST)
    if told.is_valid():
        set_notice_way(request.user, **told.cleaned_data)
        toasts.later(request, _("Preferences saved"))
        return redirect("preferences")
    form = PreferencesForm(initial=PreferencesForm.initial_of(request.user))
    return render(request, "preferences.html", {"form": form, "told": told}, status=422)


@require_http_methods(["GET", "POST"])
def notices(request: HtmxHttpRequest) -> HttpResponse:
    """The newest notices; a POST marks them all as seen."""
    if request.method == "POST":
        see_all(request.user, at=clock.now())
    rows = list(Notice.objects.filter(person=request.user).order_by("-id")[:NOTICES_SHOWN])
    context = {"notices": [(row, SENTENCES.get(row.act, row.act), notice_url(row)) for row in rows]}
    return render(request, "parts/notices.html" if request.htmx else "notices.html", context)


def notice_url(notice: Notice) -> str:
    """The page of what the notice speaks of, or nothing where no screen shows it."""
    name = subject_pages().get(notice.subject_type)
    try:
        return reverse(name, args=[notice.subject_id]) if name else ""
    except NoReverseMatch:
        return ""


@require_GET
def counts(request: HtmxHttpRequest) -> HttpResponse:
    """The numbers beside the screens and on the bell, asked for again every minute; what is new since is said."""
    frame = Frame(request)
    response = render(request, "parts/counts.html", {"links": frame.links, "unseen": frame.unseen})
    said = _newest(request, frame)
    return toasts.toast(response, said) if said else response


def _newest(request: HtmxHttpRequest, frame: Frame) -> str:
    """The newest notice in one line, where it came since one was last told; "" otherwise."""
    known = request.session.get(TOLD)
    if frame.newest == known:
        return ""
    request.session[TOLD] = frame.newest
    if known is None or frame.newest <= known:
        return ""
    row = Notice.objects.get(pk=frame.newest)
    sentence = SENTENCES.get(row.act, row.act)
    line = gettext("%(sentence)s (case %(number)s)") % {"sentence": sentence, "number": row.number}
    return line if row.number else str(sentence)
