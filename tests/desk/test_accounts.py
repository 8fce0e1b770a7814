"""The register of accounts: entries, reviews, keys that nobody reads again."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from sada.desk import account_keys, account_proof, keep_accounts
from sada.desk.keep_accounts import Entry, KnownAccount
from sada.desk.remind_reviews import remind_reviews
from sada.kernel import acts
from sada.kernel.refusals import Missing, NotAllowed, SomeoneElseDidIt
from sada.kernel.sealing import BrokenSeal, seal, unseal
from sada.ports import NotPosted
from sada.rules.accounts import Holder, is_holder
from sada.store.models import Account, AccountKeys, Act, Notice
from sada.store.queries import accounts
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
KEYS = {"consumer_key": "k1", "consumer_secret": "s1", "token": "t1", "token_secret": "hush-hush"}


@pytest.fixture
def entry(cast):
    return Entry(
        cast.riyadh, "x", "@Amana_Riyadh", owner=cast.noura, deputies=(cast.saleh,), others=(" شركة النشر ", ""),
        second_factor="app", recovery="media@riyadh.example",
    )  # fmt: skip


@pytest.fixture
def account(cast, entry):
    return keep_accounts.add_account(entry, by=cast.abeer, at=MORNING)


def last(name):
    return Act.objects.filter(name=name).latest("id")


def test_an_account_is_added_with_who_holds_it_and_its_first_review_is_due(cast, account):
    assert (account.handle, account.others, account.unit) == ("Amana_Riyadh", ["شركة النشر"], cast.riyadh)
    row = accounts.standing(account, MORNING)
    assert (row.review, row.concerns, row.has_keys) == ("never", (), False)
    assert last("account.added").after["deputies"] == [cast.saleh.pk]


def test_who_may_keep_the_register(cast, entry, account):
    for person in (cast.saleh, cast.noura, cast.majed, cast.lina, cast.huda):
        with pytest.raises(NotAllowed):
            keep_accounts.add_account(replace(entry, handle="other"), by=person, at=MORNING)
        with pytest.raises(NotAllowed):
            keep_accounts.review_account(account, "", by=person, at=MORNING)
        with pytest.raises(NotAllowed):
            account_keys.set_keys(account, KEYS, by=person, at=MORNING)
    with pytest.raises(NotAllowed):  # not into another amana either
        keep_accounts.change_account(account, replace(entry, unit=cast.qassim), by=cast.abeer, at=MORNING)


@pytest.mark.parametrize(
    "wrong",
    [
        {"handle": " @ "}, {"network": "myspace"}, {"review_days": 0}, {"review_days": 999}, {"base": "nowhere"},
        {"network": "mastodon"}, {"second_factor": "luck"}, {"base": "http://social.example"},
    ],
)  # fmt: skip
def test_what_is_no_account_is_refused(cast, entry, wrong):
    with pytest.raises(Missing):
        keep_accounts.add_account(replace(entry, **wrong), by=cast.abeer, at=MORNING)
    assert Account.objects.count() == 0


def test_one_account_stands_in_the_register_once(cast, entry, account):
    with pytest.raises(KnownAccount):
        keep_accounts.add_account(replace(entry, handle="amana_riyadh"), by=cast.abeer, at=MORNING)
    keep_accounts.change_account(account, replace(entry, is_verified=True), by=cast.abeer, at=MORNING)
    assert (last("account.changed").before["is_verified"], last("account.changed").after["is_verified"]) == (
        False,
        True,
    )


def test_a_review_is_recorded_once_and_comes_round(cast, account):
    stale = Account.objects.get(pk=account.pk)
    keep_accounts.review_account(account, "كل شيء كما هو", by=cast.abeer, at=MORNING)
    with pytest.raises(SomeoneElseDidIt):
        keep_accounts.review_account(stale, "", by=cast.sami, at=MORNING)
    assert accounts.standing(account, MORNING + 70 * DAY).review == "good"
    assert accounts.standing(account, MORNING + 91 * DAY).review == "overdue"
    assert last("account.reviewed").note == "كل شيء كما هو"


def test_whoever_leaves_is_found(cast, account):
    for person in (cast.noura, cast.saleh):
        person.is_active = False
        person.save()
    assert accounts.register(Account.objects.all(), MORNING)[0].concerns == ("gone_owner", "gone_deputy")


def test_keys_are_sealed_and_stand_in_no_log(cast, account):
    account_keys.set_keys(account, KEYS | {"other": "x", "client_id": " "}, by=cast.abeer, at=MORNING)
    kept = AccountKeys.objects.get()
    assert b"hush" not in bytes(kept.sealed)
    assert kept.names == sorted(KEYS)
    assert account_keys.open_keys(account) == KEYS
    assert "hush" not in str([(act.before, act.after, act.note) for act in acts.of(account)])
    account_keys.keep_renewed(account, {"token": "t2"}, at=MORNING + DAY)
    assert account_keys.open_keys(account) == KEYS | {"token": "t2"}


def test_half_a_set_of_keys_is_refused(cast, account):
    for given in ({}, {"token": "t"}, {**KEYS, "token_secret": " "}, {**KEYS, "token": "x" * 4001}):
        with pytest.raises(Missing):
            account_keys.set_keys(account, given, by=cast.abeer, at=MORNING)
    assert account_keys.open_keys(account) == {}


def test_keys_go_with_the_account_they_were_for(cast, entry, account):
    account_keys.set_keys(account, KEYS, by=cast.abeer, at=MORNING)
    keep_accounts.change_account(account, replace(entry, recovery="new"), by=cast.abeer, at=MORNING)
    assert account_keys.open_keys(account) == KEYS
    keep_accounts.change_account(account, replace(entry, base="https://evil.example"), by=cast.abeer, at=MORNING)
    assert account_keys.open_keys(account) == {}  # or they would be sent to whoever holds the new address
    account_keys.set_keys(account, KEYS, by=cast.abeer, at=MORNING)
    keep_accounts.set_status(account, "closed", by=cast.abeer, at=MORNING)
    assert account_keys.open_keys(account) == {}
    with pytest.raises(Missing):
        account_keys.set_keys(account, KEYS, by=cast.abeer, at=MORNING)
    with pytest.raises(Missing):
        keep_accounts.review_account(account, "", by=cast.abeer, at=MORNING)


def test_keys_are_removed_on_record(cast, account):
    account_keys.set_keys(account, KEYS, by=cast.abeer, at=MORNING)
    account_keys.forget_keys(account, by=cast.abeer, at=MORNING)
    assert last("account.keys_removed").by == cast.abeer
    with pytest.raises(Missing):
        account_keys.forget_keys(account, by=cast.abeer, at=MORNING)


def test_a_seal_of_another_house_or_an_altered_one_is_not_opened(settings):
    sealed = seal(KEYS)
    assert unseal(sealed) == KEYS
    with pytest.raises(BrokenSeal):
        unseal(sealed[:-3] + b"abc")
    settings.SECRET_KEY = "another house"
    with pytest.raises(BrokenSeal):
        unseal(sealed)


def test_the_accounts_that_may_answer_a_case(cast, entry, account):
    ministry = keep_accounts.add_account(
        replace(entry, unit=cast.ministry, handle="momah", speaks_below=True), by=cast.sami, at=MORNING
    )
    keep_accounts.add_account(replace(entry, unit=cast.qassim, handle="qassim"), by=cast.sami, at=MORNING)
    assert accounts.speaking_for(cast.case("riyadh")) == [account, ministry]
    assert accounts.speaking_for(cast.case("riyadh.al-duwadimi")) == [ministry]  # the amana's speaks for itself alone
    keep_accounts.set_status(account, "suspended", by=cast.abeer, at=MORNING)
    assert accounts.speaking_for(cast.case("riyadh")) == [ministry]


def test_the_screens_show_what_is_due_and_never_a_key(cast, entry, account, client):
    client.force_login(cast.abeer)
    url = f"/administration/accounts/{account.pk}"
    assert "حان موعد مراجعة حساب واحد" in client.get("/administration/accounts").content.decode()
    refused = client.post(f"{url}/keys", {"consumer_key": "hush-hush"})
    assert refused.status_code == 422
    assert "hush-hush" not in refused.content.decode()
    assert client.post(f"{url}/keys", KEYS).status_code == 302
    assert client.post(f"{url}/review", {"note": "سليم"}).status_code == 302
    shown = client.get(url).content.decode() + client.get(f"{url}/keys").content.decode()
    assert "hush-hush" not in shown
    assert "media@riyadh.example" in shown
    client.force_login(cast.saleh)
    assert "media@riyadh.example" not in client.get(url).content.decode()


def test_an_account_is_added_and_changed_on_screen(cast, client):
    client.force_login(cast.abeer)
    given = {
        "unit": cast.riyadh.pk, "network": "mastodon", "handle": "riyadh", "base": "https://social.example",
        "owner": cast.noura.pk, "deputies": [cast.saleh.pk], "second_factor": "key", "review_days": "٣٠",
        "others": "أ\nب",
    }  # fmt: skip
    assert client.post("/administration/accounts/new", given).status_code == 302
    account = Account.objects.get()
    assert (account.review_days, account.others, account.base) == (30, ["أ", "ب"], "https://social.example")
    url = f"/administration/accounts/{account.pk}"
    assert 'value="riyadh"' in client.get(f"{url}/edit").content.decode()
    assert client.post(f"{url}/edit", given | {"handle": "riyadh2"}).status_code == 302
    assert client.post(f"{url}/status", {"status": "suspended"}).status_code == 302
    account.refresh_from_db()
    assert (account.handle, account.status) == ("riyadh2", "suspended")


def test_the_page_says_whose_the_keys_are_and_refuses_those_of_another_by_both_names(cast, account, client):
    client.force_login(cast.abeer)
    url = f"/administration/accounts/{account.pk}"
    account_keys.set_keys(account, KEYS, by=cast.abeer, at=MORNING)
    assert "لم تفد الشبكة بعد بصاحب هذه المفاتيح" in client.get(url).content.decode()
    account_proof.prove(account, Says("7", "amana_riyadh"), at=MORNING)
    assert "@amana_riyadh (7)" in client.get(url).content.decode()
    account_keys.set_keys(account, KEYS, by=cast.abeer, at=MORNING + DAY)
    with pytest.raises(NotPosted):
        account_proof.prove(account, Says("8", "amana_qassim"), at=MORNING + DAY)
    page = client.get(url).content.decode()
    assert "تخص هذه المفاتيح" in page
    assert "@amana_qassim (8)" in page
    assert "Amana_Riyadh" in page
    assert accounts.speaking_for(cast.case("riyadh")) == [account]
    assert not accounts.has_keys(Account.objects.get())


@dataclass
class Says:
    """A network that says whose the keys are."""

    id: str
    handle: str

    def whose(self):
        return Holder(self.id, self.handle)


@pytest.mark.parametrize(
    ("handle", "number", "held"),
    [
        ("Riyadh", "", True), ("@riyadh@social.example", "", True), ("qassim", "", False), ("", "", False),
        ("qassim", "7", True), ("riyadh", "8", False),
    ],
)  # fmt: skip
def test_a_number_in_the_register_counts_before_the_name(handle, number, held):
    assert is_holder(handle, number, "7", "riyadh" if handle else "") is held


def test_a_review_that_is_due_is_told_once_to_the_owner_and_who_keeps_the_register(cast, account):
    def told():
        return sorted(Notice.objects.filter(act="account.review_due").values_list("person__username", flat=True))

    assert remind_reviews(at=MORNING) == 1  # never looked over: due at once
    assert told() == ["abeer", "noura"]
    assert remind_reviews(at=MORNING + DAY) == 0
    keep_accounts.review_account(account, "", by=cast.abeer, at=MORNING + DAY)
    assert remind_reviews(at=MORNING + 91 * DAY) == 0  # ninety days from the review
    assert remind_reviews(at=MORNING + 92 * DAY) == 1
    assert remind_reviews(at=MORNING + 93 * DAY) == 0
    assert told() == ["abeer", "abeer", "noura", "noura"]
    assert last("account.review_due").after["reviewed_at"] is not None
    assert Notice.objects.latest("pk").text.endswith("@Amana_Riyadh")


def test_nobody_is_reminded_of_an_account_out_of_use(cast, account):
    keep_accounts.set_status(account, "suspended", by=cast.abeer, at=MORNING)
    assert remind_reviews(at=MORNING + 200 * DAY) == 0
