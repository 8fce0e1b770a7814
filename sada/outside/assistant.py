"""An assistant at an address of the ministry's own that speaks the OpenAI-compatible protocol (chat completions).

One question, one answer, no streaming. It follows no redirect and takes no proxy from the environment: what is asked
goes to the address that was set and nowhere else.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from typing import Any, Final

import httpx

from sada.ports import AssistantFailed

MOST_BYTES: Final = 1 << 20
CONNECT: Final = 5.0


class Assistant:
    """`address` as far as /v1; `seconds` for the whole answer, however slowly it drips."""

    def __init__(self, address: str, *, key: str = "", model: str = "", seconds: float = 60.0) -> None:
        self._address, self._model, self._seconds = f"{address.rstrip('/')}/chat/completions", model, seconds
        self._head = {"Authorization": f"Bearer {key}"} if key else {}

    def complete(self, messages: Sequence[dict[str, str]]) -> str:
        """The text of the answer. Raises AssistantFailed."""
        asked = {"model": self._model, "messages": list(messages), "temperature": 0.2, "stream": False}
        timeout = httpx.Timeout(self._seconds, connect=min(CONNECT, self._seconds))
        try:
            with (
                httpx.Client(trust_env=False, follow_redirects=False, timeout=timeout) as client,
                client.stream("POST", self._address, json=asked, headers=self._head) as answer,
            ):
                return _text(self._body(answer))
        except httpx.TimeoutException as fault:
            raise AssistantFailed("timeout", f"{self._seconds:.0f} s") from fault
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as fault:
            raise AssistantFailed("unreachable", str(fault)) from fault

    def _body(self, answer: httpx.Response) -> bytes:
        code = answer.status_code
        if code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            raise AssistantFailed("refused", str(code))
        if code == httpx.codes.TOO_MANY_REQUESTS:
            raise AssistantFailed("busy", str(code))
        if not answer.is_success:
            raise AssistantFailed("status", str(code))
        end, body = time.monotonic() + self._seconds, bytearray()
        for chunk in answer.iter_bytes():
            body += chunk
            if len(body) > MOST_BYTES:
                raise AssistantFailed("not_understood", f"more than {MOST_BYTES} bytes")
            if time.monotonic() > end:
                raise AssistantFailed("timeout", f"{self._seconds:.0f} s")
        return bytes(body)


def _text(body: bytes) -> str:
    """The first choice's message; AssistantFailed when the answer is not of the protocol, or says nothing."""
    try:
        said: Any = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError) as fault:
        raise AssistantFailed("not_understood", str(fault)[:200]) from fault
    if not isinstance(said, str) or not said.strip():
        raise AssistantFailed("empty")
    return said
