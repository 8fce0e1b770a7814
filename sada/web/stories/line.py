"""The line of a story on its page: write, hand in, approve, answer all its cases at once."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_POST

from sada.desk import answer_from_line as from_line
from sada.desk.citations import citable
from sada.desk.send_from_line import to_send
from sada.desk.write_line import approve_line, return_line, submit_line, write_line
from sada.kernel import access, clock
from sada.kernel.refusals import Missing, SomeoneElseDidIt
from sada.rules.written import written
from sada.store.models import AnswerState, Line, Person, Story, Unit
from sada.store.queries.lines import left_lines
from sada.web import toasts, units
from sada.web.acting import acting
from sada.web.answers.forms import ISOLATES
from sada.web.answers.preview import pieces
from sada.web.answers.quoting import found, to_keep
from sada.web.http import HtmxHttpRequest
from sada.web.inbox.undo import ids
from sada.web.say.numbers import number

MOST = 100  # cases named under one line


def block(request: HtmxHttpRequest, story: Story) -> dict[str, Any]:
    """What the page of a story shows of its lines: those of one's own units and of the units above."""
    person = request.user
    rows = access.rows_for(person, "line.see").filter(story=story)
    lines = list(rows.select_related("unit", "changed_by", "approved_by").order_by("path"))
    own = writing_unit(request)
    return {
        "lines": [_shown(line, person) for line in lines],
        "left_lines": [_left(line) for line in left_lines(access.rows_for(person, "line.see"), story)],
        "line_unit": own if own is not None and all(line.unit_id != own.pk for line in lines) else None,
    }


def _shown(line: Line, person: Person) -> dict[str, Any]:
    may_write = access.may(person, "line.write", line.path)
    wrote = line.versions.filter(by=person).exists()
    is_approved = line.state == "approved"
    known = citable(line.unit, line.text)
    return {
        "line": line,
        "pieces": pieces(line.text, known, clock.today()),
        "written": written(line.text, known),
        "may_write": may_write,
        "may_submit": may_write and line.state == "draft",
        "may_decide": line.state == "submitted" and access.may(person, "line.approve", line.path) and not wrote,
        "cases": list(from_line.answerable(line, person)) if is_approved else [],
        "awaiting": len(from_line.awaiting(line, person, clock.now())) if is_approved else 0,
        "to_send": to_send(line, person).count(),
        "uses": list(from_line.used_in(line)[:50]),
        "scope": list(from_line.scope(line, person)[:MOST]),
    }


def _left(line: Line) -> dict[str, Any]:
    """A line of a story that was joined to this one, where its unit has a line here: only to be read."""
    known = citable(line.unit, line.text)
    uses = list(from_line.used_in(line)[:50])
    return {"line": line, "pieces": pieces(line.text, known, clock.today()), "uses": uses}


def writing_unit(request: HtmxHttpRequest) -> Unit | None:
    """The unit for which one writes: the one worked for, else the highest of one's own."""
    mine = access.rows_for(request.user, "line.write", "unit").filter(valid_to=None)
    chosen = units.chosen(request)
    if chosen is not None:
        return mine.filter(pk=chosen.pk).first()
    return min(mine.order_by("path"), key=lambda unit: unit.path.count("/"), default=None)


@require_GET
def quotable(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Facts to quote in the line of a story."""
    access.access_story(request.user, pk, "line.write")
    return found(request)


@require_POST
@acting
def write(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Save the line of a unit; where another saved meanwhile both texts are shown, nothing lost."""
    story = access.access_story(request.user, pk, "line.write")
    code, text, read = request.POST.get("unit", ""), request.POST.get("text", ""), request.POST.get("version", "0")
    unit = access.rows_for(request.user, "line.write", "unit").filter(pk=code if code.isdecimal() else 0).first()
    if unit is None:
        raise Missing(gettext("Choose one of your own units."))
    text = to_keep(text.translate(ISOLATES).replace("\r\n", "\n"), unit)
    version = int(read) if read.isdecimal() and len(read) < 9 else 0
    try:
        line = write_line(story, unit, text, version, by=request.user, at=clock.now())
    except SomeoneElseDidIt as refusal:
        theirs = Line.objects.filter(story=story, unit=unit).select_related("changed_by").first()
        context = {
            "story": story,
            "unit": unit,
            "theirs": theirs,
            "mine": request.POST.get("text", ""),
            "sentence": refusal.sentence,
        }
        return render(request, "stories/line_conflict.html", context, status=409)
    if "submit" in request.POST:
        submit_line(line, by=request.user, at=clock.now())
    toasts.later(request, gettext("Submitted for approval") if "submit" in request.POST else gettext("Line saved"))
    return redirect("stories:show", pk)


def _line(request: HtmxHttpRequest, pk: int, act: str) -> Line:
    line: Line = access.access_line(request.user, pk, act)
    return line


@require_POST
@acting
def submit(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Ask for approval of the line."""
    line = _line(request, pk, "line.write")
    submit_line(line, by=request.user, at=clock.now())
    toasts.later(request, gettext("Submitted for approval"))
    return redirect("stories:show", line.story_id)


@require_POST
@acting
def approve(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Approve the version that was read."""
    line = _line(request, pk, "line.approve")
    read = request.POST.get("version", "")
    approve_line(line, int(read) if read.isdecimal() and len(read) < 9 else 0, by=request.user, at=clock.now())
    toasts.later(request, gettext("Line approved; its cases can be answered from it"))
    return redirect("stories:show", line.story_id)


@require_POST
@acting
def give_back(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Return the line with what should change."""
    line = _line(request, pk, "line.approve")
    return_line(line, request.POST.get("remark", ""), by=request.user, at=clock.now())
    toasts.later(request, gettext("Returned to the writer"))
    return redirect("stories:show", line.story_id)


@require_POST
@acting
def answer(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Answer the chosen cases from the line."""
    line = _line(request, pk, "line.see")
    made = from_line.answer_cases(line, ids(request, "case"), by=request.user, at=clock.now())
    drafts = sum(answer.state == AnswerState.DRAFT for answer in made)
    if handed_in := len(made) - drafts:
        said = ngettext("%(n)s text was drafted and submitted", "%(n)s texts were drafted and submitted", handed_in)
        toasts.later(request, said % {"n": number(handed_in)})
    if drafts:
        said = ngettext(
            "%(n)s draft was made and still lacks something: it is completed in its case",
            "%(n)s drafts were made and still lack something: they are completed in their cases",
            drafts,
        )
        toasts.later(request, said % {"n": number(drafts)})
    return redirect("stories:show", line.story_id)


@require_POST
@acting
def approve_answers(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Approve all the texts made from the line that one may."""
    line = _line(request, pk, "line.see")
    access.require(request.user, "answer.approve")
    decided = from_line.approve_all(line, by=request.user, at=clock.now())
    if decided.approved or not (decided.went_on or decided.refused):
        said = ngettext("%(n)s text approved", "%(n)s texts approved", len(decided.approved))
        toasts.later(request, said % {"n": number(len(decided.approved))})
    if decided.went_on:
        said = ngettext(
            "Your approval of %(n)s text is recorded; its next step awaits others",
            "Your approval of %(n)s texts is recorded; their next step awaits others",
            len(decided.went_on),
        )
        toasts.later(request, said % {"n": number(len(decided.went_on))})
    for case, why in decided.refused.items():
        toasts.later(request, f"{case}: {why}", bad=True)
    return redirect("stories:show", line.story_id)
