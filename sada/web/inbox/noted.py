"""The details of an item as the pane shows them: each line with the key of its words in the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sada.reading.masking import Span, masked
from sada.understand.details import NOWHERE, Details, Place, Quotation
from sada.web.inbox.evidence import BYLINE, LABELS, Noted
from sada.web.inbox.values import BOUNDS, LANGUAGES, LINKS, PERSONAL, PLACES, UNITS, when
from sada.web.say.numbers import number, percent

SIDES: Mapping[str, Promise] = {
    "ours": _("A municipal body"), "people": _("Citizens and residents"), "others": _("Another party"),
}  # fmt: skip
SHOWN = 240  # letters of a quotation that are repeated; the rest stands in the text
MOST = 40  # lines of one sort; what is beyond is said as a number


@dataclass(frozen=True, slots=True)
class Line:
    """One detail. `key` names its words in the text, `said` is what stands there, `value` what it means."""

    key: str
    said: str
    value: str = ""
    sort: str = ""
    href: str = ""


@dataclass(slots=True)
class Speaker:
    """Somebody who is quoted, with everything he is quoted saying."""

    name: str
    office: str
    side: str
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose matter it is. `sort`: ours, shared, theirs or empty; `reason`: the words the other agency was seen in."""

    sort: str
    said: str
    responsible: list[Line]
    mentioned: list[Line]
    agencies: list[Line]


@dataclass(slots=True)
class Shown:
    """Everything the fold-out holds, and the marks that its lines light up in the text."""

    speakers: list[Speaker] = field(default_factory=list)
    own: Line | None = None
    dates: list[Line] = field(default_factory=list)
    figures: list[Line] = field(default_factory=list)
    places: list[Line] = field(default_factory=list)
    links: list[Line] = field(default_factory=list)
    whose: Whose | None = None
    personal: list[Line] = field(default_factory=list)
    summary: list[Line] = field(default_factory=list)
    byline: list[Line] = field(default_factory=list)
    language: str = ""
    marks: list[Noted] = field(default_factory=list)
    credits: list[Noted] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many details there are: the number beside the fold-out's name."""
        lists: Iterable[list[Line]] = (
            self.dates,
            self.figures,
            self.places,
            self.links,
            *(s.lines for s in self.speakers),
        )
        return sum(map(len, lists))


def noted(whole: str, found: Details, reading: Any, names: Mapping[str, str], personal: list[Span]) -> Shown:
    """The details of an item as its page shows them; what lies in a span of `personal` is masked."""
    return _Page(whole, found, personal).shown(reading, names)


class _Page:
    def __init__(self, whole: str, found: Details, personal: list[Span]) -> None:
        self._whole, self._found, self._personal = whole, found, personal
        self._page = Shown()

    def shown(self, reading: Any, names: Mapping[str, str]) -> Shown:
        page, found = self._page, self._found
        page.speakers = self._speakers()
        page.own = self._own()
        page.dates = [
            Line(
                self._valued("d", n, (d.start, d.end), said),
                self._words((d.start, d.end)),
                said,
                str(_quarrel(d.agrees)),
            )
            for n, d in enumerate(found.dates[:MOST])
            if (said := when(d))
        ]
        page.figures = [self._figure(n, f) for n, f in enumerate(found.figures[:MOST])]
        page.places = self._each("p", found.places, PLACES)
        page.links = self._each("l", found.links, LINKS)
        page.personal = self._private(reading.more.get("personal", []))
        page.whose = _Owners(self, reading, names).whose()
        page.summary = [
            Line(self._mark("s", n, (a, b)), self._words((a, b)))
            for n, (a, b) in enumerate(reading.more.get("summary", []))
        ]
        page.byline = self._byline(reading.more.get("byline", {}))
        page.language = str(LANGUAGES.get(reading.more.get("language", ""), ""))
        return page

    def words(self, span: Span) -> str:
        return self._words(span)

    def mark(self, key: str, spans: Iterable[Span]) -> str:
        """Remember that the line `key` stands on these spans of the text."""
        self._page.marks += [Noted(start, end, key) for start, end in spans if start < end]
        return key

    def _mark(self, letter: str, n: int, *spans: Span) -> str:
        return self.mark(f"{letter}{n}", spans)

    def _valued(self, letter: str, n: int, span: Span, tip: str, css: str = "value") -> str:
        """The same for one span that says its value itself."""
        key = f"{letter}{n}"
        self._page.marks.append(Noted(*span, key, tip, css))
        return key

    def _byline(self, kept: Mapping[str, Any]) -> list[Line]:
        """City, agency and writers with where each stands; of a reading kept before that, what it was."""
        found = self._found.byline
        if not found:
            return [Line("", masked(str(kept[part])), sort=str(BYLINE[part])) for part in BYLINE if kept.get(part)]
        for n, part in enumerate(found):
            if part.in_text:
                self._mark("y", n, (part.start, part.end))
            else:
                tip = f"{LABELS['byline']}: {BYLINE[part.sort]}"
                self._page.credits.append(Noted(part.start, part.end, f"y{n}", tip, "byline"))
        return [Line(f"y{n}", masked(part.text), sort=str(BYLINE[part.sort])) for n, part in enumerate(found)]

    def _words(self, span: Span) -> str:
        return masked(self._whole[slice(*span)], self._personal, span[0]).strip()

    def _speakers(self) -> list[Speaker]:
        by_place: dict[Span, Speaker] = {}
        for n, quote in enumerate(self._found.quotes[:MOST]):
            speaker = by_place.setdefault(quote.who, self._speaker(quote))
            key = self._mark("q", n, (quote.start, quote.end), quote.here)
            said = self._words((quote.start, quote.end))
            short = said if len(said) <= SHOWN else said[:SHOWN].rsplit(" ", 1)[0] + "…"
            speaker.lines.append(Line(key, short, sort="direct" if quote.direct else ""))
        return list(by_place.values())

    def _speaker(self, quote: Quotation) -> Speaker:
        if quote.who == NOWHERE:
            return Speaker("", "", "")
        name, office = self._words(quote.name), self._words(quote.office)
        return Speaker(name or office, office if name else "", str(SIDES.get(quote.side, "")))

    def _own(self) -> Line | None:
        spans = self._found.own
        if not spans or not self._found.quotes:
            return None
        share = sum(b - a for a, b in spans) / max(1, len(self._whole))
        return Line(self.mark("own", spans), gettext("%(share)s of the text") % {"share": percent(share)})

    def _private(self, spans: Iterable[Any]) -> list[Line]:
        """How much personal data of each sort was found; what it is stands, masked or not, in the text alone."""
        found: dict[str, set[Span]] = {"name": set(self._found.persons)} if self._found.persons else {}
        for span in spans:
            start, end, sort = (span["start"], span["end"], span.get("code", "")) if isinstance(span, dict) else span
            found.setdefault(sort, set()).add((start, end))
        return [
            Line(self._mark("x", n, *sorted(where)), str(PERSONAL[sort]), number(len(where)))
            for n, (sort, where) in enumerate(found.items())
            if sort in PERSONAL
        ]

    def _figure(self, n: int, f: Any) -> Line:
        said = self._words((f.start, f.end))
        counts = f.thing and self._whole[f.end :].lstrip().startswith(f.thing)  # a dual says what it counts itself
        said = f"{said} {f.thing}" if counts else said
        unit = str(UNITS.get(f.unit, f.unit))
        value = number(f.value) + ("%" if unit == "%" else f" {unit}" if unit else "")
        bound = str(BOUNDS.get(f.bound, ""))
        tip = f"{LABELS['figure']}: {bound} {value}" if bound else f"{LABELS['figure']}: {value}"
        return Line(self._valued("f", n, (f.start, f.end), tip, "figure"), said, value, bound)

    def _each(self, letter: str, places: Iterable[Place], sorts: Mapping[str, Promise]) -> list[Line]:
        """One line for each place or link, however often it is named; only a link of the web can be opened."""
        spans: dict[tuple[str, str, str], list[Span]] = {}
        for p in places:
            spans.setdefault((p.sort, p.value, self._words((p.start, p.end))), []).append((p.start, p.end))
        lines: list[Line] = []
        for n, ((sort, value, said), where) in enumerate(list(spans.items())[:MOST]):
            is_link, label = sort in LINKS, str(sorts[sort])
            tip = f"{label}: {value}" if value else label
            keys = [self._mark(letter, n, *where)] if is_link else [self._valued(letter, n, at, tip) for at in where]
            opens = value if sort in ("url", "map") and value.startswith(("https://", "http://")) else ""
            lines.append(Line(keys[0], said, "" if is_link else value, label, opens))
        return lines


def _quarrel(agrees: bool | None) -> str | Promise:
    return _("The two calendars name different days") if agrees is False else ""


class _Owners:
    """The unit whose work it is, those only mentioned, and the other agencies, with the words each was seen in."""

    def __init__(self, page: _Page, reading: Any, names: Mapping[str, str]) -> None:
        self._page, self._names, self._more = page, names, reading.more
        self._seen: dict[str, list[Span]] = {}
        for e in reading.evidence:
            if e.get("field") in ("unit", "baladiya", "agency") and e.get("code"):
                self._seen.setdefault(e["code"], []).append((e["start"], e["end"]))
        self._agencies = [str(code) for code in self._more.get("agencies", [])]

    def whose(self) -> Whose | None:
        """None where no municipal body and no other agency is in sight."""
        main = self._more.get("responsible", "")
        others = [code for code in self._seen if code != main and code not in self._agencies and code in self._names]
        if not (main or others or self._agencies):
            return None
        sort = ("shared" if self._agencies else "ours") if main else ("theirs" if self._agencies else "")
        return Whose(
            sort,
            str(_WHOSE.get(sort, "")),
            [self._line(main)] if main else [],
            [self._line(code) for code in others],
            [self._line(code) for code in self._agencies],
        )

    def _line(self, code: str) -> Line:
        spans = self._seen.get(code, [])
        reasons = dict.fromkeys(self._page.words(span) for span in spans)
        key = self._page.mark(f"b-{code.replace('.', '-')}", spans)
        return Line(key, self._names.get(code, code), "، ".join(f"«{word}»" for word in list(reasons)[:3]))


_WHOSE: Mapping[str, Promise] = {
    "ours": _("Ours"), "shared": _("Shared with another agency"), "theirs": _("Another agency's"),
}  # fmt: skip
