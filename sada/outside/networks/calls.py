"""Calls to a network: the open network only, bounded, without redirects; no key in what is said of faults."""

from __future__ import annotations

import json as json_text
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from sada.outside.fetch import Allowed, guarded_client, is_public
from sada.ports import NotPosted

MOST_BYTES = 4 << 20
DEADLINE = 45.0  # seconds for the whole answer
SAID = 300  # characters kept of what the other side says
MASK = "•••"
WAIT = timedelta(minutes=15)  # where a network says «too often» and not until when
LONGEST_WAIT = timedelta(days=2)
_NOTHING_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other side said. `data` is {} where it was no JSON object."""

    status: int
    headers: Mapping[str, str]
    data: dict[str, Any] = field(repr=False)
    text: str = field(default="", repr=False)

    @property
    def is_ok(self) -> bool:
        """Whether it was taken."""
        return 200 <= self.status < 300


class Calls:
    """Requests to one server. `secrets` never appear in what is told of a fault."""

    def __init__(
        self, base: str, secrets: Iterable[str], now: Callable[[], datetime], allowed: Allowed = is_public
    ) -> None:
        self.base, self.now = base.rstrip("/"), now
        self._secrets: list[str] = []
        self.hide(secrets)
        self._client = guarded_client(allowed, follow_redirects=False)

    def get(self, path: str, params: Mapping[str, str] | None = None, **more: Any) -> Answer:
        """Ask for something; a fault on the way leaves nothing behind."""
        return self._call("GET", path, writes=False, params=params, **more)

    def post(self, path: str, *, writes: bool = True, **more: Any) -> Answer:
        """Hand something over. A fault after the request has left is «unsure» when it `writes`."""
        return self._call("POST", path, writes=writes, **more)

    def url(self, path: str) -> str:
        """The whole address of a path; an address stays as it is."""
        return path if path.startswith(("https://", "http://")) else f"{self.base}{path}"

    def close(self) -> None:
        """Close the connections kept open."""
        self._client.close()

    def hide(self, secrets: Iterable[str]) -> None:
        """Further keys that must appear in nothing that is said."""
        known = {*self._secrets, *(s for s in secrets if len(s) > 3)}
        self._secrets = sorted(known, key=len, reverse=True)

    def clean(self, said: str) -> str:
        """What the other side said, without keys and not too long."""
        for secret in self._secrets:
            said = said.replace(secret, MASK)
        return " ".join(said.split())[:SAID]

    def _call(self, method: str, path: str, *, writes: bool, **more: Any) -> Answer:
        try:
            with self._client.stream(method, self.url(path), **more) as reply:
                body = self._body(reply)
                return Answer(reply.status_code, reply.headers, _object(body), body.decode("utf-8", "replace"))
        except _NOTHING_LEFT as fault:
            raise NotPosted("unreached", self.clean(str(fault))) from None
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, ValueError) as fault:
            said = self.clean(f"{type(fault).__name__}: {fault}")
            raise NotPosted("unsure" if writes else "unreached", said) from None

    def _body(self, reply: httpx.Response) -> bytes:
        end, body = time.monotonic() + DEADLINE, bytearray()
        for chunk in reply.iter_bytes():
            body += chunk
            if len(body) > MOST_BYTES or time.monotonic() > end:
                raise ValueError("too long an answer")
        return bytes(body)


def _object(body: bytes) -> dict[str, Any]:
    try:
        data = json_text.loads(body)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {"items": data} if isinstance(data, list) else {}


def checked(answer: Answer, calls: Calls, said: str = "", *, writes: bool = True) -> Answer:
    """The answer where it was taken; else NotPosted by its status, with what was said."""
    if answer.is_ok:
        return answer
    raise NotPosted(code_of(answer.status, writes), detail(answer, calls, said), again_at(answer, calls.now()))


def code_of(status: int, writes: bool) -> str:
    """What a status means where the network says nothing closer."""
    if status == 429:
        return "limited"
    if status == 401:
        return "expired"
    if status in (404, 410):
        return "gone"
    if status >= 500 or status < 400:
        return "unsure" if writes else "unreached"
    return "refused"


def detail(answer: Answer, calls: Calls, said: str = "") -> str:
    """Status and words of an answer, fit to be shown."""
    return calls.clean(f"{answer.status} {said or answer.text}")


def again_at(answer: Answer, now: datetime) -> datetime | None:
    """When a network that was asked too often may be asked again; None where it was not too often."""
    if answer.status not in (429, 503):
        return None
    heads = answer.headers
    found = _after(heads.get("retry-after", ""), now)
    if found is None:
        # X says it in seconds since 1970, Mastodon as a date, Bluesky in seconds under the name of the draft standard.
        names = ("x-user-limit-24hour-reset", "x-app-limit-24hour-reset") if _day_is_over(heads) else ()
        resets = (*names, "x-rate-limit-reset", "x-ratelimit-reset", "ratelimit-reset")
        found = next((at for name in resets if (at := _instant(heads.get(name, "")))), None)
    if found is None:
        return now + WAIT if answer.status == 429 else None
    return min(max(found, now + timedelta(seconds=1)), now + LONGEST_WAIT)


def _day_is_over(heads: Mapping[str, str]) -> bool:
    return "0" in (heads.get("x-user-limit-24hour-remaining"), heads.get("x-app-limit-24hour-remaining"))


def _after(text: str, now: datetime) -> datetime | None:
    """Retry-After: seconds, or a date."""
    if text.strip().isdecimal() and len(text.strip()) < 9:
        return now + timedelta(seconds=int(text))
    try:
        return parsedate_to_datetime(text) if text else None
    except ValueError:
        return None


def _instant(text: str) -> datetime | None:
    """Seconds since 1970, or a date after ISO 8601."""
    try:
        if text.isdecimal():
            return datetime.fromtimestamp(int(text), UTC)
        found = datetime.fromisoformat(text) if text else None
    except (ValueError, OverflowError, OSError):
        return None
    return found if found is None or found.tzinfo else found.replace(tzinfo=UTC)
