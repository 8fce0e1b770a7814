"""Views that change something: a refusal becomes a clear message, and what was typed stays where it was typed.

`acting` is for buttons: the refusal's sentence is said and the page one came from shows how things stand.
`step` is for acts with a form, shown as a dialog (htmx) or as a page (without): a refusal stands in the form.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from sada.kernel.guarded import contested
from sada.kernel.refusals import NotAllowed, Refusal
from sada.web import toasts
from sada.web.http import HtmxHttpRequest
from sada.web.say.refusals import sentence_of

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Words:
    """What a step says: its title, the word on its button, what is said when it is done, a line of advice."""

    title: str | Promise
    button: str | Promise
    done: str | Promise
    advice: str | Promise = ""
    danger: bool = False


def is_ours(request: HttpRequest, address: str) -> bool:
    """Whether an address that came with a request is that of a page of ours; «abc» is no page."""
    within = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return within and address.startswith(("/", "http"))


def back_of(request: HttpRequest, otherwise: str = "") -> str:
    """The page one came from, when it is ours: `next` in the form, else the referring page, else `otherwise`."""
    for back in (
        request.POST.get("next", ""),
        request.headers.get("HX-Current-URL", ""),
        request.headers.get("Referer", ""),
    ):
        if is_ours(request, back):
            return back
    return otherwise or reverse("home")


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None when it is only to be shown."""
    return request.POST if request.method == "POST" else None


def go(request: HttpRequest, url: str) -> HttpResponse:
    """Lead the whole page to `url`, from a form or from a fragment."""
    return HttpResponseClientRedirect(url) if getattr(request, "htmx", False) else HttpResponseRedirect(url)


def acting(view: View) -> View:
    """Say a Refusal of the view at the foot of the page one came from. A missing right stays a 403."""

    @wraps(view)
    def wrapped(request: HtmxHttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with contested():
                return view(request, *args, **kwargs)
        except NotAllowed:
            raise
        except Refusal as refusal:
            toasts.later(request, sentence_of(refusal, request.user), bad=True)
            return go(request, back_of(request))

    return wrapped


def step(
    request: HtmxHttpRequest,
    form: forms.Form,
    words: Words,
    run: Callable[[dict[str, Any]], object],
    then: str,
    **more: Any,
) -> HttpResponse:
    """Show the form; when it comes back filled, run the act and lead to `then`. Refusals stay in the form."""
    if request.method == "POST" and form.is_valid():
        try:
            with contested():
                run(form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, sentence_of(refusal, request.user))
        else:
            if words.done:  # an empty one: the view says it itself, with the way back
                toasts.later(request, words.done)
            return go(request, then)
    _focused(form)
    context = {"form": form, "words": words, "action": request.path, "then": then, **more}
    template = "parts/step.html" if request.htmx else "parts/step_page.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _focused(form: forms.Form) -> None:
    """The first field one fills has the focus when the dialog opens, not the button that closes it."""
    first = next(iter(form.visible_fields()), None)
    if first is not None:
        first.field.widget.attrs["autofocus"] = True
