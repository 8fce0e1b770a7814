"""Speakers behind what they say: «…», قال فلان; «… هكذا بدأ أبو محمد حديثه»."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from sada.understand.quoted import Quote, quote_of
from sada.understand.speakers import Speaker, Speakers, speaker_between
from sada.understand.tokens import Tokens

_AFTER: Final = re.compile(r"[»\"][,.]?-?(?P<verb>V)(?P<who>[^.,\n:«\"YVv]{0,16})(?=[.,\n]|$)")
_FARTHEST: Final = 200  # tokens in which a quotation before its speaker must have begun
_LEAST: Final = 3  # tokens of a quotation
_REACH: Final = 12  # tokens behind the verb in which its speaker stands
_WORDS: Final = frozenset(("الكلمات", "العبارات", "العباره", "الجمله", "المراره", "الحرقه"))
_BEGINS: Final = frozenset((
    "بدا", "بدات", "يبدا", "تبدا", "استهل", "استهلت", "افتتح", "افتتحت", "اختتم", "اختتمت", "ختم", "ختمت", "وصف",
    "وصفت", "يصف", "تصف", "لخص", "لخصت", "يلخص", "تلخص", "عبر", "عبرت", "تحدث", "تحدثت", "علق", "علقت", "شرح", "شرحت",
    "روي",
    "روت", "يروي", "تروي", "قال", "قالت", "يقول", "تقول",
))  # fmt: skip
_OBJECTS: Final = frozenset((
    "حديثه", "حديثها", "حديثهم", "كلامه", "كلامها", "معاناته", "معاناتها", "معاناتهم", "قصته", "قصتها", "شكواه",
    "شكواها", "الوضع", "الموقف", "المشهد", "الحال", "حال", "حاله", "حالها", "عن", "مشكلته", "مشكلتها", "ماساته",
    "ماساتها",
))  # fmt: skip


class Thus(NamedTuple):
    """A verb behind «هكذا» with its speaker, and the tokens [first, last) of what was said before it."""

    verb: int
    speaker: Speaker
    first: int
    last: int


def said_thus(row: Tokens, kinds: str) -> Iterator[Thus]:
    """«… هكذا بدأ أبو محمد حديثه», «… بهذه الكلمات وصف المواطن سعد الحربي الوضع»."""
    for at, role in enumerate(row.roles):
        verb = at + 1
        if role.folded == "هذه" and role.cut and at + 1 < len(row.roles) and row.roles[at + 1].folded in _WORDS:
            verb = at + 2
        elif role.folded not in ("هكذا", "وهكذا"):
            continue
        if verb >= len(row.roles) or row.roles[verb].folded not in _BEGINS:
            continue
        reach = range(verb + 2, min(len(row.roles), verb + _REACH))
        end = next((i for i in reach if row.roles[i].folded in _OBJECTS or kinds[i] in ',.\n«»"'), reach.stop)
        speaker = speaker_between(row, verb + 1, end)
        first, last = _before(row, kinds, at)
        if speaker is not None and last - first >= _LEAST:
            yield Thus(verb, speaker, first, last)


def _before(row: Tokens, kinds: str, at: int) -> tuple[int, int]:
    """The tokens of what was said before token `at`: in marks, else the sentence so far."""
    last = at
    while last > 0 and kinds[last - 1] in ",.-":
        last -= 1
    if last > 0 and kinds[last - 1] in '»"':
        opened = kinds.rfind("«" if kinds[last - 1] == "»" else '"', max(0, last - _FARTHEST), last - 1)
        return (opened + 1, last - 1) if opened >= 0 else (last, last)
    least = max(0, last - _FARTHEST)
    first = max(kinds.rfind(".", least, last), kinds.rfind("\n", least, last)) + 1
    while first < last and row.kinds[first] in '«"-,':
        first += 1
    while first < last and row.kinds[last - 1] in '»"':
        last -= 1
    return max(first, least), last


def with_thus(row: Tokens, found: Sequence[Quote], said: Sequence[Thus], speakers: Speakers) -> list[Quote]:
    """The quotations with those before «هكذا»; none lies on another."""
    out = list(found)
    for thus in said:
        quote = quote_of(row, (thus.first, thus.last), speakers.known(row, thus.speaker), None, True)
        at = bisect_left([q.start for q in out], quote.end)
        if at == 0 or out[at - 1].end <= quote.start:
            out.insert(at, quote)
    return out


def closed(row: Tokens, kinds: str, found: list[Quote], speakers: Speakers) -> list[Quote]:
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
            out[start] = quote_of(row, (opened + 1, close), speakers.known(row, speaker), None, True)
    return [out[start] for start in sorted(out)]
