"""The ladders of alarms: who hears of a deadline before it passes and after; a unit's own ladder holds whole."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from sada.desk.keep_policies import set_ladder
from sada.kernel import access, clock
from sada.rules import policies as rules
from sada.rules.alarms import STANDARD, Step, ladder
from sada.store.models import LadderStep, Unit
from sada.store.queries.working_time import ladder_of, paths_above, promises_of
from sada.web import units
from sada.web.acting import Words, posted, step
from sada.web.administration import previews
from sada.web.administration.calendar import _place
from sada.web.administration.policy_forms import LadderForm
from sada.web.http import HtmxHttpRequest
from sada.web.say.promises import NAMES, URGENCIES

WRITING = Words(
    _("Ladder of alarms"),
    _("Save"),
    _("Ladder saved"),
    _("It holds whole, in place of any ladder of the units above. Without a step theirs holds again."),
)
A_MORNING = rules.Policy(rules.ANSWER, 240, "work")  # the example where no policy is set for a promise


@dataclass(frozen=True, slots=True)
class Ladder:
    """One ladder in words: of what it speaks, who wrote it, its steps, and the address that changes it."""

    about: list[str]
    unit: str
    steps: list[tuple[int, str]]
    query: str


def shown(unit: Unit, today: date) -> list[Ladder]:
    """The ladders that may hold for a unit today, its own first; the standard one where nobody has written any."""
    above = Q(unit=None) | Q(unit__path__in=paths_above(unit.path))
    rows = LadderStep.objects.filter(above, Q(valid_to=None) | Q(valid_to__gte=today), valid_from__lte=today)
    groups: dict[tuple[Any, str, str], list[LadderStep]] = defaultdict(list)
    for row in rows.select_related("unit"):
        groups[(row.unit, row.promise, row.urgency)].append(row)
    if not groups:
        return [Ladder([], "", _said(STANDARD), "")]
    order = sorted(groups, key=lambda key: (-len(key[0].path) if key[0] else 0, key[1], key[2]))
    return [_ladder(*key, groups[key]) for key in order]


def _ladder(unit: Unit | None, promise: str, urgency: str, rows: list[LadderStep]) -> Ladder:
    about = [str(words.get(code, code)) for words, code in ((NAMES, promise), (URGENCIES, urgency)) if code]
    steps = [Step(row.share, tuple(row.to)) for row in rows]
    return Ladder(about, units.name(unit) if unit else "", _said(steps), f"?promise={promise}&urgency={urgency}")


def _said(steps: Any) -> list[tuple[int, str]]:
    return [(one.share, previews.hearers(one.to)) for one in steps]


@require_http_methods(["GET", "POST"])
def change(request: HtmxHttpRequest) -> HttpResponse:
    """Write the ladder of a promise, with the example of what it will mean."""
    access.require(request.user, "policy.edit")
    place = _place(request)
    promise, urgency = request.GET.get("promise", ""), request.GET.get("urgency", "")
    held = ladder(ladder_of(place), promise, urgency, clock.today())
    initial = {"unit": place, "promise": promise, "urgency": urgency, **LadderForm.initial_of(held)}
    form = LadderForm(_places(request), posted(request), initial=initial)

    def run(data: dict[str, Any]) -> None:
        set_ladder(data["unit"], data["promise"], data["urgency"], form.steps(), by=request.user, at=clock.now())

    more = {"before": "administration/preview_box.html", "preview": reverse("administration:preview_ladder")}
    return step(request, form, WRITING, run, reverse("administration:policies"), **more)


@require_GET
def preview(request: HtmxHttpRequest) -> HttpResponse:
    """What the ladder in the form means for a promise that begins on a working morning."""
    access.require(request.user, "policy.edit")
    form, said = LadderForm(_places(request), request.GET), list[str]()
    if form.is_valid():
        data, today = form.cleaned_data, clock.today()
        rows = promises_of(data["unit"])
        wanted = data["promise"] or rules.ANSWER
        policy = rules.choose(rows, wanted, "", "", data["urgency"], today) or A_MORNING
        said = previews.of_ladder(form.steps(), policy, data["unit"], today)
    return render(request, "administration/preview.html", {"sentences": said})


def _places(request: HtmxHttpRequest) -> Any:
    return access.rows_for(request.user, "policy.edit", "unit").filter(valid_to=None)
