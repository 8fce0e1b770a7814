"""A person says what belongs together: confirm, take out, put in, merge."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from sada.kernel import access, clock
from sada.kernel.refusals import Missing
from sada.reading.place_item import confirm_story, merge_stories, place_item, take_out
from sada.store.models import StoryItem
from sada.web import toasts
from sada.web.http import HtmxHttpRequest
from sada.web.inbox.undo import ids


@require_POST
def confirm(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Confirm the story, or take the confirmation back (`not`)."""
    story = access.access_story(request.user, pk, "story.edit")
    is_confirmed = "not" not in request.GET
    confirm_story(story, is_confirmed, by=request.user, at=clock.now())
    said = gettext("Story confirmed") if is_confirmed else gettext("Confirmation taken back")
    back = reverse("stories:confirm", args=[pk]) + ("?not=1" if is_confirmed else "")
    return _to(request, pk, said, back)


@require_POST
def take_out_one(request: HtmxHttpRequest, pk: int, item: int) -> HttpResponse:
    """Take an item out of the story into one of its own."""
    story = access.access_story(request.user, pk, "story.edit")
    row = access.access_item(request.user, item)
    if not StoryItem.objects.filter(story=story, item=row).exists():
        raise Http404
    take_out(row, by=request.user, at=clock.now())
    return _to(request, pk, gettext("Item taken out of the story"), reverse("stories:put_in", args=[pk, item]))


@require_POST
def put_in(request: HtmxHttpRequest, pk: int, item: int) -> HttpResponse:
    """Put an item into the story."""
    story = access.access_story(request.user, pk, "story.edit")
    place_item(access.access_item(request.user, item), story, by=request.user, at=clock.now())
    return _to(request, pk, gettext("Item placed in the story"), reverse("stories:take_out", args=[pk, item]))


@require_POST
def merge(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Put all items of another story (`other`) into this one."""
    story = access.access_story(request.user, pk, "story.edit")
    given = ids(request, "other")
    if not given:
        raise Missing(gettext("Choose the other story."))
    other = access.access_story(request.user, given[0], "story.edit")
    merge_stories(story, other, by=request.user, at=clock.now())
    return _to(request, pk, gettext("The stories are one now"), "")


def _to(request: HtmxHttpRequest, pk: int, said: str, undo: str) -> HttpResponse:
    if request.htmx:  # the undo of a toast: the page is drawn anew with its own message
        toasts.later(request, said)
        response = HttpResponse(status=204)
        response["HX-Redirect"] = reverse("stories:show", args=[pk])
        return response
    toasts.later(request, said, undo=undo)
    return redirect("stories:show", pk)
