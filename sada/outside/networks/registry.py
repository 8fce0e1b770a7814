"""Network → adapter: the one list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sada.outside.fetch import Allowed, is_public
from sada.outside.networks import bluesky, graph, youtube
from sada.outside.networks import telegram as telegram_module
from sada.outside.networks import x as x_module
from sada.outside.networks.calls import Calls
from sada.outside.networks.mastodon import Mastodon
from sada.outside.networks.signing import Keep
from sada.ports import Poster, Sign

_BASES = {
    "x": x_module.BASE,
    "facebook": graph.BASE,
    "instagram": graph.BASE,
    "youtube": youtube.BASE,
    "telegram": telegram_module.BASE,
    "mastodon": "",
    "bluesky": bluesky.BASE,
}
_PLAIN: dict[str, Callable[[Sign, Calls], Poster]] = {
    "facebook": graph.Facebook,
    "instagram": graph.Instagram,
    "telegram": telegram_module.Telegram,
    "mastodon": Mastodon,
}
_RENEWING: dict[str, Callable[[Sign, Calls, Keep], Poster]] = {
    "x": x_module.X,
    "youtube": youtube.YouTube,
    "bluesky": bluesky.Bluesky,
}


def poster(sign: Sign, keep: Keep, now: Callable[[], datetime], allowed: Allowed = is_public) -> Poster:
    """The adapter of an account's network. `keep` is called with tokens as soon as the network has renewed them."""
    calls = Calls(sign.base or _BASES[sign.network], sign.keys.values(), now, allowed)
    if sign.network in _PLAIN:
        return _PLAIN[sign.network](sign, calls)

    def kept(fresh: Mapping[str, str]) -> None:
        calls.hide(fresh.values())
        keep(fresh)

    return _RENEWING[sign.network](sign, calls, kept)
