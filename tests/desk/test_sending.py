"""Sending: byte for byte what was approved, never twice, every attempt with its fate."""

import smtplib
from datetime import date, timedelta
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from django.core import mail as outbox
from django.db import connection

from sada.desk.approve_answer import approve_answer
from sada.desk.draft_answer import draft_answer, submit_answer
from sada.desk.fit_to_leave import FactChanged
from sada.desk.retry_letter import retry_letter
from sada.desk.send_answer import SentThere, Tampered, published_by_hand, send_by_email
from sada.desk.send_letter import send_letter, sweep_letters
from sada.facts.keep_fact import Value, change_fact
from sada.kernel import mail
from sada.kernel.refusals import Missing, NotAllowed, SomeoneElseDidIt, WrongState
from sada.store.models import Act, Answer, Attempt, Case, Notice, Outgoing
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
EDITOR = "editor@alwaha.example"


@pytest.fixture
def approved(cast):
    """`approved("text")`: an approved answer on a new case."""

    def make(text="أُعيدت الإنارة إلى الحي.\n\nمع التحية"):
        answer = draft_answer(cast.case(), "رد الأمانة", text, by=cast.saleh, at=MORNING)
        submit_answer(answer, by=cast.saleh, at=MORNING)
        approve_answer(answer, 1, by=cast.noura, at=MORNING)
        return Answer.objects.select_related("case", "case__unit", "case__owner").get(pk=answer.pk)

    return make


@pytest.fixture
def refusing(monkeypatch):
    """A mail server that takes nothing."""

    def refuse(outgoing, at):
        raise smtplib.SMTPServerDisconnected("لا اتصال")

    monkeypatch.setattr(mail, "deliver", refuse)


def test_the_letter_is_the_approved_text_byte_for_byte(cast, approved):
    answer = approved()
    letter = send_by_email(answer, EDITOR, by=cast.saleh, at=MORNING)
    assert (letter.text, letter.sha256, letter.state) == (answer.final, answer.sha256, "waiting")
    assert send_letter(letter.pk, at=MORNING + MINUTE)
    sent = outbox.outbox[0]
    assert (sent.to, sent.subject, sent.body) == ([EDITOR], "رد الأمانة", answer.final)
    html, kind = sent.alternatives[0]
    assert kind == "text/html"
    assert 'dir="rtl"' in html
    assert "أُعيدت الإنارة إلى الحي." in html


def test_the_letter_comes_in_the_name_of_the_unit_and_replies_reach_it(cast, approved, settings):
    settings.DEFAULT_FROM_EMAIL = "منصة صدى <sada@waha.example>"
    cast.riyadh.email = "media@riyadh.example"
    cast.riyadh.save()
    letter = send_by_email(approved(), EDITOR, by=cast.saleh, at=MORNING)
    send_letter(letter.pk, at=MORNING)
    sent = outbox.outbox[0]
    name, address = parseaddr(sent.from_email)
    assert (str(make_header(decode_header(name))), address) == ("أمانة منطقة الرياض", "sada@waha.example")
    assert sent.reply_to == ["media@riyadh.example"]
    assert sent.message()["Message-ID"] == letter.message_id


def test_the_case_counts_as_answered_when_the_mail_server_has_taken_it(cast, approved):
    letter = send_by_email(approved(), EDITOR, by=cast.saleh, at=MORNING)
    assert Case.objects.get().answered_at is None
    send_letter(letter.pk, at=MORNING + HOUR)
    case = Case.objects.get()
    assert (case.state, case.answered_at, case.working_seconds) == ("answered", MORNING + HOUR, 3600)


def test_a_letter_is_never_sent_twice(cast, approved):
    letter = send_by_email(approved(), EDITOR, by=cast.saleh, at=MORNING)
    assert send_letter(letter.pk, at=MORNING)
    assert not send_letter(letter.pk, at=MORNING + HOUR)
    assert len(outbox.outbox) == 1


def test_the_same_text_goes_to_one_address_once_and_to_another_too(cast, approved):
    answer = approved()
    send_by_email(answer, EDITOR, by=cast.saleh, at=MORNING)
    with pytest.raises(SentThere):
        send_by_email(answer, EDITOR.upper(), by=cast.saleh, at=MORNING)
    send_by_email(answer, "desk@rawaq.example", by=cast.saleh, at=MORNING)
    published_by_hand(answer, "https://waha.example/replies/1", by=cast.saleh, at=MORNING)
    assert Outgoing.objects.count() == 3
    assert Act.objects.filter(name="answer.sent").count() == 3


def test_of_two_who_send_at_once_the_second_is_told(cast, approved):
    first = approved()
    second = Answer.objects.select_related("case", "case__unit").get(pk=first.pk)
    send_by_email(first, EDITOR, by=cast.saleh, at=MORNING)
    with pytest.raises(SomeoneElseDidIt):
        published_by_hand(second, "https://waha.example/1", by=cast.fahad, at=MORNING)


def test_only_an_approved_text_is_sent_and_only_by_the_desk(cast, approved):
    draft = draft_answer(cast.case(), "رد", "نص", by=cast.saleh, at=MORNING)
    with pytest.raises(WrongState):
        send_by_email(draft, EDITOR, by=cast.saleh, at=MORNING)
    answer = approved()
    for person in (cast.rakan, cast.huda, cast.majed):
        with pytest.raises(NotAllowed):
            send_by_email(answer, EDITOR, by=person, at=MORNING)
    assert Outgoing.objects.count() == 0


def test_a_text_altered_after_approval_is_not_sent(cast, approved):
    answer = approved()
    with connection.cursor() as cursor:  # whoever can do this is the database's own administrator
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE store_answer DISABLE TRIGGER answer_guard")
        Answer.objects.filter(pk=answer.pk).update(final="نص آخر")
        cursor.execute("ALTER TABLE store_answer ENABLE TRIGGER answer_guard")
    answer.refresh_from_db()
    with pytest.raises(Tampered):
        send_by_email(answer, EDITOR, by=cast.saleh, at=MORNING)
    letter = send_by_email(approved(), EDITOR, by=cast.saleh, at=MORNING)
    Outgoing.objects.filter(pk=letter.pk).update(text="نص آخر")
    assert not send_letter(letter.pk, at=MORNING)
    assert outbox.outbox == []


def test_a_text_whose_fact_has_another_value_by_now_is_not_sent(cast, approved):
    fact = cast.fact("150")
    answer = approved(f"صين {{#{fact.pk}}} عمودًا")
    change_fact(fact, Value("175", date(2026, 11, 20), date(2027, 1, 1), "محضر 13"), by=cast.saleh, at=MORNING)
    with pytest.raises(FactChanged):
        send_by_email(answer, EDITOR, by=cast.saleh, at=MORNING)
    assert Answer.objects.get().state == "approved"


def test_a_renewed_proof_with_the_same_value_does_not_stop_the_sending(cast, approved):
    fact = cast.fact("150")
    answer = approved(f"صين {{#{fact.pk}}} عمودًا")
    change_fact(fact, Value("150", date(2026, 11, 20), date(2027, 1, 1), "محضر 13"), by=cast.saleh, at=MORNING)
    send_by_email(answer, EDITOR, by=cast.saleh, at=MORNING)


@pytest.mark.parametrize("address", ["", "editor", "editor@", "a b@alwaha.example"])
def test_an_address_that_is_none_is_refused(cast, approved, address):
    with pytest.raises(Missing):
        send_by_email(approved(), address, by=cast.saleh, at=MORNING)


@pytest.mark.parametrize("address", ["", "alwaha.example/1", "ftp://alwaha.example/1", "javascript:alert(1)"])
def test_by_hand_needs_the_address_where_it_stands(cast, approved, address):
    with pytest.raises(Missing):
        published_by_hand(approved(), address, by=cast.saleh, at=MORNING)


def test_publishing_by_hand_answers_the_case_at_once(cast, approved):
    letter = published_by_hand(approved(), "https://waha.example/1", by=cast.saleh, at=MORNING + HOUR)
    assert (letter.state, letter.sent_at) == ("sent", MORNING + HOUR)
    assert Case.objects.get().answered_at == MORNING + HOUR


def test_a_later_answer_does_not_move_the_first(cast, approved):
    answer = approved()
    published_by_hand(answer, "https://waha.example/1", by=cast.saleh, at=MORNING + HOUR)
    answer.refresh_from_db()
    published_by_hand(answer, "https://waha.example/2", by=cast.saleh, at=MORNING + 2 * HOUR)
    assert Case.objects.get().answered_at == MORNING + HOUR


def test_a_refused_letter_waits_longer_each_time_and_then_a_person_is_told(cast, approved, refusing):
    letter = send_by_email(approved(), EDITOR, by=cast.noura, at=MORNING)
    at = MORNING
    for tries in range(1, 7):
        assert not send_letter(letter.pk, at=at)
        letter.refresh_from_db()
        assert letter.attempts == tries
        if tries < 6:
            assert not send_letter(letter.pk, at=at + MINUTE / 2)  # not before its time
            at = letter.next_try_at
    assert (letter.state, letter.next_try_at) == ("failed", None)
    assert Attempt.objects.filter(ok=False).count() == 6
    told = Notice.objects.filter(act="answer.send_failed").values_list("person__username", flat=True)
    assert set(told) == {"saleh", "noura"}
    assert Case.objects.get().answered_at is None


def test_a_failed_letter_is_tried_again_by_hand_and_arrives(cast, approved, refusing, monkeypatch):
    letter = send_by_email(approved(), EDITOR, by=cast.saleh, at=MORNING)
    with pytest.raises(WrongState):
        retry_letter(letter, by=cast.saleh, at=MORNING)
    Outgoing.objects.filter(pk=letter.pk).update(state="failed", attempts=6, next_try_at=None)
    letter = Outgoing.objects.select_related("answer", "answer__case").get(pk=letter.pk)
    with pytest.raises(NotAllowed):
        retry_letter(letter, by=cast.huda, at=MORNING)
    retry_letter(letter, by=cast.saleh, at=MORNING + HOUR)
    assert sweep_letters(at=MORNING + HOUR) == 1
    monkeypatch.undo()
    assert send_letter(letter.pk, at=MORNING + HOUR)
    assert Outgoing.objects.get().state == "sent"
    assert Act.objects.filter(name="answer.send_retried").count() == 1


def test_a_letter_left_by_a_dead_worker_is_taken_up_again(cast, approved):
    letter = send_by_email(approved(), EDITOR, by=cast.saleh, at=MORNING)
    assert mail.claim(letter.pk, MORNING) is not None  # and the worker dies
    assert not send_letter(letter.pk, at=MORNING + MINUTE)
    assert send_letter(letter.pk, at=MORNING + 11 * MINUTE)
    assert len(outbox.outbox) == 1


def test_the_sweeper_finds_letters_whose_job_was_lost(cast, approved):
    send_by_email(approved(), EDITOR, by=cast.saleh, at=MORNING)
    assert sweep_letters(at=MORNING - MINUTE) == 0
    assert sweep_letters(at=MORNING) == 1


@pytest.mark.parametrize("place", ["مجموعة الإعلاميين على واتساب", "handed to the editor", "https://waha.example/1"])
def test_by_hand_takes_a_place_in_words_where_there_is_no_address(cast, approved, place):
    answer = approved()
    letter = published_by_hand(answer, f" {place} ", by=cast.saleh, at=MORNING)
    assert (letter.address, letter.state) == (place, "sent")
    assert Case.objects.get(pk=answer.case_id).answered_at == MORNING
