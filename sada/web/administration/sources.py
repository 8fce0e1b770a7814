"""Sources: how well each is heard; adding, changing, trying, switching off."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sada.kernel import access, acts, clock
from sada.kernel.act_names import SENTENCES
from sada.listen import keep_source
from sada.store.models import Source
from sada.store.queries import health
from sada.web import toasts
from sada.web.acting import Words, acting, step
from sada.web.administration import closings
from sada.web.administration.forms import SourceForm
from sada.web.administration.tabs import show
from sada.web.http import HtmxHttpRequest

ADDING = Words(
    _("New source"), _("Add"), _("Source added"), _("It is looked at within a minute. Try it before or after.")
)
EDITING = Words(_("Change the source"), _("Save"), _("Source changed"))
STANDINGS: Mapping[str, tuple[str, str, Promise]] = {
    "good": ("check-circle", "good", pgettext_lazy("source", "Heard")),
    "silent": ("speaker-wave", "warn", pgettext_lazy("source", "Silent for longer than usual")),
    "unheard": ("clock", "info", pgettext_lazy("source", "Not heard yet")),
    "failing": ("signal-slash", "bad", pgettext_lazy("source", "Cannot be read")),
    "off": ("no-symbol", "", pgettext_lazy("source", "Switched off")),
}


@require_GET
def listing(request: HtmxHttpRequest) -> HttpResponse:
    """All sources with their health, the troubled first."""
    access.require(request.user, "source.see")
    rows = health.sources(access.rows_for(request.user, "source.see"), clock.now())
    return show(
        request,
        "sources",
        "sources.html",
        rows=[(row, STANDINGS[row.standing]) for row in rows],
        may_edit=access.may(request.user, "source.edit"),
        closing=closings.table(),
    )


@require_GET
def page(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """One source: what is known of it, its newest items, what was changed."""
    source = access.access_source(request.user, pk)
    found = health.sources(Source.objects.filter(pk=pk), clock.now())[0]
    newest = access.rows_for(request.user, "item.see").filter(source=source).select_related("reading")
    return show(
        request,
        "sources",
        "source.html",
        source=source,
        health=found,
        standing=STANDINGS[found.standing],
        newest=newest.order_by("-published_at")[:8],
        may_edit=access.may(request.user, "source.edit"),
        is_fetched=source.kind in keep_source.FETCHED,
        log=[(act, SENTENCES.get(act.name, act.name)) for act in acts.of(source)],
    )


@require_http_methods(["GET", "POST"])
def new(request: HtmxHttpRequest) -> HttpResponse:
    """A new source."""
    access.require(request.user, "source.edit")
    return step(
        request,
        SourceForm(request.POST or None),
        ADDING,
        lambda data: keep_source.add_source(SourceForm.given(data), by=request.user, at=clock.now()),
        reverse("administration:sources"),
    )


@require_http_methods(["GET", "POST"])
def edit(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Change a source."""
    source = access.access_source(request.user, pk, "source.edit")
    form = SourceForm(request.POST or None, initial=SourceForm.initial_of(source))
    return step(
        request,
        form,
        EDITING,
        lambda data: keep_source.change_source(source, SourceForm.given(data), by=request.user, at=clock.now()),
        reverse("administration:source", args=[pk]),
    )


@acting
@require_POST
def switch(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Switch on or off; it can be undone."""
    source = access.access_source(request.user, pk, "source.edit")
    is_active = not source.is_active
    keep_source.switch_source(source, is_active, by=request.user, at=clock.now())
    said = _("The source is listened to again") if is_active else _("The source is not listened to any more")
    toasts.later(request, said, undo=reverse("administration:switch_source", args=[pk]))
    return redirect("administration:source", pk)


@require_POST
def try_now(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Ask a worker to read the source once; the fragment asks for the result until it is there."""
    source = access.access_source(request.user, pk, "source.edit")
    ticket = f"try-{source.pk}-{secrets.token_hex(8)}"
    keep_source.try_source(source, ticket, by=request.user, at=clock.now())
    return _waiting(request, source, ticket, 0)


@require_GET
def tried(request: HtmxHttpRequest, pk: int, ticket: str) -> HttpResponse:
    """What the worker found, or that it is still at it."""
    source = access.access_source(request.user, pk, "source.edit")
    if not ticket.startswith(f"try-{source.pk}-"):
        return redirect("administration:source", pk)
    found: dict[str, Any] | None = cache.get(ticket)
    asked = request.GET.get("n", "0")
    count = int(asked) + 1 if asked.isdecimal() and len(asked) < 4 else 1
    return _waiting(request, source, ticket, count, found)


def _waiting(
    request: HtmxHttpRequest, source: Source, ticket: str, count: int, found: dict[str, Any] | None = None
) -> HttpResponse:
    is_late = count > 20  # a worker that has not answered for half a minute is busy or not there
    context = {"source": source, "ticket": ticket, "count": count, "found": found, "is_late": is_late}
    return render(request, "administration/tried.html", context)
