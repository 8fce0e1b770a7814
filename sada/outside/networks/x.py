"""X, API v2: POST /2/tweets with reply.in_reply_to_tweet_id. Signed after OAuth 1.0a, or with a token that is renewed.

X knows no key for idempotency; it refuses the same text twice in a short while, which is no promise. After an attempt
whose fate is not known, the account's own posts are gone through for one under the same post with the same text. X puts
the names of those who are answered in front of it («@ali …»), so the names in front count on neither side.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, timedelta
from typing import Any

from sada.outside.networks.calls import Answer, Calls, checked, detail
from sada.outside.networks.sameness import same
from sada.outside.networks.signing import Keep, renewed, signed
from sada.ports import NotPosted, Posted, Reply, Sign
from sada.rules.accounts import Holder
from sada.rules.addresses import place_of

BASE = "https://api.x.com"
PAGES = 10  # of a hundred posts each
BEFORE = timedelta(minutes=5)  # clocks differ
_ANSWERED = re.compile(r"\A(?:\s*@\w{1,15}(?=\s|\Z))+")


class X:
    """Replies of one account on X."""

    def __init__(self, sign: Sign, calls: Calls, keep: Keep) -> None:
        self._sign, self._calls, self._keep = sign, calls, keep
        self._keys = dict(sign.keys)

    def reply(self, post: Reply) -> Posted:
        """Post it under the question, or under the part before it."""
        body = {"text": post.text, "reply": {"in_reply_to_tweet_id": self._above(post)}}
        answer = self._ask("POST", "/2/tweets", json=body)
        said = _said(answer)
        if answer.status in (400, 403) and "duplicate" in said.lower():
            raise NotPosted("duplicate", detail(answer, self._calls, said))
        if answer.status in (400, 403) and "not visible" in said.lower():
            raise NotPosted("gone", detail(answer, self._calls, said))
        checked(answer, self._calls, said)
        return self._posted(answer.data.get("data", {}).get("id"))

    def find(self, post: Reply) -> Posted | None:
        """Among the account's own posts since it was first tried."""
        me = checked(self._ask("GET", "/2/users/me"), self._calls, writes=False)
        path = f"/2/users/{me.data.get('data', {}).get('id', '')}/tweets"
        since = (post.tried_at or post.decided_at) - BEFORE
        start = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        params = {"max_results": "100", "tweet.fields": "referenced_tweets,created_at", "start_time": start}
        above = self._above(post)
        for _ in range(PAGES):
            answer = checked(self._ask("GET", path, params), self._calls, writes=False)
            for row in answer.data.get("data") or []:
                if _under(row) == above and same(_bare(row.get("text", "")), _bare(post.text)):
                    return self._posted(row.get("id"))
            token = answer.data.get("meta", {}).get("next_token")
            if not token:
                return None
            params["pagination_token"] = token
        raise NotPosted("cannot_look", "too many posts since then")

    def whose(self) -> Holder:
        """GET /2/users/me. The token needs users.read beside what it posts with."""
        me = checked(self._ask("GET", "/2/users/me"), self._calls, writes=False).data.get("data") or {}
        return Holder(str(me.get("id", "")), str(me.get("username", "")), str(me.get("name", "")))

    def _above(self, post: Reply) -> str:
        place = place_of("x", post.thread)
        if place is None:
            raise NotPosted("gone", "no post stands at this address")
        return post.last or place.id

    def _posted(self, number: object) -> Posted:
        if not isinstance(number, str) or not number:
            raise NotPosted("unsure", "the answer names no post")
        return Posted(number, f"https://x.com/{self._sign.handle}/status/{number}")

    def _ask(self, method: str, path: str, params: Mapping[str, str] | None = None, **more: Any) -> Answer:
        answer = self._once(method, path, params, **more)
        if answer.status == 401 and "refresh_token" in self._keys and "consumer_key" not in self._keys:
            fresh = renewed(self._calls, "/2/oauth2/token", self._keys)
            self._keep(fresh)  # before anything else: the old refresh token holds no longer
            self._keys |= fresh
            answer = self._once(method, path, params, **more)
        return answer

    def _once(self, method: str, path: str, params: Mapping[str, str] | None, **more: Any) -> Answer:
        if "consumer_key" in self._keys:
            head = signed(method, self._calls.url(path), params or {}, self._keys, self._calls.now())
        else:
            head = f"Bearer {self._keys['access_token']}"
        if method == "GET":
            return self._calls.get(path, params, headers={"Authorization": head})
        return self._calls.post(path, headers={"Authorization": head}, **more)


def _bare(text: str) -> str:
    """A text without the names of those who are answered in front of it."""
    return _ANSWERED.sub("", text)


def _under(row: Mapping[str, Any]) -> str:
    """The post that a post answers."""
    named = [r.get("id", "") for r in row.get("referenced_tweets") or [] if r.get("type") == "replied_to"]
    return named[0] if named else ""


def _said(answer: Answer) -> str:
    """Problem details, or the errors of an answer."""
    errors = answer.data.get("errors") or [{}]
    first = errors[0] if isinstance(errors, list) and isinstance(errors[0], dict) else {}
    return str(answer.data.get("detail") or first.get("message") or first.get("detail") or "")
