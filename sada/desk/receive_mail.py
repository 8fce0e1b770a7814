"""Takes in a mail to a unit's mailbox: a question becomes an item before the unit and a case is proposed; a reply to a
letter of ours, or to a mail that a case answers, joins that case by itself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sada.desk.ask_again import hear_again
from sada.desk.carriers import carriers
from sada.desk.expert_mail import question_of
from sada.desk.join_case import deadline_in, hear_deadline
from sada.desk.nearest import nearest
from sada.desk.take_delivery_report import take_delivery_report
from sada.kernel import acts
from sada.kernel.clock import RIYADH
from sada.kernel.notices import tell
from sada.listen.prepare import digest, prepare
from sada.listen.receive import REPEATED, Channel, draft, known_digests, receive
from sada.ports import Heard, Letterhead, Record
from sada.reading.read_items import Reader
from sada.reading.read_typed import is_by_press, lay_before, understand_asked
from sada.store.models import Case, CaseItem, Contact, Item, Mention, MentionState, Outgoing, Source, Unit
from sada.understand.deadlines import deadline


def receive_mail(record: Record, channel: Channel, reader: Reader, *, at: datetime) -> str:
    """Take in one mail; returns its fate. Repeating it adds nothing; all of it happens or none."""
    sha256 = digest(record)
    if known_digests([sha256]) and not isinstance(record.content, Heard):
        return REPEATED
    one = draft(prepare(record, sha256, at), channel, at)
    letter = record.content.letter if isinstance(record.content, Heard) else None
    if one.item is not None and letter is not None and letter.arrived is not None:
        one.item.heard_at = min(letter.arrived, at)  # the clock runs from when our server had it, not from our look
    with transaction.atomic():
        taken = receive([one], channel, at=at)
        for item in taken.new:
            _settle(item, letter or Letterhead(), channel.source, reader, at)
    return str(next(iter(taken.fates)))


def _settle(item: Item, letter: Letterhead, source: Source | None, reader: Reader, at: datetime) -> None:
    """Who wrote it, what it says, and where it belongs."""
    said = deadline(f"{item.title}\n{item.text}", item.heard_at.astimezone(RIYADH))
    Contact.objects.create(
        item=item,
        name=letter.name,
        email=letter.email,
        message_id=letter.message_id,
        deadline=said.at if said and said.at > at else None,
        tags=["mail"],
    )
    case, by_expert = case_of(letter)
    unit = case.unit if case else _unit(source)
    by_press = not letter.is_automatic and is_by_press(item)
    mention = lay_before(item, understand_asked(item, reader), unit, "normal", by_press=by_press)
    if letter.report is not None:
        take_delivery_report(letter.report, at=at)
    if case is not None:
        join_mail(case, item, mention, at, asks=not letter.is_automatic and not by_expert, told=not letter.is_automatic)
    elif letter.is_automatic:
        Mention.objects.filter(pk=mention.pk).update(needs_answer=False)
    else:
        people = nearest("case.open", unit.path)
        tell(people, "mail.received", on=item, by=None, at=at, text=item.title)
        acts.record("mail.received", by=None, on=item, at=at, unit=unit)


def case_of(letter: Letterhead) -> tuple[Case | None, bool]:
    """The case to which a mail replies, by a letter of ours that it answers or an earlier mail of the same thread; and
    whether it is an expert who replies. A case that was joined to another is that other."""
    named = (letter.report.message_id,) if letter.report else ()
    for answered in (*named, *letter.answers):
        ours = Outgoing.objects.filter(message_id=answered).select_related("answer__case__unit").first()
        if ours is not None and ours.answer is not None:
            return _going_on(ours.answer.case), False
        asked = question_of(ours) if ours is not None else None
        if asked is not None:
            return _going_on(asked.case), True
        place = CaseItem.objects.filter(item__contact__message_id=answered).select_related("case__unit").last()
        if place is not None:
            return _going_on(place.case), False
    return None, False


def _going_on(case: Case) -> Case:
    seen = {case.pk}
    while case.joined_to is not None and case.joined_to.pk not in seen:
        case = case.joined_to
        seen.add(case.pk)
    return case


def join_mail(case: Case, item: Item, mention: Mention, at: datetime, *, asks: bool, told: bool) -> None:
    """The case answers this mail too, whatever its state. Its people are told; an ended one runs anew where the asker
    asks something more."""
    Mention.objects.filter(pk=mention.pk).update(state=MentionState.CASE, decided_at=at)
    place = CaseItem.objects.create(case=case, item=item, added_at=at)
    name = hear_again(place, at=at) if asks else "case.reply_received"
    if told:
        hear_deadline(case, deadline_in(item), by=None, at=at)
        tell(carriers(case), name, on=case, by=None, at=at, text=item.title, prompt=name != "case.reply_received")
    acts.record("case.reply_received", by=None, on=case, at=at, unit=case.unit, after={"item": item.pk})


def _unit(source: Source | None) -> Unit:
    if source is not None and source.unit is not None:
        return source.unit
    return Unit.objects.get(parent=None)
