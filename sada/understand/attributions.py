"""What is laid to a source by no verb of saying: «جاء في بيان الوزارة أن», «بحسب المتحدث فإن», «…، كما ذكر شاهد»."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from sada.understand.speakers import Speaker, speaker_between
from sada.understand.tokens import Tokens

FARTHEST: Final = 22  # tokens in which the source must stand
_PAPERS: Final = frozenset(("بيان", "البيان", "بيانه", "بيانها", "تقرير", "التقرير", "خطاب", "الخطاب", "تصريح"))
_ACCORDING: Final = frozenset(("بحسب", "حسب", "وفقا", "وفق", "طبقا"))
_AS: Final = frozenset(("كما", "حسبما", "مثلما"))
_OWN: Final = frozenset(("قوله", "قولها", "قولهم", "تعبيره", "تعبيرها", "وصفه", "وصفها"))


class Attributed(NamedTuple):
    """The quotation's tokens [first, last); its source, None for the one who spoke last; the token it is named at."""

    first: int
    last: int
    speaker: Speaker | None
    at: int


def attributed(row: Tokens, kinds: str, first: int, last: int) -> Iterator[Attributed]:
    """What the sentence [first, last) lays to a source."""
    stop = last - 1 if kinds[last - 1 : last] == "." else last
    for at in range(first, stop):
        word = row.roles[at].folded
        if word.removeprefix("و") == "جاء" and _opens_paper(row, at):
            yield from _opened(row, kinds, at + 2, stop)
        elif word.removeprefix("و") in _ACCORDING and _begins(kinds, first, at):
            yield from _opened(row, kinds, at + 1, stop)
        elif _names_own_word(row, at):
            yield from _said_before(first, at, None)
            return  # one source at the end of a sentence
        elif at > first and kinds[at - 1] == "," and (named := _source_at(row, kinds, at)):
            source = speaker_between(row, named, stop)
            if source is not None and (kinds[source.first] in "OC" or named > at + 1):
                yield from _said_before(first, at, source)
                return


def _source_at(row: Tokens, kinds: str, at: int) -> int:
    """Where the source stands behind «بحسب», «كما ذكر», «حسبما أفاد»; 0 where none does."""
    word = row.roles[at].folded
    if word in _ACCORDING:
        return at + 1
    return at + 2 if word in _AS and kinds[at + 1 : at + 2] == "V" else 0


def _opens_paper(row: Tokens, at: int) -> bool:
    after = [role.folded for role in row.roles[at + 1 : at + 3]]
    return len(after) == 2 and after[0] == "في" and after[1] in _PAPERS


def _begins(kinds: str, first: int, at: int) -> bool:
    return not kinds[first:at].strip("\n,-")


def _opened(row: Tokens, kinds: str, named: int, stop: int) -> Iterator[Attributed]:
    """From the source to the word that opens what it says."""
    reach = min(stop, named + FARTHEST)
    opens = next((i for i in range(named, reach) if kinds[i] in "YVv:.«"), reach)
    if opens < reach and kinds[opens] == "Y":
        source = speaker_between(row, named, opens, papers=True)
        if source is not None:
            yield Attributed(opens, stop, source, named)


def _names_own_word(row: Tokens, at: int) -> bool:
    """«على حد قوله», «بحسب تعبيرها»."""
    words = [role.folded for role in row.roles[at : at + 3]]
    if words[:2] == ["علي", "حد"]:
        return words[2:] != [] and words[2] in _OWN
    return len(words) > 1 and words[0].removeprefix("و") in _ACCORDING and words[1] in _OWN


def _said_before(first: int, at: int, source: Speaker | None) -> Iterator[Attributed]:
    if at > first:
        yield Attributed(first, at, source, at)
