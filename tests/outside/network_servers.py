"""Networks of the tests' own on 127.0.0.1. Each speaks its network's documented protocol: who may, what is too often,
what is too long, pages, duplicates, tokens that end. None of them is the network itself.

`server.plan` holds what is to go wrong: (part of a path, what), each once, in order. What: an answer (status, headers,
data); "lost": it is done and the answer never comes; "cut": the line breaks before anything is done; or a function of
the server that returns one of these, or None for not yet.
"""

import base64
import hashlib
import hmac
import json
import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from urllib.parse import parse_qsl, quote, unquote, urlsplit

PAGE = 2  # few to a page, so that paging is met
QUESTION = "900"


class Refused(Exception):
    """What the network answers instead."""

    def __init__(self, status, data, headers=None):
        self.status, self.data, self.headers = status, data, headers or {}


class Network(BaseHTTPRequestHandler):
    """One request: read, planned faults, then `speak`, which returns data or raises Refused."""

    def log_message(self, *args):
        pass

    def do_GET(self):
        self.handle_one()

    def do_POST(self):
        self.handle_one()

    def handle_one(self):
        parts = urlsplit(self.path)
        self.steps, self.query = parts.path, dict(parse_qsl(parts.query))
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        is_json = "json" in (self.headers.get("Content-Type") or "")
        self.given = json.loads(raw) if is_json and raw else dict(parse_qsl(raw.decode()))
        self.server.seen.append((self.command, self.path, self.given, dict(self.headers)))
        fault = self.planned()
        if fault == "cut":
            self.hang_up()
            return
        try:
            status, data, headers = (
                (fault[0], fault[2], fault[1]) if fault and fault != "lost" else (200, self.speak(), {})
            )
        except Refused as refused:
            status, data, headers = refused.status, refused.data, refused.headers
        if fault == "lost":
            self.hang_up()
            return
        self.answer(status, data, headers)

    def planned(self):
        for n, (part, what) in enumerate(self.server.plan):
            if part in self.path and (fault := what(self.server) if callable(what) else what):
                del self.server.plan[n]
                return fault
        return None

    def hang_up(self):
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def answer(self, status, data, headers):
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    @property
    def bearer(self):
        return (self.headers.get("Authorization") or "").removeprefix("Bearer ")

    def add(self, **post):
        post["id"] = str(next(self.server.numbers))
        self.server.posts.append(post)
        return post

    def paged(self, rows, at):
        start = int(at or 0)
        return rows[start : start + PAGE], (str(start + PAGE) if start + PAGE < len(rows) else "")


class XNetwork(Network):
    def speak(self):
        if self.steps == "/2/oauth2/token":
            return self.token()
        self.check()
        if self.steps == "/2/users/me":
            return {"data": {"id": "7", "username": self.server.holder}}
        if self.steps == "/2/users/7/tweets":
            mine = [p for p in reversed(self.server.posts) if p["mine"] and p["at"] >= self.query["start_time"]]
            rows, following = self.paged([self.shown(p) for p in mine], self.query.get("pagination_token"))
            return {"data": rows, "meta": {"next_token": following} if following else {}}
        assert self.steps == "/2/tweets", self.steps
        text, above = self.given["text"], self.given["reply"]["in_reply_to_tweet_id"]
        if above not in [QUESTION, *(p["id"] for p in self.server.posts)]:
            raise Refused(403, {"detail": "You attempted to reply to a Tweet that is deleted or not visible to you."})
        if any(p["text"] == text and p["mine"] for p in self.server.posts):
            raise Refused(403, {"detail": "You are not allowed to create a Tweet with duplicate content."})
        made = self.add(
            text=text, mine=True, at=self.server.clock, referenced_tweets=[{"type": "replied_to", "id": above}]
        )
        return {"data": {"id": made["id"], "text": self.shown(made)["text"]}}

    def shown(self, post):
        """As X shows a reply: with the names of those who are answered in front of its text."""
        return post | {"text": f"@ali @waha_city {post['text']}"}

    def token(self):
        basic = base64.b64encode(b"client:secret").decode()
        assert self.headers["Authorization"] == f"Basic {basic}"
        if self.given["refresh_token"] != self.server.refresh:
            raise Refused(
                400, {"error": "invalid_request", "error_description": "Value passed for the token was invalid."}
            )
        n = next(self.server.numbers)
        self.server.token, self.server.refresh = f"token-{n}", f"refresh-{n}"  # the old one holds no longer
        return {"access_token": self.server.token, "refresh_token": self.server.refresh, "expires_in": 7200}

    def check(self):
        head = self.headers.get("Authorization", "")
        good = self.is_signed(head) if head.startswith("OAuth ") else self.bearer == self.server.token
        if not good:
            raise Refused(401, {"title": "Unauthorized", "detail": "Unauthorized", "status": 401})

    def is_signed(self, head):
        given = {k: unquote(v.strip('"')) for k, v in (p.split("=", 1) for p in head[6:].split(", "))}
        claimed = given.pop("oauth_signature")
        pairs = sorted((quote(k, safe="-._~"), quote(v, safe="-._~")) for k, v in {**self.query, **given}.items())
        url = f"http://{self.headers['Host']}{self.steps}"
        base = "&".join(quote(p, safe="-._~") for p in (self.command, url, "&".join(f"{k}={v}" for k, v in pairs)))
        key = b"consumer-secret&token-secret"
        made = base64.b64encode(hmac.new(key, base.encode(), hashlib.sha1).digest()).decode()
        return hmac.compare_digest(made, claimed) and given["oauth_token"] == self.server.token


class GraphNetwork(Network):
    """Facebook (comments) and Instagram (replies): errors are 400 with a code of their own."""

    def speak(self):
        if self.bearer != self.server.token:
            raise self.error(190, "Error validating access token: Session has expired.", error_subcode=463)
        if self.steps in ("/v23.0/me", "/v23.0/7"):
            return self.me()
        _, _, above, kind = self.steps.split("/")
        if kind in ("posts", "media"):
            return self.own(kind)
        if above not in ("77_99", "7_77", "17900", "17955"):
            raise self.error(100, "Unsupported request. Object does not exist.", error_subcode=33)
        if self.command == "POST":
            if kind == "replies" and len(self.given["message"]) > 300:
                raise self.error(100, "The comment is too long.")
            made = self.add(text=self.given["message"], mine=True, above=above)
            return {"id": made["id"]}
        if self.query["fields"] == "id,permalink_url":
            return self.named(above)
        rows, after = self.paged([p for p in self.server.posts if p["above"] == above], self.query.get("after"))
        paging = {"cursors": {"after": after or "end"}} | (
            {"next": "https://evil.example/?access_token=x"} if after else {}
        )
        return {"data": [self.shown(p, kind) for p in rows], "paging": paging}

    def named(self, above):
        """The comments under a post by their addresses, the one asked for on the second page, the words hiding its
        number in one of them."""
        page = "https://www.facebook.com/waha/posts/pfbid0Abc?comment_id="
        rows = [{"id": f"7_{n}", "permalink_url": f"{page}{n}"} for n in range(PAGE)]
        rows += [{"id": "77_99", "permalink_url": f"{page}pfbid0Cmt"}] if above == "7_77" else []
        rows, after = self.paged(rows, self.query.get("after"))
        return {"data": rows, "paging": {"cursors": {"after": after or "end"}} | ({"next": "x"} if after else {})}

    def me(self):
        """The page that the token is of, with the picture account joined to it."""
        me = {"id": "7", "username": self.server.holder, "name": "الواحة"}
        return {"id": "9", "instagram_business_account": me} if "instagram" in self.query["fields"] else me

    def own(self, kind):
        """The account's own posts, the one asked for on the second page."""
        if kind == "posts":
            name, page = "permalink_url", "https://www.facebook.com/waha/posts/pfbid0"
            rows = [{"id": f"7_{n}", name: f"{page}other{n}"} for n in range(PAGE)] + [
                {"id": "7_77", name: f"{page}Abc"}
            ]
        else:
            name, page = "permalink", "https://www.instagram.com/p/"
            rows = [{"id": str(n), name: f"{page}Other{n}/"} for n in range(PAGE)] + [
                {"id": "17955", name: f"{page}Cx1/"}
            ]
        rows, after = self.paged(rows, self.query.get("after"))
        return {"data": rows, "paging": {"cursors": {"after": after or "end"}} | ({"next": "x"} if after else {})}

    def shown(self, post, kind):
        if self.steps == "/v23.0/17955/comments" or kind == "replies":
            return {"id": post["id"], "text": post["text"], "username": "waha" if post["mine"] else "ali"}
        return {"id": post["id"], "message": post["text"], "from": {"id": "7" if post["mine"] else "8"}}

    def error(self, code, message, status=400, **more):
        return Refused(status, {"error": {"message": message, "type": "OAuthException", "code": code, **more}})


class YouTubeNetwork(Network):
    def speak(self):
        if self.steps == "/token":
            if self.given["refresh_token"] != self.server.refresh:
                raise Refused(400, {"error": "invalid_grant"})
            self.server.token = f"token-{next(self.server.numbers)}"
            return {"access_token": self.server.token, "expires_in": 3599}  # Google keeps the refresh token
        if self.bearer != self.server.token:
            raise self.error(401, "authError", "Invalid Credentials")
        if self.steps == "/youtube/v3/channels":
            return {"items": [{"id": "UC7", "snippet": {"customUrl": f"@{self.server.holder}", "title": "الواحة"}}]}
        if self.command == "POST":
            return self.written(self.given["snippet"])
        rows, following = self.paged(self.server.posts, self.query.get("pageToken"))
        shown = [
            {
                "id": p["id"],
                "snippet": {"textDisplay": p["text"], "authorChannelId": {"value": "UC7" if p["mine"] else "UC8"}},
            }
            for p in rows
        ]
        if self.steps.endswith("/commentThreads"):
            shown = [{"id": one["id"], "snippet": {"topLevelComment": one}} for one in shown]
        return {"items": shown} | ({"nextPageToken": following} if following else {})

    def written(self, said):
        """A comment under the video, or a reply under a comment."""
        if self.steps.endswith("/commentThreads"):
            if said["videoId"] != "v1":
                raise self.error(404, "videoNotFound", "The video could not be found.")
            text = said["topLevelComment"]["snippet"]["textOriginal"]
            return {"id": self.add(text=text, mine=True, above="v1")["id"]}
        if said["parentId"] not in ("Ugx1", *(p["id"] for p in self.server.posts)):
            raise self.error(404, "parentCommentNotFound", "The comment's parent could not be found.")
        above = {} if said["parentId"] == "Ugx1" else {"above": said["parentId"]}
        return {"id": self.add(text=said["textOriginal"], mine=True, **above)["id"]}

    def error(self, status, reason, message):
        return Refused(status, {"error": {"code": status, "message": message, "errors": [{"reason": reason}]}})


class TelegramNetwork(Network):
    def speak(self):
        if not self.steps.startswith(f"/bot{self.server.token}/"):
            raise self.error(401, "Unauthorized")
        if self.steps.endswith("/getMe"):
            return {"ok": True, "result": {"id": 7, "is_bot": True, "username": self.server.holder}}
        if self.steps.endswith("/getChatMember"):
            if self.given["chat_id"] != "@waha_news" or self.given["user_id"] != 7:
                raise self.error(400, "Bad Request: chat not found")
            return {"ok": True, "result": {"status": "administrator"}}
        above = self.given["reply_parameters"]["message_id"]
        if self.given["chat_id"] not in ("@waha_news", -1001234567):
            raise self.error(400, "Bad Request: chat not found")
        if str(above) not in [QUESTION, *(p["id"] for p in self.server.posts)]:
            raise self.error(400, "Bad Request: message to be replied not found")
        if len(self.given["text"]) > 4096:
            raise self.error(400, "Bad Request: message is too long")
        made = self.add(text=self.given["text"], mine=True, above=str(above))
        return {"ok": True, "result": {"message_id": int(made["id"]), "text": made["text"]}}

    def error(self, status, words, **more):
        return Refused(status, {"ok": False, "error_code": status, "description": words, **more})


class MastodonNetwork(Network):
    def speak(self):
        if self.bearer != self.server.token:
            raise Refused(401, {"error": "The access token is invalid"})
        if self.steps == "/api/v1/accounts/verify_credentials":
            return {"id": "7", "username": self.server.holder}
        if self.steps == "/api/v2/search":
            known = self.query["q"] == "https://other.example/@ali/5" and self.query["resolve"] == "true"
            return {"statuses": [{"id": QUESTION}] if known else []}
        if self.command == "GET":
            above = self.steps.split("/")[4]
            return {
                "ancestors": [],
                "descendants": [self.shown(p) for p in self.server.posts if self.is_below(p, above)],
            }
        key = self.headers["Idempotency-Key"]
        if key in self.server.keys:  # the same post again, as it was made
            return self.shown(self.server.keys[key])
        if self.given["in_reply_to_id"] not in [QUESTION, *(p["id"] for p in self.server.posts)]:
            raise Refused(404, {"error": "Record not found"})
        if len(self.given["status"]) > 500:
            raise Refused(422, {"error": "Validation failed: Text character limit of 500 exceeded"})
        made = self.add(text=self.given["status"], mine=True, above=self.given["in_reply_to_id"])
        self.server.keys[key] = made
        return self.shown(made)

    def is_below(self, post, above):
        return above == QUESTION or post["above"] == above

    def shown(self, post):
        content = "<p>" + post["text"].replace("&", "&amp;").replace("\n\n", "</p><p>").replace("\n", "<br>") + "</p>"
        account = {"id": "7" if post["mine"] else "8"}
        url = f"https://social.example/@waha/{post['id']}"
        return {"id": post["id"], "content": content, "account": account, "in_reply_to_id": post["above"], "url": url}


class BlueskyNetwork(Network):
    QUESTION_URI = "at://did:plc:ali/app.bsky.feed.post/3kquestion"

    def speak(self):
        name = self.steps.removeprefix("/xrpc/")
        if name == "com.atproto.server.createSession":
            if self.given != {"identifier": "waha.example", "password": "app-password-1"}:
                raise Refused(401, {"error": "AuthenticationRequired", "message": "Invalid identifier or password"})
            return self.session()
        if name == "com.atproto.server.refreshSession":
            if self.bearer != self.server.refresh:
                raise Refused(400, {"error": "ExpiredToken", "message": "Token has been revoked"})
            return self.session()
        if self.bearer != self.server.token:
            raise Refused(400, {"error": "ExpiredToken", "message": "Token has expired"})
        return getattr(self, name.rpartition(".")[2])()

    def session(self):
        n = next(self.server.numbers)
        self.server.token, self.server.refresh = f"jwt-access-{n}", f"jwt-refresh-{n}"
        return {"accessJwt": self.server.token, "refreshJwt": self.server.refresh, "did": "did:plc:waha"}

    def getSession(self):
        return {"handle": self.server.holder, "did": "did:plc:waha"}

    def resolveHandle(self):
        if self.query["handle"] not in ("ali.example", "waha.example"):
            raise Refused(400, {"error": "InvalidRequest", "message": "Unable to resolve handle"})
        return {"did": "did:plc:" + self.query["handle"].split(".")[0]}

    def getPosts(self):
        if self.query["uris"] != self.QUESTION_URI or self.server.is_gone:
            return {"posts": []}
        record = {"reply": {"root": {"uri": "at://did:plc:first/x/1", "cid": "cid-root"}}}
        return {"posts": [{"uri": self.QUESTION_URI, "cid": "cid-question", "record": record}]}

    def getRecord(self):
        row = self.server.records.get(self.query["rkey"])
        if row is None or self.query["repo"] != "did:plc:waha":
            raise Refused(400, {"error": "RecordNotFound", "message": "Could not locate record"})
        return row

    def createRecord(self):
        key, record = self.given["rkey"], self.given["record"]
        if key in self.server.records:
            raise Refused(400, {"error": "InvalidRequest", "message": "Record already exists"})
        if len(record["text"]) > 300:
            raise Refused(
                400, {"error": "InvalidRequest", "message": "Record/text must not be longer than 300 graphemes"}
            )
        uri = f"at://did:plc:waha/app.bsky.feed.post/{key}"
        self.server.records[key] = {"uri": uri, "cid": f"cid-{key}", "value": record}
        self.add(text=record["text"], mine=True, above=record["reply"]["parent"]["uri"])
        return {"uri": uri, "cid": f"cid-{key}"}


KINDS = {
    "x": XNetwork,
    "facebook": GraphNetwork,
    "instagram": GraphNetwork,
    "youtube": YouTubeNetwork,
    "telegram": TelegramNetwork,
    "mastodon": MastodonNetwork,
    "bluesky": BlueskyNetwork,
}
BASES = {"facebook": "/v23.0", "instagram": "/v23.0", "youtube": "/youtube/v3"}
KEYS = {
    "x": {
        "consumer_key": "consumer-key", "consumer_secret": "consumer-secret",
        "token": "token-0", "token_secret": "token-secret",
    },
    "facebook": {"access_token": "token-0"},
    "instagram": {"access_token": "token-0"},
    "youtube": {"client_id": "client", "client_secret": "secret", "refresh_token": "refresh-0"},
    "telegram": {"bot_token": "token-0"},
    "mastodon": {"access_token": "token-0"},
    "bluesky": {"app_password": "app-password-1"},
}  # fmt: skip
THREADS = {
    "x": f"https://x.com/ali/status/{QUESTION}",
    "facebook": "https://www.facebook.com/waha/posts/77?comment_id=99",
    "instagram": "https://www.instagram.com/p/Cx1/c/17900/",
    "youtube": "https://www.youtube.com/watch?v=v1&lc=Ugx1",
    "telegram": f"https://t.me/waha_news/{QUESTION}",
    "mastodon": "https://other.example/@ali/5",
    "bluesky": "https://bsky.app/profile/ali.example/post/3kquestion",
}
HANDLES = {"bluesky": "waha.example"}


def network_server(network):
    """A server of one network, with nothing on it but the question."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), KINDS[network])
    server.daemon_threads = True
    server.posts, server.seen, server.plan, server.keys, server.records = [], [], [], {}, {}
    server.numbers, server.token, server.refresh, server.is_gone = count(1001), "token-0", "refresh-0", False
    server.holder = HANDLES.get(network, "waha")
    server.clock = "2026-11-22T06:00:00Z"
    server.base = f"http://127.0.0.1:{server.server_address[1]}{BASES.get(network, '')}"
    return server
