"""Steps with many cases: assign, close as no answer, tag, mark as seen; each with the way back while it is fresh."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from sada.desk.assign_case import CannotCarry
from sada.desk.bulk_cases import assign_many, close_many, join_many, see_many, tag_many, undo_bulk
from sada.desk.join_cases import leading
from sada.desk.tag_case import untag_case
from sada.kernel import access, clock
from sada.kernel.refusals import Missing
from sada.store.models import BulkStep, Case, CaseTag, Person
from sada.web import toasts, units
from sada.web.acting import Words, acting, back_of, go, posted, step
from sada.web.cases.forms import AssignForm, Form, lines
from sada.web.http import HtmxHttpRequest
from sada.web.inbox.undo import ids
from sada.web.say.numbers import number


class CloseManyForm(Form):
    """Why none of them is answered."""

    reason = forms.CharField(label=_("Reason"), widget=lines(3), help_text=_("It is kept with each of the cases."))


class TagForm(Form):
    """A tag, new or one that is in use."""

    tag = forms.CharField(
        label=_("Tag"), max_length=40, widget=forms.TextInput(attrs={"dir": "auto", "list": "tags-in-use"})
    )


@dataclass(frozen=True, slots=True)
class Many:
    """One thing to do with many cases: the right, the words, the form, the act, what is said when it is done."""

    act: str
    words: Words
    form: Callable[[list[Case], Any], forms.Form]
    run: Callable[[list[Case], dict[str, Any], Person], BulkStep]
    said: Callable[[int], str]


def _assign(cases: list[Case], data: dict[str, Any], by: Person) -> BulkStep:
    return assign_many(cases, data["owner"], by=by, at=clock.now())


def _close(cases: list[Case], data: dict[str, Any], by: Person) -> BulkStep:
    return close_many(cases, data["reason"], by=by, at=clock.now())


def _tag(cases: list[Case], data: dict[str, Any], by: Person) -> BulkStep:
    return tag_many(cases, data["tag"], by=by, at=clock.now())


def _join(cases: list[Case], data: dict[str, Any], by: Person) -> BulkStep:
    return join_many(cases, by=by, at=clock.now())


def carriers_of_all(cases: list[Case]) -> Any:
    """Who may carry every one of the cases."""
    paths = {case.path for case in cases}
    found = Person.objects.all()
    for path in sorted(paths):
        found = found.filter(pk__in=access.who_may("answer.draft", path).values("pk"))
    return found.order_by("name_ar")


MANY: Mapping[str, Many] = {
    "assign": Many(
        "case.assign",
        Words(_("Assign the chosen cases"), _("Assign"), ""),
        lambda cases, data: AssignForm(data, people=carriers_of_all(cases)),
        _assign,
        lambda n: ngettext("%(n)s case assigned", "%(n)s cases assigned", n),
    ),
    "close": Many(
        "case.close",
        Words(_("Propose to leave the chosen cases unanswered"), _("Propose"), "", danger=True),
        lambda cases, data: CloseManyForm(data),
        _close,
        lambda n: ngettext("%(n)s case proposed for no answer", "%(n)s cases proposed for no answer", n),
    ),
    "tag": Many(
        "case.assign",
        Words(_("Tag the chosen cases"), _("Tag"), ""),
        lambda cases, data: TagForm(data),
        _tag,
        lambda n: ngettext("%(n)s case tagged", "%(n)s cases tagged", n),
    ),
    "join": Many(
        "case.split",
        Words(
            _("Join the chosen cases into one"),
            _("Join"),
            "",
            _("The case asked first goes on with the items of all; the others end in it. An earlier deadline holds."),
        ),
        lambda cases, data: Form(data),
        _join,
        lambda n: ngettext("%(n)s case joined into one", "%(n)s cases joined into one", n),
    ),
}  # fmt: skip
BUTTONS: tuple[tuple[str, str, str, Promise], ...] = (
    ("assign", "a", "user-plus", _("Assign")),
    ("tag", "g", "tag", _("Tag")),
    ("join", "m", "link", _("Join")),
    ("see", "s", "eye", _("Mark as seen")),
    ("close", "z", "no-symbol", _("No answer needed")),
)


@require_http_methods(["GET", "POST"])
def many(request: HtmxHttpRequest, what: str) -> HttpResponse:
    """Do one thing with all chosen cases, all or none."""
    if what == "see" and request.method == "POST":
        return _see(request)
    if what not in MANY:
        raise Http404
    one = MANY[what]
    access.require(request.user, one.act)
    cases = _chosen(request, one.act)
    form = one.form(cases, posted(request))
    done: list[BulkStep] = []
    then = back_of(request, reverse("cases:list"))
    more = {"action": request.get_full_path(), "before": "day/chosen.html", "chosen": cases, "tags": _tags(cases, what)}
    more |= {"goes_on": leading(cases)} if what == "join" else {}
    response = step(request, form, one.words, lambda d: done.append(one.run(cases, d, request.user)), then, **more)
    return _done(request, done[0], one.said(len(cases)) % {"n": number(len(cases))}, then) if done else response


@acting
def _see(request: HtmxHttpRequest) -> HttpResponse:
    access.require(request.user, "case.see")
    made = see_many(_chosen(request, "case.see"), by=request.user, at=clock.now())
    return _done(request, made, gettext("Marked as seen"), back_of(request, reverse("cases:list")))


def _chosen(request: HtmxHttpRequest, act: str) -> list[Case]:
    """The cases that the address or the form names; one that is not there or not yours is as if not named."""
    wanted = ids(request, "c")
    rows = access.rows_for(request.user, act, "case").filter(pk__in=wanted).select_related("unit", "owner")
    cases = list(rows.order_by("pk"))
    if not cases:
        raise Missing(_("Choose at least one case first."))
    return cases


def _tags(cases: list[Case], what: str) -> list[str]:
    """Tags in use among cases of the same units, to choose from."""
    if what != "tag":
        return []
    rows = CaseTag.objects.filter(case__path__in={case.path for case in cases})
    return list(rows.order_by("name").values_list("name", flat=True).distinct()[:50])


def _done(request: HtmxHttpRequest, made: BulkStep, said: str, then: str) -> HttpResponse:
    toasts.later(request, said, undo=reverse("day:undo", args=[made.pk]))
    return go(request, then)


@require_POST
@acting
def move(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Give one card to the person of the column it was moved to."""
    case = access.access_case(request.user, pk, "case.assign")
    owner = carriers_of_all([case]).filter(pk=next(iter(ids(request, "owner")), 0)).first()
    if owner is None:
        raise CannotCarry
    made = assign_many([case], owner, by=request.user, at=clock.now())
    said = gettext("Assigned to %(name)s") % {"name": units.name(owner)}
    return _done(request, made, said, back_of(request, reverse("day:team")))


@require_POST
@acting
def undo(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Take a step with many cases back."""
    made = get_object_or_404(BulkStep.objects.filter(by=request.user), pk=pk)
    n = undo_bulk(made, by=request.user, at=clock.now())
    toasts.later(request, ngettext("Taken back for %(n)s case", "Taken back for %(n)s cases", n) % {"n": number(n)})
    return HttpResponseClientRefresh() if request.htmx else go(request, back_of(request, reverse("cases:list")))


@require_POST
@acting
def untag(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Take a tag off one case."""
    case = access.access_case(request.user, pk, "case.assign")
    untag_case(case, request.POST.get("tag", ""), by=request.user, at=clock.now())
    return go(request, back_of(request, reverse("cases:show", args=[pk])))
