"""The working calendar: days off and hours in both calendars; a late holiday is weighed before it is added."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sada.desk import keep_calendar
from sada.desk.keep_calendar import Moved
from sada.kernel import access, clock
from sada.kernel.refusals import Refusal
from sada.store.models import Holiday, Unit, WorkingHours
from sada.store.queries.working_time import calendar_of, paths_above
from sada.web import toasts, units
from sada.web.acting import Words, acting, go, step
from sada.web.administration.forms import WEEK, HolidayForm, HoursForm
from sada.web.administration.tabs import show
from sada.web.http import HtmxHttpRequest
from sada.web.say.numbers import number
from sada.web.say.refusals import sentence_of

ADDING_HOURS = Words(
    _("Add working hours"),
    _("Add"),
    _("Working hours added"),
    _("Of two rows for one day Ramadan's goes first, then the nearer unit's, then the younger. Open cases move."),
)
PAST, AHEAD = timedelta(days=60), timedelta(days=500)
WEEKS_SHOWN = 14  # days of the strip


def _choices(request: HtmxHttpRequest) -> Any:
    return access.rows_for(request.user, "calendar.edit", "unit").filter(
        Q(valid_to=None) | Q(valid_to__gte=clock.today())
    )


def _place(request: HtmxHttpRequest) -> Unit:
    """Whose calendar is shown: the chosen unit, else the highest of one's own."""
    chosen = units.chosen(request)
    if chosen is not None:
        return chosen
    paths = [path for _role, path, _id in access.memberships(request.user)]
    return Unit.objects.get(path=min(paths, key=len))


@require_GET
def page(request: HtmxHttpRequest) -> HttpResponse:
    """The next days, the holidays, the working hours."""
    access.require(request.user, "unit.see")
    unit, today = _place(request), clock.today()
    above = Q(unit=None) | Q(unit__path__in=paths_above(unit.path))
    holidays = Holiday.objects.filter(above, ends__gte=today - PAST, starts__lte=today + AHEAD).select_related("unit")
    hours = WorkingHours.objects.filter(above).exclude(valid_to__lt=today - PAST).select_related("unit")
    return show(
        request,
        "calendar",
        "calendar.html",
        unit=unit,
        today=today,
        days=_days(unit, today),
        holidays=holidays,
        hours=[(row, _weekdays(row)) for row in hours],
        may_edit=access.may(request.user, "calendar.edit", unit.path),
        editable=set(access.rows_for(request.user, "calendar.edit", "holiday").values_list("pk", flat=True)),
        editable_hours=set(access.rows_for(request.user, "calendar.edit", "hours").values_list("pk", flat=True)),
    )


def _days(unit: Unit, today: date) -> list[tuple[date, str, list[Any]]]:
    """(day, why, windows) of the coming two weeks, as the clocks count them."""
    calendar = calendar_of(unit)
    days = [today + timedelta(days=n) for n in range(WEEKS_SHOWN)]
    return [(day, calendar.why(day), calendar.window(day)) for day in days]


def _weekdays(row: WorkingHours) -> str:
    names = dict(WEEK)
    return "، ".join(str(names[day]) for day in row.weekdays if day in names)


@require_http_methods(["GET", "POST"])
def holiday(request: HtmxHttpRequest) -> HttpResponse:
    """Add days off in two steps: first which open cases would move, then the act."""
    access.require(request.user, "calendar.edit")
    form = HolidayForm(_choices(request), request.POST or None, initial={"unit": _place(request)})
    moved: list[Moved] | None = None
    if request.method == "POST" and form.is_valid():
        wanted = HolidayForm.given(form.cleaned_data)
        try:
            if "sure" in request.POST:
                made, moved = keep_calendar.add_holiday(wanted, by=request.user, at=clock.now())
                toasts.later(
                    request, _moved_words(len(moved)), undo=reverse("administration:remove_holiday", args=[made.pk])
                )
                return go(request, reverse("administration:calendar"))
            moved = keep_calendar.preview_holiday(wanted, by=request.user, at=clock.now())
        except Refusal as refusal:
            form.add_error(None, sentence_of(refusal, request.user))
    context = {"form": form, "moved": moved, "then": reverse("administration:calendar")}
    return render(request, "administration/holiday.html", context, status=422 if form.errors else 200)


def _moved_words(n: int) -> str:
    said = ngettext(
        "Holiday added; %(n)s open case has a new deadline", "Holiday added; %(n)s open cases have new deadlines", n
    )
    return said % {"n": number(n)}


@acting
@require_POST
def remove(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Take days off back."""
    row = access.access_row(request.user, "holiday", pk, "calendar.edit")
    moved = keep_calendar.remove_holiday(row, by=request.user, at=clock.now())
    said = ngettext(
        "Holiday removed; %(n)s open case has a new deadline",
        "Holiday removed; %(n)s open cases have new deadlines",
        len(moved),
    )
    toasts.later(request, said % {"n": number(len(moved))})
    return go(request, reverse("administration:calendar"))


@require_http_methods(["GET", "POST"])
def hours(request: HtmxHttpRequest) -> HttpResponse:
    """Add working hours of a period."""
    access.require(request.user, "calendar.edit")
    form = HoursForm(_choices(request), request.POST or None, initial={"unit": _place(request)})
    return step(
        request,
        form,
        ADDING_HOURS,
        lambda data: keep_calendar.add_hours(HoursForm.given(data), by=request.user, at=clock.now()),
        reverse("administration:calendar"),
    )


@acting
@require_POST
def remove_hours_view(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Take working hours back."""
    row = access.access_row(request.user, "hours", pk, "calendar.edit")
    keep_calendar.remove_hours(row, by=request.user, at=clock.now())
    toasts.later(request, _("Working hours removed"))
    return redirect("administration:calendar")
