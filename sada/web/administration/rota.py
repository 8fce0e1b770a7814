"""The duty rota, a week at a time: who is on call when, with whom behind, and when nobody is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sada.desk import keep_rota
from sada.desk.keep_rota import MOST, Shift
from sada.desk.on_duty import on_duty
from sada.kernel import access, clock
from sada.kernel.clock import RIYADH
from sada.rules.rota import gaps
from sada.store.models import DutyShift, Person, Unit
from sada.web import toasts, units
from sada.web.acting import Words, acting, go, posted, step
from sada.web.administration.calendar import _place
from sada.web.administration.tabs import show
from sada.web.cases.forms import Form, moment_input
from sada.web.forms import day_of
from sada.web.http import HtmxHttpRequest
from sada.web.say.numbers import number

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
ADDING = Words(
    _("New shift"),
    _("Save"),
    _("Shift saved"),
    _("Somebody is on call from the first instant to the last; those chosen are told."),
)
CHANGING = Words(_("Change the shift"), _("Save"), _("Shift changed"))


class ShiftForm(Form):
    """A shift, on one day or on several in a row."""

    starts = forms.DateTimeField(label=_("From"), widget=moment_input())
    ends = forms.DateTimeField(label=_("To"), widget=moment_input())
    person = forms.ModelChoiceField(label=_("On call"), queryset=Person.objects.none())
    deputy = forms.ModelChoiceField(label=_("Deputy"), queryset=Person.objects.none(), required=False)
    days = forms.IntegerField(
        label=_("Days in a row"),
        min_value=1,
        max_value=MOST,
        initial=1,
        help_text=_("The same hours on the days that follow."),
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, people: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("person", "deputy"):
            self.fields[name].queryset = people
            self.fields[name].label_from_instance = units.name
        self.fields["deputy"].empty_label = str(_("Nobody"))

    def given(self, unit: Unit) -> Shift:
        """As the act takes it; of a form that is valid."""
        names = ("starts", "ends", "person", "deputy", "note", "days")
        return Shift(unit, **{name: value for name in names if (value := self.cleaned_data.get(name)) is not None})


@dataclass(slots=True)
class Day:
    """One day of the week shown: the shifts that begin on it or last into it, and when nobody is on call."""

    day: date
    shifts: list[DutyShift] = field(default_factory=list)
    gaps: list[tuple[datetime, datetime]] = field(default_factory=list)


def first_day(text: str, today: date) -> date:
    """The Sunday of the week that an address names, else of this week."""
    day = day_of(text) or today
    return day - timedelta(days=(day.weekday() + 1) % 7)


def midnight(day: date) -> datetime:
    """The first instant of a day in Riyadh."""
    return datetime.combine(day, time(), RIYADH)


def days_of(unit: Unit, first: date) -> list[Day]:
    """The seven days from `first`, in one query."""
    since = midnight(first)
    held = list(
        DutyShift.objects.filter(unit=unit, starts__lt=since + WEEK, ends__gt=since).select_related("person", "deputy")
    )
    days = []
    for n in range(7):
        begins = since + DAY * n
        of_day = [shift for shift in held if shift.starts < begins + DAY and shift.ends > begins]
        empty = gaps([(shift.starts, shift.ends) for shift in of_day], begins, begins + DAY)
        days.append(Day(first + DAY * n, of_day, empty))
    return days


@require_GET
def page(request: HtmxHttpRequest) -> HttpResponse:
    """One week of a unit's rota."""
    access.require(request.user, "rota.see")
    unit, now = _place(request), clock.now()
    first = first_day(request.GET.get("week", ""), clock.today())
    context = {
        "unit": unit,
        "days": days_of(unit, first),
        "first": first,
        "last": first + WEEK - DAY,
        "before": (first - WEEK).isoformat(),
        "after": (first + WEEK).isoformat(),
        "today": clock.today(),
        "now": now,
        "shift": on_duty(unit, now),
        "may_edit": access.may(request.user, "rota.edit", unit.path),
    }
    return show(request, "rota", "rota.html", **context)


def _back(first: date) -> str:
    return f"{reverse('administration:rota')}?week={first.isoformat()}"


def _people(unit: Unit) -> Any:
    return access.who_may("answer.draft", unit.path)


@require_http_methods(["GET", "POST"])
def new(request: HtmxHttpRequest) -> HttpResponse:
    """Write a shift for the unit one works for."""
    access.require(request.user, "rota.edit")
    unit = _place(request)
    access.require(request.user, "rota.edit", unit.path)
    day = day_of(request.GET.get("day")) or clock.today()
    first = midnight(day)
    initial = {"starts": first + timedelta(hours=14.5), "ends": first + timedelta(hours=31.5)}  # from work to work
    form = ShiftForm(_people(unit), posted(request), initial=initial)
    then = _back(first_day(day.isoformat(), day))
    return step(
        request,
        form,
        ADDING,
        lambda data: keep_rota.add_shifts(form.given(unit), by=request.user, at=clock.now()),
        then,
    )


@require_http_methods(["GET", "POST"])
def change(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Write a shift otherwise."""
    shift = access.access_row(request.user, "shift", pk, "rota.see")
    access.require(request.user, "rota.edit", shift.unit.path)
    names = ("starts", "ends", "person", "deputy", "note")
    form = ShiftForm(
        _people(shift.unit), posted(request), initial={name: getattr(shift, name) for name in names}
    )  # fmt: skip
    del form.fields["days"]
    return step(
        request,
        form,
        CHANGING,
        lambda data: keep_rota.change_shift(shift, form.given(shift.unit), by=request.user, at=clock.now()),
        _back(first_day(shift.starts.astimezone(RIYADH).date().isoformat(), clock.today())),
    )


@acting
@require_POST
def remove(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Take a shift back."""
    shift = access.access_row(request.user, "shift", pk, "rota.edit")
    day = shift.starts.astimezone(RIYADH).date()
    keep_rota.remove_shift(shift, by=request.user, at=clock.now())
    toasts.later(request, _("Shift removed"))
    return go(request, _back(first_day(day.isoformat(), day)))


@acting
@require_POST
def repeat(request: HtmxHttpRequest) -> HttpResponse:
    """Write the week shown again for the week after it."""
    access.require(request.user, "rota.edit")
    unit = _place(request)
    access.require(request.user, "rota.edit", unit.path)
    first = first_day(request.POST.get("week", ""), clock.today())
    rows = keep_rota.repeat_week(unit, midnight(first), by=request.user, at=clock.now())
    said = ngettext("%(n)s shift written for the next week", "%(n)s shifts written for the next week", len(rows))
    toasts.later(request, said % {"n": number(len(rows))})
    return go(request, _back(first + WEEK))
