"""When something goes wrong: what happened, what is kept, what to do, and a reference number the log knows too.

The pages are in both languages and read nothing from the database, which may be what failed.
"""

from __future__ import annotations

import logging
import secrets
import sys

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sada.kernel.refusals import NotAllowed, Refusal
from sada.web.say.refusals import sentence_of
from sada.web.toasts import toast

log = logging.getLogger("sada.web")

# status: (icon, what happened, what to do)
PAGES: dict[int, tuple[str, Promise, Promise]] = {
    400: (
        "exclamation-circle",
        _("The request could not be read"),
        _("Nothing was changed. Go back, check what you entered and try again."),
    ),
    403: (
        "lock-closed",
        _("This page is not open to your role"),
        _("Nothing was changed. If you need it for your work, ask the manager of your unit."),
    ),
    404: (
        "magnifying-glass",
        _("There is nothing at this address"),
        _("It may have been moved, or it belongs to another unit. Go back or start from the first page."),
    ),
    409: (
        "hand-raised",
        _("This step was not carried out"),
        _("Nothing was changed. Go back, look at the present state and try again."),
    ),
    429: (
        "clock",
        _("Too many attempts"),
        _("Wait some minutes, then try again. Your work is kept."),
    ),
    500: (
        "exclamation-triangle",
        _("An error happened on our side"),
        _("What was saved before is kept. Try again; if it fails again, give your administrator the reference number."),
    ),
}


def reference() -> str:
    """A short number to find one event in the log: 8 characters without ambiguous letters."""
    return secrets.token_hex(4).upper()


def page(request: HttpRequest, status: int, sentence: str | Promise = "", number: str = "") -> HttpResponse:
    """The page for one status, in both languages, the reader's first; a toast instead when a fragment was asked for.

    A `sentence` that is words already stands in the reader's half alone: the other half has its own title and advice.
    """
    number = number or reference()
    icon, title, advice = PAGES[status]
    if getattr(request, "htmx", False):
        said = str(sentence) if sentence else f"{title}. {advice}"
        return toast(HttpResponse(status=status), _with_reference(said, number, status), bad=True)
    log.info("reference %s: %s at %s", number, status, request.path)
    context = {
        "status": status, "icon": icon, "title": title, "advice": advice, "sentence": sentence, "reference": number,
        "languages": _languages_of(request), "in_both": isinstance(sentence, Promise),
    }  # fmt: skip
    return HttpResponse(render_to_string("errors/page.html", context), status=status)


def _with_reference(said: str, number: str, status: int) -> str:
    if status < 500:
        return said
    return gettext("%(sentence)s Reference number: %(number)s") % {"sentence": said, "number": number}


def _languages_of(request: HttpRequest) -> list[str]:
    first = getattr(request, "LANGUAGE_CODE", None) or translation.get_language() or settings.LANGUAGE_CODE
    return ["en", "ar"] if first.startswith("en") else ["ar", "en"]


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 when the form's token is missing or old."""
    said = _("The page was open too long or cookies are switched off. Reload it and send the form again.")
    return page(request, 403, said)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: what is not yours looks the same as what is not there."""
    return page(request, 404)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429."""
    return page(request, 429)


def server_error(request: HttpRequest) -> HttpResponse:
    """500; the reference number stands in the log beside the traceback."""
    number = reference()
    log.error("reference %s: %s %s", number, request.method, request.path, exc_info=sys.exc_info())
    return page(request, 500, number=number)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The sentence of a refusal: 403 when the role does not include the act, 409 otherwise."""
    person = getattr(request, "user", None)
    said: str | Promise = sentence_of(refusal, person)
    if isinstance(refusal.sentence, Promise):  # said anew in each language; what was put together before cannot be
        said = lazy(sentence_of, str)(refusal, person)
    return page(request, 403 if isinstance(refusal, NotAllowed) else 409, said)
