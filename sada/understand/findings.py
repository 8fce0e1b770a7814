"""Everything found in one text, before anything is judged."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from sada.understand.fold import Folded, fold
from sada.understand.scan import Hit, Scanner
from sada.understand.types import Text

LEAD = 320  # folded characters after the title that count as the lead: about two sentences
SOCIAL = frozenset(("x", "facebook", "instagram", "youtube", "tiktok", "snapchat", "telegram", "whatsapp", "forum"))


@dataclass(slots=True)
class Findings:
    """Hits of one text by field, each list in order of position, and where title and lead end (folded offsets)."""

    folded: Folded
    author: str
    hits: dict[str, list[Hit]]
    title_end: int
    is_post: bool
    lead_end: int
    _ends: dict[str, list[int]] = field(default_factory=dict)
    _words: dict[str, list[int]] = field(default_factory=dict)
    _masks: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.folded.text

    def of(self, name: str, code: str = "") -> list[Hit]:
        """Hits of a field, of one code when given."""
        if name not in self.hits:
            return []
        found = self.hits[name]
        return [hit for hit in found if hit.cue.code == code] if code else found

    def weight_at(self, position: int, title: float, lead: float, rest: float) -> float:
        """One of three weights by where a folded offset lies."""
        return title if position < self.title_end else lead if position < self.lead_end else rest

    def masked(self, hit: Hit, family: bool) -> bool:
        """Whether a phrase of the field `not` covers part of a hit: «الأمانة العامة», «مواقف سياسية»."""
        if "not" not in self.hits:
            return False
        name = "family" if family else "body"
        spans = self._masks.get(name)
        if spans is None:
            spans = self._masks[name] = _merged(
                (h.start, h.end) for h in self.hits["not"] if (h.cue.code == "family") == family
            )
        at = bisect_left(spans, (hit.start + 1, 0))
        return (at > 0 and spans[at - 1][1] > hit.start) or (at < len(spans) and spans[at][0] < hit.end)

    def before(self, name: str, position: int, reach: int) -> bool:
        """Whether a hit of the field ends within `reach` characters before `position`."""
        if name not in self.hits:
            return False
        ends = self._ends.get(name)
        if ends is None:
            ends = self._ends[name] = sorted(hit.end for hit in self.hits[name])
        at = bisect_left(ends, position - reach)
        return at < len(ends) and ends[at] <= position

    def after(self, name: str, position: int, reach: int) -> bool:
        """Whether a hit of the field begins within `reach` characters after `position`."""
        if name not in self.hits:
            return False
        words = self._words.get(name)
        if words is None:
            words = self._words[name] = sorted(hit.word for hit in self.hits[name])
        at = bisect_left(words, position)
        return at < len(words) and words[at] <= position + reach


def find(text: Text, scanner: Scanner, is_letter: bool = False) -> Findings:
    """Fold and scan one text. A letter is read as a post is: somebody speaks to us."""
    folded = Folded(text.whole)
    title_end = folded.at(len(text.title))
    is_post = is_letter or (text.medium in SOCIAL and not text.title)
    return Findings(
        folded=folded,
        author=fold(text.author) if text.author else "",
        hits=_by_field(scanner.scan(folded.text, is_post)),
        title_end=title_end,
        is_post=is_post,
        lead_end=title_end + LEAD,
    )


def _by_field(hits: list[Hit]) -> dict[str, list[Hit]]:
    """Group by field; of hits with one code that lie in one another only the longest stays."""
    out: dict[str, list[Hit]] = {}
    reached: dict[tuple[str, str], int] = {}
    for hit in hits:
        _, _, end, cue = hit
        key = (cue.field, cue.code)
        if reached.get(key, -1) >= end:
            continue
        reached[key] = end
        if cue.field in out:
            out[cue.field].append(hit)
        else:
            out[cue.field] = [hit]
    return out


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, overlapping ones joined."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
