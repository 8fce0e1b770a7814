"""Follows a reply that an outlet was asked to print: from when, until when, under which rule."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from sada.desk import promises
from sada.kernel import access, acts
from sada.kernel.clock import RIYADH
from sada.kernel.guarded import update_if
from sada.kernel.refusals import Missing, SomeoneElseDidIt, WrongState
from sada.rules import press_ladder
from sada.store.models import Answer, AnswerState, Item, Outgoing, Outlet, Person, PressReply, PressState
from sada.store.queries import press

ACT = "reply.track"
LONGEST = timedelta(days=366)  # nobody waits longer for a print
LATE_LETTERS = timedelta(days=30)  # older letters were sent before anybody followed them


def track_reply(
    answer: Answer, outlet: Outlet, *, by: Person, at: datetime, sent_at: datetime | None = None
) -> PressReply:
    """Follow a sent text that was handed to an outlet by a way of one's own (fax, courier, the paper's own form)."""
    access.require(by, ACT, answer.case.path)
    if answer.state != AnswerState.SENT and not (answer.state == AnswerState.APPROVED and sent_at):
        raise WrongState(_("Only a text that was approved and sent can be followed to its print."))
    if sent_at is not None and sent_at > at:
        raise Missing(_("The day on which it was handed over lies in the future."))
    item = press.asked_outlets(answer.case).get(outlet.pk)
    return _follow(answer, outlet, item, None, by=by, at=at, sent_at=sent_at or at)


def track_letters(*, at: datetime) -> int:
    """Follow every letter that left by e-mail to answer what an outlet published; returns how many are new."""
    made = 0
    for letter in press.unprinted_letters(at - LATE_LETTERS):
        made += _track_letter(letter, at)
    return made


def _track_letter(letter: Outgoing, at: datetime) -> int:
    answer = letter.answer
    if answer is None:
        return 0
    asked = press.asked_outlets(answer.case)
    meant = [item for item in asked.values() if item.outlet and _same(item.outlet.email, letter.address)]
    made = 0
    for item in meant or list(asked.values())[:1]:
        if item.outlet is not None:
            with suppress(SomeoneElseDidIt):  # followed with this outlet already
                _follow(answer, item.outlet, item, letter, by=None, at=at, sent_at=letter.sent_at or at)
                made = 1
    return made


def _same(one: str, other: str) -> bool:
    return bool(one) and one.strip().lower() == other.strip().lower()


def _follow(
    answer: Answer,
    outlet: Outlet,
    item: Item | None,
    letter: Outgoing | None,
    *,
    by: Person | None,
    at: datetime,
    sent_at: datetime,
) -> PressReply:
    sent_on = sent_at.astimezone(RIYADH).date()
    law = press.law_for(item.medium if item else outlet.medium, sent_on)
    due = press_ladder.due_on(sent_on, law.days if law else None)
    values = {"item": item, "letter": letter, "law": law, "sent_at": sent_at, "due_on": due}
    try:
        with transaction.atomic():
            reply = _row(answer, outlet, values | {"next_alarm_at": morning_after(due)})
            promises.print_awaited(answer, since=sent_at, at=at)
            after = {"reply": reply.pk, "outlet": outlet.name_ar, "due_on": due}
            acts.record("reply.tracked", by=by, on=answer.case, at=at, unit=answer.case.unit, after=after)
    except IntegrityError:
        raise SomeoneElseDidIt(_("This text is followed with this outlet already.")) from None
    return reply


def _row(answer: Answer, outlet: Outlet, values: dict[str, Any]) -> PressReply:
    """A new row, or the one whose letter came back: the outlet has the reply now."""
    back = PressReply.objects.filter(answer=answer, outlet=outlet, state=PressState.RETURNED)
    ended: dict[str, Any] = {"reason": "", "ended_at": None, "is_agreed": False, "looked_at": None}
    if back.update(state=PressState.WAITING, **ended, **values):
        return PressReply.objects.get(answer=answer, outlet=outlet)
    return PressReply.objects.create(answer=answer, outlet=outlet, **values)


def morning_after(day: date) -> datetime:
    """Nine in the morning after a day: by then one knows that nothing was printed on it."""
    return datetime.combine(day + timedelta(days=1), time(9), RIYADH)


def agree_day(reply: PressReply, day: date, *, by: Person, at: datetime, note: str = "") -> None:
    """The outlet named a day on which it will print: that day is waited for instead of the rule's."""
    access.require(by, ACT, reply.answer.case.path)
    if day < at.astimezone(RIYADH).date():
        raise Missing(_("The agreed day lies in the past."))
    if day > at.astimezone(RIYADH).date() + LONGEST:
        raise Missing(_("The agreed day lies more than a year ahead."))
    before = reply.due_on
    with transaction.atomic():
        update_if(
            reply,
            {"state": PressState.WAITING, "due_on": before},
            due_on=day,
            is_agreed=True,
            next_alarm_at=morning_after(day),
        )
        _record("reply.day_agreed", reply, by, at, before={"due_on": before}, after={"due_on": day}, note=note)


def _record(name: str, reply: PressReply, by: Person, at: datetime, **more: object) -> None:
    case = reply.answer.case
    after = {"reply": reply.pk, "outlet": reply.outlet.name_ar} | dict(more.pop("after", {}))  # type: ignore[call-overload]
    acts.record(name, by=by, on=case, at=at, unit=case.unit, after=after, **more)  # type: ignore[arg-type]
