"""Questions to experts: who may ask and answer, the clock, reminders, the link, and that exactly one answer is kept."""

import threading
from datetime import date, timedelta

import pytest
from django.core import signing
from django.db import IntegrityError, connection, transaction
from django.http import Http404

from sada.desk.answer_question import LinkClosed, Reply, answer_by_link, answer_question
from sada.desk.ask_expert import CannotBeAsked, Expert, JustReminded, ask_expert, remind, withdraw_question
from sada.desk.expert_clock import LINK_LIVES, phase
from sada.desk.expert_links import SALT, Standing, address_of, open_link, token_of
from sada.desk.note_case import note_case
from sada.desk.send_letter import send_letter
from sada.desk.sweep_clocks import sweep_clocks
from sada.kernel import access, acts, mail
from sada.kernel.refusals import Missing, NotAllowed, SomeoneElseDidIt, WrongState
from sada.store.models import Act, Case, ClockPolicy, Membership, Notice, Outgoing, Person, Question
from tests.cast import MORNING, left_unanswered

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
SITE = "https://sada.example/"
OUTSIDER = Expert(name="م. ماهر الوادي", email="maher@contractor.example")


def fact_promise(cast, minutes=90):
    ClockPolicy.objects.create(
        unit=cast.ministry, promise="fact", minutes=minutes, basis="work", valid_from=date(2024, 1, 1)
    )


@pytest.fixture
def cast(cast):
    """The cast with the promise of experts, an address for Salma and Saleh, and a second expert."""
    fact_promise(cast)
    for name in ("salma", "saleh"):
        Person.objects.filter(pk=cast.person[name].pk).update(email=f"{name}@amana.example")
        cast.person[name].refresh_from_db()
    cast.person["turki"] = Person.objects.create(username="turki", name_ar="تركي")
    Membership.objects.create(person=cast.turki, unit=cast.riyadh, role="expert")
    return cast


def ask(cast, expert=None, case=None, text="كم عمودًا أُصلح هذا الأسبوع؟", at=MORNING):
    return ask_expert(case or cast.case(), text, expert or Expert(cast.salma), by=cast.saleh, at=at, site=SITE)


def log_of(question):
    return list(Act.objects.filter(subject_type="case", subject_id=question.case_id).values_list("name", flat=True))


def test_an_expert_is_asked_told_and_written_to(cast):
    question = ask(cast)
    assert question.due_at == MORNING + 90 * MINUTE
    assert log_of(question)[-1] == "question.asked"
    assert Notice.objects.get(person=cast.salma).act == "question.asked"
    letter = Outgoing.objects.get(kind="question.asked")
    assert (letter.address, letter.state) == ("salma@amana.example", "waiting")
    assert f"https://sada.example/questions/{question.pk}/" in letter.text
    assert question.text in letter.text
    assert letter.language == "ar"
    assert acts.verify() == []


def test_the_letter_leaves_the_subject_of_the_case_out(cast):
    question = ask(cast, OUTSIDER, cast.case(title="شكوى فلان بن فلان من الإنارة"))
    assert "فلان" not in Outgoing.objects.get(address=question.to_email).text


def test_someone_without_an_account_gets_a_link_of_their_own(cast):
    question = ask(cast, OUTSIDER)
    text = Outgoing.objects.get(address="maher@contractor.example").text
    assert f"https://sada.example/ask/{token_of(question)}/" in text
    assert address_of(question) in text


@pytest.mark.parametrize(
    "expert", [Expert(), Expert(name="ماهر"), Expert(email="a@b.example"), Expert(name="ماهر", email="not an address")]
)
def test_one_must_name_somebody_who_can_be_reached(cast, expert):
    with pytest.raises(Missing):
        ask(cast, expert)
    assert not Question.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "س" * 4001])
def test_a_question_has_words_and_not_too_many(cast, text):
    with pytest.raises(Missing):
        ask(cast, text=text)


def test_whoever_is_no_expert_of_the_unit_is_not_asked(cast):
    Membership.objects.create(person=cast.zayd, unit=cast.qassim, role="expert")
    for person in (cast.zayd, cast.rakan, cast.noura):
        with pytest.raises(CannotBeAsked):
            ask(cast, Expert(person))


def test_only_the_desk_of_the_unit_asks(cast):
    case = cast.case()
    for person in (cast.huda, cast.rakan, cast.salma, cast.sami, cast.lina):
        with pytest.raises(NotAllowed):
            ask_expert(case, "سؤال؟", Expert(cast.salma), by=person, at=MORNING)


def test_nothing_is_asked_on_an_ended_case(cast):
    case = cast.case()
    left_unanswered(case, at=MORNING, note="للعلم")
    with pytest.raises(WrongState):
        ask(cast, case=case)


def test_the_database_itself_refuses_a_question_to_nobody(cast):
    question = ask(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(to=None)


# The clock


def test_the_clock_runs_on_working_time(cast):
    thursday = MORNING + timedelta(days=4, hours=5)  # 14:00, half an hour before the weekend
    question = ask(cast, case=cast.case(at=thursday), at=thursday)
    assert question.due_at == MORNING + timedelta(days=7) - 30 * MINUTE  # Sunday 08:30


def test_the_answer_is_due_before_the_case_itself(cast):
    case = cast.case(at=MORNING - timedelta(days=2, hours=16) - timedelta(hours=24))  # long before: due soon
    Case.objects.filter(pk=case.pk).update(due_at=MORNING + 60 * MINUTE)
    case.refresh_from_db()
    assert ask(cast, case=case).due_at == MORNING + 30 * MINUTE


def test_phases_follow_the_clock(cast):
    question = ask(cast)
    said = [phase(question, MORNING + n * MINUTE) for n in (0, 67, 68, 90, 91)]
    assert said == ["in_time", "in_time", "near", "near", "late"]


def test_the_sweeper_reminds_once_and_tells_the_asker_once_that_it_is_late(cast):
    question = ask(cast)
    for minutes in (10, 60, 68, 69, 90, 91, 92, 500):
        sweep_clocks(at=MORNING + minutes * MINUTE)
    names = [name for name in log_of(question) if name.startswith("question.")]
    assert names == ["question.asked", "question.reminded", "question.became_late"]
    assert Notice.objects.filter(person=cast.salma, act="question.reminded").count() == 1
    assert Notice.objects.filter(person=cast.saleh, act="question.became_late").count() == 1
    assert Outgoing.objects.filter(kind="question.reminded").count() == 1


def test_the_sweeper_leaves_what_was_answered_or_whose_case_has_ended(cast):
    answered, ended = ask(cast), ask(cast)
    answer_question(answered, Reply("ثلاثون"), by=cast.salma, at=MORNING)
    left_unanswered(ended.case, at=MORNING, note="للعلم")
    sweep_clocks(at=MORNING + timedelta(hours=4))
    for question in (answered, ended):
        assert not {"question.reminded", "question.became_late"} & set(log_of(question))


def test_one_broken_question_does_not_stop_the_others(cast, monkeypatch):
    first, second = ask(cast), ask(cast)
    from sada.desk import sweep_questions

    whole = sweep_questions._deal_with

    def breaks(question, at):
        if question.pk == first.pk:
            raise ValueError("broken row")
        whole(question, at)

    monkeypatch.setattr(sweep_questions, "_deal_with", breaks)
    assert sweep_questions.sweep_questions(at=MORNING + 70 * MINUTE) == 1
    assert "question.reminded" in log_of(second)
    first.refresh_from_db()
    assert first.next_alarm_at == MORNING + 130 * MINUTE


def test_a_letter_that_cannot_be_delivered_is_told_to_the_asker(cast, monkeypatch):
    question = ask(cast, OUTSIDER)
    letter, at = Outgoing.objects.get(kind="question.asked"), MORNING

    def refuse(outgoing, at):
        raise OSError("no such mailbox")

    monkeypatch.setattr(mail, "deliver", refuse)
    for wait in (*mail.RETRY_AFTER, timedelta()):
        send_letter(letter.pk, at=at)
        at += wait
    assert log_of(question)[-1] == "question.undelivered"
    assert Notice.objects.get(person=cast.saleh).act == "question.undelivered"


# The answer


def test_the_expert_answers_and_the_asker_hears_of_it(cast):
    question = ask(cast)
    answer_question(question, Reply(" أُصلح 42 عمودًا. ", "42"), by=cast.salma, at=MORNING + 30 * MINUTE)
    question.refresh_from_db()
    assert (question.state, question.answer, question.figures) == ("answered", "أُصلح 42 عمودًا.", "42")
    assert question.answered_as == cast.salma.name_ar
    assert log_of(question)[-1] == "question.answered"
    assert Notice.objects.get(person=cast.saleh).act == "question.answered"
    letter = Outgoing.objects.get(kind="question.answered")
    assert letter.address == "saleh@amana.example"
    assert "أُصلح 42 عمودًا." in letter.text


def test_nobody_answers_what_another_was_asked(cast):
    question = ask(cast)
    for person in (cast.turki, cast.saleh, cast.noura, cast.huda):
        with pytest.raises(NotAllowed):
            answer_question(question, Reply("ثلاثون"), by=person, at=MORNING)


def test_an_answer_has_words(cast):
    for text in ("", " \n ", "ج" * 8001):
        with pytest.raises(Missing):
            answer_question(ask(cast), Reply(text), by=cast.salma, at=MORNING)


def test_a_second_answer_is_refused(cast):
    question = ask(cast)
    stale = Question.objects.select_related("case").get(pk=question.pk)
    answer_question(question, Reply("الأول"), by=cast.salma, at=MORNING)
    with pytest.raises(SomeoneElseDidIt):
        answer_question(stale, Reply("الثاني"), by=cast.salma, at=MORNING)
    question.refresh_from_db()
    assert question.answer == "الأول"
    assert log_of(question).count("question.answered") == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_answer_by_one_link_at_once_exactly_one_wins(cast):
    question = ask(cast, OUTSIDER)
    token, gate, fates = token_of(question), threading.Barrier(2), []

    def one(text):
        try:
            gate.wait(10)
            answer_by_link(token, Reply(text), at=MORNING)
            fates.append(text)
        except (SomeoneElseDidIt, LinkClosed):
            fates.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(text,)) for text in ("الأول", "الثاني")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    question.refresh_from_db()
    assert sorted(fates) == sorted(["refused", question.answer])
    assert log_of(question).count("question.answered") == 1


# The link


def test_a_link_answers_its_question_once(cast):
    question = ask(cast, OUTSIDER)
    token = token_of(question)
    answer_by_link(token, Reply("خمسون", name="ماهر الوادي"), at=MORNING)
    question.refresh_from_db()
    assert (question.answer, question.answered_as) == ("خمسون", "ماهر الوادي")
    with pytest.raises(LinkClosed) as refused:
        answer_by_link(token, Reply("ستون"), at=MORNING)
    assert refused.value.standing == Standing.ANSWERED


def test_a_link_answers_no_other_question(cast):
    first, second = ask(cast, OUTSIDER), ask(cast, OUTSIDER)
    answer_by_link(token_of(first), Reply("خمسون"), at=MORNING)
    second.refresh_from_db()
    assert second.state == "asked"
    assert open_link(token_of(second), MORNING).question == second


def test_a_tampered_or_foreign_token_opens_nothing(cast):
    question = ask(cast, OUTSIDER)
    body, _, seal = token_of(question).rpartition(":")
    other = signing.Signer(salt=SALT).sign_object([question.pk + 1, 1]).rpartition(":")[0]
    forged = [
        f"{other}:{seal}",  # another question under this seal
        f"{body}:{seal[:-2]}xx",
        body,
        "",
        "x:y",
        signing.Signer(salt="another purpose").sign_object([question.pk, 1]),
        signing.Signer(salt=SALT).sign_object("no question"),
        signing.Signer(key="another secret", salt=SALT).sign_object([question.pk, 1]),
    ]
    for token in forged:
        assert open_link(token, MORNING) is None
        with pytest.raises(LinkClosed):
            answer_by_link(token, Reply("خمسون"), at=MORNING)


def test_a_question_to_an_account_has_no_link(cast):
    assert open_link(token_of(ask(cast)), MORNING) is None


def test_a_link_ends_with_its_limit(cast):
    question = ask(cast, OUTSIDER)
    token, limit = token_of(question), question.due_at + LINK_LIVES
    assert open_link(token, limit).standing == Standing.OPEN
    assert open_link(token, limit + MINUTE).standing == Standing.EXPIRED
    with pytest.raises(LinkClosed):
        answer_by_link(token, Reply("خمسون"), at=limit + MINUTE)


def test_a_reminder_after_the_limit_brings_a_new_link_and_ends_the_old(cast):
    question = ask(cast, OUTSIDER)
    old, late = token_of(question), question.link_until + MINUTE
    remind(question, by=cast.saleh, at=late)
    question.refresh_from_db()
    assert open_link(old, late).standing == Standing.REPLACED
    assert open_link(token_of(question), late).standing == Standing.OPEN
    assert token_of(question) in Outgoing.objects.get(kind="question.reminded").text


def test_a_reminder_within_the_limit_keeps_the_link(cast):
    question = ask(cast, OUTSIDER)
    token = token_of(question)
    remind(question, by=cast.saleh, at=MORNING + MINUTE)
    question.refresh_from_db()
    assert token_of(question) == token


def test_reminders_keep_a_distance(cast):
    question = ask(cast)
    remind(question, by=cast.saleh, at=MORNING)
    with pytest.raises(JustReminded):
        remind(question, by=cast.saleh, at=MORNING + MINUTE)
    remind(question, by=cast.saleh, at=MORNING + 11 * MINUTE)
    assert log_of(question).count("question.reminded") == 2


def test_a_withdrawn_question_is_closed_to_everybody(cast):
    linked, held = ask(cast, OUTSIDER), ask(cast)
    token = token_of(linked)
    for question in (linked, held):
        withdraw_question(question, by=cast.saleh, at=MORNING)
    assert open_link(token, MORNING).standing == Standing.WITHDRAWN
    with pytest.raises(LinkClosed):
        answer_by_link(token, Reply("خمسون"), at=MORNING)
    with pytest.raises(SomeoneElseDidIt):
        answer_question(held, Reply("خمسون"), by=cast.salma, at=MORNING)
    with pytest.raises(SomeoneElseDidIt):
        remind(held, by=cast.saleh, at=MORNING)
    assert Notice.objects.filter(person=cast.salma, act="question.withdrawn").count() == 1


def test_an_answered_question_cannot_be_withdrawn(cast):
    question = ask(cast)
    answer_question(question, Reply("ثلاثون"), by=cast.salma, at=MORNING)
    with pytest.raises(SomeoneElseDidIt):
        withdraw_question(question, by=cast.saleh, at=MORNING)


def test_only_the_desk_reminds_and_withdraws(cast):
    question = ask(cast)
    for person in (cast.salma, cast.huda, cast.rakan):
        for act in (remind, withdraw_question):
            with pytest.raises(NotAllowed):
                act(question, by=person, at=MORNING)


# The doors


def test_an_expert_sees_the_cases_they_were_asked_of_and_no_others(cast):
    question, _other = ask(cast), cast.case(title="أخرى")
    assert list(access.rows_for(cast.salma, "case.see")) == [question.case]
    assert list(access.rows_for(cast.turki, "case.see")) == []
    assert access.access_case(cast.salma, question.case_id) == question.case
    with pytest.raises(Http404):
        access.access_case(cast.turki, question.case_id)
    note_case(access.access_case(cast.salma, question.case_id, "case.note"), "ملاحظة", by=cast.salma, at=MORNING)


def test_a_withdrawn_question_takes_the_case_out_of_sight_and_an_answer_does_not(cast):
    withdrawn, answered = ask(cast), ask(cast)
    withdraw_question(withdrawn, by=cast.saleh, at=MORNING)
    answer_question(answered, Reply("ثلاثون"), by=cast.salma, at=MORNING)
    assert list(access.rows_for(cast.salma, "case.see")) == [answered.case]


def test_questions_are_seen_by_whom_they_are_asked_of_and_by_the_desk(cast):
    question = ask(cast)
    for person in (cast.salma, cast.saleh, cast.majed):
        assert access.access_question(person, question.pk) == question
    for person in (cast.turki, cast.huda, cast.zayd):
        with pytest.raises(Http404):
            access.access_question(person, question.pk)
    with pytest.raises(NotAllowed):
        access.access_question(cast.saleh, question.pk, "case.answer_question")


def test_an_expert_who_left_the_unit_no_longer_sees_what_they_were_asked(cast):
    question = ask(cast)
    cast.salma.memberships.update(valid_to=date(2020, 1, 1))
    with pytest.raises(Http404):
        access.access_question(Person.objects.get(pk=cast.salma.pk), question.pk)


def test_nothing_is_written_to_the_people_of_the_demo(cast):
    Person.objects.filter(username__in=("salma", "saleh")).update(invented=True)
    salma, saleh = (Person.objects.get(username=name) for name in ("salma", "saleh"))
    question = ask_expert(cast.case(), "كم عمودًا؟", Expert(salma), by=saleh, at=MORNING)
    answer_question(question, Reply("42", "42"), by=salma, at=MORNING)
    assert not Outgoing.objects.exists()
