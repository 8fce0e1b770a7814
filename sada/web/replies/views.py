"""The public page. Nobody is looked up, no cookie is set or read; any cache on the way may keep what is answered."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from sada.kernel import clock
from sada.store.queries import publications
from sada.web import units
from sada.web.say import digits

ON_A_PAGE, IN_FEED = 20, 50
KEPT = 300  # seconds that a cache may keep a page
GONE = 410
_NOT_IN_XML = {code: None for code in range(32) if chr(code) not in "\t\n\r"}


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for everybody in the language of its address, with the marks that caches and search engines read."""

    @login_not_required
    @require_safe
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, language: str = "ar", **kwargs: Any) -> HttpResponse:
        is_named = "language" in (request.resolver_match.kwargs if request.resolver_match else {})
        if not settings.REPLIES_PUBLIC or (is_named and language != "en"):
            raise Http404
        with translation.override(language), digits.using("latin"):
            response = view(request, *args, **kwargs)
        return _marked(request, response, language)

    return wrapped


def _marked(request: HttpRequest, response: HttpResponse, language: str) -> HttpResponse:
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    if response.status_code == 200:
        response = get_conditional_response(request, etag=etag, response=response) or response
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={KEPT}"
    response["Content-Language"] = language
    if not settings.REPLIES_INDEXED:
        response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@public
def listing(request: HttpRequest) -> HttpResponse:
    """The newest answers; by words, by unit, by page."""
    words, unit = request.GET.get("q", "").strip()[:200], request.GET.get("unit", "")
    page = Paginator(publications.published(words, unit), ON_A_PAGE).get_page(request.GET.get("page"))
    every = sorted(publications.units_with_answers(), key=units.name)
    chosen = next((one for one in every if one.code == unit), None)
    return _page(
        request,
        "replies/list.html",
        page=page,
        rows=publications.rows_of(list(page)),
        words=words,
        unit=chosen,
        units=every,
        code=unit,
    )


@public
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One answer; of one taken down, the note that it was, and why."""
    found = publications.one(pk)
    if found is None:
        raise Http404
    if found.withdrawn_at is not None:
        return _page(request, "replies/withdrawn.html", status=GONE, found=found)
    response = _page(request, "replies/show.html", found=found)
    response["Last-Modified"] = http_date(found.changed_at.timestamp())
    return response


@public
def feed(request: HttpRequest) -> HttpResponse:
    """The newest answers as Atom; what was taken down lately stands there as a note."""
    unit = request.GET.get("unit", "")
    rows = publications.in_feed(unit, clock.now(), IN_FEED)
    context = {
        "rows": [(row, request.build_absolute_uri(address("show", row.pk))) for row in rows],
        "self": request.build_absolute_uri(),
        "home": request.build_absolute_uri(address("list")),
        "changed": max((row.changed_at for row in rows), default=datetime(2026, 1, 1, tzinfo=clock.RIYADH)),
        "unit": rows[0].unit if unit and rows else None,
        "language": translation.get_language(),
    }
    said = render_to_string("replies/feed.xml", context).translate(_NOT_IN_XML)
    return HttpResponse(said, content_type="application/atom+xml; charset=utf-8")


def address(name: str, *args: Any, language: str = "") -> str:
    """The address of a public page in the language of the reader, or in `language`."""
    if (language or translation.get_language()) == "en":
        return reverse(f"replies:{name}_in", args=["en", *args])
    return reverse(f"replies:{name}", args=args)


def _page(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Without a request in the template: nothing of whoever asks can get into a page that is kept for all."""
    is_english = translation.get_language() == "en"
    pk = [context["found"].pk] if "found" in context else []
    other = address("show" if pk else "list", *pk, language="ar" if is_english else "en")
    query = request.GET.urlencode()
    frame = {
        "LANG": "en" if is_english else "ar",
        "home": address("list"),
        "feed": address("feed") + (f"?unit={context['code']}" if context.get("unit") else ""),
        "other": f"{other}?{query}" if query and not pk else other,
        "is_indexed": settings.REPLIES_INDEXED,
        "prefix": "en/" if is_english else "",
    }
    return HttpResponse(render_to_string(template, frame | context), status=status)
