"""Splits an approved text into the posts that a network takes, in order and numbered; no word of it is lost or added.

What fits stays one post. A thread that the writer numbered stays as it is. On X, empty lines part the posts, as the
editor shows them; elsewhere paragraphs are packed together. A paragraph that is too long is cut after a sentence, else
after a word. Addresses are never cut.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from sada.rules.lengths import ADDRESS_LENGTH, posts, weighted

# What each network documents for one reply. Instagram allows captions more, comments by the interface only this much.
ROOM: Final[Mapping[str, int]] = MappingProxyType(
    {
        "x": 280,
        "facebook": 8000,
        "instagram": 300,
        "youtube": 10_000,
        "telegram": 4096,
        "mastodon": 500,
        "bluesky": 300,
    }
)
MOST_PARTS: Final = 25  # longer than this it is no reply but a letter: link to it
BYTES_ON_BLUESKY: Final = 3000
_NUMBER: Final = r"\(?([0-9٠-٩]{1,2}) ?/ ?([0-9٠-٩]{1,2})\)?"
_NUMBERED: Final = re.compile(rf"(?:{_NUMBER}\s.*|.*\s{_NUMBER})\Z", re.DOTALL)
_ADDRESS: Final = re.compile(r"https?://\S+")
# A name that X makes a link of without a scheme in front.
_BARE: Final = re.compile(
    r"(?<![\w@./:-])[\w-]+(?:\.[\w-]+)*\.(?:sa|com|net|org|gov|edu|info|io|co|ly|me)(?:/\S*)?(?!\w)"
)
_WORD: Final = re.compile(r"\S+\s*")
_END: Final = re.compile(r"[.؟?!؛:…»]+\s*\Z")


def size(text: str, network: str) -> int:
    """How long a text is as its network counts it, never less than the network would say."""
    if network == "x":
        plain = _ADDRESS.sub("", text)
        return weighted(text) + sum(max(0, ADDRESS_LENGTH - len(m.group())) for m in _BARE.finditer(plain))
    if network == "telegram":
        return len(text.encode("utf-16-le")) // 2
    if network == "mastodon":
        return len(_ADDRESS.sub("", text)) + ADDRESS_LENGTH * len(_ADDRESS.findall(text))
    if network == "bluesky":
        return sum(not unicodedata.combining(c) for c in text)
    return len(text)


def fits(text: str, network: str, kept: int = 0) -> bool:
    """Whether a text is taken as one post, with `kept` characters left over for its number."""
    if network == "bluesky" and len(text.encode()) + kept > BYTES_ON_BLUESKY:
        return False
    return size(text, network) + kept <= ROOM[network]


def split(text: str, network: str) -> tuple[str, ...]:
    """The posts of a text on a network, numbered «(1/3)» where there are several and the writer did not number them."""
    whole = text.strip()
    own = posts(whole)
    if _is_numbered(own) and all(fits(post, network) for post in own):
        return tuple(own)
    if fits(whole, network):
        return (whole,) if whole else ()
    kept = len(" (1/9)")
    parts = _parts(whole, network, kept)
    while len(parts) >= 10 ** ((kept - 4) // 2):
        kept += 2
        parts = _parts(whole, network, kept)
    return tuple(f"{part} ({n}/{len(parts)})" for n, part in enumerate(parts, 1))


def is_thread(text: str) -> bool:
    """Whether the writer wrote a thread: posts that are numbered."""
    return _is_numbered(posts(text.strip()))


def _is_numbered(parts: Sequence[str]) -> bool:
    """Whether the writer numbered the parts, each in front or at its end: the first of them 1, all of one count."""
    found = [_NUMBERED.match(part) for part in parts]
    pairs = [[int(n) for n in match.groups() if n] for match in found if match]
    return len(parts) > 1 and pairs == [[n, len(parts)] for n in range(1, len(parts) + 1)]


def is_whole(parts: Sequence[str], text: str) -> bool:
    """Whether parts are this text and nothing else, but for spaces and the numbers we set."""
    bare = parts
    if len(parts) > 1 and all(part.endswith(f" ({n}/{len(parts)})") for n, part in enumerate(parts, 1)):
        bare = [part.rpartition(" (")[0] for part in parts]
    return any("".join("".join(each).split()) == "".join(text.split()) for each in (parts, bare))


def _parts(whole: str, network: str, kept: int) -> list[str]:
    found: list[str] = []
    for paragraph in posts(whole):
        together = f"{found[-1]}\n\n{paragraph}" if found else ""
        if network != "x" and found and fits(together, network, kept):
            found[-1] = together
        elif fits(paragraph, network, kept):
            found.append(paragraph)
        else:
            found += _cut(paragraph, network, kept)
    return found


def _cut(paragraph: str, network: str, kept: int) -> list[str]:
    """A paragraph in pieces that fit: after a sentence where that leaves no piece half empty, else after a word."""
    found, held, after_sentence = [], "", 0
    for word in _words(paragraph, network, kept):
        if held and not fits((held + word).rstrip(), network, kept):
            at = after_sentence if size(held[:after_sentence], network) * 2 >= ROOM[network] else len(held)
            found.append(held[:at].strip())
            held = held[at:]
            after_sentence = 0
            if held and not fits((held + word).rstrip(), network, kept):
                found.append(held.strip())
                held = ""
        held += word
        if _END.search(word):
            after_sentence = len(held)
    return [*found, held.strip()] if held.strip() else found


def _words(paragraph: str, network: str, kept: int) -> list[str]:
    """The words with the space behind each; one that fits in no post at all is cut, but never before a vowel sign."""
    found: list[str] = []
    for word in _WORD.findall(paragraph):
        while not fits(word.rstrip(), network, kept):
            at = next(n for n in range(len(word), 0, -1) if fits(word[:n], network, kept))
            while at > 1 and unicodedata.combining(word[at]):
                at -= 1
            found.append(word[:at])
            word = word[at:]  # noqa: PLW2901 - what is left of it
        found.append(word)
    return found
