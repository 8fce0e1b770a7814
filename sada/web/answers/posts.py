"""A text as posts of a network: what each takes of its limit, and a long one parted into a numbered thread."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from sada.desk.citations import citable
from sada.kernel import access
from sada.rules.lengths import LIMITS, POST_LIMIT, used, weighted
from sada.rules.thread_drafts import thread
from sada.rules.threads import ROOM, size
from sada.store.models import Fact, Medium
from sada.web.answers import preview as shown
from sada.web.answers.forms import DraftForm
from sada.web.answers.preview import Piece
from sada.web.http import HtmxHttpRequest

_APART = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Fit:
    """How a text fits its network: of how much, how much is used, by how much it is too long."""

    network: str
    limit: int
    used: int
    over: int


@dataclass(frozen=True, slots=True)
class Post:
    """One post of a thread as read, with how it fits."""

    pieces: list[Piece]
    fit: Fit


def fit(text: str, medium: str) -> Fit:
    """How one post fits the network of a case; X where the case came from elsewhere."""
    network = medium if medium in ROOM or medium in LIMITS else "x"
    if network in ROOM:  # answers leave as replies: what counts is the room of a reply, as in sending
        limit, took = ROOM[network], size(text, network)
    else:
        limit, took = LIMITS.get(network, POST_LIMIT), used(text, network)
    return Fit(str(dict(Medium.choices).get(network, network)), limit, took, max(0, took - limit))


def posts(pieces: list[Piece], medium: str) -> list[Post]:
    """The pieces of a draft as the posts that empty lines part."""
    found: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.kind != "text":
            found[-1].append(piece)
            continue
        for start, end, is_new in _parted(piece.text):
            if is_new:
                found.append([])
            if start < end:
                part = replace(piece, text=piece.text[start:end], start=piece.start + start, end=piece.start + end)
                found[-1].append(part)
    kept = [one for one in found if "".join(piece.text for piece in one).strip()]
    return [Post(one, fit("".join(piece.text for piece in one), medium)) for one in kept]


def _parted(text: str) -> list[tuple[int, int, bool]]:
    """(start, end, whether a new post begins there) of the parts between empty lines."""
    gaps = [match.span() for match in _APART.finditer(text)]
    starts = [0, *(end for _, end in gaps)]
    ends = [*(start for start, _ in gaps), len(text)]
    return [(start, end, n > 0) for n, (start, end) in enumerate(zip(starts, ends, strict=True))]


@require_POST
def split(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The unsaved text as a numbered thread, for the editor to put in its place."""
    answer = access.access_answer(request.user, pk, "answer.draft")
    form = DraftForm(request.POST)
    form.is_valid()
    draft = form.saved if "draft" in form.cleaned_data else ""
    known = citable(answer.case.unit, draft)
    made = thread(draft, lambda piece: weighted(_says(piece, known)))
    return render(request, "answers/split.html", {"text": made})


def _says(piece: str, known: Mapping[int, Fact]) -> str:
    return shown.says(piece, known)
