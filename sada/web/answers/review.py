"""A text as it stands: read it, compare its versions, approve or return it; once approved it is visibly frozen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from sada.desk.approve_answer import approve_answer, return_answer
from sada.desk.citations import citable, used_facts
from sada.kernel import access, clock
from sada.rules import answer_states
from sada.store.models import Answer, AnswerVersion, Person
from sada.store.queries import case_timeline
from sada.store.queries import facts as fact_queries
from sada.web import toasts
from sada.web.acting import acting
from sada.web.answers import preview, remarks, sending
from sada.web.answers.differences import difference
from sada.web.answers.forms import ReviewForm
from sada.web.answers.lengths import length
from sada.web.http import HtmxHttpRequest

FROZEN = ("approved", "sent")


@require_GET
def show(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The page of a text: under review, or frozen with its letters."""
    answer = access.access_answer(request.user, pk)
    versions = list(answer.versions.select_related("by").order_by("version"))
    acts = answer_states.acts_in(answer.state)
    context: dict[str, Any] = {
        "answer": answer,
        "case": answer.case,
        "versions": versions,
        "acts": acts,
        "may_draft": access.may(request.user, "answer.draft", answer.case.path) and "change" in acts,
        "may_export": access.may(request.user, "export.make", answer.case.path),
        "is_frozen": answer.state in FROZEN,
        "length": length(answer.final or answer.draft),
        **_rights(request.user, answer, versions),
    }
    if answer.state in FROZEN:
        context |= sending.ways(request.user, answer) | {"uses": fact_queries.cited_in(answer)}
        return render(request, "answers/frozen.html", context)
    context |= _compared(request.GET, answer, versions) | _checked(request, answer)
    return render(request, "answers/review.html", context)


def _rights(person: Person, answer: Answer, versions: list[AnswerVersion]) -> dict[str, Any]:
    """Whether this person may decide, and who may where they may not: nobody approves what they wrote a part of."""
    writers = {version.by_id for version in versions} | {answer.drafted_by_id, answer.submitted_by_id}
    within = access.may(person, "answer.approve", answer.case.path)
    others = [p for p in access.who_may("answer.approve", answer.case.path) if p.pk not in writers]
    return {
        "may_decide": within and person.pk not in writers,
        "is_own": within and person.pk in writers,
        "approvers": others,
    }


def _compared(given: Mapping[str, str], answer: Answer, versions: list[AnswerVersion]) -> dict[str, Any]:
    """Two versions side by side: those asked for, else the last one that was returned or the first, and the newest."""
    by_number = {str(version.version): version for version in versions}
    new = by_number.get(given.get("new", ""), versions[-1])
    earlier = [version for version in versions if version.version < new.version]
    old = by_number.get(given.get("old", "")) or _last_seen(answer, earlier)
    today = clock.today()
    known = citable(answer.case.unit, new.draft + (old.draft if old else ""))
    if old is None or old.version >= new.version:
        return {"old": None, "new": new, "right": [("same", preview.pieces(new.draft, known, today))]}
    left, right = difference(old.draft, new.draft)
    return {
        "old": old,
        "new": new,
        "left": preview.runs(left, known, today),
        "right": preview.runs(right, known, today),
    }


def _last_seen(answer: Answer, earlier: list[AnswerVersion]) -> AnswerVersion | None:
    """The version that an approver read and returned; without one the first version there was."""
    returned = case_timeline.returned_at(answer)
    seen = [version for version in earlier if returned is not None and version.at <= returned]
    return seen[-1] if seen else (earlier[0] if earlier else None)


def _checked(request: HtmxHttpRequest, answer: Answer) -> dict[str, Any]:
    today = clock.today()
    known = citable(answer.case.unit, answer.draft)
    facts = [(fact, fact_queries.standing(fact.state, fact.valid_until, today)) for fact in used_facts(answer)]
    reach = access.rows_for(request.user, "fact.see")
    return {
        "facts": facts,
        "blocks": preview.blocks(answer.draft, known, reach, today),
        "remarks": remarks.said(preview.says(answer.draft, known), answer.case.medium),
        "form": ReviewForm(initial={"version": answer.version}),
    }


@require_POST
@acting
def approve(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Approve exactly the version that was read."""
    answer = access.access_answer(request.user, pk, "answer.approve")
    form = ReviewForm(request.POST)
    approve_answer(answer, form.cleaned_data["version"] if form.is_valid() else 0, by=request.user, at=clock.now())
    toasts.later(request, _("Approved. The text is frozen and can be sent."))
    return redirect("cases:answer", pk)


@require_POST
@acting
def give_back(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Return the text with what should change."""
    answer = access.access_answer(request.user, pk, "answer.return")
    form = ReviewForm(request.POST)
    remark = form.cleaned_data["remark"] if form.is_valid() else ""
    return_answer(answer, remark, by=request.user, at=clock.now())
    toasts.later(request, _("Returned to the writer"))
    return redirect("cases:answer", pk)
