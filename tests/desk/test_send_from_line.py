"""All approved texts of a line leave together: each in its own channel, as shown, once, each failure told."""

import pytest

from sada.desk import account_keys, keep_accounts
from sada.desk.answer_from_line import answer_cases, approve_all
from sada.desk.keep_accounts import Entry
from sada.desk.open_case import open_case
from sada.desk.send_answer import send_by_email
from sada.desk.send_from_line import send_from_line, to_send, ways
from sada.desk.write_line import approve_line, submit_line, write_line
from sada.facts.keep_fact import set_fact_state
from sada.kernel.refusals import Missing, NotAllowed
from sada.store.models import Account, Act, Answer, Case, Contact, Line, Outgoing, Person, Story, StoryItem
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
QUESTION = "https://x.com/ali/status/900"
KEYS = {"consumer_key": "k", "consumer_secret": "s", "token": "t", "token_secret": "hush-hush"}


def account_of(cast):
    made = keep_accounts.add_account(Entry(cast.riyadh, "x", "amana_riyadh"), by=cast.abeer, at=MORNING)
    account_keys.set_keys(made, KEYS, by=cast.abeer, at=MORNING)
    return made


def line_with_texts(cast, text="العمل جارٍ على إعادة الإنارة في الحي."):
    """Three texts made from a line and approved: to a mail, to a post on X, and to somebody on the phone."""
    story = None
    for medium, columns in (("email", {}), ("x", {"url": QUESTION}), ("phone", {})):
        item = cast.item(medium=medium, outlet=None, **columns)
        if medium == "email":
            Contact.objects.create(item=item, name="الدكتور سلطان العرعر", email="s@nakheel.example")
        story = story or Story.objects.create(head=item, first_at=MORNING, last_at=MORNING)
        StoryItem.objects.create(story=story, item=item)
        open_case(cast.mention(item=item), by=cast.saleh, at=MORNING)
    line = write_line(story, cast.riyadh, text, 0, by=cast.saleh, at=MORNING)
    submit_line(line, by=cast.saleh, at=MORNING)
    approve_line(line, 1, by=cast.noura, at=MORNING)
    answer_cases(line, list(Case.objects.values_list("pk", flat=True)), by=cast.saleh, at=MORNING)
    assert len(approve_all(line, by=cast.noura, at=MORNING).approved) == 3
    return line


@pytest.fixture
def account(cast):
    return account_of(cast)


@pytest.fixture
def line(cast, account):
    return line_with_texts(cast)


def shown(line, person):
    return ways(line, by=person, at=MORNING)


def seals(found):
    return {way.answer.pk: way.seal for way in found if way.channel != "by_hand"}


def test_each_text_has_the_way_its_question_came(cast, line, account):
    found = {way.answer.case.medium: way for way in shown(line, cast.saleh)}
    assert (found["email"].channel, found["email"].address) == ("email", "s@nakheel.example")
    assert (found["x"].channel, found["x"].account, found["x"].address) == ("network", account, QUESTION)
    assert found["x"].parts == (Answer.objects.get(case__medium="x").final,)
    assert (found["phone"].channel, found["phone"].problem) == ("by_hand", None)
    assert shown(line, cast.huda) == []


def test_what_was_confirmed_leaves_once_and_what_is_by_hand_stays(cast, line):
    confirmed = seals(shown(line, cast.saleh))
    done = send_from_line(line, confirmed, by=cast.saleh, at=MORNING)
    assert ({answer.case.medium for answer in done.left}, done.refused) == ({"email", "x"}, {})
    sent = {letter.channel: letter for letter in Outgoing.objects.all()}
    assert set(sent) == {"email", "network"}
    assert all(letter.text == letter.answer.final for letter in sent.values())
    assert sorted(Act.objects.get(name="line.sent").after["cases"]) == sorted(a.case.number for a in done.left)
    assert Act.objects.filter(name="answer.sent").count() == 2
    again = send_from_line(line, confirmed, by=cast.saleh, at=MORNING)
    assert (again.left, len(again.refused)) == ([], 2)  # told, and nothing goes twice
    assert Outgoing.objects.count() == 2
    assert [answer.case.medium for answer in to_send(line, cast.saleh)] == ["phone"]


def test_another_account_or_address_than_was_shown_is_asked_again(cast, line, account):
    confirmed = seals(shown(line, cast.saleh))
    Contact.objects.update(email="other@nakheel.example")
    Account.objects.filter(pk=account.pk).update(status="suspended")
    done = send_from_line(line, confirmed, by=cast.saleh, at=MORNING)
    assert (done.left, len(done.refused)) == ([], 2)
    assert not Outgoing.objects.exists()


def test_one_refusal_holds_up_none_of_the_others(cast, line):
    found = shown(line, cast.saleh)
    mail = next(way for way in found if way.channel == "email")
    send_by_email(Answer.objects.get(pk=mail.answer.pk), mail.address, by=cast.fahad, at=MORNING)
    done = send_from_line(line, seals(found), by=cast.saleh, at=MORNING)
    assert [answer.case.medium for answer in done.left] == ["x"]
    assert list(done.refused) == [mail.answer.case.number]
    assert Outgoing.objects.count() == 2


def test_a_fact_that_no_longer_holds_stops_the_texts_that_cite_it(cast, account):
    fact = cast.fact("150")
    line = line_with_texts(cast, f"صين {{#{fact.pk}}} عمودًا في الحي.")
    confirmed = seals(shown(line, cast.saleh))
    set_fact_state(fact, "withdrawn", note="خطأ", by=cast.saleh, at=MORNING)
    assert all(way.problem is not None for way in shown(line, cast.saleh))
    done = send_from_line(line, confirmed, by=cast.saleh, at=MORNING)
    assert (done.left, len(done.refused), Outgoing.objects.count()) == ([], 2, 0)


def test_only_who_may_send_and_only_what_was_chosen(cast, line):
    confirmed = seals(shown(line, cast.saleh))
    with pytest.raises(Missing):
        send_from_line(line, {}, by=cast.saleh, at=MORNING)
    for name in ("rakan", "lina", "zayd"):
        with pytest.raises(NotAllowed):
            send_from_line(line, confirmed, by=cast.person[name], at=MORNING)
    assert send_from_line(line, confirmed, by=cast.huda, at=MORNING).left == []
    pk = next(iter(confirmed))
    assert len(send_from_line(line, {pk: confirmed[pk]}, by=cast.saleh, at=MORNING).left) == 1
    assert Outgoing.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_send_at_once_each_text_goes_once(cast):
    import threading

    from django.db import connections

    account_of(cast)
    line = line_with_texts(cast)
    confirmed, told, start = seals(shown(line, cast.saleh)), [], threading.Barrier(2)

    def send(name):
        start.wait()
        done = send_from_line(Line.objects.get(pk=line.pk), confirmed, by=Person.objects.get(username=name), at=MORNING)
        told.append((len(done.left), len(done.refused)))
        connections.close_all()

    threads = [threading.Thread(target=send, args=(name,)) for name in ("saleh", "fahad")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(left for left, _refused in told) == Outgoing.objects.count() == 2
    assert sum(refused for _left, refused in told) == 2
