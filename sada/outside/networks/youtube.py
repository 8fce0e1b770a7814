"""YouTube Data API v3: comments.insert under a top comment, commentThreads.insert under a video without one. The token
is renewed at Google's token address.

It knows no key for idempotency. After an attempt whose fate is not known, the replies under the comment are gone
through for the channel's own with the same text.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sada.outside.networks.calls import Answer, Calls, again_at, code_of, detail
from sada.outside.networks.sameness import same
from sada.outside.networks.signing import Keep, renewed
from sada.ports import NotPosted, Posted, Reply, Sign
from sada.rules.accounts import Holder
from sada.rules.addresses import VIDEO, Place, place_of

BASE = "https://www.googleapis.com/youtube/v3"
TOKENS = "https://oauth2.googleapis.com/token"
PACIFIC = ZoneInfo("America/Los_Angeles")  # where the day of the quota begins
PAGES = 20  # of a hundred replies each
_DAY_IS_OVER = frozenset({"quotaExceeded", "dailyLimitExceeded"})
_TOO_OFTEN = frozenset({"rateLimitExceeded", "userRateLimitExceeded"})


class YouTube:
    """Replies of one channel."""

    def __init__(self, sign: Sign, calls: Calls, keep: Keep) -> None:
        self._sign, self._calls, self._keep = sign, calls, keep
        self._keys = dict(sign.keys)

    def reply(self, post: Reply) -> Posted:
        """Put it under the top comment; further parts stand there too, for YouTube nests no deeper."""
        place = self._place(post)
        if place.inside == VIDEO:
            said = {"videoId": place.id, "topLevelComment": {"snippet": {"textOriginal": post.text}}}
            answer = self._ask("POST", "/commentThreads", {"part": "snippet"}, json={"snippet": said})
        else:
            body = {"snippet": {"parentId": place.id, "textOriginal": post.text}}
            answer = self._ask("POST", "/comments", {"part": "snippet"}, json=body)
        self._check(answer, writes=True)
        return _posted(answer.data.get("id"), post)

    def find(self, post: Reply) -> Posted | None:
        """Among the replies under the top comment; under a video among its comments, the newest first."""
        mine, place = self._me(), self._place(post)
        is_video = place.inside == VIDEO
        params = {"part": "snippet", "maxResults": "100", "textFormat": "plainText"}
        params |= {"videoId": place.id, "order": "time"} if is_video else {"parentId": place.id}
        for _ in range(PAGES):
            answer = self._ask("GET", "/commentThreads" if is_video else "/comments", params)
            self._check(answer, writes=False)
            for found in answer.data.get("items") or []:
                row = ((found.get("snippet") or {}).get("topLevelComment") or {}) if is_video else found
                said = row.get("snippet") or {}
                text = said.get("textOriginal") or said.get("textDisplay") or ""
                if (said.get("authorChannelId") or {}).get("value") == mine and same(text, post.text):
                    return _posted(row.get("id"), post)
            if not answer.data.get("nextPageToken"):
                return None
            params["pageToken"] = str(answer.data["nextPageToken"])
        raise NotPosted("cannot_look", "too many replies under this comment or video")

    def whose(self) -> Holder:
        """channels.list with mine=true: the channel's number, and its handle under customUrl."""
        answer = self._ask("GET", "/channels", {"part": "id,snippet", "mine": "true"})
        self._check(answer, writes=False)
        found = (answer.data.get("items") or [{}])[0]
        said = found.get("snippet") or {}
        handle = str(said.get("customUrl", "")).removeprefix("@")
        return Holder(str(found.get("id", "")), handle, str(said.get("title", "")))

    def _me(self) -> str:
        return self._sign.remote_id or self.whose().id

    def _place(self, post: Reply) -> Place:
        """The top comment, the first part of our own thread under a video, or the video."""
        place = place_of("youtube", post.thread)
        if place is None:
            raise NotPosted("gone", "no comment stands at this address")
        return Place(post.last.split(".")[0]) if place.inside == VIDEO and post.last else place

    def _ask(self, method: str, path: str, params: Mapping[str, str], **more: Any) -> Answer:
        answer = self._once(method, path, params, **more) if self._keys.get("access_token") else None
        if answer is None or answer.status == 401:
            base = urlsplit(self._calls.base)
            url = TOKENS if self._calls.base == BASE else f"{base.scheme}://{base.netloc}/token"
            fresh = renewed(self._calls, url, self._keys)
            self._keep(fresh)
            self._keys |= fresh
            answer = self._once(method, path, params, **more)
        return answer

    def _once(self, method: str, path: str, params: Mapping[str, str], **more: Any) -> Answer:
        head = {"Authorization": f"Bearer {self._keys['access_token']}"}
        if method == "GET":
            return self._calls.get(path, params, headers=head)
        return self._calls.post(path, params=params, headers=head, **more)

    def _check(self, answer: Answer, *, writes: bool) -> None:
        if answer.is_ok:
            return
        error = answer.data.get("error")
        error = error if isinstance(error, dict) else {}
        reasons = {str(e.get("reason", "")) for e in error.get("errors") or [] if isinstance(e, dict)}
        said = detail(answer, self._calls, f"{' '.join(sorted(reasons))} {error.get('message', '')}".strip())
        now = self._calls.now()
        if reasons & _DAY_IS_OVER:
            raise NotPosted("limited", said, next_day(now))
        if reasons & _TOO_OFTEN:
            raise NotPosted("limited", said, again_at(answer, now) or now + timedelta(minutes=15))
        raise NotPosted(code_of(answer.status, writes), said, again_at(answer, now))


def next_day(now: datetime) -> datetime:
    """The next midnight in California, where the daily quota begins anew; a minute more, to be sure."""
    there = now.astimezone(PACIFIC)
    return datetime.combine(there.date() + timedelta(days=1), time(0, 1), PACIFIC)


def _posted(number: object, post: Reply) -> Posted:
    if not isinstance(number, str) or not number:
        raise NotPosted("unsure", "the answer names no comment")
    video = post.thread.partition("&lc=")[0].partition("?lc=")[0]
    return Posted(number, f"{video}{'&' if '?' in video else '?'}lc={number}")
