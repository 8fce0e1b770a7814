"""A text in several posts: where it may be parted, and how the posts are numbered («1/3»).

Sentences stay whole where they fit; a sentence longer than a post is parted between words, and a citation is never
parted. What stood in paragraphs of its own begins a post of its own only where the posts would not hold it.
"""

import re
from collections.abc import Callable
from typing import Final

from sada.rules.lengths import POST_LIMIT, weighted

_NUMBERED: Final = re.compile(r"(?m)^(?:\{=)?[0-9٠-٩]{1,2} ?/ ?[0-9٠-٩]{1,2}\}?[ \n]*")
_SENTENCE: Final = re.compile(r"(?:\{[^{}\n]*\}|[^.؟!\n{]|\{|[.](?=\d))+[.؟!]*\s*|\n\s*|[.؟!]\s*")
_WORD: Final = re.compile(r"(?:\{[^{}\n]*\}|\S)+\s*")
Measure = Callable[[str], int]


def thread(draft: str, measure: Measure = weighted, limit: int = POST_LIMIT, *, keeps_paragraphs: bool = False) -> str:
    """The draft as a numbered thread, its posts parted by empty lines; a text that fits one post stays one.

    `measure` tells how long a piece of the draft is as it will be read on its network, `limit` what that takes;
    `keeps_paragraphs`: an empty line begins no new post there, so one post may hold several paragraphs.
    """
    bare = _NUMBERED.sub("", draft).strip()
    if measure(bare) <= limit:
        return bare if keeps_paragraphs else _joined(bare)
    posts: list[str] = []
    for digits in (1, 2):  # the numbers take room: «1/9 » four characters, «10/12 » six; and rules.threads, which
        # parts what is sent, keeps as much again and two brackets free: it then leaves the posts as they were approved
        posts = _posts(bare, measure, limit - (2 * digits + 2) - (2 * digits + 4))
        if len(posts) < 10**digits:
            break
    return "\n\n".join(f"{{={n}/{len(posts)}}} {post}" for n, post in enumerate(posts, 1))


def _posts(text: str, measure: Measure, room: int) -> list[str]:
    posts, held = [], ""
    for piece in _pieces(text, measure, room):
        if held.strip() and measure((held + piece).strip()) > room:
            posts.append(held)
            held = ""
        held += piece
    return [_joined(post) for post in [*posts, held] if post.strip()]


def _pieces(text: str, measure: Measure, room: int) -> list[str]:
    """Sentences, and the words of those that no post can hold."""
    pieces: list[str] = []
    for match in _SENTENCE.finditer(text):
        fits = measure(match.group().strip()) <= room
        pieces += [match.group()] if fits else [word.group() for word in _WORD.finditer(match.group())]
    return pieces


def _joined(post: str) -> str:
    """Within a post an empty line would begin the next one."""
    return re.sub(r"\n\s*\n", "\n", post.strip())
