"""The way back from a decision of the inbox."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from sada.desk.decide_item import flag_item, undo_decision
from sada.desk.join_case import take_out_item
from sada.desk.tag_item import untag_item
from sada.desk.undo_opening import undo_opening
from sada.kernel import access
from sada.kernel.refusals import Missing
from sada.reading.confirm_reading import access_confirmation, undo_confirmation
from sada.reading.correct_reading import undo_correction
from sada.reading.see_item import unsee_items
from sada.store.models import Mention, MentionTag, Person

MOST = 500
STEPS = 2  # corrections that one choice can make of one item: a municipality and its amana


def ids(request: HttpRequest, name: str, most: int = MOST) -> list[int]:
    """The whole numbers under a name in the address or the form, at most `most`."""
    given = request.GET.getlist(name) + request.POST.getlist(name)
    found = [int(v) for v in given if v.isdecimal() and len(v) < 19][:most]
    return list(dict.fromkeys(found))


def take_back(request: HttpRequest, by: Person, at: datetime) -> int | None:
    """Undo what the address names, all or nothing. Returns the mention to show again, if any."""
    what = request.GET.get("what") or request.POST.get("what", "")
    with transaction.atomic():
        if what == "correction":
            return _corrections(ids(request, "c", MOST * STEPS), by, at)
        if what == "confirmation":
            return _confirmations(ids(request, "c"), by, at)
        if what == "open":
            case = access.access_case(by, next(iter(ids(request, "case")), 0))
            undo_opening(case, by=by, at=at)
            return next(iter(ids(request, "m")), None)
        if what == "seen":
            unsee_items(ids(request, "i"), by=by)
            return None  # to show one would be to see it again
        if what == "tag":
            return _tags(ids(request, "t"), by, at)
        mentions = [access.access_mention(by, pk) for pk in ids(request, "m")]
        if not mentions:
            raise Missing(_("There is nothing to undo."))
        for mention in mentions:
            _one(what, mention, request, by, at)
        return mentions[0].pk


def _one(what: str, mention: Mention, request: HttpRequest, by: Person, at: datetime) -> None:
    if what == "decision":
        undo_decision(mention, by=by, at=at)
    elif what in ("flag", "unflag"):
        flag_item(mention, what == "flag", by=by, at=at)
    elif what == "join":
        case = access.access_case(by, next(iter(ids(request, "case")), 0))
        take_out_item(case, mention.item, by=by, at=at)
    else:
        raise Http404


def _corrections(pks: list[int], by: Person, at: datetime) -> int | None:
    if not pks:
        raise Missing(_("There is nothing to undo."))
    item_id = 0
    for pk in reversed(pks):
        correction = access.access_correction(by, pk)
        undo_correction(correction, by=by, at=at)
        item_id = correction.item_id
    return _shown(by, item_id)


def _tags(pks: list[int], by: Person, at: datetime) -> int | None:
    """Take off the tags that one has put, as far as they still stand."""
    last = None
    for row in MentionTag.objects.filter(pk__in=pks, by=by).order_by("pk"):
        mention = access.access_mention(by, row.mention_id, "item.triage")
        untag_item(mention, row.name, by=by, at=at)
        last = mention.pk
    return last


def _confirmations(pks: list[int], by: Person, at: datetime) -> int | None:
    if not pks:
        raise Missing(_("There is nothing to undo."))
    item_id = 0
    for pk in pks:
        confirmation = access_confirmation(by, pk)
        undo_confirmation(confirmation, by=by, at=at)
        item_id = confirmation.item_id
    return _shown(by, item_id)


def _shown(by: Person, item_id: int) -> int | None:
    shown: int | None = (
        access.rows_for(by, "item.see", "mention").filter(item_id=item_id).values_list("pk", flat=True).first()
    )
    return shown
