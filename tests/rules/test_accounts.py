"""Accounts: when a review is due, what is wrong, which keys are enough, for whom one speaks; addresses of posts."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sada.rules.accounts import NEEDED, Holding, concerns, is_enough, key_names, may_speak, review_of
from sada.rules.addresses import PICTURE, VIDEO, Place, clean_base, network_of, place_of

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("reviewed", "status", "said"),
    [
        (None, "active", "never"),
        (NOW, "active", "good"),
        (NOW - 75 * DAY, "active", "good"),
        (NOW - 76 * DAY, "active", "soon"),
        (NOW - 90 * DAY, "active", "soon"),
        (NOW - 90 * DAY - timedelta(seconds=1), "active", "overdue"),
        (NOW - 900 * DAY, "suspended", "off"),
        (None, "closed", "off"),
    ],
)
def test_a_review_comes_round(reviewed, status, said):
    assert review_of(reviewed, 90, status, NOW) == said


def test_what_is_wrong_is_named():
    assert concerns(Holding(True, True, 1, 0, "key", "media@riyadh.example")) == ()
    assert concerns(Holding(False, False, 0, 0, "unknown", " ")) == (
        "no_owner",
        "no_factor",
        "no_deputy",
        "no_recovery",
    )
    assert concerns(Holding(True, False, 2, 1, "sms", "x")) == ("gone_owner", "gone_deputy", "weak_factor")


@pytest.mark.parametrize("network", NEEDED)
def test_every_way_of_signing_in_is_enough_and_less_is_not(network):
    for keys in NEEDED[network]:
        assert is_enough(network, keys)
        assert set(keys) <= set(key_names(network))
        assert not is_enough(network, keys[1:])
    assert not is_enough(network, ())
    assert not is_enough("carrier-pigeon", key_names(network))


CODES = st.lists(st.sampled_from(["ministry", "riyadh", "riyadh2", "olaya", "qassim"]), min_size=1, max_size=4)


@given(CODES, CODES, st.booleans())
def test_an_account_speaks_for_its_own_unit_and_below_where_allowed_and_never_else(account, case, below):
    said = may_speak("/" + "/".join(account) + "/", "/" + "/".join(case) + "/", below)
    assert said == (account == case or (below and case[: len(account)] == account))


@pytest.mark.parametrize("path", ["", "/", "/ministry", "/ministry/riy"])
def test_an_unfinished_path_speaks_for_nobody(path):
    assert not may_speak(path, "/ministry/riyadh/", True)


PLACES = [
    ("x", "https://x.com/waha/status/1860000000000000001?s=20", Place("1860000000000000001")),
    ("x", "https://mobile.twitter.com/i/web/status/12/photo/1", Place("12")),
    ("facebook", "https://www.facebook.com/amana/posts/77?comment_id=99&reply_comment_id=100", Place("77_99")),
    ("facebook", "https://www.facebook.com/permalink.php?story_fbid=77&id=5", Place("77", "5")),
    ("facebook", "https://m.facebook.com/amana/posts/some-words/77/", Place("77")),
    ("facebook", "https://www.facebook.com/amana/posts/pfbid02Abc", Place("pfbid02Abc")),
    ("facebook", "https://www.facebook.com/amana/posts/x/pfbid02Abc?comment_id=9", Place("pfbid02Abc_9")),
    ("facebook", "https://www.facebook.com/amana/posts/pfbid02Abc?comment_id=x", None),
    ("facebook", "https://www.facebook.com/amana/posts/hello", None),
    ("facebook", "https://www.facebook.com/amana/posts/77", Place("77")),
    ("instagram", "https://www.instagram.com/p/Cx_1/c/17890000000000001/", Place("17890000000000001")),
    ("instagram", "https://www.instagram.com/p/Cx_1/", Place("Cx_1", PICTURE)),
    ("instagram", "https://www.instagram.com/amana/reel/Cx_1/?igsh=1", Place("Cx_1", PICTURE)),
    ("instagram", "https://www.instagram.com/p/Cx_1/c/word/", None),
    ("instagram", "https://www.instagram.com/amana/", None),
    ("youtube", "https://www.youtube.com/watch?v=a1&lc=Ugx-_Z.9abc", Place("Ugx-_Z")),
    ("youtube", "https://www.youtube.com/watch?v=a1", Place("a1", VIDEO)),
    ("youtube", "https://youtu.be/a1?t=9", Place("a1", VIDEO)),
    ("youtube", "https://www.youtube.com/shorts/a1", Place("a1", VIDEO)),
    ("youtube", "https://www.youtube.com/@amana", None),
    ("telegram", "https://t.me/waha_news/812", Place("812", "@waha_news")),
    ("telegram", "https://t.me/waha_news/5/812?single", Place("812", "@waha_news")),
    ("telegram", "https://t.me/c/1234567/8", Place("8", "-1001234567")),
    ("telegram", "https://t.me/c/1234567", None),
    ("telegram", "https://t.me/waha_news", None),
    ("mastodon", "https://social.example/@ali/11", Place("11", "https://social.example")),
    ("mastodon", "https://social.example/users/ali/statuses/11", Place("11", "https://social.example")),
    ("mastodon", "https://social.example/@ali", None),
    ("mastodon", "https://x.com/ali/status/1", None),
    ("bluesky", "https://bsky.app/profile/ali.bsky.social/post/3kabc", Place("3kabc", "ali.bsky.social")),
    ("bluesky", "at://did:plc:abc/app.bsky.feed.post/3kabc", Place("3kabc", "did:plc:abc")),
    ("bluesky", "https://bsky.app/profile/ali.bsky.social", None),
]  # fmt: skip


@pytest.mark.parametrize(("network", "address", "place"), PLACES)
def test_the_address_of_a_post_names_it(network, address, place):
    assert place_of(network, address) == place


@pytest.mark.parametrize(("network", "address", "place"), [row for row in PLACES if row[2]])
def test_a_post_belongs_to_one_network_only(network, address, place):
    assert [other for other in NEEDED if place_of(other, address)] == [network]
    assert network_of(address) == ("" if network == "mastodon" else network)


@given(st.text(max_size=60), st.sampled_from(sorted(NEEDED)))
def test_any_text_is_an_address_or_none_and_never_an_error(text, network):
    for address in (text, f"https://x.com/{text}", f"https://{text}/status/1"):
        place_of(network, address)
        network_of(address)
        clean_base(address)


def test_the_address_of_a_server():
    assert clean_base(" https://social.example/ ") == "https://social.example"
    assert clean_base("") == ""
    for bad in ("social.example", "ftp://a.example", "https://u:p@a.example", "https://a.example?x=1", "https://["):
        assert clean_base(bad) is None
