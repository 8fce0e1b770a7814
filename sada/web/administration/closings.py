"""When outlets close: press close, bulletins, live programmes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from sada.desk.keep_closings import set_closings
from sada.kernel import access, clock
from sada.kernel.clock import RIYADH
from sada.rules.calendar import WEEKDAYS
from sada.rules.closings import MOST, Closing, read
from sada.store.models import PRESS, Outlet
from sada.web.acting import Words, posted, step
from sada.web.administration.forms import WEEK
from sada.web.cases.closing_choices import KINDS
from sada.web.cases.forms import Form
from sada.web.http import HtmxHttpRequest
from sada.web.say import dates

SETTING = Words(
    _("Closing times of an outlet"),
    _("Save"),
    _("Closing times saved"),
    _("The next one is proposed as the deadline of whoever asks for the outlet. Without days it holds every day."),
)


class ClosingsForm(Form):
    """The closing times of one outlet, as a whole."""

    outlet = forms.ModelChoiceField(Outlet.objects.filter(medium__in=PRESS).order_by("name_ar"), label=_("Outlet"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, MOST + 1):
            said = {"n": n}
            self.fields[f"kind_{n}"] = forms.ChoiceField(
                label=gettext("Time %(n)s: what closes") % said,
                choices=[("", pgettext_lazy("closing", "None")), *KINDS.items()],
                required=False,
            )
            self.fields[f"at_{n}"] = forms.TimeField(
                label=gettext("Time %(n)s: when") % said,
                required=False,
                widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            )
            self.fields[f"days_{n}"] = forms.MultipleChoiceField(
                label=gettext("Time %(n)s: on which days") % said,
                choices=WEEK,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    @staticmethod
    def initial_of(outlet: Outlet | None) -> dict[str, Any]:
        """As they stand."""
        found: dict[str, Any] = {"outlet": outlet}
        for n, one in enumerate(read(outlet.closings) if outlet else (), start=1):
            found |= {f"kind_{n}": one.kind, f"at_{n}": one.at, f"days_{n}": list(one.days)}
        return found

    def clean(self) -> dict[str, Any]:
        """What closes needs its time."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for n in range(1, MOST + 1):
            if bool(data.get(f"kind_{n}")) != (data.get(f"at_{n}") is not None) and f"at_{n}" not in self.errors:
                self.add_error(f"at_{n}", _("Choose what closes, and write when."))
        return data

    def closings(self) -> list[Closing]:
        """The times that were filled in; of a form that is valid."""
        data = self.cleaned_data
        filled = [(data[f"kind_{n}"], data[f"at_{n}"], data[f"days_{n}"]) for n in range(1, MOST + 1)]
        return [Closing(kind, at, tuple(d for d in WEEKDAYS if d in on)) for kind, at, on in filled if kind]


@require_http_methods(["GET", "POST"])
def change(request: HtmxHttpRequest) -> HttpResponse:
    """The closing times of the outlet chosen, or of the one that the address names."""
    access.require(request.user, "source.edit")
    named = request.GET.get("outlet", "")[:9]
    outlet = Outlet.objects.filter(pk=int(named)).first() if named.isascii() and named.isdigit() else None
    form = ClosingsForm(posted(request), initial=ClosingsForm.initial_of(outlet))
    return step(
        request,
        form,
        SETTING,
        lambda data: set_closings(data["outlet"], form.closings(), by=request.user, at=clock.now()),
        reverse("administration:sources"),
    )


def table() -> list[tuple[Outlet, list[str]]]:
    """The outlets whose closing times are known, each with them in words."""
    rows = Outlet.objects.exclude(closings=[]).order_by("name_ar")
    return [(outlet, [_line(one) for one in read(outlet.closings)]) for outlet in rows]


def _line(one: Closing) -> str:
    names = dict(WEEK)
    when = gettext(", ").join(str(names[day]) for day in one.days) or gettext("every day")
    return f"{KINDS[one.kind]} {dates.clock_time(datetime.combine(clock.today(), one.at, RIYADH))} ({when})"
