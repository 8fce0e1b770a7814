"""The screen of a reply on a network: seen before it is sent, from the account that is shown; its fate on the page."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import translation

from sada.desk import account_keys, keep_accounts
from sada.desk.approve_answer import approve_answer
from sada.desk.draft_answer import draft_answer, submit_answer
from sada.desk.keep_accounts import Entry
from sada.desk.openings import as_own
from sada.desk.reply_on_network import reply_on_network
from sada.ports import PROBLEMS
from sada.store.models import Account, Answer, Outgoing, Post
from sada.web.answers import fates
from sada.web.answers.posts import fit
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
QUESTION = "https://x.com/ali/status/900"
KEYS = {"consumer_key": "k", "consumer_secret": "s", "token": "t", "token_secret": "hush-hush"}


@pytest.fixture
def answer(cast):
    case = cast.case(url=QUESTION, medium="x")
    made = draft_answer(case, "رد الأمانة", "أُعيدت الإنارة إلى حي الزهور.", by=cast.saleh, at=MORNING)
    submit_answer(made, by=cast.saleh, at=MORNING)
    approve_answer(made, 1, by=cast.noura, at=MORNING)
    return Answer.objects.get(pk=made.pk)


@pytest.fixture
def account(cast):
    made = keep_accounts.add_account(Entry(cast.riyadh, "x", "amana_riyadh"), by=cast.abeer, at=MORNING)
    account_keys.set_keys(made, KEYS, by=cast.abeer, at=MORNING)
    return made


@pytest.fixture
def desk(cast, client):
    client.force_login(cast.saleh)
    return client


def seen(page):
    return re.search(r'name="seen" value="(\w+)"', page.content.decode()).group(1)


def url(answer):
    return f"/cases/answers/{answer.pk}/network"


def test_without_an_account_the_page_offers_no_reply_and_the_dialog_says_why(desk, answer):
    assert "/network" not in desk.get(f"/cases/answers/{answer.pk}/").content.decode()
    assert "لا حساب بمفاتيح يجوز أن يرد عن هذه الجهة" in desk.get(url(answer)).content.decode()


def test_the_post_of_the_case_and_its_account_are_offered(desk, answer, account):
    assert "/network" in desk.get(f"/cases/answers/{answer.pk}/").content.decode()
    page = desk.get(url(answer)).content.decode()
    assert QUESTION in page
    assert "amana_riyadh" in page


def test_nothing_is_sent_before_the_account_was_seen(desk, answer, account):
    given = {"account": account.pk, "address": QUESTION}
    shown = desk.post(url(answer), given)
    text = shown.content.decode()
    assert shown.status_code == 200
    assert "سيُرسل من حساب" in text
    assert "@amana_riyadh" in text
    assert "أمانة منطقة الرياض" in text
    assert "أُعيدت الإنارة إلى حي الزهور." in text
    assert Outgoing.objects.count() == 0
    done = desk.post(url(answer), given | {"seen": seen(shown)})
    assert (done.status_code, done.url) == (302, f"/cases/answers/{answer.pk}/")
    assert Outgoing.objects.get().account == account


def test_what_was_confirmed_for_one_account_or_address_does_not_hold_for_another(desk, cast, answer, account):
    other = keep_accounts.add_account(Entry(cast.riyadh, "x", "other"), by=cast.abeer, at=MORNING)
    account_keys.set_keys(other, KEYS, by=cast.abeer, at=MORNING)
    token = seen(desk.post(url(answer), {"account": account.pk, "address": QUESTION}))
    for changed in ({"account": other.pk, "address": QUESTION}, {"account": account.pk, "address": QUESTION + "1"}):
        again = desk.post(url(answer), changed | {"seen": token})
        assert "سيُرسل من حساب" in again.content.decode()
    assert Outgoing.objects.count() == 0


def test_a_wrong_address_and_another_units_account_are_refused(desk, cast, answer, account):
    assert desk.post(url(answer), {"account": account.pk, "address": "https://x.com/ali"}).status_code == 422
    other = keep_accounts.add_account(Entry(cast.qassim, "x", "qassim"), by=cast.sami, at=MORNING)
    account_keys.set_keys(other, KEYS, by=cast.sami, at=MORNING)
    assert desk.post(url(answer), {"account": other.pk, "address": QUESTION}).status_code == 422
    assert Outgoing.objects.count() == 0


def letter_of(desk, answer, account, **columns):
    given = {"account": account.pk, "address": QUESTION}
    desk.post(url(answer), given | {"seen": seen(desk.post(url(answer), given))})
    Outgoing.objects.update(**columns)
    return Outgoing.objects.get()


def test_a_reply_that_needs_attention_says_what_to_do(desk, answer, account):
    letter = letter_of(desk, answer, account, state="held", problem="expired", next_try_at=None, error="401")
    page = desk.get(f"/cases/answers/{answer.pk}/").content.decode()
    assert "لم تعد الشبكة تقبل مفاتيح هذا الحساب" in page
    assert f"/cases/letters/{letter.pk}/retry" in page
    assert desk.post(f"/cases/letters/{letter.pk}/retry").status_code == 302
    assert Outgoing.objects.get().state == "waiting"


def test_a_person_says_what_the_thread_shows(desk, answer, account):
    letter = letter_of(desk, answer, account, state="held", problem="unsure", next_try_at=None)
    Post.objects.update(begun_at=MORNING)
    page = desk.get(f"/cases/answers/{answer.pk}/").content.decode()
    assert f"/cases/letters/{letter.pk}/found" in page
    assert f"/cases/letters/{letter.pk}/retry" not in page
    assert desk.post(f"/cases/letters/{letter.pk}/found", {"address": "https://t.me/a/1"}).status_code == 422
    assert desk.post(f"/cases/letters/{letter.pk}/found", {"address": "https://x.com/a/status/5"}).status_code == 302
    assert Post.objects.get().remote_id == "5"
    Outgoing.objects.update(state="held", problem="unsure")
    Post.objects.update(remote_id="")
    assert desk.post(f"/cases/letters/{letter.pk}/not-there").status_code == 302
    assert Post.objects.get().begun_at is None


def test_the_case_and_its_file_name_the_thread_in_full_and_no_key(desk, answer, account):
    letter_of(desk, answer, account)
    Account.objects.update(trouble="expired")
    page = desk.get(f"/cases/{answer.case_id}/").content.decode()
    assert QUESTION in page
    assert "hush-hush" not in page


@pytest.mark.parametrize(
    ("network", "address", "said"),
    [
        ("youtube", "https://www.youtube.com/watch?v=v1", "it will be a comment under the video"),
        ("instagram", "https://www.instagram.com/p/Cx1/", "only where the picture is the account"),
        ("facebook", "https://www.facebook.com/waha/posts/pfbid02Abc", "The address hides the number of the post"),
    ],
)
def test_what_an_address_without_a_comment_means_is_said_before_sending(cast, as_, answer, network, address, said):
    keys = {
        "youtube": {"client_id": "c", "client_secret": "s", "refresh_token": "r"},
        "instagram": {"access_token": "t"}, "facebook": {"access_token": "t"},
    }  # fmt: skip
    made = keep_accounts.add_account(Entry(cast.riyadh, network, "amana"), by=cast.abeer, at=MORNING)
    account_keys.set_keys(made, keys[network], by=cast.abeer, at=MORNING)
    shown = as_("saleh", "en").post(url(answer), {"account": made.pk, "address": address}).content.decode()
    assert said in shown
    assert 'name="seen"' in shown
    assert not Outgoing.objects.exists()


def test_where_no_post_stands_the_way_by_hand_is_offered(as_, answer, account):
    refused = as_("saleh", "en").post(url(answer), {"account": account.pk, "address": "https://x.com/ali"})
    assert refused.status_code == 422
    assert "where there is none, publish by hand" in refused.content.decode()
    assert reverse("cases:by_hand", args=[answer.pk]) in refused.content.decode()


def test_a_reply_held_for_a_hidden_post_says_so_and_what_to_do():
    with translation.override("en"):
        assert "Publish the reply by hand" in str(fates.problem("hidden"))
    assert set(PROBLEMS) <= set(fates.PROBLEMS)


LONG = "\n\n".join(f"الفقرة {word}. " + "أُعيدت الإنارة إلى الحي. " * 9 for word in ("الأولى", "الثانية", "الثالثة"))


def test_whoever_approves_sees_how_the_text_will_be_cut_and_that_is_what_is_sent(cast, as_, account):
    case = cast.case(url=QUESTION, medium="x")
    made = draft_answer(case, "رد الأمانة", LONG, by=cast.saleh, at=MORNING)
    submit_answer(made, by=cast.saleh, at=MORNING)
    page = unescape(as_("noura", "en").get(f"/cases/answers/{made.pk}/").content.decode())
    assert "On the networks" in page
    approve_answer(made, 1, by=cast.noura, at=MORNING)
    letter = reply_on_network(Answer.objects.get(pk=made.pk), account, QUESTION, by=cast.saleh, at=MORNING)
    posts = [post.text for post in letter.posts.all()]
    assert len(posts) > 1
    assert all(f">{text}<" in page for text in posts)


def test_a_text_for_no_network_is_cut_nowhere(cast, as_):
    made = draft_answer(cast.case(), "رد الأمانة", LONG, by=cast.saleh, at=MORNING)
    submit_answer(made, by=cast.saleh, at=MORNING)
    assert "On the networks" not in as_("noura", "en").get(f"/cases/answers/{made.pk}/").content.decode()


@pytest.mark.parametrize(
    ("medium", "text", "is_shown"),
    [
        ("print", f"سعادة رئيس تحرير صحيفة الواحة المحترم\n\n{LONG}", False),
        ("email", f"سعادة الأستاذ ماهر الوادي المحترم\n\n{LONG}", False),
        ("email", "سعادة الأستاذ ماهر المحترم، أُعيدت الإنارة.", False),
        ("x", f"سعادة رئيس تحرير صحيفة الواحة المحترم\n\n{LONG}", False),
        ("email", "أُعيدت الإنارة إلى الحي.", True),
        ("print", "(1/2) أُعيدت الإنارة.\n\n(2/2) وتستمر الصيانة.", True),
        ("x", LONG, True),
    ],
)  # fmt: skip
def test_only_what_may_stand_on_a_network_is_cut_and_offered_to_one(cast, as_, account, medium, text, is_shown):
    made = draft_answer(cast.case(medium=medium), "رد الأمانة", as_own(text), by=cast.saleh, at=MORNING)
    submit_answer(made, by=cast.saleh, at=MORNING)
    page = f"/cases/answers/{made.pk}/"
    assert ("On the networks" in as_("noura", "en").get(page).content.decode()) is is_shown
    approve_answer(made, 1, by=cast.noura, at=MORNING)
    assert (f'href="{url(made)}"' in as_("saleh", "en").get(page).content.decode()) is is_shown


@pytest.mark.parametrize(("medium", "limit"), [("x", 280), ("instagram", 300), ("facebook", 8000), ("bluesky", 300)])
def test_the_hint_of_length_is_the_room_that_sending_has(medium, limit):
    assert fit("نص", medium).limit == limit
