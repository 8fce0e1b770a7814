"""The legal texts on which a right of reply rests: as they hold today and as they held before; one changes them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from sada.desk.keep_law import change_law, root
from sada.kernel import access, clock
from sada.kernel.press_doors import laws_for
from sada.store.models import LegalText
from sada.web.acting import Words, posted, step
from sada.web.http import HtmxHttpRequest
from sada.web.press.forms import LawForm

CHANGING = Words(
    _("Change the legal text"), _("Keep from today"), _("The rule reads so from today"),
    _("What it said until yesterday stays known; replies followed already keep the rule of their day."),
)  # fmt: skip


@require_GET
def listing(request: HtmxHttpRequest) -> HttpResponse:
    """The rules that hold first, those that ended under them."""
    access.require(request.user, "unit.see")
    rows = list(LegalText.objects.order_by("code", "medium", "-valid_from", "-pk"))
    context = {
        "holding": [row for row in rows if row.valid_to is None],
        "ended": [row for row in rows if row.valid_to is not None],
        "may_change": access.may(request.user, "policy.edit", root().path),
    }
    return render(request, "press/laws.html", context)


@require_http_methods(["GET", "POST"])
def change(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Change one from today on; the law of the land is changed at the root."""
    row = get_object_or_404(laws_for(request.user), pk=pk)
    form = LawForm(posted(request), initial=LawForm.initial_of(row))

    def run(data: dict[str, Any]) -> None:
        change_law(row, form.law(), by=request.user, at=clock.now())

    return step(request, form, CHANGING, run, reverse("press:laws"))
