"""Letters of the demo with every fate: one came back to an asker and one to a paper, one needs a person's word, one was
found to have left, one waits; and two askers who wrote again. All addresses are invented, and none of it leaves."""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta

from sada.desk.letter_fates import not_taken
from sada.desk.receive_mail import join_mail
from sada.desk.send_answer import mark_answered, send_by_email
from sada.desk.send_letter import NOT_SENT
from sada.desk.settle_letter import letter_left
from sada.desk.take_delivery_report import take_delivery_report
from sada.desk.track_reply import track_reply
from sada.kernel import mail
from sada.listen.type_item import Typed, type_item
from sada.ops.demo_play import Scene, Stage
from sada.reading.read_typed import read_typed
from sada.rules.delivery_reports import DeliveryReport
from sada.store.models import PRESS, Answer, AnswerState, CaseState, Item, Outgoing, Person
from sada.store.queries.press import asked_outlets

UNKNOWN = "550 5.1.1 <{address}>: Recipient address rejected: User unknown"
ASKS = "شكرًا على ردكم. وما سبب التأخر؟ ومتى يبدأ العمل في بقية الأحياء؟"
UNCLEAR = "السلام عليكم، مرفق صورة التُقطت اليوم من الموقع."


def letters(stage: Stage) -> Iterator[Scene]:
    """One scene for each fate."""
    taken: set[int] = set()
    yield _to_a_paper(taken, stage)
    yield _comes_back(taken, stage)
    for days, fate in ((2, _unsure), (3, _left), (0, _waits)):
        yield _second_letter(taken, stage, days, fate)
    yield _writes_again(taken, stage, 1, ASKS)
    yield _writes_again(taken, stage, 0, UNCLEAR)


def _answered(taken: set[int], stage: Stage, at: datetime, *, in_press: bool = False) -> Answer | None:
    """The newest text of a closed case that no other scene has, nor its own any more."""
    found = Answer.objects.filter(
        state=AnswerState.SENT,
        is_holding=False,
        case__state=CaseState.CLOSED,
        case__unit__path__startswith=stage.cast.units["waha"].path,
        case__owner__isnull=False,
        press_replies__isnull=True,
    )
    if in_press:
        found = found.filter(case__medium__in=PRESS)
    else:
        found = found.filter(case__owner__username="demo.officer").exclude(case__medium__in=PRESS)
    rows = found.exclude(case__in=taken).select_related("case__unit", "case__owner").order_by("-case__answered_at")
    answer: Answer | None = rows.first()
    if answer is not None:
        taken.add(answer.case_id)
    return answer


def _sent(answer: Answer, address: str, by: Person, at: datetime) -> Outgoing:
    """A letter that counts as taken without leaving this machine."""
    letter = send_by_email(answer, address, by=by, at=at)
    mail.taken(letter, detail=NOT_SENT, at=at)
    mark_answered(answer.case, at, answer)
    return letter


def _back(letter: Outgoing, at: datetime) -> None:
    said = UNKNOWN.format(address=letter.address)
    take_delivery_report(DeliveryReport(letter.message_id, "failed", "5.1.1", letter.address, said), at=at)


def _to_a_paper(taken: set[int], stage: Stage) -> Scene:
    """A reply to a paper comes back: the paper owes no print."""
    at = yield stage.day_at(4, time(10))
    answer = _answered(taken, stage, at, in_press=True)
    item = next(iter(asked_outlets(answer.case).values()), None) if answer is not None else None
    if answer is None or item is None or item.outlet is None or answer.case.owner is None:
        return
    letter = _sent(answer, "old-desk@press.example", answer.case.owner, at)
    reply = track_reply(answer, item.outlet, by=answer.case.owner, at=at)
    type(reply).objects.filter(pk=reply.pk).update(letter=letter)
    at = yield at + timedelta(minutes=25)
    _back(letter, at)


def _comes_back(taken: set[int], stage: Stage) -> Scene:
    """The only letter to somebody who asked by e-mail comes back: the case is open again."""
    at = yield stage.day_at(1, time(11))
    sent = Outgoing.objects.filter(answer__isnull=False, channel="email", state="sent", answer__case__invented=True)
    sent = sent.filter(answer__case__state=CaseState.CLOSED)
    letter = sent.exclude(answer__case__in=taken).select_related("answer").order_by("-sent_at").first()
    if letter is not None and letter.answer is not None:
        taken.add(letter.answer.case_id)
        _back(letter, at)


def _second_letter(
    taken: set[int], stage: Stage, days: int, fate: Callable[[Outgoing, Person, datetime], None]
) -> Scene:
    """The answer goes to a second address too, and meets a fate."""
    at = yield stage.day_at(days, time(9, 40))
    answer = _answered(taken, stage, at)
    if answer is None or answer.case.owner is None:
        return
    letter = send_by_email(answer, f"asker{answer.pk}@mail.example", by=answer.case.owner, at=at)
    at = yield at + timedelta(minutes=3)
    fate(letter, answer.case.owner, at)


def _unsure(letter: Outgoing, by: Person, at: datetime) -> None:
    """The server was given it and never answered."""
    letter.begun_at = at
    not_taken(letter, TimeoutError("timed out after DATA"), at)


def _left(letter: Outgoing, by: Person, at: datetime) -> None:
    """The same, and somebody has asked whoever was to get it."""
    _unsure(letter, by, at)
    letter_left(Outgoing.objects.select_related("answer__case__unit").get(pk=letter.pk), by=by, at=at)


def _waits(letter: Outgoing, by: Person, at: datetime) -> None:
    """No connection yet. It stays so: nothing of the demo is ever tried."""
    not_taken(letter, smtplib.SMTPConnectError(421, "Service not available"), at)
    Outgoing.objects.filter(pk=letter.pk).update(next_try_at=None)


def _writes_again(taken: set[int], stage: Stage, days: int, said: str) -> Scene:
    """Somebody who was answered writes again: a question opens the case, what is unclear a person judges."""
    at = yield stage.day_at(days, time(10, 20))
    answer = _answered(taken, stage, at)
    if answer is None:
        return
    by, case = stage.cast.people["demo.monitor"], answer.case
    item = type_item(Typed("email", f"رد: {case.subject}"[:200], said), case.unit, by=by, at=at)
    Item.objects.filter(pk=item.pk).update(invented=True)
    item.refresh_from_db()
    mention = read_typed(item, case.unit, "normal", by=by, at=at, is_question=True)
    join_mail(case, item, mention, at, asks=True, told=True)
