"""What a unit decides about an item that concerns it: no answer (with a reason and a name), forward, flag, undo."""

from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.notices import tell
from sada.kernel.refusals import Missing, Refusal, WrongState
from sada.store.models import Mention, MentionState, Notice, Person, Unit


class NoAnswerReason(models.TextChoices):
    """Why an item is left without an answer. Not answering is a decision."""

    INFORMATION = "information", _("For information only")
    ANSWERED = "answered", _("Already answered")
    OUR_REPLY = "our_reply", _("Our own reply, printed")
    NOT_OURS = "not_ours", _("Not within our remit")
    NOT_MUNICIPAL = "not_municipal", _("Not about municipal work")
    NO_BENEFIT = "no_benefit", _("An answer would give it more weight")
    TOO_OLD = "too_old", _("Too old to answer")
    OTHER = "other", _("Another reason, written below")


class AlreadyThere(Refusal):
    """The item is already before that unit."""

    sentence = _("That unit already has this item in its inbox.")


def decide_no_answer(mention: Mention, reason: str, *, by: Person, at: datetime, note: str = "") -> None:
    """Record that the unit will not answer, why and who said so."""
    access.require(by, "item.triage", mention.path)
    if reason not in NoAnswerReason.values or (reason == NoAnswerReason.OTHER and not note.strip()):
        raise Missing(_("Choose a reason; where it is another one, write it in the note."))
    with transaction.atomic():
        update_if(
            mention,
            {"state": MentionState.WAITING},
            state=MentionState.NO_ANSWER,
            reason=reason,
            note=note,
            decided_by=by,
            decided_at=at,
        )
        acts.record(
            "item.no_answer", by=by, on=mention.item, at=at, unit=mention.unit, after={"reason": reason}, note=note
        )


def undo_decision(mention: Mention, *, by: Person, at: datetime) -> None:
    """Lay the item before the unit again. A case is undone on the case, not here. What was forwarded leaves the inbox
    of its receiver, unless somebody there has taken it up."""
    access.require(by, "item.triage", mention.path)
    if mention.state not in (MentionState.NO_ANSWER, MentionState.FORWARDED):
        raise WrongState(about=mention)
    with transaction.atomic():
        before = {"state": mention.state, "reason": mention.reason}
        if mention.state == MentionState.FORWARDED:
            _take_back(mention)
        update_if(
            mention,
            {"state": mention.state},
            state=MentionState.WAITING,
            reason="",
            note="",
            decided_by=None,
            decided_at=None,
        )
        acts.record("item.decision_undone", by=by, on=mention.item, at=at, unit=mention.unit, before=before)


def _take_back(mention: Mention) -> None:
    """Remove the row that this forwarding made, where nobody has touched it: it waits, without a flag."""
    sent = acts.of(mention.item).filter(name="item.forwarded", unit=mention.unit).last()
    if sent is None:
        return
    to = Unit.objects.get(code=sent.after["to"])
    waits = Mention.objects.filter(item=mention.item, unit=to, state=MentionState.WAITING, is_flagged=False)
    if waits.delete()[0]:
        told = access.who_may("item.triage", to.path)
        unread = Notice.objects.filter(act="item.forwarded", subject_type="item", subject_id=mention.item_id)
        unread.filter(person__in=told, seen_at=None).delete()


def forward_item(mention: Mention, to: Unit, *, by: Person, at: datetime, note: str = "") -> Mention:
    """Hand the item to another unit's inbox; the sender sees it as forwarded. Returns the receiver's mention."""
    access.require(by, "item.triage", mention.path)
    with transaction.atomic():
        if Mention.objects.filter(item=mention.item, unit=to).exists():
            raise AlreadyThere
        update_if(
            mention,
            {"state": MentionState.WAITING},
            state=MentionState.FORWARDED,
            note=note,
            decided_by=by,
            decided_at=at,
        )
        received = Mention.objects.get(pk=mention.pk)
        received.pk, received.unit, received.path = None, to, to.path
        received.state, received.reason, received.note = MentionState.WAITING, "", note
        received.decided_by = received.decided_at = None
        received.is_flagged = False
        received.save(force_insert=True)
        tell(access.who_may("item.triage", to.path), "item.forwarded", on=mention.item, by=by, at=at, text=note)
        acts.record(
            "item.forwarded", by=by, on=mention.item, at=at, unit=mention.unit, after={"to": to.code}, note=note
        )
    return received


def flag_item(mention: Mention, is_flagged: bool, *, by: Person, at: datetime) -> None:
    """Set or remove the unit's flag."""
    access.require(by, "item.triage", mention.path)
    with transaction.atomic():
        update_if(mention, {}, is_flagged=is_flagged)
        name = "item.flagged" if is_flagged else "item.unflagged"
        acts.record(name, by=by, on=mention.item, at=at, unit=mention.unit)
