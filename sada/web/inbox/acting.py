"""Deciding: door, form, act, then the next item; correcting, unmasking, undoing."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import push_url, reswap, retarget, trigger_client_event

from sada.desk.tag_item import untag_item
from sada.kernel import access, clock
from sada.kernel.refusals import Missing, NotAllowed
from sada.reading.unmask_item import unmask_item
from sada.store.models import Mention
from sada.store.queries import inbox, similar
from sada.store.queries.inbox import tags_in_use
from sada.store.queries.search import cases as find_cases
from sada.web import toasts, units
from sada.web.http import HtmxHttpRequest
from sada.web.inbox import correcting, judgements, pane, rows
from sada.web.inbox.decisions import DECISIONS, Decision, Done, carry_out, case_url, form_of, may
from sada.web.inbox.forms import UnmaskForm
from sada.web.inbox.undo import ids, take_back
from sada.web.inbox.views import address


@require_http_methods(["GET", "POST"])
def decide(request: HtmxHttpRequest, pk: int, what: str) -> HttpResponse:
    """Decide about one item; the next one follows."""
    mention = access.access_mention(request.user, pk)
    return _decide(request, what, [mention], reverse("inbox:decide", args=[pk, what]))


@require_http_methods(["GET", "POST"])
def decide_many(request: HtmxHttpRequest, what: str) -> HttpResponse:
    """Decide about all chosen items at once: all or none."""
    if what not in DECISIONS:
        raise Http404
    access.require(request.user, DECISIONS[what].act)
    mentions = [access.access_mention(request.user, pk) for pk in ids(request, "m")]
    if not mentions:
        raise Missing(gettext("Choose at least one item first."))
    return _decide(request, what, mentions, reverse("inbox:many", args=[what]))


def _decide(request: HtmxHttpRequest, what: str, mentions: list[Mention], to: str) -> HttpResponse:
    decision = DECISIONS.get(what)
    if decision is None:
        raise Http404
    if not may(request.user, decision, mentions):
        raise NotAllowed
    form = form_of(decision, request.user, request.POST if request.method == "POST" else None)
    if request.method == "GET" or (form is not None and not form.is_valid()):
        return _dialog(request, decision, mentions, form, to)
    following = _following(request, mentions)
    done = carry_out(decision, mentions, form.cleaned_data if form else {}, request.user, clock.now())
    return _after(request, mentions, done, following)


def _dialog(request: HtmxHttpRequest, decision: Decision, mentions: list[Mention], form: Any, to: str) -> HttpResponse:
    if form is None:
        return redirect(address(mentions[0].pk, rows.filters_of(request).query))
    context = {
        "decision": decision, "form": form, "mentions": mentions, "to": to + rows.filters_of(request).query,
        "is_many": "many" in to, "back": address(mentions[0].pk, rows.filters_of(request).query),
    }  # fmt: skip
    if decision.name == "correct":
        context |= correcting.for_many(request)
    elif decision.name == "join":
        context |= _cases(request, mentions[0])
    elif decision.name == "tag":
        context |= {"tags_in_use": tags_in_use(rows.reach(request))}
    elif decision.name == "forward":
        context |= {"options": judgements.units_to(mentions[0], ""), "chosen": request.POST.get("to", "")}
    name = "inbox/decide.html#dialog" if request.htmx else "inbox/decide.html"
    response = render(request, name, context, status=422 if form.errors else 200)
    return reswap(retarget(response, "#inbox-dialog"), "innerHTML")


def _cases(request: HtmxHttpRequest, mention: Mention) -> dict[str, Any]:
    """Cases to join: those found by words, else those about the same story, a similar item or the same service."""
    mine = access.rows_for(request.user, "case.join", "case")
    words = request.GET.get("cases", "")
    if words:
        running = mine.exclude(state__in=similar.ENDED)
        return {"found": find_cases(running, words, 8), "words": words}
    place = getattr(mention.item, "place", None)
    items = access.rows_for(request.user, "item.see", "item")
    near = similar.like(items, mention.item, place.story_id if place else None)
    return {"found": similar.cases_to_join(mine, mention.item, [other.pk for other in near]), "words": ""}


@require_http_methods(["GET"])
def cases(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The list of cases in the dialog of joining, as one types."""
    mention = access.access_mention(request.user, pk, "item.triage")
    return render(request, "inbox/decide.html#cases", _cases(request, mention))


@require_http_methods(["GET"])
def units_to(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The list of units in the dialog of forwarding, as one types."""
    mention = access.access_mention(request.user, pk, "item.triage")
    found = judgements.units_to(mention, request.GET.get("find", ""))
    return render(request, "inbox/decide.html#units", {"options": found})


def _following(request: HtmxHttpRequest, mentions: list[Mention]) -> int | None:
    wanted = rows.filters_of(request).wanted(units.chosen(request))
    gone = {m.pk for m in mentions}
    last = min(mentions, key=lambda m: (m.published_at, m.pk))
    rest = rows.reach(request).exclude(pk__in=gone)
    return inbox.following(rest, wanted, request.user.pk, rows.page_of(last))


def _after(request: HtmxHttpRequest, mentions: list[Mention], done: Done, following: int | None) -> HttpResponse:
    """The next item in the pane, the rows renewed, a toast with the way back."""
    filters = rows.filters_of(request)
    query = filters.query
    undo = f"{reverse('inbox:undo')}?{done.undo}&{query.lstrip('?')}" if done.undo else ""
    show = mentions[0].pk if done.stays and len(mentions) == 1 else following
    if not request.htmx:
        toasts.later(request, done.text, undo=undo)
        return redirect(case_url(done.case) if done.case and "go" in request.POST else address(show, query))
    response = _shown(request, show, [] if done.stays else mentions, done)
    if len(mentions) > 1 or done.stays:
        trigger_client_event(response, "inbox:changed", {})
    trigger_client_event(response, "sada:close-dialog", {})
    push_url(response, address(show, query))
    return toasts.toast(reswap(retarget(response, "#pane"), "innerHTML"), done.text, undo=undo)


def _shown(request: HtmxHttpRequest, pk: int | None, gone: list[Mention], done: Done | None = None) -> HttpResponse:
    """The pane with one item, or empty; the rows that left the list go."""
    filters = rows.filters_of(request)
    mention = rows.reach(request).filter(pk=pk).first() if pk else None
    within = units.chosen(request)
    tallies = inbox.tallies(rows.reach(request), within.path if within else "")
    context: dict[str, Any] = {"gone": gone, "query": filters.query, "tallies": tallies}
    if done is not None and done.case is not None:
        context |= {"opened": done.case, "opened_url": case_url(done.case)}
    if mention is None:
        return render(request, "inbox/pane.html#nothing" if gone else "inbox/choose.html", context)
    context |= pane.context(request, access.access_mention(request.user, mention.pk), filters)
    return render(request, "inbox/pane.html", context)


@require_POST
def undo(request: HtmxHttpRequest) -> HttpResponse:
    """Take a decision back; the item is shown again."""
    access.require(request.user, "item.triage")
    pk = take_back(request, request.user, clock.now())
    if not request.htmx:
        toasts.later(request, gettext("Undone"))
        return redirect(address(pk, rows.filters_of(request).query))
    response = _shown(request, pk, [])
    trigger_client_event(response, "inbox:changed", {})
    push_url(response, address(pk, rows.filters_of(request).query))
    return toasts.toast(reswap(retarget(response, "#pane"), "innerHTML"), gettext("Undone"))


@require_POST
def untag(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Take a tag off one item."""
    mention = access.access_mention(request.user, pk, "item.triage")
    untag_item(mention, request.POST.get("tag", ""), by=request.user, at=clock.now())
    if not request.htmx:
        return redirect(address(pk, rows.filters_of(request).query))
    response = _shown(request, pk, [])
    trigger_client_event(response, "inbox:changed", {})
    return response


@require_http_methods(["GET", "POST"])
def unmask(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Show personal data once, for a reason that is recorded."""
    mention = access.access_mention(request.user, pk)
    access.require(request.user, "personal.unmask", mention.path)
    form = UnmaskForm(request.POST if request.method == "POST" else None)
    filters = rows.filters_of(request)
    if not form.is_valid():
        context = {"form": form, "mention": mention, "to": reverse("inbox:unmask", args=[pk]) + filters.query}
        context["back"] = address(pk, filters.query)
        name = "inbox/unmask.html#dialog" if request.htmx else "inbox/unmask.html"
        response = render(request, name, context, status=422 if form.errors else 200)
        return reswap(retarget(response, "#inbox-dialog"), "innerHTML")
    unmask_item(mention.item, form.cleaned_data["reason"], by=request.user, at=clock.now())
    context = pane.context(request, mention, filters, unmask=True)
    if not request.htmx:
        return render(
            request, "inbox/list.html", context | rows.listed(request, filters) | rows.frame_of(request, filters)
        )
    response = render(request, "inbox/pane.html", context)
    trigger_client_event(response, "sada:close-dialog", {})
    return reswap(retarget(response, "#pane"), "innerHTML")
