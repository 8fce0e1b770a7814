"""A text as posts of a network: what each takes of its limit, and a long one parted into a numbered thread."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from sada.desk.citations import citable
from sada.kernel import access
from sada.rules.addresses import network_of, place_of
from sada.rules.lengths import LIMITS, POST_LIMIT, used
from sada.rules.lengths import posts as parted
from sada.rules.thread_drafts import thread
from sada.rules.threads import ROOM, size
from sada.rules.threads import split as cut
from sada.store.models import Case, CaseItem, Medium, Network
from sada.web.answers import preview as shown
from sada.web.answers.forms import DraftForm
from sada.web.answers.preview import Piece
from sada.web.http import HtmxHttpRequest

NAMES = {**dict(Network.choices), **dict(Medium.choices)}
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


def fit(text: str, network: str) -> Fit:
    """How one post fits a network."""
    limit, took = room(network), taken(text, network)
    return Fit(str(NAMES.get(network, network)), limit, took, max(0, took - limit))


def network_for(case: Case) -> str:
    """The network by whose limits the texts of a case are measured: the one it came from, for what counts as a forum
    the one its address names; X where the case came from elsewhere."""
    if case.medium in ROOM or case.medium in LIMITS:
        return case.medium
    urls = CaseItem.objects.filter(case=case).order_by("id") if case.medium == Medium.FORUM else CaseItem.objects.none()
    url = urls.values_list("item__url", flat=True).first() or ""
    named = network_of(url) or ("mastodon" if place_of("mastodon", url) else "")
    return named if named in ROOM else "x"


def room(network: str) -> int:
    """How much one post of a network takes. Answers leave as replies: what counts is the room of a reply, as in
    sending."""
    return ROOM[network] if network in ROOM else LIMITS.get(network, POST_LIMIT)


def taken(text: str, network: str) -> int:
    """How much of that a text takes, as the network counts it."""
    return size(text, network) if network in ROOM else used(text, network)


def is_thread(text: str, network: str) -> bool:
    """Whether a text leaves as several posts, as sending cuts it."""
    says = shown.says(text, {})
    return len(cut(says, network) if network in ROOM else parted(says)) > 1


def posts(pieces: list[Piece], network: str) -> list[Post]:
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
    return [Post(one, fit("".join(piece.text for piece in one), network)) for one in kept]


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
    network = network_for(answer.case)
    made = thread(
        draft, lambda piece: taken(shown.says(piece, known), network), room(network), keeps_paragraphs=network != "x"
    )
    return render(request, "answers/split.html", {"text": made})
