"""Replies on networks: from the right account only, never twice, never lost; every try with its fate.

The networks are the local servers of tests/outside, reached by the adapters themselves.
"""

import hashlib
import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from sada.desk import account_keys, keep_accounts
from sada.desk.account_proof import ask_whose
from sada.desk.approve_answer import approve_answer
from sada.desk.draft_answer import draft_answer, submit_answer
from sada.desk.fit_to_leave import FactChanged
from sada.desk.keep_accounts import Entry
from sada.desk.reply_on_network import NotInUse, TooLong, WrongAccount, WrongThread, reply_on_network
from sada.desk.retry_letter import retry_letter
from sada.desk.send_answer import SentThere, Tampered
from sada.desk.send_letter import send_letter, sweep_letters
from sada.desk.send_post import send_post
from sada.desk.settle_post import found_on_thread, not_on_thread
from sada.jobs.posts import open_poster
from sada.kernel import clock, turns
from sada.kernel.refusals import NotAllowed, WrongState
from sada.store.models import Account, AccountKeys, Act, Answer, Attempt, Case, Fact, Notice, Outgoing, Post
from tests.cast import MORNING
from tests.outside.network_servers import HANDLES, KEYS, KINDS, THREADS, network_server
from tests.web.loopback import served

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
SHORT = "أُعيدت الإنارة إلى حي الزهور."
LONG = "\n\n".join(f"الفقرة {word}. " + "أُعيدت الإنارة إلى الحي. " * 9 for word in ("الأولى", "الثانية", "الثالثة"))


class Home:
    """One network, an account of Riyadh on it, and an approved answer."""

    def __init__(self, cast, server, network):
        self.cast, self.server, self.network = cast, server, network
        entry = Entry(cast.riyadh, network, HANDLES.get(network, "waha"), owner=cast.abeer, base=server.base)
        self.entry, self.account = entry, keep_accounts.add_account(entry, by=cast.abeer, at=MORNING)
        account_keys.set_keys(self.account, KEYS[network], by=cast.abeer, at=MORNING)

    def answer(self, text=SHORT, unit="riyadh"):
        answer = draft_answer(self.cast.case(unit), "رد الأمانة", text, by=self.cast.saleh, at=MORNING)
        submit_answer(answer, by=self.cast.saleh, at=MORNING)
        approve_answer(answer, 1, by=self.cast.noura, at=MORNING)
        return Answer.objects.select_related("case", "case__unit", "case__owner").get(pk=answer.pk)

    def decide(self, answer=None, thread="", by=None, account=None):
        answer, by = answer or self.answer(), by or self.cast.saleh
        return reply_on_network(answer, account or self.account, thread or THREADS[self.network], by=by, at=MORNING)

    def go(self, letter, at=MORNING, opened=open_poster):
        with clock.at(at):
            said = send_post(letter.pk, opened, at=at)
        letter.refresh_from_db()
        return said

    def plan(self, *faults):
        writes = {"x": "/2/tweets", "facebook": "/comments", "telegram": "/sendMessage", "mastodon": "/api/v1/statuses"}
        part = writes.get(self.network, "createRecord" if self.network == "bluesky" else "/")
        self.server.plan += [(part, fault) for fault in faults]

    @property
    def texts(self):
        return [post["text"] for post in self.server.posts]


@pytest.fixture
def home(request, cast, settings):
    settings.FETCH_ALLOW = {"127.0.0.1"}
    with served(network_server(request.param)) as server:
        yield Home(cast, server, request.param)


def on(*networks):
    return pytest.mark.parametrize("home", networks, indirect=True)


@on(*sorted(KINDS))
def test_a_reply_leaves_as_approved_and_the_case_is_answered(home):
    letter = home.decide()
    assert home.go(letter)
    assert home.texts == [SHORT]
    assert (letter.state, letter.sent_at, letter.problem) == ("sent", MORNING, "")
    assert Case.objects.get().answered_at == MORNING
    assert Post.objects.get().url.startswith("https://")
    assert not home.go(letter, MORNING + HOUR)
    assert len(home.texts) == 1


@on("x")
def test_who_may_reply_and_from_which_account(home):
    cast, answer = home.cast, home.answer()
    for person in (cast.rakan, cast.huda, cast.majed, cast.sami):
        with pytest.raises(NotAllowed):
            home.decide(answer, by=person)
    below = home.answer(unit="riyadh.al-duwadimi")
    with pytest.raises(WrongAccount):  # the amana's account speaks for the amana alone, unless the register says more
        home.decide(below)
    keep_accounts.change_account(home.account, replace(home.entry, speaks_below=True), by=cast.abeer, at=MORNING)
    home.decide(below)
    other = keep_accounts.add_account(replace(home.entry, unit=cast.qassim, handle="q"), by=cast.sami, at=MORNING)
    account_keys.set_keys(other, KEYS["x"], by=cast.sami, at=MORNING)
    with pytest.raises(WrongAccount):
        home.decide(answer, account=other)
    assert Outgoing.objects.count() == 1


@on("x")
def test_an_account_out_of_use_or_without_keys_sends_nothing(home):
    keep_accounts.set_status(home.account, "suspended", by=home.cast.abeer, at=MORNING)
    with pytest.raises(NotInUse):
        home.decide()
    keep_accounts.set_status(home.account, "active", by=home.cast.abeer, at=MORNING)
    account_keys.forget_keys(home.account, by=home.cast.abeer, at=MORNING)
    with pytest.raises(NotInUse):
        home.decide()


@on("x")
def test_one_answer_goes_under_one_post_once_however_it_is_written(home):
    answer = home.answer()
    home.decide(answer)
    with pytest.raises(SentThere):
        home.decide(answer, "https://twitter.com/someone/status/900?s=20")
    other = keep_accounts.add_account(replace(home.entry, handle="waha2"), by=home.cast.abeer, at=MORNING)
    account_keys.set_keys(other, KEYS["x"], by=home.cast.abeer, at=MORNING)
    with pytest.raises(SentThere):  # from another account it would be the same answer twice
        home.decide(answer, account=other)
    home.decide(answer, "https://x.com/someone/status/901")


@on("x")
def test_only_an_approved_text_with_facts_that_hold_leaves_and_not_too_long_a_one(home):
    with pytest.raises(WrongThread):
        home.decide(thread="https://x.com/ali")
    with pytest.raises(TooLong):
        home.decide(home.answer("\n\n".join(["كلمة " * 50] * 26)))
    draft = draft_answer(home.cast.case(), "رد", "نص", by=home.cast.saleh, at=MORNING)
    with pytest.raises(WrongState):
        home.decide(draft)
    fact = home.cast.fact("150")
    cited = home.answer(f"صين {{#{fact.pk}}} عمودًا")
    Fact.objects.filter(pk=fact.pk).update(value="175")
    with pytest.raises(FactChanged):
        home.decide(cited)
    altered = home.answer()
    altered.final = "نص آخر"
    with pytest.raises(Tampered):
        home.decide(altered)


@on("x", "mastodon", "bluesky")
def test_a_thread_is_numbered_chained_and_goes_on_where_it_stopped(home):
    letter = home.decide(home.answer(LONG))
    assert letter.posts.count() > 1
    busy = (429, {"Retry-After": "600"}, {})
    home.plan(lambda server: busy if server.posts else None)  # from the second post on
    assert not home.go(letter)
    assert len(home.texts) == 1
    assert (letter.state, letter.problem, letter.next_try_at) == ("waiting", "limited", MORNING + 10 * MINUTE)
    assert Case.objects.get().answered_at is None
    assert not home.go(letter, MORNING + 9 * MINUTE)  # not before the network allows it
    assert home.go(letter, MORNING + 10 * MINUTE)
    total = letter.posts.count()
    assert [text.rpartition(" ")[2] for text in home.texts] == [f"({n}/{total})" for n in range(1, total + 1)]
    assert [(a.ok, a.problem) for a in Attempt.objects.order_by("id")] == [(False, "limited"), (True, "")]


@on("x", "facebook", "mastodon", "bluesky")
def test_an_answer_lost_on_the_way_is_looked_for_and_not_sent_twice(home):
    letter = home.decide()
    home.plan("lost")
    assert not home.go(letter)
    assert (letter.state, letter.problem) == ("waiting", "unsure")
    assert home.go(letter, letter.next_try_at)
    assert home.texts == [SHORT]


@on("x", "facebook", "mastodon", "bluesky")
def test_what_never_arrived_is_sent_again(home):
    letter = home.decide()
    home.plan("cut")
    assert not home.go(letter)
    assert home.go(letter, letter.next_try_at)
    assert home.texts == [SHORT]


class Killed(BaseException):
    """The worker is no more."""


@contextmanager
def dying(monkeypatch, name):
    """A worker that dies on reaching a step of sending."""

    def die(*args, **more):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(f"sada.desk.send_post.{name}", die)
        with pytest.raises(Killed):
            yield


@on("x", "facebook", "youtube", "instagram", "mastodon", "bluesky")
def test_a_worker_killed_between_sending_and_writing_it_down_sends_nothing_twice(home, monkeypatch):
    letter = home.decide()
    with dying(monkeypatch, "_keep"):
        home.go(letter)
    letter.refresh_from_db()
    assert (letter.state, home.texts) == ("sending", [SHORT])
    assert not home.go(letter, MORNING + MINUTE)  # it may still be alive
    assert sweep_letters(at=MORNING + 11 * MINUTE) == 1
    assert home.go(letter, MORNING + 11 * MINUTE)
    assert home.texts == [SHORT]
    assert Case.objects.get().answered_at is not None


@on("telegram")
def test_where_nobody_can_look_a_person_is_asked_and_it_goes_on_as_they_say(home):
    letter = home.decide(home.answer("كلمة " * 1000))
    home.plan("lost")
    home.go(letter)
    assert not home.go(letter, letter.next_try_at)
    assert (letter.state, letter.problem, len(home.texts)) == ("held", "cannot_look", 1)
    told = Notice.objects.filter(act="answer.send_held").values_list("person__username", flat=True)
    assert set(told) == {"saleh"}
    letter = Outgoing.objects.select_related("answer__case", "account").get(pk=letter.pk)
    with pytest.raises(WrongState):
        retry_letter(letter, by=home.cast.saleh, at=MORNING)
    with pytest.raises(NotAllowed):
        not_on_thread(letter, by=home.cast.huda, at=MORNING)
    with pytest.raises(WrongThread):
        found_on_thread(letter, "https://x.com/a/status/1", by=home.cast.saleh, at=MORNING)
    found_on_thread(letter, "https://t.me/waha_news/1001", by=home.cast.saleh, at=MORNING + HOUR)
    assert home.go(letter, MORNING + HOUR)
    assert [post["above"] for post in home.server.posts] == ["900", "1001"]
    assert Act.objects.get(name="answer.post_found").after["part"] == 1
    with pytest.raises(WrongState):
        found_on_thread(letter, "https://t.me/waha_news/1001", by=home.cast.saleh, at=MORNING)


@on("telegram")
def test_what_a_person_did_not_find_is_sent_again(home):
    letter = home.decide()
    home.plan("cut")
    home.go(letter)
    home.go(letter, letter.next_try_at)
    letter = Outgoing.objects.select_related("answer__case", "account").get(pk=letter.pk)
    not_on_thread(letter, by=home.cast.saleh, at=MORNING + HOUR)
    assert home.go(letter, MORNING + HOUR)
    assert home.texts == [SHORT]
    assert Act.objects.filter(name="answer.post_not_there").count() == 1


@on("x", "facebook", "telegram", "mastodon")
def test_keys_that_have_ended_need_a_person_and_new_keys_mend_it(home):
    letter = home.decide()
    home.server.token = "another"
    assert not home.go(letter)
    assert (letter.state, letter.problem, letter.next_try_at) == ("held", "expired", None)
    told = set(Notice.objects.filter(act="answer.send_held").values_list("person__username", flat=True))
    assert told == {"saleh", "abeer"}  # who sent it, and who holds the account
    assert Account.objects.get().trouble == "expired"
    home.server.token = "token-0"
    account_keys.set_keys(home.account, KEYS[home.network], by=home.cast.abeer, at=MORNING)
    letter = Outgoing.objects.select_related("answer__case", "account").get(pk=letter.pk)
    retry_letter(letter, by=home.cast.saleh, at=MORNING + HOUR)
    assert home.go(letter, MORNING + HOUR)
    assert Account.objects.get().trouble == ""


@on("bluesky", "youtube")
def test_renewed_tokens_are_kept_for_the_next_time(home):
    assert home.go(home.decide())
    kept = account_keys.open_keys(home.account)
    assert home.server.token in kept.values()
    assert Account.objects.get().keys.renewed_at == MORNING


@on("x")
def test_the_network_is_tried_less_and_less_and_then_a_person_is_asked(home):
    letter, at = home.decide(), MORNING
    home.server.shutdown()
    home.server.server_close()
    for tries in range(1, 7):
        assert not home.go(letter, at)
        assert letter.attempts == tries
        at = letter.next_try_at or at
    assert (letter.state, letter.problem) == ("held", "unreached")
    assert Post.objects.get().begun_at is None  # nothing was read: nothing can stand there
    assert at - MORNING == timedelta(minutes=1 + 5 + 15 + 60 + 240)


@on("x")
def test_waiting_for_the_network_does_not_go_on_for_ever(home):
    letter, at = home.decide(), MORNING
    home.plan(*[(429, {"Retry-After": str(13 * 3600)}, {})] * 3)
    home.go(letter, at)
    assert (letter.state, letter.attempts) == ("waiting", 0)
    home.go(letter, letter.next_try_at)
    assert (letter.state, letter.problem) == ("held", "limited")


@on("x")
def test_what_changed_since_the_decision_stops_it(home):
    letter = home.decide()
    Post.objects.update(text="نص آخر")
    home.go(letter)
    assert (letter.state, letter.problem, home.texts) == ("held", "altered", [])
    letter = home.decide(home.answer())
    Case.objects.filter(pk=letter.answer.case_id).update(path=home.cast.qassim.path)
    home.go(letter)
    assert (letter.state, letter.problem) == ("held", "wrong_account")
    letter = home.decide(home.answer())
    keep_accounts.set_status(home.account, "suspended", by=home.cast.abeer, at=MORNING)
    home.go(letter)
    assert (letter.problem, home.texts) == ("off", [])


@on("x")
def test_what_the_network_calls_a_duplicate_and_nobody_finds_is_settled_by_a_person(home):
    home.decide()
    first = Outgoing.objects.get()
    home.plan((403, {}, {"detail": "You are not allowed to create a Tweet with duplicate content."}))
    home.go(first)
    assert (first.state, first.problem, home.texts) == ("held", "duplicate", [])
    letter = Outgoing.objects.select_related("answer__case", "account").get(pk=first.pk)
    with pytest.raises(WrongState):  # a blind try would be refused again, or post it twice
        retry_letter(letter, by=home.cast.saleh, at=MORNING)
    found_on_thread(letter, "https://x.com/waha/status/1001", by=home.cast.saleh, at=MORNING + HOUR)
    assert home.go(letter, MORNING + HOUR)
    assert (letter.state, home.texts, Post.objects.get().remote_id) == ("sent", [], "1001")
    assert Case.objects.get().state == "answered"


@on("x")
def test_a_fact_that_no_longer_holds_stops_what_is_still_to_be_posted(home):
    fact = home.cast.fact("150")
    letter = home.decide(home.answer(f"صين {{#{fact.pk}}} عمودًا"))
    home.plan((503, {}, {}))
    home.go(letter)
    Fact.objects.filter(pk=fact.pk).update(valid_until=MORNING.date())
    home.go(letter, MORNING + 24 * HOUR)
    assert (letter.state, letter.problem, home.texts) == ("held", "facts", [])


@on("x")
def test_a_reply_that_no_longer_says_what_was_approved_is_not_posted(home):
    letter = home.decide()
    text = "نص آخر"
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    Outgoing.objects.update(text=text, sha256=sha256)  # sealed anew, post and all: the answer says otherwise
    Post.objects.update(text=text)
    home.go(letter)
    assert (letter.problem, home.texts) == ("altered", [])


@on("x")
def test_a_fault_of_our_own_counts_as_a_try_is_told_and_is_looked_for_before_the_next(home):
    letter = home.decide()
    home.plan((200, {}, {"data": ["no", "object"]}))
    home.go(letter)
    assert (letter.state, letter.problem, Attempt.objects.count()) == ("held", "fault", 1)
    assert Notice.objects.filter(act="answer.send_held").count() == 1
    letter = Outgoing.objects.select_related("answer__case", "account").get(pk=letter.pk)
    retry_letter(letter, by=home.cast.saleh, at=MORNING + HOUR)
    assert home.go(letter, MORNING + HOUR)
    assert [call[:2] for call in home.server.seen][-2][0] == "GET"  # looked for first
    assert home.texts == [SHORT]


@on(*sorted(KINDS))
def test_nothing_is_posted_with_the_keys_of_another_account(home):
    letter = home.decide()
    home.server.holder = "others.example"
    home.go(letter)
    assert (letter.state, letter.problem, home.texts) == ("held", "wrong_keys", [])
    assert "@others.example" in letter.error
    assert f"@{home.account.handle}" in letter.error
    assert account_keys.open_keys(home.account) == {}  # thrown away
    home.account.refresh_from_db()
    assert home.account.trouble == "wrong_keys"
    told = set(Notice.objects.filter(act="account.keys_refused").values_list("person__username", flat=True))
    assert told == {"abeer"}
    assert "≠" in Act.objects.get(name="account.keys_refused").note
    with pytest.raises(NotInUse):
        home.decide(home.answer())
    home.server.holder = home.account.handle
    account_keys.set_keys(home.account, KEYS[home.network], by=home.cast.abeer, at=MORNING)
    letter = Outgoing.objects.select_related("answer__case", "account").get(pk=letter.pk)
    retry_letter(letter, by=home.cast.saleh, at=MORNING + HOUR)
    assert home.go(letter, MORNING + HOUR)
    assert AccountKeys.objects.get().proven_at == MORNING + HOUR


@on("x", "mastodon")
def test_keys_are_asked_for_as_they_are_set_and_once(home):
    ask_whose(home.account, open_poster, at=MORNING)
    kept = AccountKeys.objects.get()
    assert (kept.proven_at, kept.proven_as) == (MORNING, "@waha (7)")
    assert home.go(home.decide())
    asked = [path for _verb, path, *_ in home.server.seen if "/users/me" in path or "verify_credentials" in path]
    assert len(asked) == 1
    account_keys.set_keys(home.account, KEYS[home.network], by=home.cast.abeer, at=MORNING)  # others are asked anew
    assert AccountKeys.objects.get().proven_at is None


@on("x", "mastodon")
def test_as_they_are_set_a_network_may_be_silent_or_not_take_them_and_nothing_breaks(home):
    home.server.plan.append(("e", (503, {}, {})))
    ask_whose(home.account, open_poster, at=MORNING)
    assert (AccountKeys.objects.get().proven_at, Account.objects.get().trouble) == (None, "")
    home.server.token = "another"
    ask_whose(home.account, open_poster, at=MORNING)
    assert Account.objects.get().trouble == "expired"
    home.server.token, home.server.holder = "token-0", "others"
    ask_whose(home.account, open_poster, at=MORNING)
    assert (Account.objects.get().trouble, account_keys.open_keys(home.account)) == ("wrong_keys", {})
    ask_whose(home.account, open_poster, at=MORNING)  # there are no keys left to ask about


@on("x")
def test_keys_sealed_by_another_house_are_said_so(home, settings):
    letter = home.decide()
    settings.SECRET_KEY = "another"
    home.go(letter)
    assert (letter.state, letter.problem) == ("held", "sealed")


@on("x")
def test_the_job_of_letters_leaves_replies_alone_and_the_other_way_round(home):
    letter = home.decide()
    assert not send_letter(letter.pk, at=MORNING)
    assert Outgoing.objects.get().state == "waiting"
    Outgoing.objects.update(channel="email")
    assert not home.go(letter)


@on("x")
def test_no_key_stands_in_what_is_kept_of_a_fault(home):
    letter = home.decide()
    home.plan((400, {}, {"detail": f"bad {' '.join(KEYS['x'].values())}"}))
    home.go(letter)
    kept = letter.error + str(list(Attempt.objects.values_list("detail", flat=True)))
    kept += str(list(Act.objects.values_list("note", "after")))
    assert "bad" in kept
    assert not any(secret in kept for secret in KEYS["x"].values())


@pytest.mark.django_db(transaction=True)
@on("x")
def test_one_account_is_used_by_one_worker_at_a_time(home):
    letter, held, done = home.decide(), threading.Event(), threading.Event()

    def other():
        with turns.turn(turns.ACCOUNT, home.account.pk) as is_ours:
            assert is_ours
            held.set()
            done.wait(10)
        connection.close()

    worker = threading.Thread(target=other)
    worker.start()
    held.wait(10)
    assert not home.go(letter)
    assert (letter.state, letter.attempts, home.texts) == ("waiting", 0, [])
    done.set()
    worker.join()
    assert home.go(letter, letter.next_try_at)


DIES = """
import os, django
django.setup()
from django.conf import settings
settings.FETCH_ALLOW = {"127.0.0.1"}
from datetime import datetime
from sada.desk import send_post
from sada.jobs.posts import open_poster
send_post._keep = lambda *args: os._exit(9)  # as by kill -9, when the network has it and nothing is written down
send_post.send_post(%d, open_poster, at=datetime.fromisoformat("%s"))
"""


@pytest.mark.django_db(transaction=True)
@on("x")
def test_a_real_worker_that_is_killed_leaves_what_the_next_one_needs(home):
    letter = home.decide()
    entry = connection.settings_dict
    url = f"postgresql://{entry['USER']}:{entry['PASSWORD']}@/{entry['NAME']}?host={entry['HOST']}&port={entry['PORT']}"
    more = {"DATABASE_URL": url, "SADA_POOL": "0", "DJANGO_SETTINGS_MODULE": "sada.settings"}
    from django.conf import settings

    more["SADA_SECRET_KEY"] = settings.SECRET_KEY
    code = DIES % (letter.pk, MORNING.isoformat())
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | more, capture_output=True, text=True, check=False
    )
    assert done.returncode == 9, done.stderr[-2000:]
    letter.refresh_from_db()
    assert (letter.state, home.texts) == ("sending", [SHORT])
    assert home.go(letter, MORNING + 11 * MINUTE)
    assert home.texts == [SHORT]
