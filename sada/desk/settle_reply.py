"""Says what became of a reply: printed there and so, not this one, given up, or after all still waiting."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk import promises
from sada.desk.settle_print import settle_print, unsettle_print
from sada.desk.track_reply import ACT, morning_after
from sada.kernel import access, acts
from sada.kernel.clock import RIYADH
from sada.kernel.guarded import update_if
from sada.kernel.refusals import Missing
from sada.rules import printed as rules
from sada.rules.policies import PRINTED
from sada.store.models import Item, Person, PressReply, PressState, Prominence, Sighting, SightingState

NOTHING: dict[str, Any] = {
    "printed_item": None,
    "printed_on": None,
    "place": "",
    "printed_title": "",
    "printed_text": "",
    "prominence": "",
    "is_title_kept": None,
    "length_share": None,
    "kept_share": None,
    "numbers": [],
    "corrected_on": None,
    "corrected_at": "",
    "ended_by": None,
    "ended_at": None,
    "reason": "",
}


@dataclass(frozen=True, slots=True)
class Printed:
    """How the reply was printed. `place`: page or address; without a text one only knows that and where it stands."""

    on: date
    place: str
    prominence: str
    title: str = ""
    text: str = ""
    item: Item | None = None


def confirm_printed(reply: PressReply, how: Printed, *, by: Person, at: datetime) -> None:
    """Close the reply with its evidence; what was cut or altered is measured from the printed text."""
    access.require(by, ACT, reply.answer.case.path)
    _check(reply, how, at)
    with transaction.atomic():
        update_if(reply, {"state": PressState.WAITING}, **_measured(reply, how), **_ended(PressState.PRINTED, by, at))
        if how.item is not None:
            Sighting.objects.update_or_create(
                reply=reply,
                item=how.item,
                defaults={"state": SightingState.CONFIRMED, "by": by},
                create_defaults={"state": SightingState.CONFIRMED, "by": by, "at": at, "likeness": 1.0},
            )
            settle_print(how.item, reply.answer.case.path, by=by, at=at)
        if not _waits_elsewhere(reply):
            promises.meet(reply.answer.case, PRINTED, at=at)
        after = {"place": how.place, "on": how.on, "kept_share": reply.kept_share, "altered": reply.numbers}
        _record("reply.printed", reply, by, at, after)


def record_correction(reply: PressReply, on: date, place: str, *, by: Person, at: datetime) -> None:
    """The outlet has corrected what it printed: no further step is due. What was printed first stays on record."""
    access.require(by, ACT, reply.answer.case.path)
    if not place.strip():
        raise Missing(_("Write where it stands: the page, or the address."))
    if reply.printed_on is None or not reply.printed_on <= on <= at.astimezone(RIYADH).date():
        raise Missing(_("The day of the correction lies between the print and today."))
    with transaction.atomic():
        values = {"corrected_on": on, "corrected_at": place.strip(), "next_alarm_at": None}
        update_if(reply, {"state": PressState.PRINTED, "corrected_on": None}, **values)
        _record("reply.corrected", reply, by, at, {"on": on, "place": place.strip()})


def deny_sighting(sighting: Sighting, *, by: Person, at: datetime) -> None:
    """This is not our reply; it is not proposed again."""
    reply = sighting.reply
    access.require(by, ACT, reply.answer.case.path)
    with transaction.atomic():
        update_if(sighting, {"state": SightingState.PROPOSED}, state=SightingState.DENIED, by=by)
        _record("reply.sighting_denied", reply, by, at, {"item": sighting.item_id})


def withdraw_reply(reply: PressReply, reason: str, *, by: Person, at: datetime) -> None:
    """Wait for it no longer. Like not answering, that is a decision with a reason."""
    access.require(by, ACT, reply.answer.case.path)
    if not reason.strip():
        raise Missing(_("Write why the print is waited for no longer."))
    with transaction.atomic():
        ended = _ended(PressState.WITHDRAWN, by, at)
        update_if(reply, {"state": PressState.WAITING}, reason=reason.strip(), **ended)
        if not _waits_elsewhere(reply):
            promises.drop(reply.answer.case, PRINTED, at=at)
        _record("reply.given_up", reply, by, at, {}, note=reason.strip())


def reopen_reply(reply: PressReply, *, by: Person, at: datetime) -> None:
    """Wait for print again: it was recorded by mistake. The record of it stays in the log."""
    access.require(by, ACT, reply.answer.case.path)
    before, item = {"state": reply.state, "place": reply.place}, reply.printed_item
    with transaction.atomic():
        alarm = morning_after(max(reply.due_on, at.astimezone(RIYADH).date()))
        ended = {"state": reply.state, "state__in": (PressState.PRINTED, PressState.WITHDRAWN)}
        update_if(reply, ended, state=PressState.WAITING, next_alarm_at=alarm, **NOTHING)
        Sighting.objects.filter(reply=reply, state=SightingState.CONFIRMED).update(
            state=SightingState.PROPOSED, by=None
        )
        if item is not None:
            unsettle_print(item, reply.answer.case.path, by=by, at=at)
        promises.print_awaited(reply.answer, since=reply.sent_at, at=at)
        _record("reply.reopened", reply, by, at, {}, before=before)


def _waits_elsewhere(reply: PressReply) -> bool:
    """Whether the case still waits for another outlet to print."""
    others = PressReply.objects.filter(answer__case=reply.answer.case_id, state=PressState.WAITING)
    return others.exclude(pk=reply.pk).exists()


def _check(reply: PressReply, how: Printed, at: datetime) -> None:
    if not how.place.strip():
        raise Missing(_("Write where it stands: the page, or the address."))
    if how.prominence not in Prominence.values:
        raise Missing(_("Say how prominent it is against the original."))
    if not reply.sent_at.astimezone(RIYADH).date() <= how.on <= at.astimezone(RIYADH).date():
        raise Missing(_("The day of print lies between the sending and today."))


def _measured(reply: PressReply, how: Printed) -> dict[str, Any]:
    """The printed side of the row: what was kept, cut and altered, against our text and against the original."""
    values: dict[str, Any] = {
        "printed_item": how.item,
        "printed_on": how.on,
        "place": how.place.strip(),
        "printed_title": how.title.strip()[:300],
        "printed_text": how.text,
        "prominence": how.prominence,
        "is_title_kept": rules.is_title_kept(reply.answer.title, how.title) if how.title.strip() else None,
    }
    if how.text.strip():
        found = rules.compare(rules.core(reply.answer.final), how.text)
        original = rules.count_words(reply.item.text) if reply.item else 0
        values |= {
            "kept_share": round(found.kept_share, 3),
            "numbers": [list(pair) for pair in found.altered],
            "length_share": round(rules.count_words(how.text) / original, 3) if original else None,
        }
    return values


def _ended(state: PressState, by: Person, at: datetime) -> dict[str, Any]:
    return {"state": state, "ended_by": by, "ended_at": at, "next_alarm_at": None}


def _record(
    name: str,
    reply: PressReply,
    by: Person,
    at: datetime,
    after: dict[str, Any],
    *,
    note: str = "",
    before: dict[str, Any] | None = None,
) -> None:
    case = reply.answer.case
    known = {"reply": reply.pk, "outlet": reply.outlet.name_ar}
    acts.record(name, by=by, on=case, at=at, unit=case.unit, before=before, after=known | after, note=note)
