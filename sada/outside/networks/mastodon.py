"""Mastodon: POST /api/v1/statuses with an Idempotency-Key, which a server remembers for an hour.

After an attempt whose fate is not known the key makes trying again safe for that hour; later, or when it is not
certain, the replies under the post are gone through first, for the account's own with the same text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sada.outside.networks.calls import Calls, checked
from sada.outside.networks.sameness import of_markup, same
from sada.ports import NotPosted, Posted, Reply, Sign
from sada.rules.accounts import Holder
from sada.rules.addresses import Place, place_of


class Mastodon:
    """Replies of one account on its own server."""

    def __init__(self, sign: Sign, calls: Calls) -> None:
        self._sign, self._calls = sign, calls

    def reply(self, post: Reply) -> Posted:
        """Post it under the question, or under the part before it, for everybody to see."""
        body = {
            "status": post.text,
            "in_reply_to_id": self._above(post),
            "visibility": "public",
            "language": post.language,
        }
        head = self._head() | {"Idempotency-Key": post.key}
        answer = checked(self._calls.post("/api/v1/statuses", headers=head, json=body), self._calls)
        return _posted(answer.data)

    def find(self, post: Reply) -> Posted | None:
        """Among the replies under the question."""
        mine = self._get("/api/v1/accounts/verify_credentials").get("id")
        above = self._above(post)
        rows = self._get(f"/api/v1/statuses/{above}/context").get("descendants") or []
        for row in rows:
            is_mine = (row.get("account") or {}).get("id") == mine and row.get("in_reply_to_id") == above
            if is_mine and same(of_markup(str(row.get("content", ""))), post.text):
                return _posted(row)
        return None

    def whose(self) -> Holder:
        """GET /api/v1/accounts/verify_credentials."""
        me = self._get("/api/v1/accounts/verify_credentials")
        return Holder(str(me.get("id", "")), str(me.get("username", "")), str(me.get("display_name", "")))

    def _above(self, post: Reply) -> str:
        if post.last:
            return post.last
        place = place_of("mastodon", post.thread)
        if place is None:
            raise NotPosted("gone", "no post stands at this address")
        return place.id if place.inside == self._calls.base else self._known_here(post, place)

    def _known_here(self, post: Reply, place: Place) -> str:
        """What our server calls a post of another one; it fetches it if it must."""
        found = self._get("/api/v2/search", {"q": post.thread, "type": "statuses", "resolve": "true"})
        rows = found.get("statuses") or []
        if not rows or not rows[0].get("id"):
            raise NotPosted("gone", f"the server finds no post {place.id} of {place.inside}")
        return str(rows[0]["id"])

    def _get(self, path: str, params: Mapping[str, str] | None = None) -> dict[str, Any]:
        return checked(self._calls.get(path, params, headers=self._head()), self._calls, writes=False).data

    def _head(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._sign.keys['access_token']}"}


def _posted(row: Mapping[str, Any]) -> Posted:
    number = row.get("id")
    if not isinstance(number, str) or not number:
        raise NotPosted("unsure", "the answer names no post")
    return Posted(number, str(row.get("url") or row.get("uri") or ""))
