"""A text as it stands: read it, compare its versions, approve or return it; once approved it is visibly frozen."""

from __future__ import annotations

from collections.abc import Mapping
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from sada.desk.approval_steps import standing
from sada.desk.approve_answer import approve_answer, reject_answer, return_answer
from sada.desk.citations import against, citable, used_facts
from sada.desk.states import rests
from sada.kernel import access, clock
from sada.kernel.notices import see_about
from sada.kernel.refusals import DecidedBefore, NotAllowed, WrongState
from sada.rules import answer_states
from sada.store.models import Answer, AnswerState, AnswerVersion, Person, Transfer
from sada.store.queries import case_timeline
from sada.store.queries import facts as fact_queries
from sada.store.queries.case_timeline import asked_in
from sada.web import toasts, units
from sada.web.acting import View, acting
from sada.web.answers import preview, remarks, sending, steps
from sada.web.answers.cuts import cuts
from sada.web.answers.differences import difference
from sada.web.answers.forms import ReviewForm
from sada.web.answers.lengths import length
from sada.web.cases import why
from sada.web.http import HtmxHttpRequest

FROZEN = ("approved", "sent")


@require_GET
def show(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The page of a text: under review, or frozen with its letters."""
    answer = access.access_answer(request.user, pk)
    versions = list(answer.versions.select_related("by").order_by("version"))
    left = rests(answer)
    acts = () if left else answer_states.acts_in(answer.state)
    context: dict[str, Any] = {
        "answer": answer,
        "case": answer.case,
        "versions": versions,
        "acts": acts,
        "rests": left,
        "may_draft": access.may(request.user, "answer.draft", answer.case.path) and "change" in acts,
        "may_export": access.may(request.user, "export.make", answer.case.path),
        "is_frozen": answer.state in FROZEN,
        "length": length(answer.final or answer.draft),
    }
    see_about(request.user, answer, at=clock.now())
    if answer.state in FROZEN:
        context["approvals"] = answer.approvals.filter(version=answer.version).select_related("by", "on_behalf_of")
        context |= sending.ways(request.user, answer) | {"uses": fact_queries.cited_in(answer)}
        context["may_unmask"] = access.may(request.user, "personal.unmask", answer.case.path)
        context["shown_address"] = request.session.pop("address", None)
        context["gone"] = {use.pk for use in fact_queries.no_longer_holding(answer, clock.today())}
        return render(request, "answers/frozen.html", context)
    context |= {"items": asked_in(answer.case), "face": why.face(answer.case, clock.now())}
    context |= _compared(request.GET, answer, versions) | _checked(request, answer) | {"cuts": cuts(answer)}
    if answer.state == AnswerState.SUBMITTED and not left:
        now = standing(answer, clock.now())
        context |= steps.rights(request.user, answer, now) | {
            "steps": steps.shown(now),
            "fallen": now.fallen,
            "stuck": now.stuck(),
        }
    return render(request, "answers/review.html", context)


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
        "old_approved": answer.approvals.filter(version=old.version).exists(),
        "left": preview.runs(left, known, today),
        "right": preview.runs(right, known, today),
    }


def _last_seen(answer: Answer, earlier: list[AnswerVersion]) -> AnswerVersion | None:
    """The last version that was approved; else the one that was returned; else the first there was."""
    approved = set(answer.approvals.values_list("version", flat=True))
    held = [version for version in earlier if version.version in approved]
    if held:
        return held[-1]
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
        "blocks": preview.blocks(
            answer.draft, known, reach, today, against(answer.case, answer.title, answer.draft, known)
        ),
        "remarks": remarks.on(answer.draft, known, answer.is_holding, answer.case.medium),
        "form": ReviewForm(initial={"version": answer.version}),
    }


def _gone(person: Person, pk: int) -> WrongState | None:
    """Where the case went while the text was being read; None for whoever never could decide on it."""
    last = Transfer.objects.filter(case__answers=pk).select_related("to_unit").order_by("-pk").first()
    if last is None or not access.may(person, "answer.approve", last.from_path):
        return None
    said = gettext(
        "The case went to %(unit)s meanwhile, and this text back to its writer. Whoever approves there decides."
    )
    return WrongState(said % {"unit": units.name(last.to_unit)})


def deciding(view: View) -> View:
    """Who was quicker, and when, is said in the reader's words."""

    @wraps(view)
    def wrapped(request: HtmxHttpRequest, pk: int) -> HttpResponse:
        try:
            return view(request, pk)
        except DecidedBefore as refusal:
            refusal.sentence = steps.who_and_when(refusal, request.user)
            raise
        except NotAllowed:
            raise (_gone(request.user, pk) or NotAllowed()) from None

    return acting(wrapped)


@require_POST
@deciding
def approve(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Approve exactly the version that was read."""
    answer = access.access_answer(request.user, pk, "answer.approve")
    form = ReviewForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    if approve_answer(answer, version, by=request.user, at=clock.now()):
        toasts.later(request, _("Approved. The text is frozen and can be sent."))
    else:
        toasts.later(request, _("Your approval is recorded. The next step is with others."))
    return redirect("cases:answer", pk)


@require_POST
@deciding
def give_back(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Return the text with what should change."""
    answer = access.access_answer(request.user, pk, "answer.return")
    version, remark = _remark(request)
    return_answer(answer, remark, by=request.user, at=clock.now(), version=version)
    toasts.later(request, _("Returned to the writer"))
    return redirect("cases:answer", pk)


@require_POST
@deciding
def reject(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Refuse the text for good, with the reason."""
    answer = access.access_answer(request.user, pk, "answer.return")
    version, remark = _remark(request)
    reject_answer(answer, remark, by=request.user, at=clock.now(), version=version)
    toasts.later(request, _("The text is rejected; its writer is told why"))
    return redirect("cases:answer", pk)


def _remark(request: HtmxHttpRequest) -> tuple[int | None, str]:
    """The version that was read, where the form says it, and what was remarked."""
    form = ReviewForm(request.POST)
    form.is_valid()
    return form.cleaned_data.get("version"), form.cleaned_data.get("remark", "")
