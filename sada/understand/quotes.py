"""Quotations: who is quoted saying what, in marks or after «أن», apart from the outlet's own words.

A verb of saying with its speaker opens a quotation at «أن», a colon or a quotation mark; what follows belongs to it to
the closing mark, or to the end of the sentence, or to the next verb. A speaker named shortly («وأضاف الحسين») is the
one introduced before; without a name («وأضاف أن») it is the last one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from sada.understand.attributions import attributed
from sada.understand.quote_frames import closed, said_thus, with_thus
from sada.understand.quoted import Quote, again, quote_of
from sada.understand.sentences import sentences, without_abbreviations
from sada.understand.speakers import HONOURS, Speaker, Speakers, before_object, is_institutional, speaker_between
from sada.understand.tokens import Tokens, tokens

Opening = tuple[int, int, int, Speaker | None]  # verb, token that opens, first token of the quotation, speaker
NOTHING: Final = -1  # where a verb opens no quotation
LONGEST: Final = 18  # tokens behind a verb in which its speaker stands
LONGEST_TO: Final = 5  # tokens between «مشيرا» and «أن»
_ASKING: Final = frozenset(("طالب", "طالبت", "دعا", "دعت", "حذر", "حذرت", "رد", "ردت", "نبه", "نبهت"))  # whom, too
_ACTS: Final = frozenset((  # of officials who then go on to speak
    "قدم", "قدمت", "رفع", "عبر", "عبرت", "اشاد", "اشادت", "رحب", "رحبت", "شكر", "دشن", "افتتح", "تفقد", "كرم", "رعي",
    "زار", "وجه", "اطلع", "اصدر", "اصدرت", "استنكر", "استنكرت", "ادان", "ادانت", "ندد", "نددت",
    "اجتمع", "تراس", "التقي", "استقبل", "ناقش", "عقد", "وقف", "اعتمد", "وقع", "استمع", "استعرض",
))  # fmt: skip
_TELLS: Final = frozenset(("شكا", "شكت", "اشتكي", "اشتكت", "ناشد", "ناشدت", "استغرب", "استغربت", "انتقد", "انتقدت"))
_PUBLIC: Final = frozenset(("المواطن", "المواطنه", "المقيم", "الطالب", "الطالبه", "العمده"))
_CITIZEN: Final = 3  # tokens of one of the public who is introduced by name: «المواطن أحمد الغامدي»
_NAMED: Final = frozenset((
    "معرض", "كتاب", "برنامج", "حمله", "شعار", "عنوان", "مهرجان", "فعاليات", "فعاليه", "مشروع", "صحيفه", "شركه",
    "مسرحيه", "فيلم", "مبادره", "جائزه", "جايزه", "موقع", "قناه", "مسابقه", "ندوه", "ملتقي",
))  # fmt: skip
_VERB: Final = re.compile("V")
_BREAK: Final = re.compile(r"[.\n:«\"YVv]")
_RELATIVES: Final = frozenset(("التي", "الذي", "ما"))
_ADJACENT: Final = re.compile(r"»[.,]{1,2}«(?P<said>[^«»\n]{4,})(?=»)")  # «…». «…»: the same speaker goes on
_SAID: Final = re.compile(r"(?P<verb>[Vvb])(?P<who>[^.\n:«\"YVv]{0,30}?)(?P<open>v?Y|v?:(?!/)[«\"(]?|(?:v|,)?[«\"])")
_SHORT: Final = re.compile(r"(?<!V:)[«\"(][^«»\"().\n]{1,3}[»\")]")  # «عكاظ», (سبق): a name in marks is no quotation
_PAIR: Final = re.compile(r"\"([^\"\n]*)\"")
_NEXT: Final = re.compile(r"V[^.\n:«\"YVv]{0,30}?(?:Y|:)")
_TAIL: Final = re.compile(r",-?v[^.\n:«\"YVv]{0,5}?Y")  # «: …، لافتا إلى أن …»: his words end before it
_TITLE: Final = re.compile(r"(?:\A|(?<=\n)|(?<=\.\.))\"?(?P<who>[_OCZ~&]{1,6})\"?:(?P<said>[^\n]+)")
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
    kinds = _readable(row)
    starts, ends = _sentence_bounds(row)
    found: list[Quote] = []
    speakers, reached = Speakers(), 0
    thus = list(said_thus(row, kinds))
    opened = [*_openings(row, kinds, starts), *_introduced(row, kinds), *_laid_to_a_source(row, kinds)]
    opened += [(t.verb, NOTHING, t.verb, t.speaker) for t in thus]
    for verb, open_at, first, named in sorted(opened, key=lambda opening: opening[:3]):
        word = row.roles[verb].folded
        if open_at == NOTHING and verb < reached:
            continue
        speaker = speakers.speaks(row, named, word) if named is not None else None
        if open_at == NOTHING or first < reached or first >= len(kinds):
            continue
        last, direct = _extent(kinds, open_at, first, ends[first])
        who = speaker or (speakers.before(word) if not _is_of_another(row, verb) else None)
        if last - first < _LEAST or (who is None and not direct):
            continue
        found.append(quote_of(row, (first, last), who, speaker, direct))
        reached = last
        while (more := _ADJACENT.match(kinds, reached)) is not None and direct:
            found.append(quote_of(row, (more.start("said"), more.end("said")), who, None, True))
            reached = more.end("said")
    return _said_before(row, with_thus(row, closed(row, kinds, found, speakers), thus, speakers), kinds)


def _readable(row: Tokens) -> str:
    """The letters of a row with quotation marks paired, names in marks and verbs that say nothing taken out."""
    kinds = _PAIR.sub(r"«\1»", without_abbreviations(row))
    kinds = _SHORT.sub(lambda m: "_" * len(m.group()), kinds)
    letters = list(kinds)
    for at in (m.start() for m in _VERB.finditer(kinds, 1)):
        if row.roles[at].folded == "تحدث" and row.roles[at - 1].folded in _RELATIVES:  # «التطورات التي تحدث»
            letters[at] = "_"
    return "".join(letters)


def _introduced(row: Tokens, kinds: str) -> Iterator[Opening]:
    """Officials and bodies whose verb opens nothing, for those who go on: «رحب الأمين بالزوار، وأضاف أن …»."""
    for at, role in enumerate(row.roles):
        word = role.folded.removeprefix("و")
        told = word in _TELLS
        if not told and word not in _ACTS and (kinds[at] != "V" or word in _ASKING or _is_at_the_time(row, at)):
            continue
        stop = _BREAK.search(kinds, at + 1, at + 1 + LONGEST)
        reach = stop.start() if stop else min(len(kinds), at + 1 + LONGEST)
        reach = _name_ends(row, at + 1, before_object(row, at + 2, reach)) if kinds[at] != "V" or told else reach
        speaker = speaker_between(row, at + 1, before_object(row, at + 2, reach))
        if speaker is None or speaker.last - speaker.first <= 1:
            continue
        named = told and speaker.last - speaker.first >= _CITIZEN
        if named or is_institutional(row, speaker):
            yield at, NOTHING, at, speaker


def _name_ends(row: Tokens, first: int, last: int) -> int:
    """Where what is done to others begins behind a name: «استقبل الأمين المهندس محمد المجلي | وفد الغرفة»."""
    titled = next((at for at in range(first, last) if row.roles[at].folded in HONOURS | _PUBLIC), last)
    for at in range(titled + 2, last):
        is_family = row.roles[at].folded.startswith("ال")
        goes_on = at + 1 < last and row.roles[at + 1].folded.startswith("ال")  # «بن عبدالرحمن المخرج»
        if is_family or (row.roles[at - 1].folded in ("ابو", "بن", "ال") and not goes_on):
            return at + 1
    return last


def _is_at_the_time(row: Tokens, at: int) -> bool:
    """«إبان» is "at the time of", not "made clear"."""
    return row.roles[at].folded == "ابان" and "إ" in row.text[slice(*row.span(at, at + 1))]


def _laid_to_a_source(row: Tokens, kinds: str) -> Iterator[Opening]:
    """«جاء في بيان الوزارة أن», «وبحسب المتحدث فإن»."""
    for first, last in sentences(row):
        for found in attributed(row, kinds, first, last):
            if found.first > found.at:
                yield found.at, found.first, found.first, found.speaker


def _said_before(row: Tokens, found: list[Quote], kinds: str) -> list[Quote]:
    """With the sentences whose source stands at their end: «…، بحسب المتحدث», «… على حد قوله»."""
    more: list[Quote] = []
    begins = [quote.start for quote in found]
    for first, last in sentences(row):
        for laid in attributed(row, kinds, first, last):
            start, end = row.starts[first], row.ends[laid.last - 1]
            before = bisect_left(begins, end) - 1
            if laid.first > laid.at or laid.last - first < _LEAST or (before >= 0 and found[before].end > start):
                continue
            if laid.speaker is not None:
                more.append(quote_of(row, (first, laid.last), laid.speaker, None, False))
            elif before >= 0:
                more.append(again(row, found[before], start, end))
    return sorted([*found, *more], key=lambda quote: quote.start)


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


def _openings(row: Tokens, kinds: str, starts: list[int]) -> Iterator[Opening]:
    title_end = kinds.find("\n")
    for m in _TITLE.finditer(kinds, 0, max(0, title_end)):
        yield m.start(), m.start("said") - 1, m.start("said"), speaker_between(row, m.start("who"), m.end("who"))
    at = 0
    while (said := _SAID.search(kinds, at)) is not None:
        at = said.start() + 1
        if said["verb"] == "b" and not row.roles[said.start()].cut:
            continue  # «بين» is "between" unless «وبيّن»
        if _is_at_the_time(row, said.start()) or _is_title_of_work(row, said):
            continue
        if said["open"][-1] == "Y" and _is_not_said(row, kinds, said):
            continue
        opened = said["open"]
        first = said.end() if opened[-1] in '«":(' else said.start("open") + opened.index("Y")
        who = speaker_between(row, said.start("who"), said.end("who"))
        yield said.start(), said.end() - 1, first, who or _before(row, kinds, said.start(), starts[said.start()])


def _is_title_of_work(row: Tokens, said: re.Match[str]) -> bool:
    """«نوه … بمعرض «شاهد وشهيد»»: what is in marks is a name."""
    before = row.roles[said.end() - 2].folded
    return said["open"] in ("«", '"') and before.removeprefix("ب").removeprefix("ل") in _NAMED


def _is_not_said(row: Tokens, kinds: str, said: re.Match[str]) -> bool:
    """«من المقرر أن»; «إن وجدت»; «مؤكدة ضرورة إرفاق صورة … إن» confirms a need."""
    behind = row.roles[said.end()].folded if said.end() < len(row.roles) else ""
    far = kinds[said.start()] == "v" and len(said["who"]) > LONGEST_TO
    return far or row.roles[said.end() - 2].folded in _NOT_SAID or behind in ("وجد", "وجدت", "شاء", "شا")


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
    if kinds[first : first + 1] == "Y" and kinds[first + 1 : first + 2] in ("«", '"'):
        sign = kinds[first + 1]
        first += 2
    if sign in '«"(':
        close = kinds.find({"«": "»", "(": ")"}.get(sign, sign), first)
        line = kinds.find("\n", first)
        if close >= 0 and (line < 0 or close < line or sign == "«"):
            return close, True
    ends = [m.start() for m in (_NEXT.search(kinds, first, sentence_end),) if m]
    if sign == ":":
        ends += [m.start() for m in (_TAIL.search(kinds, first, sentence_end),) if m]
    return min(ends, default=sentence_end), sign in ':«"'
