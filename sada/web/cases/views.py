"""The screens of cases: the list, the page of one, and what one does with it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sada.desk import clock as desk_clock
from sada.desk.approval_steps import standing
from sada.desk.assign_case import assign_case
from sada.desk.join_case import take_out_item
from sada.desk.on_duty import cannot_reach, on_duty, whom_to_call
from sada.desk.pause_clock import resume_clock
from sada.desk.states import rests
from sada.kernel import access, clock
from sada.kernel.notices import see_about
from sada.kernel.refusals import SomeoneElseDidIt
from sada.rules import case_states
from sada.store.models import Answer, AnswerState, Case, Person, Unit
from sada.store.queries import answers_before, case_timeline, cases
from sada.store.queries.approvals import seats_of
from sada.store.queries.day import texts_awaiting
from sada.web import tables, toasts, units
from sada.web.acting import acting, go, posted, step
from sada.web.cases import again, clocks, endings, export, story, together, why
from sada.web.cases.filters import Filters
from sada.web.cases.forms import UnmaskForm
from sada.web.cases.steps import BY_SLUG, UNMASK, possible, unmask
from sada.web.day.many import BUTTONS
from sada.web.http import HtmxHttpRequest
from sada.web.questions import words


class Listing:
    """What the list and its export have in common: the rows in reach, the filters of the address, the narrowed rows."""

    def __init__(self, request: HtmxHttpRequest) -> None:
        self.now = clock.now()
        within = units.chosen(request)
        rows = access.rows_within(request.user, "case.see")
        self.rows = rows.filter(path__startswith=within.path) if within else rows
        if request.GET.get("view") == "away":
            self.rows, within = cases.handed_over(access.rows_for(request.user, "case.see"), rows), None
        reach = Unit.objects.filter(pk__in=self.rows.values("unit")).order_by("path")
        self.filters = Filters(request.GET, list(reach), cases.carriers(self.rows), cases.tags(self.rows))
        approvable = access.rows_for(request.user, "answer.approve", "case")
        self.conditions = cases.views(request.user, approvable, self.now, clock.today())
        self.found = cases.narrowed(self.rows, self.filters.wanted(within), self.conditions, self.now)


def place_of(text: str) -> cases.Place | None:
    """The place in the list that an address names, or None when it names none."""
    try:
        rank, key, pk = text.split("_")
        return cases.Place(int(rank), float(key), int(pk))
    except ValueError:
        return None


@require_GET
def listing(request: HtmxHttpRequest) -> HttpResponse:
    """The cases in reach, late and soon late first; a fragment of further rows when `after` names a place."""
    access.require(request.user, "case.see")
    wanted = Listing(request)
    after = place_of(request.GET.get("after", ""))
    rows, following = cases.page(wanted.found, after)
    context: dict[str, Any] = {
        "rows": [(case, why.phase_of(case, wanted.now)) for case in rows],
        "following": f"{following.rank}_{following.key!r}_{following.pk}" if following else "",
        "filters": wanted.filters,
        "now": wanted.now,
        "may_bulk": access.may(request.user, "case.assign"),
    }
    if after is not None and request.htmx:
        return render(request, "cases/list.html#rows", context)
    counts = cases.tallies(wanted.rows, wanted.conditions, wanted.now) if wanted.filters.view != "away" else {}
    context |= {
        "counts": counts,
        "views": wanted.filters.views(counts),
        "buttons": BUTTONS,
        "may_open": access.may(request.user, "case.open"),
        "may_export": access.may(request.user, "export.make"),
    }
    return render(request, "cases/list.html", context)


@require_GET
def download(request: HtmxHttpRequest, form: str) -> HttpResponse:
    """The rows that fit the filters, as CSV or XLSX."""
    access.require(request.user, "export.make")
    wanted = Listing(request)
    write = tables.as_xlsx if form == "xlsx" else tables.as_csv
    found = cases.shown(cases.ranked(wanted.found))
    return write(f"cases-{clock.today()}", export.HEAD, export.rows(found, wanted.now))


RIGHTS = {
    "may_call": "case.call",
    "may_ask": "case.ask_expert",
    "may_add_fact": "fact.edit",
    "may_pause": "case.pause",
    "may_draft": "answer.draft",
    "may_see_items": "item.see",
    "may_unmask": "personal.unmask",
    "may_export": "export.make",
}


def _rights(person: Person, case: Case) -> dict[str, bool]:
    """What the person may do with the case, by the names of the template."""
    rights = {name: access.may(person, act, case.path) for name, act in RIGHTS.items()}
    return rights | {"may_claim": access.may(person, "case.assign", case.path) and case.owner_id != person.pk}


@require_GET
def show(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The page of a case; what one was told about it counts as seen."""
    case = access.access_case(request.user, pk)
    see_about(request.user, case, at=clock.now())
    told = case_timeline.told(case)
    rows = access.rows_for(request.user, "case.see")
    now, promise = clock.now(), desk_clock.promise_of(case)
    others = clocks.others(case, promise, told.questions, now, told.log)
    shift = on_duty(case.unit, now)
    runs = case.state in cases.RUNNING
    steps = possible(case, request.user, clocks.running(others))
    answers = [answer for answer in told.answers if answer.state != "withdrawn"]
    context = {
        "case": case,
        "face": why.face(case, now, promise),
        "began": why.began(case, told.items, is_anew=again.opened_anew(case, told.items) is not None),
        "clocks": others,
        "shift": shift,
        "calling": whom_to_call(case, now, shift) if runs else None,
        "told": told,
        "entries": story.shown(told, words.faces(told.questions, now)),
        "log": [(act, story.line(act, told)) for act in told.log],
        "steps": steps,
        "has_more_steps": any(one.in_menu for one in steps),
        "known_acts": case_states.acts_in(case.state),
        **_rights(request.user, case),
        "may_join": access.may(request.user, "case.join", case.path) and len(told.items) > 1,
        "shown_contact": request.session.pop(f"contact-{case.pk}", None),
        "shown_address": request.session.pop("address", None),
        "answers": answers,
        "review": _to_review(request.user, case, answers),
        "like": answers_before.like(rows, case),
        "promises": answers_before.promises(rows, case),
        "facts": case_timeline.facts_of(case) if answers else [],
        **together.around(case, request.user),
        **endings.blocks(case, request.user),
        **again.blocks(case, told.items, request.user),
    }
    return render(request, "cases/show.html", context)


def _to_review(person: Person, case: Case, answers: list[Answer]) -> int | None:
    """The text of the case that awaits this person's approval; asked only where one awaits anybody's."""
    waits = [answer for answer in answers if answer.state == AnswerState.SUBMITTED and not rests(answer)]
    if not waits or not access.may(person, "answer.approve", case.path):
        return None
    open_to = texts_awaiting([case], seats_of(person, clock.today()))
    return next(
        (a.pk for a in waits if open_to.get(case.pk) == a.pk and standing(a, clock.now()).may_approve(person)), None
    )


@require_http_methods(["GET", "POST"])
def act(request: HtmxHttpRequest, pk: int, slug: str) -> HttpResponse:
    """One step with a form: door, form, act."""
    one = BY_SLUG[slug]
    case = access.access_case(request.user, pk, one.act)
    form = one.make(case, request.user, posted(request))
    then = reverse("cases:list") if slug in ("transfer", "give_back") else reverse("cases:show", args=[pk])
    more = _before_form(case, slug, request.user)
    site = request.build_absolute_uri("/")  # a letter that an act writes leads back to where one works now
    return step(
        request,
        form,
        one.words,
        lambda data: one.run(case, data | {"site": site}, request.user),
        then,
        case=case,
        **more,
    )


def _before_form(case: Case, slug: str, person: Person) -> dict[str, Any]:
    """What stands above the form of a step: whom one may name in a note; which texts a transfer gives back."""
    if slug == "note":
        return together.to_name(case, person)
    given_back = (AnswerState.SUBMITTED, AnswerState.APPROVED)
    waits = case.answers.filter(state__in=given_back) if slug in ("transfer", "give_back") else ()
    return {"before": "cases/given_back.html", "given_back": waits} if waits else {}


@require_POST
@acting
def claim(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Take the case in one's own hands."""
    case = access.access_case(request.user, pk, "case.assign")
    assign_case(case, request.user, by=request.user, at=clock.now())
    toasts.later(request, _("The case is yours"))
    return go(request, reverse("cases:show", args=[pk]))


@require_POST
@acting
def not_reached(request: HtmxHttpRequest, pk: int, person: int) -> HttpResponse:
    """Somebody on the ladder of duty cannot be reached: the next is called."""
    case = access.access_case(request.user, pk, "case.call")
    now = clock.now()
    called = {one.pk: one for one in whom_to_call(case, now)}
    if person not in called:
        raise SomeoneElseDidIt
    following = cannot_reach(case, called[person], by=request.user, at=now)
    names = gettext(", ").join(units.name(one) for one in following)
    toasts.later(request, gettext("Recorded. Called now: %(names)s") % {"names": names or gettext("nobody")})
    return redirect("cases:show", pk)


@require_POST
@acting
def resume(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Let the clock run on."""
    case = access.access_case(request.user, pk, "case.pause")
    resume_clock(case, by=request.user, at=clock.now())
    toasts.later(request, _("The clock runs on"))
    return redirect("cases:show", pk)


@require_POST
@acting
def take_out(request: HtmxHttpRequest, pk: int, item: int) -> HttpResponse:
    """Take an item out of the case again."""
    case = access.access_case(request.user, pk, "case.join")
    place = case.case_items.select_related("item").filter(item_id=item).first()
    if place is not None:
        take_out_item(case, place.item, by=request.user, at=clock.now())
        toasts.later(request, gettext("The item waits in the inbox again"))
    return redirect("cases:show", pk)


@require_http_methods(["GET", "POST"])
def contact(request: HtmxHttpRequest, pk: int, item: int) -> HttpResponse:
    """Show who asked, once, on record."""
    case = access.access_case(request.user, pk, "personal.unmask")
    place = case.case_items.select_related("item").filter(item_id=item).first()
    then = reverse("cases:show", args=[pk])
    if place is None:  # taken out meanwhile
        return go(request, then)

    def run(data: dict[str, Any]) -> None:
        unmask(case, place.item, data["reason"], request.user)
        request.session[f"contact-{case.pk}"] = item

    return step(request, UnmaskForm(posted(request)), UNMASK, run, then)
