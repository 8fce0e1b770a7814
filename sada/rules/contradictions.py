"""Where a text says of the same thing another number than the fact it cites: «تضم {#12} بلدية … في {=150} بلدية».

A number counts the noun behind it, a fact the noun of its measure, of its value, or behind its citation. Where both
count the same noun and the fact does not bear the number, the text contradicts itself: for sure when its sentence
names nothing else than the fact does, else perhaps (another place, another year), which a person judges. A part
(«منها»), an addition or a rate is another number of its own. Nouns are compared by their consonants, so that «حديقة»
and «حدائق» are one.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from sada.rules.citations import Citable, Part, parse
from sada.rules.numbers import Number, fact_bears, number_of, numbers

_SIGNS: Final = re.compile("[\u064b-\u065f\u0670\u0640]")
_ALEF: Final = str.maketrans("أإآٱىةئؤ", "ااااييوو")
_WORD: Final = re.compile(r"[\u0621-\u064a]{2,}")
_CLAUSE: Final = re.compile(r"[.،؛:!؟\n]")
_SUFFIX: Final = re.compile(r"(?:ات|ين|ون|يه|ه|ا)$")
_FRONT: Final = re.compile(r"^(?:و|ف)?(?:بال|لل|كال|ال)(?=\w{3})|^[وف](?=\w{3})")
_PART: Final = re.compile(
    r"(?:منها|منهم|بينها|بينهم|ضمنها|(?:ب|ال)?اضافه(?:\s+الي)?|زياده|الي جانب|عدا|لكل|كل|بعد|خلال|قبل|من اصل)"
    r"(?:\s+\S+){0,2}\s*$"
)
_OTHER_WORDS: Final = "أخرى إضافية إضافي جديدة جديد سنويا شهريا يوميا أسبوعيا يوم يوما شهر شهرا ساعة عام عاما سنة دقيقة"
_EMPTY_WORDS: Final = (
    "في من على إلى عن مع هذا هذه ذلك تلك التي الذي أن إنه إنها كما وقد قد وفي ومن وهي وهو بلغ بلغت يبلغ تبلغ عدد عددها "
    "عددهم إجمالي مجموع أكثر أقل أكبر نحو حوالي قرابة زهاء تجاوز تجاوزت يتجاوز تتجاوز يزيد تزيد يقل تقل لا ما يقارب"
)
_BEHIND: Final = 60
_BEFORE: Final = 40


class Stated(Citable, Protocol):
    """A fact with the words it is stated in."""

    @property
    def statement_ar(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A number of the text, its place in the draft, the fact it goes against, and whether that is sure."""

    start: int
    end: int
    text: str
    fact: int
    is_sure: bool


@dataclass(frozen=True, slots=True)
class _Cited:
    key: int
    number: Number
    nouns: frozenset[str]
    words: frozenset[str]


def contradictions(text: str, facts: Mapping[int, Stated]) -> list[Contradiction]:
    """The numbers of a draft that rest on nothing, or on the writer alone, and go against a fact that it cites."""
    parts = parse(text)
    cited = [one for part in parts if (one := _cited(part, text, facts)) is not None]
    found = []
    for start, end, number in _free(parts, text) if cited else ():
        against = next((one for one in cited if _is_against(number, one, text, start, end)), None)
        if against is not None:
            sure = _words(_clause(text, start, end)) <= against.words
            found.append(Contradiction(start, end, number.text, against.key, sure))
    return found


def other_things(text: str, facts: Mapping[int, Stated]) -> list[tuple[int, str]]:
    """The facts that are cited for another thing than they count, each with the words behind its citation: «{#12} شجرة»
    where the fact counts containers. The fact's whole statement is looked through, so a synonym may be told as well:
    a person judges."""
    found = []
    for part in parse(text):
        fact = facts.get(part.fact or 0)
        number = number_of(fact.value) if fact is not None else None
        if fact is None or number is None or number.kind == "percent":
            continue
        value_behind, behind = fact.value[number.end :], text[part.end : part.end + _BEHIND]
        if not (_noun(fact.measure) or _noun(value_behind)) or not (noun := _noun(behind)):
            continue
        if noun not in _words(" ".join((fact.statement_ar, fact.measure, value_behind))):
            said = _CLAUSE.split(behind, maxsplit=1)[0].split("{", 1)[0].split()
            found.append((part.fact or 0, " ".join(said[:2])))
    return found


def _free(parts: list[Part], text: str) -> Iterator[tuple[int, int, Number]]:
    """The numbers that no fact bears, each with its place in the draft; the words around an own one still bound it."""
    own = {part.start: part for part in parts if part.own}
    shown = "".join(_shown(part, text) for part in parts)
    for number in numbers(shown):
        if number.demanded:
            part = next((one for one in own.values() if one.start <= number.start < one.end), None)
            yield (part.start, part.end, number) if part else (number.start, number.end, number)


def _shown(part: Part, text: str) -> str:
    """A piece as it is read, every place kept: an own number between spaces, a citation out of sight."""
    if part.own:
        return f"  {part.text} "
    return part.text if part.fact is None else "\u00b7" * (part.end - part.start)


def _cited(part: Part, text: str, facts: Mapping[int, Stated]) -> _Cited | None:
    fact = facts.get(part.fact or 0)
    number = number_of(fact.value) if fact is not None else None
    if fact is None or number is None or not number.demanded:
        return None
    value_behind, behind = fact.value[number.end :], text[part.end : part.end + _BEHIND]
    nouns = {noun for said in (fact.measure, value_behind, behind) if (noun := _noun(said))}
    clause = _clause(text, part.start, part.end)
    words = _words(" ".join((fact.statement_ar, fact.measure, value_behind, clause)))
    return _Cited(part.fact or 0, number, frozenset(nouns), words)


def _is_against(number: Number, cited: _Cited, text: str, start: int, end: int) -> bool:
    """Whether the number counts what the fact counts, as the same kind of number, and the fact does not bear it."""
    if number.kind != cited.number.kind or fact_bears(cited.number, number):
        return False
    behind = text[end : end + _BEHIND]
    if _noun(behind) not in cited.nouns or _PART.search(_plain(text[max(0, start - _BEFORE) : start])):
        return False
    return not _OTHER & set(_WORD.findall(_plain(_CLAUSE.split(behind, maxsplit=1)[0]))[:3])


def _clause(text: str, start: int, end: int) -> str:
    """The words around a place, up to the marks that part its sentence."""
    before = _CLAUSE.split(text[:start])[-1]
    return f"{before.rsplit('}', 1)[-1]} {_CLAUSE.split(text[end:], maxsplit=1)[0].split('{', 1)[0]}"


def _noun(behind: str) -> str:
    """The thing counted: the first word behind a number that is more than a preposition, as its consonants."""
    words = _WORD.findall(_CLAUSE.split(_plain(behind), maxsplit=1)[0].split("{", 1)[0])
    return next((_root(word) for word in words if _says(word)), "")


def _words(text: str) -> frozenset[str]:
    return frozenset(_root(word) for word in _WORD.findall(_plain(text)) if _says(word))


def _says(word: str) -> bool:
    """Whether a word names something of its own."""
    return word not in _SAYS_NOTHING and _FRONT.sub("", word) not in _SAYS_NOTHING


def _plain(text: str) -> str:
    return _SIGNS.sub("", text).replace("ة", "ه").translate(_ALEF)


def _root(word: str) -> str:
    """The consonants of a word without what is joined to it; the word itself where too few are left."""
    bare = _FRONT.sub("", word)
    short = _SUFFIX.sub("", bare) if len(bare) > 4 else bare
    root = re.sub("[اويءه]", "", short)
    return root if len(root) > 1 else short


_OTHER: Final = frozenset(_plain(_OTHER_WORDS).split())
_SAYS_NOTHING: Final = frozenset(_plain(_EMPTY_WORDS).split())
