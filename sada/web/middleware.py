"""What every request passes: the person's language and digits set, NUL refused, a log-in needed, refusals said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

from sada.kernel.guarded import is_lost
from sada.kernel.refusals import Refusal, SomeoneElseDidIt
from sada.web import errors
from sada.web.say import digits

# Pages that are the same for everybody, in the language of their address: whoever asks is not looked up, so that the
# answer may be kept and handed out by any cache on the way.
FOR_EVERYBODY = "/replies/"

NUL = _("What was sent holds an invisible character that no text may hold, often copied from another program.")
Respond = Callable[[HttpRequest], HttpResponseBase]


class RefuseNul:
    """PostgreSQL refuses the NUL character in a text, so it is refused at the door: a page in the person's language, or
    a sentence at the foot of the page where a fragment was asked for."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path or _has_nul(request.GET.lists()):
            return errors.page(request, 400, NUL)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Form fields are read here, after the body's size has been judged, and only where Django reads them anyway."""
        form = request.method == "POST" and (request.content_type or "").endswith(("urlencoded", "form-data"))
        return errors.page(request, 400, NUL) if form and _has_nul(request.POST.lists()) else None


def _has_nul(lists: Iterable[tuple[str, list[Any]]]) -> bool:
    return any("\0" in name or any("\0" in value for value in values) for name, values in lists)


def language_of(request: HttpRequest) -> str:
    """The person's language; before log-in the one chosen on this computer, else Arabic. The browser is not asked."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return str(user.language)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class PersonPreferences:
    """Language and digits as the person reads, for the time of the request."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(FOR_EVERYBODY):
            return self.get_response(request)
        language = language_of(request)
        request.LANGUAGE_CODE = language
        chosen = getattr(getattr(request, "user", None), "digits", "latin")
        with translation.override(language), digits.using(chosen):
            response = self.get_response(request)
        patch_vary_headers(response, ["Cookie"])
        response.headers.setdefault("Content-Language", language)
        return response


class LoginNeeded(LoginRequiredMiddleware):
    """Every view needs a log-in unless it is marked otherwise; a fragment's request leads the whole page there."""

    def process_view(self, request: HttpRequest, view_func: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Django looks up who asks first; where that does not matter nobody is looked up."""
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, args, kwargs)

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseBase:
        """The way to the log-in page and back."""
        if getattr(request, "htmx", False):
            # htmx knows the page one is on; the fragment's own address would be no place to come back to.
            back = urlencode({"next": request.htmx.current_url_abs_path or "/"})  # type: ignore[attr-defined]
            return HttpResponseClientRedirect(f"{resolve_url(self.get_login_url(view_func))}?{back}")
        return super().handle_no_permission(request, view_func)


class RefusalsSaid:
    """A Refusal that a view lets through becomes a sentence for the person: a toast in a fragment, a page otherwise."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The sentence of the refusal, or None for any other exception."""
        refusal = SomeoneElseDidIt() if is_lost(exception) else exception
        return errors.refused(request, refusal) if isinstance(refusal, Refusal) else None
