"""Arabic numbers in words: «مئة وخمسون», «ثلاثة آلاف ومئتين», «مليون ونصف» and their values.

The grammar of counting, not a list of phrases: a unit comes before its ten (خمسة وعشرون), hundreds before both,
thousands and millions multiply what stands before them. Case endings, both spellings of مئة, prefixes are known.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from sada.numerals.duals import is_dual

_MARKS: Final = re.compile("[\u064b-\u0652\u0670\u0640]")
_FOLDED: Final = str.maketrans("أإآٱىة", "ااااي" + "ه")
WORD: Final = re.compile(r"[\u0621-\u063a\u0640-\u0652\u0670\u0671]+")


class Word(NamedTuple):
    """An Arabic word of a text: where it stands, and its folded form."""

    start: int
    end: int
    folded: str


@dataclass(frozen=True, slots=True)
class InWords:
    """A number written in words, from `start` to `end`."""

    start: int
    end: int
    value: float


def fold(word: str) -> str:
    """For comparing words here: no vowel signs or tatweel, one alef, ه for ة, ي for ى."""
    return _MARKS.sub("", word).translate(_FOLDED)


def _forms(table: str) -> dict[str, int]:
    found = {}
    for line in table.strip().splitlines():
        value, *words = line.split()
        found.update({fold(word): int(value) for word in words})
    return found


_UNITS: Final = _forms("""
1 واحد واحدة واحداً
2 اثنان اثنين اثنتان اثنتين
3 ثلاث ثلاثة
4 أربع أربعة
5 خمس خمسة
6 ست ستة
7 سبع سبعة
8 ثمان ثماني ثمانية
9 تسع تسعة
10 عشر عشرة
""")
_TEENS_ONLY: Final = _forms("""
1 أحد إحدى
2 اثنا اثني اثنتا اثنتي
""")
TENS: Final = _forms("""
20 عشرون عشرين
30 ثلاثون ثلاثين
40 أربعون أربعين
50 خمسون خمسين
60 ستون ستين
70 سبعون سبعين
80 ثمانون ثمانين
90 تسعون تسعين
""")
_HUNDRED: Final = frozenset(map(fold, ("مئة", "مائة")))
_HUNDREDS: Final = _forms("""
200 مئتان مئتين مائتان مائتين مئتا مئتي مائتا مائتي
300 ثلاثمئة ثلاثمائة
400 أربعمئة أربعمائة
500 خمسمئة خمسمائة
600 ستمئة ستمائة
700 سبعمئة سبعمائة
800 ثمانمئة ثمانمائة ثمانيمئة ثمانيمائة
900 تسعمئة تسعمائة
""") | dict.fromkeys(_HUNDRED, 100)
SCALES: Final = _forms("""
1000 ألف ألفا آلاف
1000000 مليون مليونا ملايين
1000000000 مليار مليارا مليارات بليون
1000000000000 تريليون ترليون
""")
_TWO_OF: Final = _forms("""
1000 ألفان ألفين ألفا ألفي
1000000 مليونان مليونين مليوني
1000000000 ملياران مليارين ملياري
""")
# «ألفا ريال» (two thousand, its noun behind it) and «ألفاً» (a thousand, which has none) are written alike.
_TWO_BEFORE_NOUN: Final = _forms("1000 ألفا\n1000000 مليونا\n1000000000 مليارا")
_TWO_OF.pop(fold("ألفا"))
_PARTS: Final = {fold(word): share for word, share in (("نصف", 0.5), ("ربع", 0.25))}
_TEN: Final = frozenset(map(fold, ("عشر", "عشرة")))


def words_of(text: str) -> list[Word]:
    """The Arabic words of a text with their places and folded forms."""
    return [Word(m.start(), m.end(), fold(m.group())) for m in WORD.finditer(text)]


def in_words(text: str) -> list[InWords]:
    """Every number written in words, left to right, values from 1 up (one and two included).

    Vague quantities (مئات، آلاف، عشرات on their own) are none here, nor are ordinals (الخامس، الحادية عشرة).
    """
    words = _with_loose_and(text)
    return [InWords(words[first].start, words[last - 1].end, value) for first, last, value in read_among(text, words)]


def read_among(text: str, words: Sequence[Word]) -> list[tuple[int, int, float]]:
    """Numbers among words already cut: index of the first word, index behind the last, value."""
    found, i = [], 0
    while i < len(words):
        read = _Reader(text, words, i)
        value = read.number()
        if value is None:
            i += 1
            continue
        found.append((i, read.i, value))
        i = read.i
    return found


def is_number_word(folded: str) -> bool:
    """Whether a folded word, with or without the article, is part of a number in words."""
    return _bare(folded) in _KNOWN


def _with_loose_and(text: str) -> list[Word]:
    """The words, a «و» that stands alone («مئة و خمسون») joined to the word after it."""
    words: list[Word] = []
    for word in words_of(text):
        if words and words[-1].folded == "و" and not text[words[-1].end : word.start].strip():
            words[-1] = Word(words[-1].start, word.end, "و" + word.folded)
        else:
            words.append(word)
    return words


class _Reader:
    """Reads one number, beginning at word `i`; afterwards `i` stands behind its last word."""

    def __init__(self, text: str, words: Sequence[Word], i: int) -> None:
        self.text, self.words, self.i = text, words, i

    def number(self) -> float | None:
        """The value, or None when no number begins here."""
        if self.i and _bare(self.words[self.i - 1].folded) in _ORDINALS:
            return None
        total, ceiling, begun = 0.0, float("inf"), False
        while True:
            mark = self.i
            group, scale = self._group(joined=begun)
            if group is None or scale >= ceiling:
                self.i = mark  # «مليون ومليونين» are two numbers
                return total if begun else None
            total, ceiling, begun = total + group, scale, True
            if scale == 1:
                return total

    def _group(self, joined: bool) -> tuple[float | None, int]:
        """One group with its scale: «ثلاثمئة وخمسون ألف» is (350000, 1000), «خمسون» is (50, 1)."""
        mark = self.i
        small = self._below_thousand(joined)
        word = self._peek(joined) if small is None else self._follows()
        two = _TWO_OF.get(word) or (_TWO_BEFORE_NOUN.get(word, 0) if self._noun_follows() else 0)
        if small is None and two:
            self.i += 1
            return self._and_a_half(2.0 * two, two)
        if word in SCALES and not (small is None and word in _VAGUE):
            self.i += 1
            return self._and_a_half((small or 1.0) * SCALES[word], SCALES[word])
        if small is None:
            self.i = mark
        return small, 1

    def _and_a_half(self, value: float, scale: int) -> tuple[float, int]:
        """«مليون ونصف», «مليون ونصف المليون»: the part is one of the scale before it."""
        share = _PARTS.get(self._peek(joined=True), 0)
        if not share:
            return value, scale
        self.i += 1
        if SCALES.get(_bare(self._follows())) == scale:
            self.i += 1
        return value + share * scale, scale

    def _below_thousand(self, joined: bool) -> float | None:
        part = self._part(joined)
        if part is not None:
            return part
        total: float | None = None
        for slot in (self._hundreds, self._units, self._tens):
            value, ends = slot(joined or total is not None)
            if value is not None:
                total = (total or 0) + value
            if ends:
                break
        return total

    def _part(self, joined: bool) -> float | None:
        """«نصف مليون»: a part counts as a number only in front of a scale."""
        share = _PARTS.get(self._peek(joined), 0)
        if not share or self.i + 1 >= len(self.words) or self.words[self.i + 1].folded not in SCALES:
            return None
        self.i += 1
        return share

    def _hundreds(self, joined: bool) -> tuple[int | None, bool]:
        word = self._peek(joined)
        if word in _HUNDREDS:
            self.i += 1
            return _HUNDREDS[word], False
        times = _UNITS.get(word, 0)
        if 3 <= times <= 9 and self._next_is(_HUNDRED):
            self.i += 2
            return times * 100, False
        return None, False

    def _units(self, joined: bool) -> tuple[int | None, bool]:
        word = self._peek(joined)
        unit = _TEENS_ONLY.get(word) or _UNITS.get(word, 0)
        if 0 < unit < 10 and self._next_is(_TEN):
            self.i += 2
            return 10 + unit, True
        if word not in _UNITS:
            return None, False
        self.i += 1
        return unit, unit == 10

    def _tens(self, joined: bool) -> tuple[int | None, bool]:
        word = self._peek(joined)
        if word not in TENS:
            return None, True
        self.i += 1
        return TENS[word], True

    def _noun_follows(self) -> bool:
        """Whether the word at hand stands before what it counts: «ألفا مستفيد»."""
        if self.i + 1 >= len(self.words) or not self._adjacent(self.i + 1):
            return False
        here, then = self.words[self.i], self.words[self.i + 1].folded
        before = self.text[max(0, here.start - 4) : here.start]
        return _stripped(then) not in _KNOWN and is_dual(before, self.text[here.start : here.end], then)

    def _next_is(self, among: frozenset[str]) -> bool:
        if self.i + 1 >= len(self.words) or not self._adjacent(self.i + 1):
            return False
        return self.words[self.i + 1].folded in among

    def _peek(self, joined: bool) -> str:
        """The word at hand without what is fixed to it; when it must join what stands before, only one with «و»."""
        if self.i >= len(self.words):
            return ""
        word = self.words[self.i].folded
        if not joined:
            return _stripped(word)
        return _bare(word[1:]) if word.startswith("و") and self._adjacent(self.i) else ""

    def _follows(self) -> str:
        """The word at hand as it stands, if only space lies before it: the scale that multiplies."""
        return self.words[self.i].folded if self.i < len(self.words) and self._adjacent(self.i) else ""

    def _adjacent(self, i: int) -> bool:
        """Whether only space stands before word i (a full stop or a bracket ends a number)."""
        return i == 0 or not self.text[self.words[i - 1].end : self.words[i].start].strip()


_KNOWN: Final = frozenset({*_UNITS, *_TEENS_ONLY, *TENS, *_HUNDREDS, *SCALES, *_TWO_OF, *_PARTS})
_VAGUE: Final = frozenset(map(fold, ("آلاف", "ملايين", "مليارات")))
_ORDINALS: Final = frozenset(
    fold(stem + end)
    for stem in ("حادي", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر")
    for end in ("", "ة")
)
_FIXED: Final = re.compile(r"^[وف]?(?:ال|لل|[بلك](?:ال)?)?")


def _bare(word: str) -> str:
    """The word without the article."""
    return word[2:] if word.startswith("ال") and word not in _KNOWN else word


def _stripped(word: str) -> str:
    """The number word inside a word with prefixes, else the word itself: «وبخمسين» is «خمسين»."""
    if word in _KNOWN:
        return word
    fixed = _FIXED.match(word)
    ends = range(1, fixed.end() + 1) if fixed else ()
    return next((word[cut:] for cut in ends if word[cut:] in _KNOWN), word)
