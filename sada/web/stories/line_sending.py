"""Sending the approved texts of a line: what goes where, one confirmation, and what came of each."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from sada.desk.send_from_line import MOST, send_from_line, ways
from sada.desk.ways_out import Way
from sada.kernel import access, clock
from sada.store.models import Channel, Line, Person
from sada.web import toasts
from sada.web.acting import acting
from sada.web.answers.network import account_label
from sada.web.answers.recipients import label
from sada.web.answers.sending import as_whom
from sada.web.http import HtmxHttpRequest
from sada.web.inbox.undo import ids
from sada.web.say.numbers import number
from sada.web.say.refusals import sentence_of


@require_http_methods(["GET", "POST"])
@acting
def send(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Show how each text would leave; with a POST send those chosen (`answer`, and what was shown of it, `seal-…`)."""
    line: Line = access.access_line(request.user, pk, "line.see")
    access.require(request.user, "answer.send")
    if request.method == "POST":
        return _sent(request, line)
    found = ways(line, by=request.user, at=clock.now())
    context = {
        "line": line,
        "story": line.story,
        "leaving": [_shown(way) for way in found if way.problem is None and way.channel != Channel.BY_HAND],
        "by_hand": [way.answer for way in found if way.problem is None and way.channel == Channel.BY_HAND],
        "held": [(way.answer, _why(way, request.user)) for way in found if way.problem is not None],
    }
    return render(request, "stories/line_send.html", context)


def _shown(way: Way) -> dict[str, Any]:
    whom = as_whom(way.answer)
    return {
        "answer": way.answer,
        "seal": way.seal,
        "channel": way.channel,
        "to": label(way.to) if way.to else "",
        "account": account_label(way.account) if way.account else "",
        "address": way.address,
        "parts": way.parts,
        "is_old": way.answer.line_use.version != way.answer.line_use.line.version,
        **whom,
    }


def _why(way: Way, person: Person) -> str:
    return sentence_of(way.problem, person) if way.problem is not None else ""


def _sent(request: HtmxHttpRequest, line: Line) -> HttpResponse:
    seals = {pk: request.POST.get(f"seal-{pk}", "") for pk in ids(request, "answer", MOST)}
    done = send_from_line(line, seals, by=request.user, at=clock.now())
    if done.left:
        said = ngettext("%(n)s text is on its way", "%(n)s texts are on their way", len(done.left))
        toasts.later(request, said % {"n": number(len(done.left))})
    for case, why in done.refused.items():
        said = gettext("%(case)s was not sent: %(why)s")
        toasts.later(request, said % {"case": case, "why": sentence_of(why, request.user)}, bad=True)
    if done.refused:
        return redirect("stories:send_answers", line.pk)
    return redirect("stories:show", line.story_id)
