"""A person says what belongs together: confirm, split off, join with another, and take each of it back."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from sada.kernel import access, clock
from sada.kernel.refusals import Missing
from sada.reading.confirm_story import confirm_story
from sada.reading.merge_stories import merge_stories
from sada.reading.split_story import split_story
from sada.reading.undo_grouping import UNDONE, undo_grouping
from sada.store.models import Act
from sada.web import toasts
from sada.web.acting import acting
from sada.web.http import HtmxHttpRequest
from sada.web.inbox.undo import ids
from sada.web.say.numbers import number


@require_POST
@acting
def confirm(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Confirm the story, or take the confirmation back (`not`)."""
    story = access.access_story(request.user, pk, "story.edit")
    is_confirmed = "not" not in request.GET
    confirm_story(story, is_confirmed, by=request.user, at=clock.now())
    said = gettext("Story confirmed") if is_confirmed else gettext("Confirmation taken back")
    back = reverse("stories:confirm", args=[pk]) + ("?not=1" if is_confirmed else "")
    return _to(request, pk, said, back)


@require_POST
@acting
def split(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Take the chosen items (`item`) out of the story into one of their own."""
    story = access.access_story(request.user, pk, "story.edit")
    chosen = ids(request, "item")
    found = access.rows_for(request.user, "item.see", "item").filter(pk__in=chosen, place__story=story)
    items = list(found.only("pk", "published_at"))
    if len(items) != len(chosen):
        raise Http404
    act = split_story(story, items, by=request.user, at=clock.now())
    said = ngettext("%(n)s item taken out of the story", "%(n)s items taken out of the story", len(items))
    return _to(request, pk, said % {"n": number(len(items))}, _back(act))


@require_POST
@acting
def merge(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Put all items of another story (`other`) into this one."""
    story = access.access_story(request.user, pk, "story.edit")
    given = ids(request, "other")
    if not given:
        raise Missing(gettext("Choose the other story."))
    other = access.access_story(request.user, given[0], "story.edit")
    act = merge_stories(story, other, by=request.user, at=clock.now())
    return _to(request, pk, gettext("The stories are one now"), _back(act))


@require_POST
@acting
def undo(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Take a joining or a taking out (`act`) of this story back."""
    story = access.access_story(request.user, pk, "story.edit")
    given = ids(request, "act")
    if not given:
        raise Missing(gettext("There is nothing to undo."))
    done = Act.objects.filter(pk=given[0], name__in=UNDONE, subject_type="story", subject_id=story.pk).first()
    if done is None:
        raise Http404
    undo_grouping(done, by=request.user, at=clock.now())
    return _to(request, pk, gettext("Undone"), "")


def _back(act: Act) -> str:
    return f"{reverse('stories:undo', args=[act.subject_id])}?act={act.pk}"


def _to(request: HtmxHttpRequest, pk: int, said: str, undo: str) -> HttpResponse:
    if request.htmx:  # the undo of a toast: the page is drawn anew with its own message
        toasts.later(request, said)
        response = HttpResponse(status=204)
        response["HX-Redirect"] = reverse("stories:show", args=[pk])
        return response
    toasts.later(request, said, undo=undo)
    return redirect("stories:show", pk)
