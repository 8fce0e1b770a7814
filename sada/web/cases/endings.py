"""Deciding a proposal not to answer; how a report elsewhere stands; the lists of promises and of reports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sada.desk.hand_over_report import is_proven, note_report, take_states
from sada.desk.leave_unanswered import SilenceReason, agree_silence, open_silence, refuse_silence
from sada.kernel import access, clock
from sada.kernel.refusals import Missing
from sada.rules.report_rows import ReportStatus, rows_of
from sada.store.models import Case, FollowUp, Person, ReportDesk, ServiceReport
from sada.store.queries import given_promises
from sada.web import toasts, units
from sada.web.acting import Words, acting, posted, step
from sada.web.cases.ending_forms import ReportStateForm
from sada.web.cases.forms import Form, ReasonForm
from sada.web.http import HtmxHttpRequest
from sada.web.say.numbers import number

REFUSING = Words(_("The case is to be answered"), _("Refuse the proposal"), _("The proposal was refused"))
STATING = Words(_("How the report stands"), _("Save"), _("State of the report saved"))
LARGEST = 2 << 20  # bytes of a file with states
FAULTS = {  # of a line of such a file
    "unreadable": _("it cannot be read: a quotation mark that is never closed, or signs that are no text"),
    "no_reference": _("no number of a report"),
    "long_reference": _("a number of a report longer than any"),
    "unknown_state": _("a state that is not known here"),
    "long_url": _("a link longer than 1000 characters"),
    "impossible_date": _("a date on which no report can have moved on"),
    "proof_denies": _("closed, yet the remark says that it was not done"),
    "too_many": _("from here on: more lines than are taken in at once. Bring them as a second file."),
}


class StatesForm(Form):
    """A file of report states."""

    desk = forms.ChoiceField(label=_("Where"), choices=ReportDesk.choices, initial="940")
    file = forms.FileField(
        label=_("CSV file"), help_text=_("Columns: number of the report, state, date, proof of closing, link.")
    )


def blocks(case: Case, person: Person) -> dict[str, Any]:
    """What the page of a case shows of its ending: the open proposal, the reports, the looks there were."""
    silence = open_silence(case)
    reports = [(report, is_proven(report)) for report in case.reports.select_related("by").order_by("pk")]
    may = access.may(person, "case.agree_silence", case.path)
    return {
        "silence": silence,
        "silence_reason": SilenceReason(silence.reason).label if silence else "",
        "may_decide_silence": silence is not None and may and silence.by_id != person.pk,
        "reports": reports,
        "may_hand_over": access.may(person, "case.hand_over", case.path),
        "looks": list(FollowUp.objects.filter(case=case).select_related("by").order_by("pk")),
        "competent": case.competent_agency or case.competent_unit,
    }


@require_POST
@acting
def agree(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Agree that the case is left without an answer."""
    case = access.access_case(request.user, pk, "case.agree_silence")
    silence = open_silence(case)
    if silence is None:
        raise Missing(gettext("There is no proposal to decide."))
    agree_silence(silence, by=request.user, at=clock.now())
    toasts.later(request, gettext("Decided: no answer is given"))
    return redirect("cases:show", pk)


@require_http_methods(["GET", "POST"])
def refuse(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The case is to be answered after all, with the reason."""
    case = access.access_case(request.user, pk, "case.agree_silence")

    def run(data: dict[str, Any]) -> None:
        silence = open_silence(case)
        if silence is None:
            raise Missing(gettext("There is no proposal to decide."))
        refuse_silence(silence, data["note"], by=request.user, at=clock.now())

    return step(request, ReasonForm(posted(request)), REFUSING, run, reverse("cases:show", args=[pk]))


@require_http_methods(["GET", "POST"])
def report_state(request: HtmxHttpRequest, pk: int, report: int) -> HttpResponse:
    """Keep by hand how a report stands."""
    case = access.access_case(request.user, pk, "case.hand_over")
    then = reverse("cases:show", args=[pk])
    row = case.reports.filter(pk=report).select_related("case__unit", "case__owner").first()
    if row is None:
        return redirect(then)
    initial = {"state": row.state, "proof": row.proof, "proof_url": row.proof_url}

    def run(data: dict[str, Any]) -> None:
        said = ReportStatus(row.reference, data["state"], proof=data["proof"], proof_url=data["proof_url"])
        note_report(row, said, by=request.user, at=clock.now())

    return step(request, ReportStateForm(posted(request), initial=initial), STATING, run, then)


@require_GET
def promises(request: HtmxHttpRequest) -> HttpResponse:
    """What was promised: overdue, still to come, kept."""
    access.require(request.user, "case.see")
    rows, within = access.rows_within(request.user, "case.see"), units.chosen(request)
    rows = rows.filter(path__startswith=within.path) if within else rows
    standing = request.GET.get("standing", "overdue")
    standing = standing if standing in given_promises.STANDINGS else "overdue"
    counts = given_promises.tallies(rows, clock.today())
    context = {
        "standing": standing,
        "counts": counts,
        "tabs": [(code, given_promises.NAMES[code], counts[code]) for code in given_promises.STANDINGS],
        "cases": given_promises.listed(rows, standing, clock.today()),
    }
    return render(request, "cases/promises.html", context)


@require_http_methods(["GET", "POST"])
def reports(request: HtmxHttpRequest) -> HttpResponse:
    """The reports at 940 and Balady that cases wait for; a file of their states is taken in here."""
    access.require(request.user, "case.see")
    form = StatesForm(posted(request), request.FILES or None)
    wrong: list[tuple[int, str]] = []
    if request.method == "POST":
        access.require(request.user, "case.hand_over")
        if form.is_valid():
            wrong = _taken(request, form)
            if not form.errors and not wrong:
                return redirect("cases:reports")
    rows = ServiceReport.objects.filter(case__in=access.rows_within(request.user, "case.see"))
    listed = rows.select_related("case__unit").order_by("-state_at", "-pk")[:200]
    context = {
        "reports": [(report, is_proven(report)) for report in listed],
        "form": form,
        "wrong": [(line, FAULTS[code]) for line, code in wrong],
        "may_take": access.may(request.user, "case.hand_over"),
    }
    return render(request, "cases/reports.html", context, status=422 if form.errors else 200)


def _taken(request: HtmxHttpRequest, form: StatesForm) -> list[tuple[int, str]]:
    """Take a file in; returns the lines that could not be read."""
    file = form.cleaned_data["file"]
    if file.size > LARGEST:
        form.add_error("file", gettext("The file is larger than two megabytes."))
        return []
    rows = rows_of(file.read())
    if rows.wrong == [(1, "no_columns")]:
        form.add_error("file", gettext("The first line must name the columns, among them the number and the state."))
        return []
    changed = take_states(rows.found, form.cleaned_data["desk"], "file", by=request.user, at=clock.now())
    said = ngettext("%(n)s report moved on", "%(n)s reports moved on", changed) % {"n": number(changed)}
    toasts.later(request, said)
    return rows.wrong
