"""Every adapter against a local server that speaks its network's protocol: posting, finding one's own, faults."""

import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sada.outside.networks import signing
from sada.outside.networks.bluesky import record_key
from sada.outside.networks.bluesky_facets import facets
from sada.outside.networks.calls import LONGEST_WAIT, Answer, again_at
from sada.outside.networks.registry import poster
from sada.outside.networks.sameness import of_markup, same
from sada.outside.networks.youtube import next_day
from sada.ports import NotPosted, Reply, Sign
from tests.outside.network_servers import HANDLES, KEYS, KINDS, QUESTION, THREADS, network_server
from tests.web.loopback import served

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
TEXT = "أُعيدت الإنارة إلى حي الزهور & ما حوله.\n\nالتفاصيل: https://balady.example/1"
NETWORKS = sorted(KINDS)
LOOKING = [network for network in NETWORKS if network != "telegram"]
WRITES = {
    "x": "/2/tweets", "facebook": "/comments", "instagram": "/replies", "youtube": "/comments?part=snippet",
    "telegram": "/sendMessage", "mastodon": "/api/v1/statuses", "bluesky": "createRecord",
}  # fmt: skip


class Home:
    """One network with one account on it."""

    def __init__(self, server, network, keys=None, **more):
        self.server, self.network, self.kept = server, network, []
        sign = Sign(network, HANDLES.get(network, "waha"), keys or KEYS[network], server.base, **more)
        self.poster = poster(sign, self.kept.append, lambda: NOW, lambda address, port: str(address) == "127.0.0.1")

    def post(self, text=TEXT, **more):
        given = {"key": "k-1", "text": text, "thread": THREADS[self.network], "decided_at": NOW, "tried_at": NOW}
        return Reply(**given | more)

    def plan(self, what, part=""):
        self.server.plan.append((part or WRITES[self.network], what))

    def fails(self, **more):
        with pytest.raises(NotPosted) as caught:
            self.poster.reply(self.post(**more))
        return caught.value


@pytest.fixture
def home(request):
    with served(network_server(request.param)) as server:
        yield Home(server, request.param)


def on(*networks):
    return pytest.mark.parametrize("home", networks, indirect=True)


@on(*NETWORKS)
def test_a_reply_stands_under_the_question_as_it_was_approved(home):
    made = home.poster.reply(home.post())
    assert [p["text"] for p in home.server.posts] == [TEXT]
    assert made.url.startswith("https://")
    assert made.id


@on(*NETWORKS)
def test_a_second_part_follows_the_first(home):
    first = home.poster.reply(home.post("الجزء الأول"))
    home.poster.reply(home.post("الجزء الثاني", key="k-2", number=2, last=first.id))
    below = home.server.posts[1].get("above") or home.server.posts[1].get("referenced_tweets", [{}])[0].get("id")
    above = {"facebook": "77_99", "instagram": "17900", "youtube": None}  # these nest no deeper than the question
    assert below == above.get(home.network, first.id)


@on(*LOOKING)
def test_what_was_lost_on_the_way_is_found_among_others_and_over_pages(home):
    for n in range(3):  # others' posts with the same words, and older ones of ours
        home.server.posts.append({"id": str(n), "text": TEXT, "mine": False, "above": home_above(home), "at": ""})
    home.plan("lost")
    assert home.fails().code == "unsure"
    assert home.poster.find(home.post()).id
    assert sum(p["text"] == TEXT and p["mine"] for p in home.server.posts) == 1


def home_above(home):
    return {"facebook": "77_99", "instagram": "17900", "mastodon": QUESTION}.get(home.network, "")


@on(*LOOKING)
def test_what_never_arrived_is_not_found(home):
    home.plan("cut")
    assert home.fails().code == "unsure"
    assert home.poster.find(home.post()) is None
    assert home.server.posts == []


@on("telegram")
def test_a_bot_cannot_look(home):
    with pytest.raises(NotPosted) as caught:
        home.poster.find(home.post())
    assert caught.value.code == "cannot_look"


@on(*NETWORKS)
def test_nobody_there_means_nothing_was_posted(home):
    home.server.shutdown()
    home.server.server_close()
    assert home.fails().code == "unreached"


@on(*NETWORKS)
def test_a_broken_server_leaves_it_unsure(home):
    home.plan((502, {}, b"<html>bad gateway</html>"))
    assert home.fails().code == "unsure"


@on(*NETWORKS)
def test_an_answer_without_a_number_leaves_it_unsure(home):
    home.plan((200, {}, {"ok": True}))
    assert home.fails().code == "unsure"


GRAPH = {"error": {"code": 32, "message": "Page request limit reached"}}
USAGE = {"X-Business-Use-Case-Usage": '{"7":[{"type":"pages","estimated_time_to_regain_access":19}]}'}
SOON = str(int(NOW.timestamp()) + 60)
THROTTLED = {"X-RateLimit-Reset": "2026-11-22T06:05:00.000000Z"}
FLOOD = {"ok": False, "error_code": 429, "parameters": {"retry_after": 37}}
TOO_OFTEN = {
    "x": ((429, {"x-rate-limit-reset": str(int(NOW.timestamp()) + 600)}, {}), timedelta(minutes=10)),
    "facebook": ((400, USAGE, GRAPH), timedelta(minutes=19)),
    "instagram": ((400, {}, GRAPH), timedelta(minutes=15)),
    "youtube": ((403, {}, {"error": {"errors": [{"reason": "quotaExceeded"}]}}), timedelta(hours=2, minutes=1)),
    "telegram": ((429, {}, FLOOD), timedelta(seconds=37)),
    "mastodon": ((429, THROTTLED, {"error": "Throttled"}), timedelta(minutes=5)),
    "bluesky": ((429, {"RateLimit-Reset": SOON}, {"error": "RateLimitExceeded"}), timedelta(minutes=1)),
}  # fmt: skip


@on(*NETWORKS)
def test_too_often_says_until_when(home):
    answer, wait = TOO_OFTEN[home.network]
    home.plan(answer)
    fault = home.fails()
    assert (fault.code, fault.until - NOW) == ("limited", wait)
    assert home.server.posts == []


@on("x", "facebook", "instagram", "telegram", "mastodon")
def test_keys_that_have_ended_are_said_to_have_ended(home):
    home.server.token = "another"
    assert home.fails().code == "expired"


@on(*NETWORKS)
def test_a_question_that_is_gone_is_said_to_be_gone(home):
    home.server.is_gone = True
    gone = {
        "x": "https://x.com/ali/status/1", "facebook": "https://www.facebook.com/waha/posts/1?comment_id=2",
        "instagram": "https://www.instagram.com/p/Cx1/c/1/", "youtube": "https://www.youtube.com/watch?v=v1&lc=Ugx9",
        "telegram": "https://t.me/waha_news/1", "mastodon": "https://other.example/@ali/6",
        "bluesky": THREADS["bluesky"],
    }[home.network]  # fmt: skip
    assert home.fails(thread=gone).code == "gone"
    assert home.fails(thread="https://elsewhere.example/").code == "gone"


@on(*NETWORKS)
def test_no_key_stands_in_what_is_said_of_a_fault_or_in_the_logs(home, caplog):
    caplog.set_level(logging.DEBUG)
    home.server.plan = [("", (400, {}, {"said": [*KEYS[home.network].values()]}))] * 3
    said = home.fails().detail
    secrets = [value for value in KEYS[home.network].values() if len(value) > 5]
    assert secrets
    assert not any(secret in said or secret in caplog.text for secret in secrets)


@on("x", "instagram", "telegram", "mastodon", "bluesky")
def test_too_long_a_text_is_refused_for_good(home):
    if home.network == "x":
        home.plan((403, {}, {"detail": "Your Tweet text is too long."}))
    assert home.fails(text="ط" * 5000).code == "refused"


MINE = {
    "x": "7", "facebook": "7", "instagram": "7", "youtube": "UC7", "telegram": "7", "mastodon": "7",
    "bluesky": "did:plc:waha",
}  # fmt: skip


@on(*NETWORKS)
def test_every_network_says_whose_the_keys_are(home):
    held = home.poster.whose()
    assert (held.id, held.handle) == (MINE[home.network], HANDLES.get(home.network, "waha"))
    home.server.holder = "other.example" if home.network == "bluesky" else "other"
    assert home.poster.whose().handle == home.server.holder
    assert home.server.posts == []


@on(*NETWORKS)
def test_one_that_is_not_there_or_broken_says_nothing_of_whose_they_are(home):
    part = {"bluesky": "Session", "youtube": "/channels"}.get(home.network, "e")
    home.server.plan.append((part, (502, {}, b"bad gateway")))
    with pytest.raises(NotPosted) as caught:
        home.poster.whose()
    assert caught.value.code == "unreached"


def test_an_instagram_account_is_known_by_its_number_where_the_register_has_it():
    with served(network_server("instagram")) as server:
        held = Home(server, "instagram", remote_id="7").poster.whose()
        assert (held.id, held.handle) == ("7", "waha")
        assert server.seen[-1][1].startswith("/v23.0/7?")


@pytest.mark.parametrize(("handle", "held"), [("waha_news", "waha_news"), ("others_news", "waha")])
def test_a_bot_stands_for_the_channel_that_it_administers_and_for_no_other(handle, held):
    with served(network_server("telegram")) as server:
        sign = Sign("telegram", handle, KEYS["telegram"], server.base)
        bot = poster(sign, lambda fresh: None, lambda: NOW, lambda address, port: True)
        assert bot.whose().handle == held


# X


@on("x")
def test_x_says_when_it_has_the_same_text_already(home):
    home.poster.reply(home.post())
    assert home.fails(key="k-2").code == "duplicate"


@on("x")
@pytest.mark.parametrize("text", [TEXT, f"@ali {TEXT}", f"@ali @waha_city {TEXT}"])
def test_x_finds_its_own_reply_behind_the_names_that_x_puts_in_front(home, text):
    home.plan("lost")
    assert home.fails(text=text).code == "unsure"
    assert home.poster.find(home.post(text)).id == home.server.posts[0]["id"]
    assert home.poster.find(home.post("@ali نص آخر")) is None
    assert home.poster.find(home.post(f"{TEXT} @ali")) is None  # names elsewhere are part of the text


def test_x_renews_its_token_once_and_keeps_the_new_one_before_it_is_used():
    keys = {"client_id": "client", "client_secret": "secret", "access_token": "old", "refresh_token": "refresh-0"}
    with served(network_server("x")) as server:
        home = Home(server, "x", keys)
        home.poster.reply(home.post())
        assert home.kept == [{"access_token": server.token, "refresh_token": server.refresh}]
        server.refresh = "taken back"
        server.token = "ended"
        fault = home.fails(text="آخر")
    assert fault.code == "expired"
    assert "refresh-" not in fault.detail


def test_a_signature_is_that_of_the_published_example():
    """The example of X's documentation, «Creating a signature»."""
    params = {
        "status": "Hello Ladies + Gentlemen, a signed OAuth request!", "include_entities": "true",
        "oauth_consumer_key": "xvz1evFS4wEEPTGEFPHBog", "oauth_nonce": "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg",
        "oauth_signature_method": "HMAC-SHA1", "oauth_timestamp": "1318622958",
        "oauth_token": "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb", "oauth_version": "1.0",
    }  # fmt: skip
    keys = {
        "consumer_secret": "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw",
        "token_secret": "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE",
    }
    made = signing.signature("POST", "https://api.twitter.com/1.1/statuses/update.json", params, keys)
    assert made == "hCtSmYh+iHYCEqBWrE7C7hYmtUk="


# Facebook


@on("facebook")
def test_a_post_without_a_comment_is_named_after_its_page(home):
    home.poster.reply(home.post(thread="https://www.facebook.com/waha/posts/77"))
    assert home.server.posts[0]["above"] == "7_77"


@on("facebook")
@pytest.mark.parametrize(
    ("error", "code"),
    [
        ({"code": 506, "message": "Duplicate status message"}, "duplicate"),
        ({"code": 200, "message": "Permissions error"}, "refused"),
        ({"code": 2, "message": "Service temporarily unavailable"}, "unsure"),
        ({"code": 368, "message": "blocked"}, "refused"),
        ({"code": 80001, "message": "too many calls"}, "limited"),
    ],
)
def test_the_codes_of_the_graph_api_are_understood(home, error, code):
    home.plan((400, {}, {"error": error}))
    assert home.fails().code == code


HIDDEN = "https://www.facebook.com/waha/posts/pfbid0Abc"
WHOLE = {
    "facebook": HIDDEN, "instagram": "https://www.instagram.com/p/Cx1/?igsh=1",
    "youtube": "https://www.youtube.com/watch?v=v1",
}  # fmt: skip
UNDER = {"facebook": "7_77", "instagram": "17955", "youtube": "v1"}


@on(*WHOLE)
def test_without_a_comment_the_reply_stands_under_the_own_post_picture_or_video(home):
    thread = WHOLE[home.network]
    made = home.poster.reply(home.post("الجزء الأول", thread=thread))
    home.poster.reply(home.post("الجزء الثاني", key="k-2", number=2, last=made.id, thread=thread))
    first, second = home.server.posts
    assert first["above"] == UNDER[home.network]
    assert second["above"] == (first["id"] if home.network == "youtube" else UNDER[home.network])
    assert made.url.startswith("https://")
    assert "igsh" not in made.url


@on(*WHOLE)
def test_what_was_lost_there_is_found_and_what_never_arrived_is_not(home):
    part = {"facebook": "/comments", "instagram": "/comments", "youtube": "/commentThreads"}[home.network]
    thread = WHOLE[home.network]
    home.plan("cut", part)
    assert home.fails(thread=thread).code == "unsure"
    assert home.poster.find(home.post(thread=thread)) is None
    home.plan("lost", part)
    assert home.fails(thread=thread).code == "unsure"
    assert home.poster.find(home.post(thread=thread)).id
    assert len(home.server.posts) == 1


@on("facebook")
@pytest.mark.parametrize("post", [HIDDEN, "https://www.facebook.com/waha/posts/77"])
@pytest.mark.parametrize("comment", ["99", "pfbid0Cmt"])
def test_a_comment_whose_number_is_hidden_is_found_among_those_of_the_post(home, post, comment):
    thread = f"{post}?comment_id={comment}"
    made = home.poster.reply(home.post(thread=thread))
    assert home.server.posts[0]["above"] == "77_99"
    assert home.poster.find(home.post(thread=thread)).id == made.id


@on("facebook")
@pytest.mark.parametrize("thread", [f"{HIDDEN}?comment_id=98", f"{HIDDEN}?comment_id=pfbid0Other"])
def test_under_a_comment_that_is_not_listed_nothing_is_written_and_a_person_is_told(home, thread):
    assert home.fails(thread=thread).code == "hidden"
    assert home.server.posts == []


@on("facebook", "instagram")
def test_under_a_post_of_others_nobody_is_named_and_a_person_is_told(home):
    other = {"facebook": HIDDEN + "x", "instagram": "https://www.instagram.com/reel/Zz9/"}[home.network]
    assert home.fails(thread=other).code == "hidden"
    assert home.server.posts == []


# YouTube


@on("youtube")
def test_youtube_renews_what_has_ended_and_says_when_it_cannot(home):
    home.poster.reply(home.post())
    home.server.token = "ended"
    home.poster.reply(home.post("آخر"))
    assert [set(kept) for kept in home.kept] == [{"access_token"}, {"access_token"}]
    home.server.token, home.server.refresh = "ended", "taken back"
    assert home.fails(text="ثالث").code == "expired"


def test_the_day_of_the_quota_begins_at_midnight_in_california():
    assert next_day(NOW).isoformat() == "2026-11-22T00:01:00-08:00"
    assert next_day(datetime(2026, 7, 1, 7, 30, tzinfo=UTC)).isoformat() == "2026-07-02T00:01:00-07:00"


# Telegram


@on("telegram")
def test_a_private_group_is_reached_by_its_number(home):
    made = home.poster.reply(home.post(thread=f"https://t.me/c/1234567/{QUESTION}"))
    assert made.url == f"https://t.me/c/1234567/{made.id}"


# Mastodon


@on("mastodon")
def test_mastodon_makes_one_post_of_two_tries_with_the_same_key(home):
    home.plan("lost")
    home.fails()
    home.poster.reply(home.post())
    assert len(home.server.posts) == 1


@on("mastodon")
def test_a_post_on_our_own_server_needs_no_search(home):
    home.poster.reply(home.post(thread=f"{home.server.base}/@ali/{QUESTION}"))
    assert not any("/search" in path for _, path, *_ in home.server.seen)


# Bluesky


@on("bluesky")
def test_bluesky_names_root_parent_and_links(home):
    home.poster.reply(home.post(f"{TEXT} @ali.example #الإنارة @nobody.example"))
    record = home.server.records[record_key(home.post())]["value"]
    assert record["reply"]["root"]["cid"] == "cid-root"
    assert record["reply"]["parent"]["cid"] == "cid-question"
    raw = record["text"].encode()
    marked = {raw[f["index"]["byteStart"] : f["index"]["byteEnd"]].decode() for f in record["facets"]}
    assert marked == {"https://balady.example/1", "@ali.example", "#الإنارة"}


@on("bluesky")
def test_bluesky_sessions_are_kept_renewed_and_opened_anew(home):
    home.poster.reply(home.post())
    assert len(home.kept) == 1
    home.server.token = "ended"
    home.poster.reply(home.post("ثانٍ", key="k-2"))
    assert sum("createSession" in path for _, path, *_ in home.server.seen) == 1
    home.server.token = home.server.refresh = "ended"
    home.poster.reply(home.post("ثالث", key="k-3"))
    assert sum("createSession" in path for _, path, *_ in home.server.seen) == 2


def test_a_wrong_app_password_has_ended_for_us():
    with served(network_server("bluesky")) as server:
        assert Home(server, "bluesky", {"app_password": "wrong"}).fails().code == "expired"


@on("bluesky")
def test_the_key_of_a_record_is_the_same_at_every_try_and_another_for_every_post(home):
    post = home.post()
    assert record_key(post) == record_key(replace(post, text="other"))
    others = {record_key(replace(post, key=f"k-{n}", number=n)) for n in range(1, 20)}
    assert len(others) == 19
    assert all(len(key) == 13 and key[0] in "234567abcdefghij" for key in others)


def test_an_address_in_a_mark_is_no_tag_or_name():
    assert [f["features"][0]["$type"] for f in facets("https://a.example/#x/@b.example", str)] == [
        "app.bsky.richtext.facet#link"
    ]


# what all share


@pytest.mark.parametrize(
    ("status", "headers", "wait"),
    [
        (429, {"retry-after": "120"}, timedelta(minutes=2)),
        (429, {"retry-after": "Sun, 22 Nov 2026 06:30:00 GMT"}, timedelta(minutes=30)),
        (429, {"retry-after": "soon"}, timedelta(minutes=15)),
        (429, {"retry-after": "99999999"}, LONGEST_WAIT),
        (429, {"x-rate-limit-reset": "1"}, timedelta(seconds=1)),
        (503, {}, None),
        (400, {"retry-after": "5"}, None),
    ],
)
def test_when_to_come_again(status, headers, wait):
    until = again_at(Answer(status, headers, {}), NOW)
    assert (until - NOW if until else None) == wait


def test_a_day_that_is_over_counts_before_the_quarter_hour():
    heads = {"x-rate-limit-reset": str(int(NOW.timestamp()) + 60), "x-user-limit-24hour-remaining": "0"}
    heads["x-user-limit-24hour-reset"] = str(int(NOW.timestamp()) + 7200)
    assert again_at(Answer(429, heads, {}), NOW) - NOW == timedelta(hours=2)


def test_a_text_is_known_again_in_what_networks_make_of_it():
    assert same(TEXT, "أُعيدت الإنارة إلى حي الزهور &amp; ما حوله. التفاصيل: https://t.co/abc")
    assert not same(TEXT, TEXT + " (2/2)")
    assert of_markup("<p>أ &amp; ب</p><p>ج<br/>د</p>") == "أ & ب\nج\nد"


@pytest.mark.parametrize("network", NETWORKS)
def test_no_private_address_is_posted_to(network):
    sign = Sign(network, "waha", KEYS[network], "http://127.0.0.1:9")
    with pytest.raises(NotPosted) as caught:
        poster(sign, print, lambda: NOW).reply(Reply("k", "نص", THREADS[network], NOW))
    assert caught.value.code == "unreached"
    assert "token-0" not in repr(sign)
