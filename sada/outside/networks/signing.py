"""OAuth: signing a request after version 1.0a (RFC 5849), renewing a token after version 2 (RFC 6749 §6)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import quote

from sada.outside.networks.calls import Calls, again_at, code_of, detail
from sada.ports import NotPosted

Keep = Callable[[Mapping[str, str]], None]


def signed(method: str, url: str, params: Mapping[str, str], keys: Mapping[str, str], now: datetime) -> str:
    """The Authorization header of a request. A body of JSON is no part of the signature."""
    mine = {
        "oauth_consumer_key": keys["consumer_key"],
        "oauth_token": keys["token"],
        "oauth_signature_method": "HMAC-SHA1",
        "oauth_timestamp": str(int(now.timestamp())),
        "oauth_nonce": secrets.token_hex(16),
        "oauth_version": "1.0",
    }
    mine["oauth_signature"] = signature(method, url, {**params, **mine}, keys)
    return "OAuth " + ", ".join(f'{name}="{_quoted(value)}"' for name, value in sorted(mine.items()))


def signature(method: str, url: str, params: Mapping[str, str], keys: Mapping[str, str]) -> str:
    """HMAC-SHA1 over method, address and parameters, in base 64."""
    pairs = sorted((_quoted(name), _quoted(value)) for name, value in params.items())
    query = "&".join(f"{name}={value}" for name, value in pairs)
    base = "&".join(_quoted(part) for part in (method.upper(), url.partition("?")[0], query))
    key = f"{_quoted(keys['consumer_secret'])}&{_quoted(keys['token_secret'])}"
    return base64.b64encode(hmac.new(key.encode(), base.encode(), hashlib.sha1).digest()).decode()


def renewed(calls: Calls, url: str, keys: Mapping[str, str]) -> dict[str, str]:
    """New tokens for the refresh token. Raises NotPosted «expired» where it is not taken any more."""
    form = {"grant_type": "refresh_token", "refresh_token": keys["refresh_token"], "client_id": keys["client_id"]}
    secret = keys.get("client_secret", "")
    # A client with a secret shows it in the header; one without is known by its id in the form alone.
    auth = {"auth": (keys["client_id"], secret)} if secret else {}
    answer = calls.post(url, writes=False, data=form, **auth)
    if not answer.is_ok:
        code = code_of(answer.status, writes=False)
        code = "expired" if code in ("refused", "expired") else code
        raise NotPosted(code, detail(answer, calls), again_at(answer, calls.now()))
    given = {name: answer.data.get(name) for name in ("access_token", "refresh_token")}
    found = {name: value for name, value in given.items() if isinstance(value, str) and value}
    if "access_token" not in found:
        raise NotPosted("expired", "no token came")
    return found


def _quoted(text: str) -> str:
    return quote(text, safe="-._~")
