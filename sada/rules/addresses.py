"""Addresses of posts: which network one belongs to, and the names it gives the post by."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from urllib.parse import SplitResult, parse_qs, urlsplit

VIDEO: Final = "video"
PICTURE: Final = "picture"
_NUMBER: Final = re.compile(r"\d{1,30}\Z")
_HIDDEN: Final = re.compile(r"pfbid\w{2,120}\Z", re.ASCII)  # Facebook hides the number of a post behind such a word
_WORD: Final = re.compile(r"[\w.:~%-]{1,200}\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """A post: `id` as its network names it; `inside` the page, chat or profile it stands in, where the id needs it.

    `inside` may say too what the id names: VIDEO a video, PICTURE a picture or reel by the short name of its address.
    There the reply is a comment of its own, for no comment is named.
    """

    id: str
    inside: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether the reply stands under the whole post, picture or video and not under a comment."""
        return self.inside in (VIDEO, PICTURE)


def clean_base(base: str) -> str | None:
    """The address of a server without its path's end; "" for the network's own, None for one that is none."""
    text = base.strip().rstrip("/")
    if not text:
        return ""
    parts = _split(text)
    is_plain = parts is not None and not parts.username and not parts.query and not parts.fragment
    if parts is None or not is_plain or parts.scheme not in ("https", "http") or not parts.hostname:
        return None
    return text


def place_of(network: str, address: str) -> Place | None:
    """The post that an address leads to on a network; None where it leads to none that can be replied to."""
    text = address.strip()
    reader = _READERS.get(network)
    if reader is None:
        return None
    parts = _split(text)
    return reader(parts) if parts is not None and (parts.hostname or parts.scheme == "at") else None


def network_of(address: str) -> str:
    """The network an address belongs to; "" where none is known by its host (a Mastodon server may have any)."""
    parts = _split(address.strip())
    if parts is None:
        return ""
    if parts.scheme == "at":
        return "bluesky"
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("mobile.")
    return next((network for network, hosts in _HOSTS.items() if host in hosts), "")


_HOSTS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "x": frozenset({"x.com", "twitter.com"}),
        "facebook": frozenset({"facebook.com", "fb.com"}),
        "instagram": frozenset({"instagram.com"}),
        "youtube": frozenset({"youtube.com", "youtu.be"}),
        "telegram": frozenset({"t.me", "telegram.me"}),
        "bluesky": frozenset({"bsky.app"}),
    }
)


def _split(text: str) -> SplitResult | None:
    try:
        parts = urlsplit(text)
        return parts if parts.scheme == "at" or parts.port is None or parts.port else None
    except ValueError:
        return None


def _steps(parts: SplitResult) -> list[str]:
    return [step for step in parts.path.split("/") if step]


def _asked(parts: SplitResult, name: str) -> str:
    return parse_qs(parts.query).get(name, [""])[0]


def _number(text: str, inside: str = "") -> Place | None:
    return Place(text, inside) if _NUMBER.match(text) else None


def _after(steps: list[str], word: str) -> str:
    """The step that follows `word`."""
    return steps[steps.index(word) + 1] if word in steps[:-1] else ""


def _x(parts: SplitResult) -> Place | None:
    return _number(_after(_steps(parts), "status")) if network_of(parts.geturl()) == "x" else None


def _facebook(parts: SplitResult) -> Place | None:
    """A comment is named after its post: <post>_<comment>; a post after its page: <page>_<post>. The number of a post
    may be hidden (pfbid…); then it is looked up among the page's own."""
    if network_of(parts.geturl()) != "facebook":
        return None
    steps = _steps(parts)
    named = steps[-1] if any(_after(steps, word) for word in _FB) else ""  # words of the title may stand before it
    post = (_asked(parts, "story_fbid") or named).rsplit("_", 1)[-1]
    comment = _asked(parts, "comment_id")
    if not (_NUMBER.match(post) or is_hidden(post)):
        return None
    if comment:
        return Place(f"{post}_{comment}") if _NUMBER.match(comment) or is_hidden(comment) else None
    return Place(post, _asked(parts, "id") if _NUMBER.match(_asked(parts, "id")) else "")


def is_hidden(post: str) -> bool:
    """Whether Facebook hides the number of a post behind a word."""
    return _HIDDEN.match(post.split("_", maxsplit=1)[0]) is not None


def comment_named(address: str) -> str:
    """The comment that an address of Facebook names, by its number or the word that hides it; "" without one."""
    parts = _split(address)
    return _asked(parts, "comment_id") if parts is not None else ""


_FB: Final = ("posts", "permalink", "videos")


def _instagram(parts: SplitResult) -> Place | None:
    """The comment under a picture or reel: /p/<picture>/c/<comment>/; without one the picture or reel itself."""
    steps = _steps(parts)
    if network_of(parts.geturl()) != "instagram":
        return None
    if "c" in steps:
        return _number(_after(steps, "c"))
    picture = next((after for word in ("p", "reel", "reels", "tv") if (after := _after(steps, word))), "")
    return Place(picture, PICTURE) if _WORD.match(picture) else None


def _youtube(parts: SplitResult) -> Place | None:
    """A comment is asked for by lc; a reply is named <top comment>.<reply>, and only the top one can be replied to.
    Without one the video itself."""
    if network_of(parts.geturl()) != "youtube":
        return None
    top = _asked(parts, "lc").split(".")[0]
    if top:
        return Place(top) if _WORD.match(top) else None
    steps = _steps(parts)
    short = steps[0] if (parts.hostname or "").endswith("youtu.be") and steps else ""
    within = next((after for word in ("shorts", "live", "embed") if (after := _after(steps, word))), "")
    video = _asked(parts, "v") or short or within
    return Place(video, VIDEO) if _WORD.match(video) else None


def _telegram(parts: SplitResult) -> Place | None:
    """t.me/<chat>/<message>, t.me/c/<number of the chat>/<message>; of a topic the message comes last."""
    steps = _steps(parts)
    if network_of(parts.geturl()) != "telegram" or len(steps) < 2:
        return None
    if steps[0] == "c":
        return _number(steps[-1], f"-100{steps[1]}") if len(steps) > 2 and _NUMBER.match(steps[1]) else None
    return _number(steps[-1], f"@{steps[0]}") if _WORD.match(steps[0]) else None


def _mastodon(parts: SplitResult) -> Place | None:
    """The post and the server it is seen on: another server than the account's has to be asked for it."""
    steps = _steps(parts)
    named = _after(steps, "statuses") or (steps[1] if len(steps) == 2 and steps[0].startswith("@") else "")
    known = not network_of(parts.geturl()) and parts.scheme in ("https", "http")
    return Place(named, f"{parts.scheme}://{parts.netloc}") if known and _WORD.match(named) else None


def _bluesky(parts: SplitResult) -> Place | None:
    """The key of the post and the handle or did of its writer."""
    if parts.scheme == "at":
        steps = [parts.netloc, *_steps(parts)]
        key, who = _after(steps, "app.bsky.feed.post"), steps[0]
    else:
        key, who = _after(_steps(parts), "post"), _after(_steps(parts), "profile")
    is_ours = network_of(parts.geturl()) == "bluesky"
    return Place(key, who) if is_ours and _WORD.match(key) and _WORD.match(who) else None


_READERS: Final[Mapping[str, Callable[[SplitResult], Place | None]]] = MappingProxyType(
    {
        "x": _x,
        "facebook": _facebook,
        "instagram": _instagram,
        "youtube": _youtube,
        "telegram": _telegram,
        "mastodon": _mastodon,
        "bluesky": _bluesky,
    }
)
