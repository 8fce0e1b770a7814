"""Quotations: who is quoted saying what, in marks or after «أن», apart from the outlet's own words.

A verb of saying with its speaker opens a quotation at «أن», a colon or a quotation mark; what follows belongs to it to
the closing mark, or to the end of the sentence, or to the next verb. A speaker named shortly («وأضاف الحسين») is the
one introduced before; without a name («وأضاف أن») it is the last one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sada.understand.sentences import sentences, without_abbreviations
from sada.understand.speakers import Speaker, Speakers, speaker_between
from sada.understand.tokens import Tokens, tokens


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation [start, end) with its speaker as printed there ([speaker_start, speaker_end), empty when unnamed).

    `who` is the speaker as first introduced, with title, standing at tokens `introduced` (empty when unnamed);
    `direct`: between quotation marks or after a colon.
    """

    start: int
    end: int
    text: str
    who: str = ""
    speaker_start: int = 0
    speaker_end: int = 0
    direct: bool = False
    introduced: tuple[int, int] = (0, 0)


_SAID: Final = re.compile(r"(?P<verb>[Vvb])(?P<who>[^.\n:«\"YVv]{0,30}?)(?P<open>v?Y|v?:(?!/)[«\"(]?|(?:v|,)?[«\"])")
_AFTER: Final = re.compile(r"[»\"][,.]?-?(?P<verb>V)(?P<who>[^.,\n:«\"YVv]{0,16})(?=[.,\n]|$)")
_SHORT: Final = re.compile(r"[«\"(][^«»\"().\n]{1,3}[»\")]")  # «عكاظ», (سبق): a name in marks is no quotation
_PAIR: Final = re.compile(r"\"([^\"\n]*)\"")
_NEXT: Final = re.compile(r"V[^.\n:«\"YVv]{0,30}?(?:Y|:)")
_TITLE: Final = re.compile(r"(?:\A|(?<=\n))\"?(?P<who>[_OCZ~&]{1,6})\"?:(?P<said>[^\n]+)")
LONGEST_BEFORE: Final = 9  # tokens of a speaker that stands before its verb
_NOT_SAID: Final = frozenset((
    "المقرر", "المتوقع", "الممكن", "المنتظر", "المفترض", "المرجح", "يجب", "قبل", "بعد", "دون", "يمكن", "الا",
    "لامكانيه", "كما", "غير",
    "منذ", "شريطه", "بشرط", "رغم", "بسبب", "بدل", "سبق", "حتي", "المؤمل", "لابد", "بد",
))  # fmt: skip
_LEAST: Final = 3  # tokens of a quotation


def quotes(text: str) -> list[Quote]:
    """The quotations of `text` in order, none within another."""
    return quotes_in(tokens(text))


def quotes_in(row: Tokens) -> list[Quote]:
    """The same for a text already cut into tokens."""
    kinds = _PAIR.sub(r"«\1»", without_abbreviations(row))
    kinds = _SHORT.sub(lambda m: "_" * len(m.group()), kinds)
    starts, ends = _sentence_bounds(row)
    found: list[Quote] = []
    speakers, reached = Speakers(), 0
    for verb, open_at, first, named in sorted(_openings(row, kinds, starts), key=lambda opening: opening[:3]):
        speaker = speakers.known(row, named) if named is not None else None
        if first < reached or first >= len(kinds):
            continue
        last, direct = _extent(kinds, open_at, first, ends[first])
        who = speaker or (speakers.last if not _is_of_another(row, verb) else None)
        if last - first < _LEAST or (who is None and not direct):
            continue
        found.append(_quote(row, (first, last), who, speaker, direct))
        reached = last
    return _closed(row, kinds, found, speakers)


def _is_of_another(row: Tokens, verb: int) -> bool:
    """«ألقى مدير المكتب كلمة أوضح فيها أن»: whoever spoke last, it is not he."""
    return verb + 1 < len(row.roles) and row.roles[verb + 1].folded in ("فيها", "فيه", "خلالها", "خلاله", "للشباب")


def _sentence_bounds(row: Tokens) -> tuple[list[int], list[int]]:
    """For each token the first of its sentence and the one behind the last."""
    starts, ends = list(range(len(row.kinds))), list(range(1, len(row.kinds) + 1))
    for first, last in sentences(row):
        starts[first:last] = [first] * (last - first)
        ends[first:last] = [last] * (last - first)
    return starts, ends


Opening = tuple[int, int, int, Speaker | None]  # verb, token that opens, first token of the quotation, speaker


def _openings(row: Tokens, kinds: str, starts: list[int]) -> Iterator[Opening]:
    title_end = kinds.find("\n")
    for m in _TITLE.finditer(kinds, 0, max(0, title_end)):
        yield m.start(), m.start("said") - 1, m.start("said"), speaker_between(row, m.start("who"), m.end("who"))
    at = 0
    while (said := _SAID.search(kinds, at)) is not None:
        at = said.start() + 1
        if said["verb"] == "b" and not row.roles[said.start()].cut:
            continue  # «بين» is "between" unless «وبيّن»
        if (
            row.roles[said.start()].folded == "ابان"
            and "إ" in row.text[slice(*row.span(said.start(), said.start() + 1))]
        ):
            continue  # «إبان» is "at the time of"
        if said["open"][-1] == "Y" and row.roles[said.end() - 2].folded in _NOT_SAID:
            continue
        opened = said["open"]
        first = said.end() if opened[-1] in '«":(' else said.start("open") + opened.index("Y")
        who = speaker_between(row, said.start("who"), said.end("who"))
        yield said.start(), said.end() - 1, first, who or _before(row, kinds, said.start(), starts[said.start()])


def _before(row: Tokens, kinds: str, verb: int, start: int) -> Speaker | None:
    """The speaker before the verb: «… عن الخزرجي قوله», «فهد أبو عيسى، عمدة متقاعد، يقول:»."""
    if row.roles[verb].folded in ("قوله", "قولها", "تاكيده"):
        source = next((i for i in range(verb - 1, max(start, verb - 14) - 1, -1) if row.roles[i].folded == "عن"), -1)
        return speaker_between(row, source + 1, verb) if source >= 0 else None
    if kinds[verb] == "v":  # «أكد أمين جدة استمرار الحملة، مشيرا إلى أن …»
        main = kinds.rfind("V", start, verb)
        return speaker_between(row, main + 1, verb) if main >= 0 else None
    while start < verb and kinds[start] in "\n,-":
        start += 1
    begins_well = kinds[verb] == "V" and not row.roles[verb].cut and kinds[start] in "_OCIA"
    if not begins_well or not 1 <= verb - start <= LONGEST_BEFORE:
        return None
    speaker = speaker_between(row, start, verb)
    return speaker if speaker is not None and speaker.last >= verb - 1 else None


def _extent(kinds: str, opened: int, first: int, sentence_end: int) -> tuple[int, bool]:
    """Where a quotation ends, and whether it is direct."""
    sign = kinds[opened]
    if sign == "Y" and kinds[first + 1 : first + 2] in ("«", '"'):
        sign = kinds[first + 1]
        first += 2
    if sign in '«"(':
        close = kinds.find({"«": "»", "(": ")"}.get(sign, sign), first)
        line = kinds.find("\n", first)
        if close >= 0 and (line < 0 or close < line or sign == "«"):
            return close, True
    next_verb = _NEXT.search(kinds, first, sentence_end)
    return (next_verb.start() if next_verb else sentence_end), sign == ":"


def _quote(row: Tokens, place: tuple[int, int], who: Speaker | None, named: Speaker | None, direct: bool) -> Quote:
    first, last = place
    while last - 1 > first and row.kinds[last - 1] == "\n":
        last -= 1
    start, end = row.starts[first], row.ends[last - 1]
    here = named if named is not None and named.start < start else None
    return Quote(
        start,
        end,
        row.text[start:end],
        row.text[slice(*row.span(*who.introduced))] if who else "",
        here.start if here else 0,
        here.end if here else 0,
        direct,
        who.introduced if who else (0, 0),
    )


def _closed(row: Tokens, kinds: str, found: list[Quote], speakers: Speakers) -> list[Quote]:
    """Quotations whose speaker follows them: «…», قال فلان."""
    out = {quote.start: quote for quote in found}
    for m in _AFTER.finditer(kinds):
        close = m.start()
        opened = kinds.rfind("«" if kinds[close] == "»" else '"', max(0, close - 200), close)
        speaker = speaker_between(row, m.start("who"), m.end("who"))
        if opened < 0 or speaker is None or close - opened <= _LEAST:
            continue
        start = row.starts[opened + 1]
        if not any(q.start <= start < q.end for q in found):
            out[start] = _quote(row, (opened + 1, close), speakers.known(row, speaker), None, True)
    return [out[start] for start in sorted(out)]
