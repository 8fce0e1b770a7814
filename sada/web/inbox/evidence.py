"""A text cut where evidence begins and ends, so that each judgement shows the words it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sada.reading.masking import MASK, Span
from sada.web.say.numbers import percent

LABELS: Mapping[str, Promise] = {
    "relevance": _("Relevance"), "unit": _("Unit"), "baladiya": _("Municipality"), "service": _("Service"),
    "family": _("Field of work"), "kind": _("Kind"), "tone": _("Tone"), "needs_answer": _("Needs an answer"),
    "community": _("Community work"), "urgency": _("Urgency"), "figure": _("Figure"), "agency": _("Another agency"),
    "byline": _("By-line"),
}  # fmt: skip
BYLINE: Mapping[str, Promise] = {
    "city": pgettext_lazy("by-line", "City"), "agency": pgettext_lazy("by-line", "Agency or paper"),
    "writer": pgettext_lazy("by-line", "Writer"),
}  # fmt: skip
_ONE = {"units": "unit", "baladiyat": "baladiya", "services": "service", "families": "family"}
_MANY = {one: many for many, one in _ONE.items()} | {"baladiya": "units", "service": "families"}
MOST = 400  # pieces of evidence shown in one text


@dataclass(frozen=True, slots=True)
class Noted:
    """Words that a line of the details stands on: they light up when it is pointed at.

    With a `tip` they are softly marked and say it themselves (a figure, date or place with its value); `css`: which.
    """

    start: int
    end: int
    key: str
    tip: str = ""
    css: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text with what it is evidence of. `css` is empty for plain text; `tip` says which and how sure.

    `is_quiet`: words of the details only, which look like any others until their line is pointed at.
    """

    text: str
    css: str = ""
    tip: str = ""
    is_masked: bool = False
    is_quiet: bool = False


def segments(
    whole: str,
    split: int,
    reading: Any,
    names: Mapping[str, str],
    personal: list[Span],
    *,
    unmask: bool = False,
    noted: Sequence[Noted] = (),
) -> tuple[list[Segment], list[Segment]]:
    """Title and body (which begins at `split`) as segments. `names` gives a code its name in the reader's language."""
    marks: list[Any] = [] if unmask else [(start, end, None) for start, end in personal]
    marks += [(n.start, n.end, n) for n in noted if 0 <= n.start < n.end <= len(whole)]
    marks += [m for e in reading.evidence[:MOST] if (m := _mark(e, len(whole)))]
    bounds = sorted({0, len(whole), split - 1, split, *(b for m in marks for b in m[:2])})
    pieces: list[tuple[int, Segment]] = []
    ordered = sorted(marks, key=lambda m: m[0])
    live: list[Any] = []
    upcoming = 0
    for start, end in pairwise(bounds):
        while upcoming < len(ordered) and ordered[upcoming][0] <= start:
            live.append(ordered[upcoming])
            upcoming += 1
        live = [m for m in live if m[1] > start]
        if end > start:
            pieces.append((start, _segment(whole[start:end], live, reading.confidence, names)))
    title = [piece for start, piece in pieces if start < split - 1]
    return title, [piece for start, piece in pieces if start >= split]


def _mark(evidence: dict[str, Any], length: int) -> tuple[int, int, dict[str, Any]] | None:
    field = _ONE.get(evidence.get("field", ""), evidence.get("field", ""))
    start, end = evidence.get("start", -1), evidence.get("end", -1)
    if field not in LABELS or not 0 <= start < end <= length:
        return None
    return start, end, {**evidence, "field": field}


def _segment(text: str, live: list[Any], confidence: Mapping[str, float], names: Mapping[str, str]) -> Segment:
    if any(mark[2] is None for mark in live):
        lit = [f"evidence-{m[2].key}" for m in live if isinstance(m[2], Noted)]
        css = ["evidence", "evidence-personal", *dict.fromkeys(lit)]
        return Segment(MASK, " ".join(css), gettext("Personal data, masked"), True)
    if not live:
        return Segment(text)
    lit = [f"evidence-{mark[2].key}" for mark in live if isinstance(mark[2], Noted)]
    judged = [mark[2] for mark in live if not isinstance(mark[2], Noted)]
    valued = [mark[2] for mark in live if isinstance(mark[2], Noted) and mark[2].tip]
    if not (judged or valued):
        return Segment(text, " ".join(["noted-words", *dict.fromkeys(lit)]), is_quiet=True)
    fields = [*(mark["field"] for mark in judged), *(noted.css for noted in valued)]
    said = dict.fromkeys([*(_said(mark, confidence, names) for mark in judged), *(noted.tip for noted in valued)])
    css = ["evidence", *(f"evidence-{f}" for f in dict.fromkeys(fields)), *dict.fromkeys(lit)]
    return Segment(text, " ".join(css), " · ".join(said))


def _said(evidence: dict[str, Any], confidence: Mapping[str, float], names: Mapping[str, str]) -> str:
    field = evidence["field"]
    code = str(evidence.get("code") or "")
    name = BYLINE.get(code) if field == "byline" else names.get(code)
    sure = confidence.get(_MANY.get(field, field))
    said = f"{LABELS[field]}: {name}" if name else str(LABELS[field])
    return said if sure is None else gettext("%(said)s (%(sure)s sure)") % {"said": said, "sure": percent(sure)}


def credited(author: str, marks: Sequence[Noted]) -> list[Segment]:
    """The author field cut where the parts of the by-line begin and end."""
    out: list[Segment] = []
    at = 0
    for mark in sorted(marks, key=lambda m: m.start):
        if at <= mark.start < mark.end <= len(author):
            out += [Segment(author[at : mark.start]), _credit(author[mark.start : mark.end], mark)]
            at = mark.end
    return [piece for piece in (*out, Segment(author[at:])) if piece.text]


def _credit(text: str, mark: Noted) -> Segment:
    return Segment(text, f"evidence evidence-{mark.css} evidence-{mark.key}", mark.tip)
