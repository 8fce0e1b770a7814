"""What becomes of letters whose sending is disturbed: never twice, never lost, and the case always learns of it.

The mail server is one of the tests' own, on loopback, reached over SMTP.
"""

from datetime import date, timedelta
from email import message_from_bytes, policy

import pytest
from django.urls import reverse

from sada.desk import letter_fates, send_letter
from sada.desk.approve_answer import approve_answer
from sada.desk.ask_expert import Expert, ask_expert
from sada.desk.draft_answer import draft_answer, submit_answer
from sada.desk.fit_to_leave import FactChanged
from sada.desk.retry_letter import retry_letter
from sada.desk.send_answer import published_by_hand, send_by_email
from sada.desk.settle_letter import letter_did_not_leave, letter_left
from sada.facts.keep_fact import Value, change_fact
from sada.jobs import desk as job
from sada.kernel import clock, mail
from sada.kernel.refusals import NotAllowed, WrongState
from sada.store.models import Act, Answer, Attempt, Case, ClockPolicy, Fact, Notice, Outgoing
from tests.cast import MORNING
from tests.outside.mail_server import MailServer
from tests.web.loopback import served

pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
EDITOR = "editor@alwaha.example"


@pytest.fixture
def server(settings):
    with served(MailServer()) as made:
        settings.EMAIL_BACKEND = "sada.kernel.smtp.Backend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = made.server_address
        yield made


@pytest.fixture
def approved(cast):
    def make(text="أُعيدت الإنارة إلى الحي."):
        answer = draft_answer(cast.case(), "رد الأمانة", text, by=cast.saleh, at=MORNING)
        submit_answer(answer, by=cast.saleh, at=MORNING)
        approve_answer(answer, 1, by=cast.noura, at=MORNING)
        return Answer.objects.select_related("case", "case__unit", "case__owner").get(pk=answer.pk)

    return make


@pytest.fixture
def letter(cast, server, approved):
    return send_by_email(approved(), EDITOR, by=cast.noura, at=MORNING)


def go(letter, at=MORNING):
    said = send_letter.send_letter(letter.pk, at=at)
    letter.refresh_from_db()
    return said


def again(letter):
    return Outgoing.objects.select_related("answer__case__unit").get(pk=letter.pk)


class Killed(BaseException):
    """The worker is no more."""


def dies(*args, **more):
    raise Killed


def fails(*args, **more):
    raise RuntimeError("the table is locked")


# The server and the case learn of it together


def test_what_the_server_has_taken_and_the_answered_case_are_written_together_or_not_at_all(letter, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(letter_fates, "mark_answered", dies)
        with pytest.raises(Killed):
            go(letter)
    letter.refresh_from_db()
    assert (letter.state, letter.begun_at, Case.objects.get().answered_at) == ("sending", MORNING, None)
    assert Attempt.objects.count() == 0


def test_a_case_that_could_not_be_told_is_told_later_since_when_the_letter_left(letter, server, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(letter_fates, "mark_answered", fails)
        assert go(letter)
        assert letter_fates.tell_cases() == 0
    assert (letter.state, letter.problem, letter.sent_at) == ("sent", "unrecorded", MORNING)
    assert Notice.objects.filter(act="answer.send_held", person__username="saleh").count() == 1
    assert Case.objects.get().answered_at is None
    assert send_letter.sweep_letters(at=MORNING + MINUTE) == 0  # nothing is sent: the case is told
    letter.refresh_from_db()
    case = Case.objects.get()
    assert (case.state, case.answered_at, letter.problem) == ("answered", MORNING, "")
    assert Act.objects.filter(name="case.answered").count() == 1
    assert not go(letter, MORNING + HOUR)
    assert len(server.letters) == 1
    assert letter_fates.tell_cases() == 0


# A letter that may have arrived


@pytest.mark.parametrize("fault", ["lost", "broken"])
def test_a_server_that_goes_silent_behind_the_text_leaves_it_to_a_person(letter, server, fault):
    server.plan = [fault]
    assert not go(letter)
    assert (letter.state, letter.problem, letter.next_try_at) == ("held", "unsure", None)
    told = set(Notice.objects.filter(act="answer.send_held").values_list("person__username", flat=True))
    assert told == {"saleh", "noura"}
    assert send_letter.sweep_letters(at=MORNING + DAY) == 0
    with pytest.raises(WrongState):
        retry_letter(again(letter), by=letter.by, at=MORNING + HOUR)


@pytest.mark.parametrize("fault", ["cut", ("MAIL", "451 later"), ("DATA", "452 full"), ("TEXT", "451 later")])
def test_before_the_text_or_where_the_server_says_no_it_is_tried_again_by_itself(letter, server, fault):
    server.plan = [fault]
    assert not go(letter)
    assert (letter.state, letter.begun_at, letter.next_try_at) == ("waiting", None, MORNING + MINUTE)
    assert go(letter, MORNING + MINUTE)
    assert len(server.letters) == 1


@pytest.mark.parametrize("fault", [("RCPT", "550 no such user"), ("TEXT", "554 refused")])
def test_an_address_or_letter_refused_for_good_is_told_at_once(letter, server, fault):
    server.plan = [fault]
    assert not go(letter)
    assert (letter.state, letter.attempts) == ("failed", 1)
    assert Notice.objects.filter(act="answer.send_failed").count() == 2
    retry_letter(again(letter), by=letter.by, at=MORNING + HOUR)
    assert go(letter, MORNING + HOUR)
    assert Case.objects.get().state == "answered"


def test_nobody_there_means_that_nothing_arrived(letter, server):
    server.shutdown()
    server.server_close()
    assert not go(letter)
    assert (letter.state, letter.begun_at) == ("waiting", None)


def test_a_farewell_that_fails_takes_nothing_back(letter, server):
    server.plan = [("QUIT", "421 overloaded")]
    assert go(letter)
    assert letter.state == "sent"


def test_a_worker_that_died_while_the_server_was_taking_the_letter_sends_nothing_twice(letter, server, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(letter_fates, "taken", dies)
        with pytest.raises(Killed):
            go(letter)
    assert not go(letter, MORNING + MINUTE)  # it may still be alive
    assert not go(letter, MORNING + 11 * MINUTE)
    assert (letter.state, letter.problem, len(server.letters)) == ("held", "unsure", 1)


def test_one_that_died_before_that_is_taken_up_again(letter, server):
    assert mail.claim(letter.pk, MORNING) is not None
    assert go(letter, MORNING + 11 * MINUTE)
    assert len(server.letters) == 1


@pytest.fixture
def unsure(letter, server):
    server.plan = ["lost"]
    go(letter)
    return again(letter)


def test_a_person_finds_that_it_left_and_the_case_is_answered_since_then(cast, unsure, server):
    for person in (cast.huda, cast.rakan, cast.majed):
        with pytest.raises(NotAllowed):
            letter_left(unsure, by=person, at=MORNING + HOUR)
    letter_left(unsure, by=cast.saleh, at=MORNING + HOUR)
    assert (again(unsure).state, Case.objects.get().answered_at) == ("sent", MORNING)
    act = Act.objects.get(name="answer.letter_left")
    assert (act.by, act.after["letter"]) == (cast.saleh, unsure.pk)
    for say in (letter_left, letter_did_not_leave):
        with pytest.raises(WrongState):
            say(again(unsure), by=cast.saleh, at=MORNING + HOUR)


def test_a_person_finds_that_it_did_not_leave_and_it_is_sent_again(cast, unsure, server):
    letter_did_not_leave(unsure, by=cast.saleh, at=MORNING + HOUR)
    assert go(unsure, MORNING + HOUR)
    assert len(server.letters) == 2
    assert Case.objects.get().answered_at == MORNING + HOUR
    assert Act.objects.filter(name="answer.letter_not_left").count() == 1


def test_the_page_asks_the_person_and_names_the_letter_as_the_mail_server_does(cast, client, unsure):
    client.force_login(cast.saleh)
    saleh = client
    url = reverse("cases:answer", args=[unsure.answer_id])
    page = saleh.get(url).content.decode()
    assert "ربما وصلت الرسالة" in page
    assert unsure.message_id.strip("<>") in page
    assert reverse("cases:retry", args=[unsure.pk]) not in page
    assert saleh.post(reverse("cases:letter_left", args=[unsure.pk])).status_code == 302
    assert Case.objects.get().state == "answered"
    assert "ربما وصلت الرسالة" not in saleh.get(url).content.decode()
    Outgoing.objects.update(state="held", problem="unsure")
    assert saleh.post(reverse("cases:letter_not_left", args=[unsure.pk])).status_code == 302
    assert Outgoing.objects.get().state == "waiting"


def test_a_question_within_the_house_is_asked_again_rather_than_lost(cast, server):
    ClockPolicy.objects.create(unit=cast.ministry, promise="fact", minutes=90, basis="work", valid_from=MORNING.date())
    outsider = Expert(None, "خبير", "e@x.example")
    ask_expert(cast.case(), "كم عمودًا؟", outsider, by=cast.saleh, at=MORNING, site="https://s/")
    question, server.plan = Outgoing.objects.get(), ["lost"]
    assert not go(question)
    assert (question.state, question.begun_at) == ("waiting", None)
    assert go(question, question.next_try_at)
    ids = [message_from_bytes(raw)["Message-ID"] for raw in server.letters]
    assert ids == [question.message_id] * 2  # who gets it twice sees that it is one letter


# Faults of our own


def test_a_fault_of_our_own_counts_as_a_try_and_is_told(cast, letter, server, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(mail, "deliver", fails)
        assert not go(letter)
    assert (letter.state, letter.problem, letter.attempts) == ("held", "fault", 1)
    assert "RuntimeError: the table is locked" in Attempt.objects.get().detail
    assert Notice.objects.filter(act="answer.send_held").count() == 2
    retry_letter(again(letter), by=cast.saleh, at=MORNING + HOUR)
    assert go(letter, MORNING + HOUR)


@pytest.mark.parametrize("broken", ["sweep", "mail_notices", "forget_absent", "sweep_letters"])
def test_a_fault_in_one_part_of_the_sweep_stops_no_other_and_is_seen(monkeypatch, broken):
    ran = []
    for name in ("sweep", "mail_notices", "forget_absent", "sweep_letters"):
        monkeypatch.setattr(job, name, fails if name == broken else lambda at, name=name: ran.append(name))
    with pytest.raises(ExceptionGroup):
        job.sweep_clocks()
    assert len(ran) == 3
    assert broken not in ran


# What leaves is what was approved


@pytest.mark.parametrize("column", ["subject", "text", "seal", "sha256"])
def test_a_letter_that_was_altered_in_any_part_is_not_sent(letter, server, column):
    Outgoing.objects.update(**{column: "غير ذلك"})
    assert not go(letter)
    assert (letter.state, letter.problem, server.letters) == ("held", "altered", [])


def test_a_letter_sealed_anew_over_another_text_is_not_sent(letter, server):
    import hashlib

    text = "نص آخر"
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    Outgoing.objects.update(text=text, sha256=sha256, seal=mail.seal(letter.subject, text))
    assert not go(letter)
    assert (letter.problem, server.letters) == ("altered", [])


def test_the_html_part_is_made_of_the_sealed_text_as_it_leaves(letter, server):
    assert go(letter)
    sent = message_from_bytes(server.letters[0], policy=policy.default)
    plain, html = sent.get_body(("plain",)), sent.get_body(("html",))
    assert plain.get_content().strip() == letter.text
    assert letter.text in html.get_content()
    assert 'dir="rtl"' in html.get_content()


# Facts hold on the day of sending


@pytest.fixture
def cited(cast, server, approved):
    """An answer approved on the last day of its fact."""
    fact = cast.fact("150")
    Fact.objects.filter(pk=fact.pk).update(valid_until=MORNING.date())
    return approved(f"صين {{#{fact.pk}}} عمودًا")


def test_a_text_approved_on_its_facts_last_day_leaves_that_day_and_no_other(cast, cited):
    for send, place in ((send_by_email, EDITOR), (published_by_hand, "https://waha.example/1")):
        with pytest.raises(FactChanged) as refused:
            send(cited, place, by=cast.saleh, at=MORNING + DAY)
        assert "150" in str(refused.value.sentence)
    late = MORNING.replace(hour=23, minute=59)
    send_by_email(cited, EDITOR, by=cast.saleh, at=late)


def test_the_page_of_the_text_says_which_fact_no_longer_holds(cast, client, cited):
    client.force_login(cast.saleh)
    url, said = reverse("cases:answer", args=[cited.pk]), "لم تعد قائمة"
    with clock.at(MORNING):
        assert said not in client.get(url).content.decode()
    with clock.at(MORNING + DAY):
        assert said in client.get(url).content.decode()
        refused = client.post(reverse("cases:by_hand", args=[cited.pk]), {"address": "https://waha.example/1"})
    assert refused.status_code == 422
    assert "150" in refused.content.decode()


def test_a_sent_text_goes_out_by_no_further_channel_once_its_fact_is_contradicted(cast, cited):
    send_by_email(cited, EDITOR, by=cast.saleh, at=MORNING)
    cited.refresh_from_db()
    assert cited.state == "sent"
    Fact.objects.update(state="contradicted")
    with pytest.raises(FactChanged):
        published_by_hand(cited, "https://waha.example/1", by=cast.saleh, at=MORNING)


def test_a_try_on_a_later_day_looks_at_the_facts_again_and_a_renewed_proof_lets_it_go(cast, cited, server):
    letter = send_by_email(cited, EDITOR, by=cast.saleh, at=MORNING)
    server.plan = ["cut"]
    assert not go(letter)
    assert not go(letter, MORNING + DAY)
    assert (letter.state, letter.problem, server.letters) == ("held", "facts", [])
    fact = Fact.objects.get()
    change_fact(fact, Value("150", date(2026, 11, 22), date(2027, 1, 1), "محضر 14"), by=cast.saleh, at=MORNING + DAY)
    retry_letter(again(letter), by=cast.saleh, at=MORNING + DAY)
    assert go(letter, MORNING + DAY)
    assert len(server.letters) == 1


def test_nothing_of_the_demo_leaves_this_machine_whoever_presses_the_button(cast, server, letter):
    Case.objects.update(invented=True)
    assert go(letter)
    assert server.letters == [] and letter.state == "sent"
    assert Attempt.objects.get().detail == send_letter.NOT_SENT
    assert Case.objects.get().state == "answered"
