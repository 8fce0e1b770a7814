"""The health of the system, and the way out of the demo."""

from __future__ import annotations

from importlib.metadata import version

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from sada.desk.remove_demo import demo_units, remove_invented
from sada.kernel import access, clock
from sada.store.queries import health
from sada.web import toasts
from sada.web.acting import acting
from sada.web.administration.tabs import show
from sada.web.http import HtmxHttpRequest


@require_GET
def page(request: HtmxHttpRequest) -> HttpResponse:
    """Database, queue, workers, letters, what was set aside, versions."""
    access.require(request.user, "system.check")
    now = clock.now()
    return show(
        request,
        "health",
        "health.html",
        health=health.health(now),
        now=now,
        sada=version("sada"),
        troubled=[row for row in health.sources(access.rows_for(request.user, "source.see"), now) if _is_bad(row)],
        has_demo=demo_units().exists(),
        may_remove=access.may(request.user, "demo.remove"),
    )


def _is_bad(row: health.SourceHealth) -> bool:
    return row.standing in ("failing", "silent")


@acting
@require_POST
def remove_demo(request: HtmxHttpRequest) -> HttpResponse:
    """Remove everything invented."""
    access.require(request.user, "demo.remove")
    was_invented = request.user.invented
    remove_invented(by=request.user, at=clock.now())
    if was_invented:
        return redirect("account_login")
    toasts.later(request, _("The demo is removed. What people did remains in the log."))
    return redirect("home")
