"""Telegram, Bot API: sendMessage with reply_parameters.

It knows no key for idempotency, and a bot is shown nothing of what it wrote itself. After an attempt whose fate is not
known nobody can tell but a person, so `find` says so and the letter waits for one.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NoReturn

from sada.outside.networks.calls import Answer, Calls, code_of, detail
from sada.ports import NotPosted, Posted, Reply, Sign
from sada.rules.accounts import Holder
from sada.rules.addresses import Place, place_of

BASE = "https://api.telegram.org"
_GONE = ("message to be replied not found", "replied message not found", "chat not found", "thread not found")


class Telegram:
    """Messages of one bot."""

    def __init__(self, sign: Sign, calls: Calls) -> None:
        self._sign, self._calls = sign, calls

    def reply(self, post: Reply) -> Posted:
        """Reply to the message, or to the part before."""
        place = self._place(post)
        above = int(post.last.rpartition("/")[2] or place.id)
        body = {
            "chat_id": place.inside if place.inside.startswith("@") else int(place.inside),
            "text": post.text,
            "reply_parameters": {"message_id": above, "allow_sending_without_reply": False},
        }
        answer = self._calls.post(f"/bot{self._sign.keys['bot_token']}/sendMessage", json=body)
        if not answer.is_ok or answer.data.get("ok") is not True:
            self._refuse(answer)
        return _posted(answer.data.get("result"), place)

    def find(self, post: Reply) -> Posted | None:
        """Never: a bot cannot read what it wrote."""
        raise NotPosted("cannot_look", "a bot is shown nothing of what it wrote")

    def whose(self) -> Holder:
        """getMe: the bot. Where the register names a channel or group, the bot is its own when it administers it."""
        me = self._asked("getMe", {}).get("result") or {}
        number, name = str(me.get("id", "")), str(me.get("username", ""))
        handle = self._sign.handle.lstrip("@")
        if name.casefold() != handle.casefold() and self._administers(handle, me.get("id")):
            return Holder(self._sign.remote_id or number, handle, name)
        return Holder(number, name, str(me.get("first_name", "")))

    def _administers(self, channel: str, bot: object) -> bool:
        try:
            said = self._asked("getChatMember", {"chat_id": f"@{channel}", "user_id": bot})
        except NotPosted as fault:
            if fault.code in ("gone", "refused"):  # there is no such channel, or the bot may not look into it
                return False
            raise
        return (said.get("result") or {}).get("status") in ("creator", "administrator")

    def _asked(self, name: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = self._calls.post(f"/bot{self._sign.keys['bot_token']}/{name}", writes=False, json=body)
        if not answer.is_ok or answer.data.get("ok") is not True:
            self._refuse(answer, writes=False)
        return answer.data

    def _place(self, post: Reply) -> Place:
        place = place_of("telegram", post.thread)
        if place is None:
            raise NotPosted("gone", "no message stands at this address")
        return place

    def _refuse(self, answer: Answer, *, writes: bool = True) -> NoReturn:
        status = answer.data.get("error_code", answer.status)
        status = status if isinstance(status, int) else answer.status
        words = str(answer.data.get("description", ""))
        said = detail(answer, self._calls, words)
        more = answer.data.get("parameters") or {}
        if status == 429:
            wait = more.get("retry_after") if isinstance(more.get("retry_after"), int) else 60
            raise NotPosted("limited", said, self._calls.now() + timedelta(seconds=min(max(wait, 1), 172_800)))
        if any(gone in words.lower() for gone in _GONE):
            raise NotPosted("gone", said)
        # A token that is none is answered with 404: there is no such bot.
        code = "expired" if status in (401, 404) and answer.data else code_of(status, writes)
        raise NotPosted(code, said)


def _posted(result: Any, place: Place) -> Posted:
    number = result.get("message_id") if isinstance(result, dict) else None
    if not isinstance(number, int):
        raise NotPosted("unsure", "the answer names no message")
    chat = place.inside.removeprefix("@") if place.inside.startswith("@") else f"c/{place.inside.removeprefix('-100')}"
    return Posted(str(number), f"https://t.me/{chat}/{number}")
