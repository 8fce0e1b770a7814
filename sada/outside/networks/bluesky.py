"""Bluesky, AT Protocol: a record of app.bsky.feed.post with the roots of its thread and the places of its links.

The key of the record is made from what was decided, so it is the same however often it is tried: whether the post
stands is a question about one name, and a second record under it is impossible.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC
from typing import Any
from urllib.parse import quote

from sada.outside.networks.bluesky_facets import facets
from sada.outside.networks.calls import Answer, Calls, again_at, code_of, detail
from sada.outside.networks.sameness import same
from sada.outside.networks.signing import Keep
from sada.ports import NotPosted, Posted, Reply, Sign
from sada.rules.accounts import Holder
from sada.rules.addresses import place_of

BASE = "https://bsky.social"
KIND = "app.bsky.feed.post"
_LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
_STALE = frozenset({"ExpiredToken", "InvalidToken"})
_SHUT_OUT = frozenset({"AuthenticationRequired", "AuthFactorTokenRequired", "AccountTakedown", "InvalidToken"})


class Bluesky:
    """Replies of one account, by its own server."""

    def __init__(self, sign: Sign, calls: Calls, keep: Keep) -> None:
        self._sign, self._calls, self._keep = sign, calls, keep
        self._keys = dict(sign.keys)

    def reply(self, post: Reply) -> Posted:
        """Write the record under the question, or under the part before it."""
        parent, root = self._thread(post)
        record = {
            "$type": KIND,
            "text": post.text,
            "createdAt": post.decided_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "langs": [post.language],
            "reply": {"root": root, "parent": parent},
        }
        found = facets(post.text, self._did_of)
        if found:
            record["facets"] = found
        body = {"repo": self._did(), "collection": KIND, "rkey": record_key(post), "validate": True, "record": record}
        answer = self._ask("POST", "com.atproto.repo.createRecord", json=body)
        if not answer.is_ok and "exists" in str(answer.data.get("message", "")).lower():
            raise NotPosted("duplicate", detail(answer, self._calls))
        self._check(answer, writes=True)
        return self._posted(answer.data.get("uri"), record_key(post))

    def find(self, post: Reply) -> Posted | None:
        """The record under its own name."""
        row = self._own(record_key(post))
        is_same = row is not None and same(str((row.get("value") or {}).get("text", "")), post.text)
        return self._posted(row.get("uri"), record_key(post)) if row and is_same else None

    def whose(self) -> Holder:
        """com.atproto.server.getSession."""
        answer = self._ask("GET", "com.atproto.server.getSession")
        self._check(answer, writes=False)
        return Holder(str(answer.data.get("did", "")), str(answer.data.get("handle", "")))

    def _own(self, key: str) -> dict[str, Any] | None:
        params = {"repo": self._did(), "collection": KIND, "rkey": key}
        answer = self._ask("GET", "com.atproto.repo.getRecord", params)
        if answer.status == 400 and answer.data.get("error") in ("RecordNotFound", "InvalidRequest"):
            return None
        self._check(answer, writes=False)
        return answer.data

    def _thread(self, post: Reply) -> tuple[dict[str, str], dict[str, str]]:
        """The post above and the first of the whole thread, each by address and hash."""
        place = place_of("bluesky", post.thread)
        if place is None:
            raise NotPosted("gone", "no post stands at this address")
        uri = f"at://{self._did_of(place.inside)}/{KIND}/{place.id}"
        answer = self._ask("GET", "app.bsky.feed.getPosts", {"uris": uri})
        self._check(answer, writes=False)
        rows = answer.data.get("posts") or []
        if not rows:
            raise NotPosted("gone", "the post is not there any more")
        asked = {"uri": str(rows[0]["uri"]), "cid": str(rows[0]["cid"])}
        above = ((rows[0].get("record") or {}).get("reply") or {}).get("root") or asked
        root = {"uri": str(above["uri"]), "cid": str(above["cid"])}
        return (self._part(post.last) if post.last else asked), root

    def _part(self, uri: str) -> dict[str, str]:
        row = self._own(uri.rpartition("/")[2])
        if row is None:
            raise NotPosted("gone", "the part before this one is not there any more")
        return {"uri": uri, "cid": str(row.get("cid", ""))}

    def _did_of(self, name: str) -> str:
        """The lasting name of a handle; "" is never returned."""
        if name.startswith("did:"):
            return name
        answer = self._ask("GET", "com.atproto.identity.resolveHandle", {"handle": name})
        if answer.status == 400:
            raise NotPosted("gone", detail(answer, self._calls))
        self._check(answer, writes=False)
        return str(answer.data.get("did", ""))

    def _did(self) -> str:
        if not self._keys.get("did"):
            self._log_in()
        return self._keys["did"]

    def _ask(self, method: str, name: str, params: Mapping[str, str] | None = None, **more: Any) -> Answer:
        if not self._keys.get("access_jwt"):
            self._log_in()
        answer = self._once(method, name, params, **more)
        if answer.status in (400, 401) and answer.data.get("error") in _STALE:
            self._renew()
            answer = self._once(method, name, params, **more)
        return answer

    def _once(self, method: str, name: str, params: Mapping[str, str] | None, **more: Any) -> Answer:
        head = {"Authorization": f"Bearer {self._keys['access_jwt']}"}
        if method == "GET":
            return self._calls.get(f"/xrpc/{name}", params, headers=head)
        return self._calls.post(f"/xrpc/{name}", headers=head, **more)

    def _renew(self) -> None:
        head = {"Authorization": f"Bearer {self._keys.get('refresh_jwt', '')}"}
        answer = self._calls.post("/xrpc/com.atproto.server.refreshSession", writes=False, headers=head)
        self._take(answer) if answer.is_ok else self._log_in()

    def _log_in(self) -> None:
        body = {"identifier": self._sign.handle, "password": self._sign.keys["app_password"]}
        answer = self._calls.post("/xrpc/com.atproto.server.createSession", writes=False, json=body)
        self._check(answer, writes=False)
        self._take(answer)

    def _take(self, answer: Answer) -> None:
        names = {"accessJwt": "access_jwt", "refreshJwt": "refresh_jwt", "did": "did"}
        fresh = {kept: str(answer.data.get(given, "")) for given, kept in names.items()}
        if not all(fresh.values()):
            raise NotPosted("unreached", "the server opened no session")
        self._keep(fresh)
        self._keys |= fresh

    def _check(self, answer: Answer, *, writes: bool) -> None:
        if answer.is_ok:
            return
        error = str(answer.data.get("error", ""))
        said = detail(answer, self._calls, f"{error} {answer.data.get('message', '')}".strip())
        code = "expired" if error in _SHUT_OUT else code_of(answer.status, writes)
        raise NotPosted(code, said, again_at(answer, self._calls.now()))

    def _posted(self, uri: object, key: str) -> Posted:
        if not isinstance(uri, str) or not uri:
            raise NotPosted("unsure", "the answer names no record")
        return Posted(uri, f"https://bsky.app/profile/{quote(self._sign.handle)}/post/{key}")


def record_key(post: Reply) -> str:
    """A timestamp key (TID): the microseconds of the decision and ten bits of the post's own key."""
    micros = int(post.decided_at.timestamp()) * 1_000_000 + post.decided_at.microsecond + post.number
    mine = int.from_bytes(hashlib.sha256(post.key.encode()).digest()[:2], "big") & 0x3FF
    number = (micros & ((1 << 53) - 1)) << 10 | mine
    return "".join(_LETTERS[number >> shift & 31] for shift in range(60, -1, -5))
