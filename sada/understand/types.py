"""The records that go into understanding and come out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

RELEVANCES = ("main", "passing", "none")
KINDS = ("complaint", "inquiry", "suggestion", "praise", "opinion", "news", "statement")
TONES = ("negative", "neutral", "positive")
URGENCIES = ("normal", "high", "danger")
JUDGEMENTS = (
    "relevance", "units", "families", "kind", "tone", "needs_answer", "community", "urgency", "baladiyat", "services",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """One thing to read. `medium` is a medium code, `author` the by-line as printed, `source` the outlet."""

    title: str
    body: str
    author: str = ""
    source: str = ""
    date: str = ""
    medium: str = "online"

    @property
    def whole(self) -> str:
        """Title, a line break, body: what every offset points into."""
        return f"{self.title}\n{self.body}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a judgement was made: `text` is exactly `whole[start:end]`; `field` names the judgement, `code` its value."""

    field: str
    start: int
    end: int
    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class BylinePart:
    """The city, agency or writer (`sort`) of a by-line at [start, end) of the author field, or of the whole text."""

    sort: str
    start: int
    end: int
    text: str
    in_text: bool = False


def _empty() -> Mapping[str, float]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of one text. Lists hold the most concerned first; confidence is 0..1 per judgement.

    `agencies`: other bodies answerable in the matter (codes of the table `agencies`); `responsible`: the unit whose
    work it is, None when it is another agency's. `city`, `agency_line`, `writer`: the by-line, and `byline` where each
    of its parts stands. `personal`: to mask.
    """

    relevance: str = "none"
    units: tuple[str, ...] = ()
    baladiyat: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    kind: str = "news"
    tone: str = "neutral"
    needs_answer: bool = False
    community: bool = False
    confidence: Mapping[str, float] = field(default_factory=_empty)
    unsure: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    version: str = ""
    urgency: str = "normal"
    responsible: str | None = None
    agencies: tuple[str, ...] = ()
    city: str = ""
    agency_line: str = ""
    writer: str = ""
    byline: tuple[BylinePart, ...] = ()
    language: str = "und"
    summary: tuple[Evidence, ...] = ()
    personal: tuple[Evidence, ...] = ()
