"""Several people at one case: who is there and writing, watching, naming someone in a note."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from sada.desk.be_present import be_present, others_at
from sada.desk.mentions import mentionable
from sada.desk.watch_case import unwatch_case, watch_case
from sada.kernel import access, clock
from sada.store.models import Answer, Case, Person
from sada.web import toasts
from sada.web.acting import acting
from sada.web.http import HtmxHttpRequest


@require_POST
def present(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Someone has the page of a case open; answers who else has."""
    return _there(request, access.access_case(request.user, pk))


@require_POST
def present_at_text(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Someone has a text open; answers who else has, and whether a newer version was saved meanwhile."""
    answer = access.access_answer(request.user, pk)
    began = request.POST.get("version", "")
    is_newer = began.isdecimal() and len(began) < 9 and answer.version > int(began)
    last = answer.versions.select_related("by").order_by("-version").first() if is_newer else None
    return _there(request, answer, last=last if last is not None and last.by_id != request.user.pk else None)


def _there(request: HtmxHttpRequest, row: Case | Answer, **more: Any) -> HttpResponse:
    now = clock.now()
    be_present(row, by=request.user, at=now, writes=request.POST.get("wrote") == "1")
    return render(request, "cases/present.html", {"others": others_at(row, than=request.user, at=now), **more})


@require_POST
@acting
def watch(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Be told what happens to the case."""
    case = access.access_case(request.user, pk)
    watch_case(case, by=request.user, at=clock.now())
    toasts.later(request, gettext("You are told what happens to this case"))
    return redirect("cases:show", pk)


@require_POST
@acting
def unwatch(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Be told no more."""
    case = access.access_case(request.user, pk)
    unwatch_case(case, by=request.user, at=clock.now())
    toasts.later(request, gettext("You are no longer told of this case"))
    return redirect("cases:show", pk)


def around(case: Case, person: Person) -> dict[str, Any]:
    """What the page of a case shows of this: whether one watches, and who else does."""
    watching = [one.person for one in case.watches.select_related("person").order_by("pk")]
    return {"watchers": [one for one in watching if one.pk != person.pk], "is_watching": person in watching}


def to_name(case: Case, person: Person) -> dict[str, Any]:
    """What the form of a note shows: whom one may name in it."""
    return {"before": "cases/mentionable.html", "people": [one for one in mentionable(case) if one.pk != person.pk]}
