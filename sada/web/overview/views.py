"""What needs a hand today, in one unit or in the whole kingdom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from sada.desk.on_duty import on_duty
from sada.kernel import access, clock
from sada.measure.board import board
from sada.reading.masking import masked_title
from sada.store.models import Answer, Case, Mention, MentionState, Story
from sada.store.queries import cases, facts
from sada.store.queries.measures import late_now
from sada.web.http import HtmxHttpRequest
from sada.web.measures import words
from sada.web.measures.filters import Filters
from sada.web.measures.groups import groups
from sada.web.measures.views import way_of

PRESSING, TOLD = 5, 4
SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Call:
    """A number that calls for a hand, and where to lend it."""

    label: str | Promise
    count: int
    url: str
    icon: str
    tone: str


@require_GET
def page(request: HtmxHttpRequest) -> HttpResponse:
    """The day of the unit one works for; for the root the kingdom at a glance."""
    access.require(request.user, "log.see")
    filters = Filters(request)
    path = filters.top.path if filters.top.parent_id else ""
    mine = access.rows_for(request.user, "case.see").filter(path__startswith=path)
    now, today = clock.now(), clock.today()
    conditions = cases.views(request.user, access.rows_for(request.user, "answer.approve", "case"), now, today)
    found = board(filters.rows(), filters.period, now)
    pressing = cases.shown(mine.filter(conditions["today"], closed_at=None)).order_by("due_at")
    counts = cases.tallies(mine, conditions, now)
    late = late_now(mine, filters.base.path, now)
    context = {
        "filters": filters,
        "is_kingdom": not filters.top.parent_id,
        "calls": _calls(request, mine, path, counts),
        "pressing": pressing[:PRESSING],
        "stories": _stories(request, path),
        "sentences": words.sentences(found, (counts["waiting"], counts["late"])),
        "rows": [(row, late.get(row.code, 0)) for row in groups(found, filters.base)],
        "promises": _promises(mine),
        "is_rtl": way_of(request).is_rtl,
        "now": now,
        "shift": on_duty(filters.top, now),
    }
    return render(request, "overview/page.html", context)


def _calls(request: HtmxHttpRequest, mine: QuerySet[Case], path: str, counts: dict[str, int]) -> list[Call]:
    today = clock.today()
    waiting = access.rows_for(request.user, "item.see", "mention").filter(
        path__startswith=path, state=MentionState.WAITING, needs_answer=True
    )
    known = facts.tallies(access.rows_for(request.user, "fact.see").filter(unit__path__startswith=path), today)
    listed, inbox, held = reverse("cases:list"), reverse("inbox:list"), reverse("facts:list")
    return [
        Call(
            _("Late without an answer"), counts["late"], f"{listed}?view=open&phase=late", "exclamation-triangle", "bad"
        ),
        Call(_("Deadline is near"), counts["near"], f"{listed}?view=open&phase=near", "bell-alert", "warn"),
        Call(_("Awaiting approval"), _submitted(mine), f"{listed}?view=today", "document-check", "info"),
        Call(_("Without an owner"), counts["unassigned"], f"{listed}?view=unassigned", "user", "warn"),
        Call(_("Items that need an answer, undecided"), waiting.count(), f"{inbox}?answer=1", "inbox", "info"),
        Call(_("Facts expired"), known["expired"], f"{held}?standing=expired", "x-circle", "warn"),
    ]


def _submitted(mine: QuerySet[Case]) -> int:
    return mine.filter(pk__in=Answer.objects.filter(cases.LIVE, state="submitted").values("case")).count()


def _stories(request: HtmxHttpRequest, path: str) -> list[tuple[Story, str]]:
    """The largest stories of the last two days that concern the unit, titles masked."""
    concerned = Mention.objects.filter(item__place__story=OuterRef("pk"), path__startswith=path)
    rows = access.rows_for(request.user, "story.see").filter(
        Exists(concerned), size__gt=1, last_at__gte=clock.now() - timedelta(days=2)
    )
    rows = rows.select_related("head", "head__reading", "head__outlet").order_by("-size", "-last_at")[:TOLD]
    return [(story, masked_title(story.head.title, story.head.text[:160], story.head.reading)) for story in rows]


def _promises(mine: QuerySet[Case]) -> Any:
    """Promises given in answers that fall due within a week, or are overdue."""
    due = mine.filter(
        promise_on__lte=clock.today() + SOON, state="closed", outcome__in=("planned", "underway", "coordinating")
    )
    return due.select_related("unit").order_by("promise_on")[:PRESSING]
