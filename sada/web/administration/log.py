"""The log: who did what to what, when; and whether its chain is whole."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from sada.kernel import access, acts
from sada.kernel.act_names import SENTENCES
from sada.store.models import Act, Case, Person
from sada.web.administration.tabs import show
from sada.web.forms import day_of
from sada.web.http import HtmxHttpRequest

PAGE = 50
FILTERS = ("name", "by", "from", "to", "subject")


@require_GET
def listing(request: HtmxHttpRequest) -> HttpResponse:
    """The entries in reach, the newest first, narrowed by act, person and day."""
    access.require(request.user, "log.see")
    rows = access.rows_for(request.user, "log.see").select_related("by", "unit")
    given = {name: request.GET.get(name, "").strip() for name in FILTERS}
    shown = Paginator(_narrowed(rows, given).order_by("-id"), PAGE).get_page(request.GET.get("page"))
    numbers = _numbers(list(shown))
    people = Person.objects.filter(pk__in=rows.order_by().values("by").distinct()).order_by("name_ar")
    return show(
        request,
        "log",
        "log.html",
        entries=[_shown(act, numbers) for act in shown],
        page_of=shown,
        given=given,
        names=sorted(SENTENCES.items(), key=lambda pair: str(pair[1])),
        people=people,
        before=_query(given, shown.previous_page_number()) if shown.has_previous() else "",
        after=_query(given, shown.next_page_number()) if shown.has_next() else "",
        may_check=access.may(request.user, "system.check"),
    )


def _numbers(entries: list[Act]) -> dict[int, str]:
    """The numbers of the cases that entries speak of; one query. A case that is gone has none."""
    cases = [act.subject_id for act in entries if act.subject_type == "case"]
    return dict(Case.objects.filter(pk__in=cases).values_list("pk", "number"))


def _shown(act: Act, numbers: dict[int, str]) -> tuple[Act, Any, list[tuple[str, Any, Any]], str]:
    """An entry with its sentence, what changed and the number of its case."""
    number = numbers.get(act.subject_id, "") if act.subject_type == "case" else ""
    return act, SENTENCES.get(act.name, act.name), _changes(act), number


def _narrowed(rows: Any, given: dict[str, str]) -> Any:
    first, last = day_of(given["from"]), day_of(given["to"])
    tests: dict[str, Any] = {
        "name": given["name"] if given["name"] in SENTENCES else "",
        "by_id": int(given["by"]) if given["by"].isdecimal() and len(given["by"]) < 12 else "",
        "at__date__gte": first,
        "at__lt": last + timedelta(days=1) if last else None,
    }
    return rows.filter(**{name: value for name, value in tests.items() if value})


def _changes(act: Act) -> list[tuple[str, Any, Any]]:
    """(what, before, after) of an entry."""
    names = [*act.before, *(name for name in act.after if name not in act.before)]
    return [(name, act.before.get(name), act.after.get(name)) for name in names][:6]


def _query(given: dict[str, str], page: int) -> str:
    made = QueryDict(mutable=True)
    for name, value in given.items():
        if value:
            made[name] = value
    made["page"] = str(page)
    return f"?{made.urlencode()}"


@require_POST
def verify(request: HtmxHttpRequest) -> HttpResponse:
    """Compute every hash anew and say whether the chain is whole."""
    access.require(request.user, "system.check")
    broken = acts.verify()
    context = {"broken": broken[:20], "count": len(broken), "total": Act.objects.count(), "missing": acts.cut_off()}
    return render(request, "administration/verified.html", context)
