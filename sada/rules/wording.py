"""How a reply reads, before it is approved: what a reader would hold against it. It warns and never blocks.

A reply that only calls on the citizens is the weakest of all that amanat have sent to newspapers; one that only
promises is the next. A day makes the promise one that can be followed, and still nothing else has been said. Words are
compared without vowel signs and with one form of alef; what is quoted («…») is said by others and proves no deed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from sada.rules.empty_words import PROMISES, blames_citizens, puts_off, tells_something
from sada.rules.lengths import too_long, too_many_words
from sada.rules.months import GREGORIAN, HIJRI
from sada.rules.plain import SIGNS, plain

Code = Literal[
    "only_blames",
    "only_promises",
    "promise_without_date",
    "too_long",
    "too_many_words",
    "harsh_word",
    "exclamation",
]
_SENTENCE: Final = re.compile(r"[^.؛!؟\n]+")
_HEADLINE: Final = re.compile(r"«[^»\n]*»|\([^()\n]*\)")  # the headline one answers is quoted as it stands
# A word with what may be joined to its front: و ف ب ل ال.
_FRONT: Final = r"(?<![\w])(?:و|ف)?(?:ب|ل|ك)?(?:ال)?"


@dataclass(frozen=True, slots=True)
class Remark:
    """What may be held against the text: a code, its place, the words there, and for a length how much is too much."""

    code: Code
    start: int
    end: int
    text: str
    over: int = 0


_QUOTED: Final = re.compile(r"«[^«»\n]*»|\"[^\"\n]*\"|“[^“”\n]*”")
_MONTHS: Final = "|".join(plain(month) for month in (*GREGORIAN, *HIJRI))
_DATE: Final = re.compile(
    rf"[0-9٠-٩]{{1,4}} ?[/-] ?[0-9٠-٩]{{1,2}}|[0-9٠-٩]+ (?:{_MONTHS})"
    rf"|(?:شهر|مطلع|نهايه|نهاية|منتصف|اخر|بداية) (?:{_MONTHS})"
    r"|(?:خلال|بعد) (?:[0-9٠-٩]+|يوم|يومين|اسبوع|اسبوعين|شهر|شهرين|ثلاثة|اربعة|خمسة|ستة|سبعة|عشرة)"
    r"|(?:الربع|النصف) (?:الاول|الثاني|الثالث|الرابع)|(?:نهاية|بنهاية|مطلع|بداية) (?:العام|السنة|الشهر|الاسبوع)"
    r"|\b(?:غدا|اليوم|مساء اليوم)\b|يوم (?:الاحد|الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعة|السبت)"
)
_HARSH: Final = re.compile(
    _FRONT
    + "("
    + "|".join(
        plain(word)
        for word in (
            r"كذب", r"كاذب(?:ة|ين|ون)?", r"أكاذيب", r"كذاب(?:ين)?", r"يكذب(?:ون)?", r"افتراء(?:ات)?", r"مغرض(?:ة|ين)?",
            r"حاقد(?:ة|ين)?", r"حاسد(?:ين)?", r"جاهل(?:ة|ين)?", r"جهلة", r"سخيف(?:ة)?", r"سخافة", r"تافه(?:ة)?",
            r"تفاهات", r"مأجور(?:ة|ين)?", r"أبواق", r"مرتزقة", r"نتحدى", r"تتحدى", r"فضيحة", r"مهزلة", r"هراء",
            r"مضلل(?:ين)?", r"مزاعم", r"يزعم(?:ون)?", r"زعم",
        )
    )
    + r")(?![\w])"
)  # fmt: skip


def remarks(text: str, medium: str = "") -> list[Remark]:
    """What may be held against a text as it will be read, in its order. `medium` is where it will stand."""
    found = [*_empty(text), *_harsh(text)]
    over = too_long(text, medium)
    if over:
        found.append(Remark("too_long", 0, len(text), "", over))
    words = too_many_words(text, medium)
    if words:
        found.append(Remark("too_many_words", 0, len(text), "", words))
    return sorted(found, key=lambda one: (one.start, one.code))


def promises_in(text: str) -> list[str]:
    """The sentences of a text that promise something, in order."""
    return [said.strip() for _, said, compared in _sentences(text) if PROMISES.search(compared)]


def _sentences(text: str) -> list[tuple[int, str, str]]:
    """(place, as written, as compared) of each sentence; what is quoted is put out of sight, every place kept."""
    own = _QUOTED.sub(lambda m: "\u00b7" * len(m.group()), text)
    return [(m.start(), text[m.start() : m.end()], plain(m.group())) for m in _SENTENCE.finditer(own)]


def _empty(text: str) -> Iterator[Remark]:
    """The two empty replies. What was done, or why, anywhere in the text clears both; a cause that is a blame does
    not, nor does having passed it on."""
    sentences = _sentences(text)
    if any(tells_something(said) for _, _, said in sentences):
        return
    promises = [one for one in sentences if puts_off(one[2])]
    if promises:
        dated = any(_DATE.search(said) for _, _, said in promises)
        yield Remark("only_promises" if dated else "promise_without_date", *_trimmed(*promises[0][:2]))
    blames = [one for one in sentences if blames_citizens(one[2])]
    if blames and not promises:
        yield Remark("only_blames", *_trimmed(*blames[0][:2]))


def _trimmed(start: int, said: str) -> tuple[int, int, str]:
    bare = said.strip()
    first = start + len(said) - len(said.lstrip())
    return first, first + len(bare), bare


def _harsh(text: str) -> Iterator[Remark]:
    """Words that a ministry does not write of those who write about it, and marks of exclamation."""
    kept = [at for at, letter in enumerate(text) if not SIGNS.match(letter)]
    for match in _HARSH.finditer(plain(text)):
        start, end = kept[match.start()], kept[match.end() - 1] + 1
        yield Remark("harsh_word", start, end, text[start:end])
    for mark in re.finditer(r"!+", _HEADLINE.sub(lambda quoted: " " * len(quoted.group()), text)):
        yield Remark("exclamation", *mark.span(), mark.group())
