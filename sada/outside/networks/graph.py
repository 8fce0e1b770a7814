"""Facebook and Instagram by the Graph API: a reply under a comment, a comment under an own post or picture.

The address of a post may hide its number (pfbid…), and that of a picture never tells it. It is looked up among the
account's own posts, the only ones that the API lists, and a comment on it among those of the post; under those of
others, and where the comment is not found, a person replies by hand.

It knows no key for idempotency. After an attempt whose fate is not known, the replies under the comment are gone
through, page by page, for the account's own with the same text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from sada.outside.networks.calls import WAIT, Answer, Calls, again_at, code_of, detail
from sada.outside.networks.sameness import same
from sada.ports import NotPosted, Posted, Reply, Sign
from sada.rules.accounts import Holder
from sada.rules.addresses import PICTURE, Place, comment_named, is_hidden, place_of

BASE = "https://graph.facebook.com/v23.0"
PAGES = 40  # of fifty replies each
_EXPIRED = frozenset({102, 190, 463, 467})
_LIMITED = frozenset({4, 17, 32, 341, 613})
_LIMITED_USE_CASE = range(80000, 80015)
_PASSING = frozenset({1, 2})
_DUPLICATE = frozenset({506})


class Facebook:
    """Replies of one page under comments on its posts."""

    network, where, fields = "facebook", "comments", "id,message,from,permalink_url"
    own, named = "posts", "permalink_url"  # where the account's own posts are listed, and the field with their address

    def __init__(self, sign: Sign, calls: Calls) -> None:
        self._sign, self._calls = sign, calls

    def reply(self, post: Reply) -> Posted:
        """Put it under the question; further parts stand under it too, for replies to replies are not nested."""
        path = self._path(post)
        answer = self._calls.post(path, headers=self._head(), data={"message": post.text})
        self._check(answer, writes=True)
        number = answer.data.get("id")
        if not isinstance(number, str) or not number:
            raise NotPosted("unsure", "the answer names no comment")
        return Posted(number, self._address(number, {}, post))

    def find(self, post: Reply) -> Posted | None:
        """Among the replies that stand under the question."""
        mine = self._me()
        for row in self._rows(self._path(post), self.fields):
            if self._is_mine(row, mine) and same(self._text(row), post.text):
                return Posted(str(row["id"]), self._address(str(row["id"]), row, post))
        return None

    def whose(self) -> Holder:
        """GET /me with the token of a page: the page itself. One without a name of its own is known by its number."""
        row = self._row("/me", "id,name,username")
        return Holder(str(row.get("id", "")), str(row.get("username", "")), str(row.get("name", "")))

    def _row(self, path: str, fields: str) -> Mapping[str, Any]:
        answer = self._calls.get(path, {"fields": fields}, headers=self._head())
        self._check(answer, writes=False)
        return answer.data

    def _me(self) -> str:
        """The number of the page."""
        return self._sign.remote_id or str(self._row("/me", "id").get("id", ""))

    def _is_mine(self, row: Mapping[str, Any], mine: str) -> bool:
        return bool(mine) and str((row.get("from") or {}).get("id", "")) == mine

    def _text(self, row: Mapping[str, Any]) -> str:
        return str(row.get("message", ""))

    def _address(self, number: str, row: Mapping[str, Any], post: Reply) -> str:
        return str(row.get("permalink_url") or f"https://www.facebook.com/{number}")

    def _path(self, post: Reply) -> str:
        """Where the replies to the question are read and written."""
        place = place_of(self.network, post.thread)
        if place is None:
            raise NotPosted("gone", "no comment stands at this address")
        return f"/{self._above(place)}/{self.where}"

    def _above(self, place: Place) -> str:
        post, _, comment = place.id.partition("_")
        if comment and not is_hidden(post) and not is_hidden(comment):
            return place.id
        if is_hidden(post):
            post = self._looked_up(post).rsplit("_", 1)[-1]
        whole = f"{place.inside or self._me()}_{post}"
        return self._comment(whole, comment) if comment else whole

    def _comment(self, post: str, name: str) -> str:
        """The number under which the API knows a comment, found among those of the post by its address: it may begin
        with another number than the post's, and be hidden in the address. What is not found is answered by hand."""
        for row in self._rows(f"/{post}/comments", "id,permalink_url"):
            number = str(row.get("id", ""))
            if name in (comment_named(str(row.get("permalink_url", ""))), number.rpartition("_")[2]):
                return number
        raise NotPosted("hidden", "it is none of the comments that the network lists under the post")

    def _looked_up(self, name: str) -> str:
        """The number of an own post that is known by a word of its address."""
        for row in self._rows(f"/{self._sign.remote_id or 'me'}/{self.own}", f"id,{self.named}"):
            if name in str(row.get(self.named, "")).split("?")[0].split("/"):
                return str(row.get("id", ""))
        raise NotPosted("hidden", "it is none of the account's own posts")

    def _rows(self, path: str, fields: str) -> Iterator[Mapping[str, Any]]:
        """All rows. The next page is asked for by its cursor: its ready address has the token in it."""
        params = {"fields": fields, "limit": "50"}
        for _ in range(PAGES):
            answer = self._calls.get(path, params, headers=self._head())
            self._check(answer, writes=False)
            yield from answer.data.get("data") or []
            paging = answer.data.get("paging") or {}
            after = (paging.get("cursors") or {}).get("after")
            if not paging.get("next") or not after:
                return
            params["after"] = str(after)
        raise NotPosted("cannot_look", "too many replies under this comment")

    def _head(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._sign.keys['access_token']}"}

    def _check(self, answer: Answer, *, writes: bool) -> None:
        """The codes of the Graph API say more than its status, which is 400 for nearly everything."""
        error = answer.data.get("error")
        if answer.is_ok and not error:
            return
        error = error if isinstance(error, dict) else {}
        said = detail(answer, self._calls, f"{error.get('code', '')} {error.get('message', '')}".strip())
        code = graph_code(error, answer.status, writes)
        raise NotPosted(code, said, self._until(answer, code))

    def _until(self, answer: Answer, code: str) -> datetime | None:
        now = self._calls.now()
        minutes = _minutes(answer) if code == "limited" else 0
        if minutes:
            return now + timedelta(minutes=minutes)
        return again_at(answer, now) or (now + WAIT if code == "limited" else None)


class Instagram(Facebook):
    """Replies of one professional account under comments on its pictures and reels."""

    network, where, fields = "instagram", "replies", "id,text,username,timestamp"
    own, named = "media", "permalink"

    def whose(self) -> Holder:
        """The account that the token's page is joined with; with a number, the account under it, which only a token of
        its own page may read. A server that signs accounts in itself (graph.instagram.com) names it under /me."""
        if self._sign.remote_id:
            row = self._row(f"/{self._sign.remote_id}", "id,username")
        elif "graph.instagram.com" in self._calls.base:
            row = self._row("/me", "user_id,username")
        else:
            row = self._row("/me", "instagram_business_account{id,username}").get("instagram_business_account") or {}
        return Holder(str(row.get("user_id") or row.get("id", "")), str(row.get("username", "")))

    def _me(self) -> str:
        return self._sign.handle.lower()

    def _is_mine(self, row: Mapping[str, Any], mine: str) -> bool:
        return str(row.get("username", "")).lower() == mine

    def _text(self, row: Mapping[str, Any]) -> str:
        return str(row.get("text", ""))

    def _path(self, post: Reply) -> str:
        place = place_of(self.network, post.thread)
        if place is not None and place.inside == PICTURE:
            return f"/{self._looked_up(place.id)}/comments"
        return super()._path(post)

    def _above(self, place: Place) -> str:
        return place.id

    def _address(self, number: str, row: Mapping[str, Any], post: Reply) -> str:
        picture = post.thread.partition("/c/")[0].partition("?")[0].rstrip("/")
        return f"{picture}/c/{number}/"


def graph_code(error: Mapping[str, Any], status: int, writes: bool) -> str:
    """What an error of the Graph API means."""
    number = error.get("code")
    if number in _EXPIRED:
        return "expired"
    if number in _LIMITED or number in _LIMITED_USE_CASE:
        return "limited"
    if number in _DUPLICATE:
        return "duplicate"
    if number in _PASSING or error.get("is_transient") is True:
        return "unsure" if writes else "unreached"
    if number == 100 and error.get("error_subcode") == 33:
        return "gone"
    return code_of(status, writes) if number is None else "refused"


def _minutes(answer: Answer) -> int:
    """How long a page that asked too often must wait, by the header that says so for its use case."""
    import json

    try:
        usage = json.loads(answer.headers.get("x-business-use-case-usage", "{}"))
        waits = [int(row.get("estimated_time_to_regain_access", 0)) for rows in usage.values() for row in rows]
    except (ValueError, AttributeError, TypeError):
        return 0
    return min(max(waits, default=0), 2880)
