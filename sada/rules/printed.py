"""What an outlet made of our text: how much it kept, what it cut and added, which numbers it altered.

Compared are words as one reads them: vowel signs, the forms of alef and the two sets of digits make no difference, nor
does a number in words against the same in digits. The courtesies of a letter are no part of what is printed, and what
the outlet writes before and after our text is its own.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final

from sada.numerals.digits import western
from sada.numerals.words import fold
from sada.rules.numbers import numbers

_WORD: Final = re.compile(r"[\w\u0640\u064b-\u0652\u0670٫٬]+(?:[.,،/:][0-9٠-٩]+)*")
_COURTESY: Final = re.compile(
    r"^(?:سعادة\b|معالي\b|السلام عليكم|والسلام عليكم|إشارة إلى|بداية نود|آمل |نأمل |شاكرين |مع خالص|وتقبلوا|"
    r"نشكر لكم|ونرحب |المتحدث الرسمي|مدير عام|بسم الله)"
)
_SAYS: Final = re.compile(r"\b[نت](?:وضح|ُوضح|فيد|ُفيد|ؤكد|بين|ُبين)")
_CLOSING: Final = re.compile(r"\n\s*والسلام عليكم")
_STOP: Final = re.compile(r"[.؟?!\n]")  # between two words
MOST_WORDS: Final = 3000  # of each side; a letter has three hundred
LEAST_CORE: Final = 8  # words below which the whole text counts as what is to be printed
CUT: Final = 0.97  # a share kept below this is a cut; the rest is spelling
MOST_PASSAGES: Final = 8  # in one letter; the whole of both texts goes with it
TITLE_SHARED: Final = 0.6  # of the words of our title


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row: "same", "cut" (ours, not printed), "added" (theirs, amid ours) or "own" (theirs, around ours).

    `has_number`: a number was altered here.
    """

    kind: str
    text: str
    has_number: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """Our text against the printed one."""

    runs: list[Run]
    sent_words: int
    kept_words: int
    added_words: int
    altered: list[tuple[str, str]]

    @property
    def kept_share(self) -> float:
        """How much of our text was printed, 0 to 1."""
        return self.kept_words / self.sent_words if self.sent_words else 0.0

    @property
    def is_cut(self) -> bool:
        """Whether words of ours are missing."""
        return self.kept_share < CUT

    @property
    def is_altered(self) -> bool:
        """Whether a number was changed or words were put amid ours."""
        return bool(self.altered) or self.added_words > max(2, self.sent_words // 50)


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    folded: str


def core(text: str) -> str:
    """The text without address, greetings, thanks and signature; the whole of it where hardly anything would be left.

    What stands after the greeting at the end (name, title, unit) is the signature.
    """
    body = _CLOSING.split(text)[0]
    kept = [p.strip() for p in body.split("\n") if p.strip() and not _is_courtesy(p.strip())]
    joined = "\n".join(kept)
    return joined if len(_WORD.findall(joined)) >= LEAST_CORE else text


def _is_courtesy(paragraph: str) -> bool:
    """Whether a paragraph only greets, refers or thanks; one that goes on to say something is none."""
    return bool(_COURTESY.match(paragraph)) and not _SAYS.search(paragraph)


def count_words(text: str) -> int:
    """How many words a text has."""
    return len(_WORD.findall(text))


def is_title_kept(ours: str, theirs: str) -> bool:
    """Whether most words of our title stand in the printed one."""
    wanted = {word.folded for word in _words(ours)}
    return bool(wanted) and len(wanted & {word.folded for word in _words(theirs)}) >= TITLE_SHARED * len(wanted)


def compare(sent: str, printed: str) -> Compared:
    """Word by word, in the order of reading."""
    ours, theirs = list(_words(sent))[:MOST_WORDS], list(_words(printed))[:MOST_WORDS]
    codes = SequenceMatcher(None, [w.folded for w in ours], [w.folded for w in theirs], autojunk=False).get_opcodes()
    same = [n for n, code in enumerate(codes) if code[0] == "equal"]
    span = (same[0], same[-1]) if same else (len(codes), -1)
    runs: list[Run] = []
    altered: list[tuple[str, str]] = []
    kept = added = 0
    for place, (kind, a, b, c, d) in enumerate(codes):
        if kind == "equal":
            kept += b - a
            runs.append(Run("same", _text(printed, theirs[c:d])))
            continue
        inside = span[0] < place < span[1]
        mine, its = _text(sent, ours[a:b]), _text(printed, theirs[c:d])
        changed = _changed(mine, its) if inside else []
        agree = inside and not changed and _says_the_same(mine, its)
        altered += changed
        kept += b - a if agree else 0
        added += d - c if inside and not agree else 0
        runs += _both(mine, its, inside, bool(changed), agree)
    return Compared(runs, len(ours), kept, added, altered)


def _both(mine: str, its: str, inside: bool, has_number: bool, agree: bool) -> Iterator[Run]:
    if agree:
        yield Run("same", its)
        return
    if mine:
        yield Run("cut", mine, has_number)
    if its:
        yield Run("added" if inside else "own", its, has_number)


def _says_the_same(mine: str, its: str) -> bool:
    """The same number in words and in digits."""
    return bool(mine and its) and _values(mine) == _values(its) != [] and abs(count_words(mine) - count_words(its)) <= 4


def _changed(mine: str, its: str) -> list[tuple[str, str]]:
    """The numbers that stand on one side only, paired in order: (ours, theirs). What was only cut is no alteration."""
    ours, theirs = numbers(mine), numbers(its)
    common = {n.value for n in ours} & {n.value for n in theirs}
    left = [n.text for n in ours if n.value not in common]
    right = [n.text for n in theirs if n.value not in common]
    return [(a or "", b or "") for a, b in zip_longest(left, right)] if right else []


def _values(text: str) -> list[float]:
    return [number.value for number in numbers(text)]


def _words(text: str) -> Iterator[_Word]:
    for match in _WORD.finditer(text):
        yield _Word(match.start(), match.end(), western(fold(match.group())).replace(",", ""))


def _text(text: str, words: Sequence[_Word]) -> str:
    return text[words[0].start : words[-1].end] if words else ""


def is_changed(numbers: Sequence[object], kept_share: float | None) -> bool:
    """Whether what was measured of a print says that it is not our text: numbers altered, or words left out."""
    return bool(numbers) or (kept_share is not None and kept_share < CUT)


def passages(sent: str, printed: str) -> list[tuple[str, str]]:
    """The places where the print differs, each as whole sentences (ours, theirs); theirs is empty where ours was left
    out whole. What the outlet wrote around our text is left out. At most MOST_PASSAGES."""
    ours, theirs = list(_words(sent))[:MOST_WORDS], list(_words(printed))[:MOST_WORDS]
    codes = SequenceMatcher(None, [w.folded for w in ours], [w.folded for w in theirs], autojunk=False).get_opcodes()
    beside = {a + n: c + n for kind, a, b, c, _ in codes if kind == "equal" for n in range(b - a)}
    if not beside:
        return [(" ".join(sent.split()), "")]
    own = range(min(beside.values()), max(beside.values()) + 1)  # of the print, what is ours
    found: list[tuple[range, range]] = []
    for kind, a, b, c, d in codes:
        amid = range(max(c, own.start), min(d, own.stop))  # theirs, amid ours
        is_same = kind == "equal" or _says_the_same(_text(sent, ours[a:b]), _text(printed, theirs[c:d]))
        if is_same or (a == b and not amid):
            continue
        mine = _whole(sent, ours, range(a, b) if a < b else range(a - 1, a + 1))
        kept = [*amid, *(beside[n] for n in mine if n in beside)]
        its = _whole(printed, theirs, range(min(kept), max(kept) + 1)) if kept else range(0)
        its = range(max(its.start, own.start), min(its.stop, own.stop))
        also = [n for n, other in beside.items() if other in its] + list(mine)  # a sentence of theirs that holds two
        found.append((_whole(sent, ours, range(min(also), max(also) + 1)), its))
    return [(_text(sent, ours[mine.start : mine.stop]), _text(printed, theirs[its.start : its.stop]))
            for mine, its in _joined(found)][:MOST_PASSAGES]  # fmt: skip


def _joined(found: Iterable[tuple[range, range]]) -> list[tuple[range, range]]:
    """The passages with those that share a sentence of ours put together."""
    apart: list[tuple[range, range]] = []
    for mine, its in found:
        if not apart or mine.start >= apart[-1][0].stop:
            apart.append((mine, its))
            continue
        before, its_before = apart.pop()
        spans = [span for span in (its_before, its) if span] or [range(0)]
        both = range(min(span.start for span in spans), max(span.stop for span in spans))
        apart.append((range(min(before.start, mine.start), max(before.stop, mine.stop)), both))
    return apart


def _whole(text: str, words: Sequence[_Word], some: range) -> range:
    """The words of the whole sentences in which some words stand."""
    first, last = max(some.start, 0), min(some.stop, len(words))
    while first > 0 and not _STOP.search(text, words[first - 1].end, words[first].start):
        first -= 1
    while last < len(words) and not _STOP.search(text, words[last - 1].end, words[last].start):
        last += 1
    return range(first, last)


def without_end(text: str) -> str:
    """A letter without the greeting at its end and the signature below it, as it is enclosed in another."""
    return _CLOSING.split(text)[0].rstrip()


def joined(runs: Iterable[Run], *kinds: str) -> str:
    """The runs of some kinds put together."""
    return " ".join(run.text for run in runs if run.kind in kinds)
