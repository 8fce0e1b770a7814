"""Opening cases from the page of a story: for the items that wait, unit by unit; and the way back."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from sada.desk.open_from_story import open_from_story, waiting
from sada.desk.undo_opening import undo_opening
from sada.kernel import access, clock
from sada.kernel.refusals import Missing
from sada.reading.masking import masked_title
from sada.store.models import Person, Story
from sada.web import toasts
from sada.web.acting import acting, go
from sada.web.http import HtmxHttpRequest
from sada.web.inbox.undo import ids
from sada.web.say.numbers import number

MOST = 100  # items of one unit that are offered at once


def block(person: Person, story: Story) -> dict[str, Any]:
    """What the page shows of items not yet in a case: (unit, its items, each with its title)."""
    found = groupby(waiting(story, person)[:MOST], lambda mention: mention.unit)
    return {"to_open": [(unit, [(one, _title(one.item)) for one in some]) for unit, some in found]}


def _title(item: Any) -> str:
    return masked_title(item.title, item.text[:160], item.reading)


@require_POST
@acting
def open_cases(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Open one case for the chosen items (`mention`) of each unit, or one for each item (`apart`)."""
    story = access.access_story(request.user, pk)
    access.require(request.user, "case.open")
    apart = "apart" in request.POST
    made = open_from_story(story, ids(request, "mention", MOST), apart=apart, by=request.user, at=clock.now())
    if len(made) == 1:
        said = gettext("Case %(number)s opened") % {"number": made[0].number}
    else:
        said = ngettext("%(n)s case opened", "%(n)s cases opened", len(made)) % {"n": number(len(made))}
    back = f"{reverse('stories:undo_cases', args=[pk])}?{urlencode({'case': [case.pk for case in made]}, doseq=True)}"
    toasts.later(request, said, undo=back)
    return redirect("stories:show", pk)


@require_POST
@acting
def undo_cases(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Take the opening of these cases (`case`) back."""
    access.access_story(request.user, pk)
    access.require(request.user, "case.open")
    cases = [access.access_case(request.user, one, "case.open") for one in ids(request, "case", MOST)]
    if not cases:
        raise Missing(gettext("There is nothing to undo."))
    for case in cases:
        undo_opening(case, by=request.user, at=clock.now())
    toasts.later(request, gettext("Undone"))
    return go(request, reverse("stories:show", args=[pk]))
