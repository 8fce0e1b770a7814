"""The asker has written after the answer: whether that is a new question, said with one press; and taken back so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sada.desk.ask_again import RUNS, asks_again, asks_nothing
from sada.kernel import access, clock
from sada.kernel.refusals import SomeoneElseDidIt
from sada.store.models import AskedAgain, Case, CaseItem, Person
from sada.web import toasts
from sada.web.acting import acting
from sada.web.http import HtmxHttpRequest


def opened_anew(case: Case, places: Iterable[CaseItem]) -> CaseItem | None:
    """The mail for which the case runs again after its answer, as `told` read it."""
    if case.state not in RUNS or case.answered_at:
        return None
    rows = [(place, getattr(place, "asked_again", None)) for place in places]
    opened = [place for place, row in rows if row is not None and row.is_question and row.before]
    return opened[-1] if opened else None


def blocks(case: Case, places: Sequence[CaseItem], person: Person) -> dict[str, Any]:
    """What the page of a case shows of this: the mails to be judged, and the one for which it was opened again."""
    rows = [(place, again) for place in places if (again := getattr(place, "asked_again", None)) is not None]
    return {
        "to_judge": [place for place, row in rows if row.is_question is None],
        "asked_again": opened_anew(case, places),
        "may_judge": access.may(person, "case.reopen", case.path),
    }


@require_POST
@acting
def new_question(request: HtmxHttpRequest, pk: int, item: int) -> HttpResponse:
    """It is a new question: the case runs anew."""
    return _said(request, pk, item, asks_again, _("The case runs anew, from when the mail came"))


@require_POST
@acting
def nothing(request: HtmxHttpRequest, pk: int, item: int) -> HttpResponse:
    """It asks nothing more."""
    return _said(request, pk, item, asks_nothing, _("Recorded: it asks nothing more"))


def _said(request: HtmxHttpRequest, pk: int, item: int, act: Callable[..., None], done: Promise) -> HttpResponse:
    case = access.access_case(request.user, pk, "case.reopen")
    rows = AskedAgain.objects.select_related("place__item", "place__case__unit", "place__case__owner")
    row = rows.filter(place__case=case, place__item_id=item).first()
    if row is None:
        raise SomeoneElseDidIt
    act(row, by=request.user, at=clock.now())
    toasts.later(request, done)
    return redirect("cases:show", pk)
