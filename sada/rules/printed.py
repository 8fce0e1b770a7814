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
MOST_WORDS: Final = 3000  # of each side; a letter has three hundred
LEAST_CORE: Final = 8  # words below which the whole text counts as what is to be printed
CUT: Final = 0.97  # a share kept below this is a cut; the rest is spelling
AROUND: Final = 4  # words on either side of an altered passage
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
    body = re.split(r"\n\s*والسلام عليكم", text)[0]
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


def passages(compared: Compared) -> list[tuple[str, str]]:
    """The places where the print differs, each as (ours, theirs) with a few words around; at most MOST_PASSAGES."""
    runs = [run for run in compared.runs if run.kind != "own"]
    found: list[tuple[str, str]] = []
    place = 0
    while place < len(runs):
        if runs[place].kind == "same":
            place += 1
            continue
        end = place
        while end < len(runs) and runs[end].kind != "same":
            end += 1
        before = _last(runs[place - 1].text) if place else ""
        after = _first(runs[end].text) if end < len(runs) else ""
        changed = runs[place:end]
        found.append((_around(before, joined(changed, "cut"), after), _around(before, joined(changed, "added"), after)))
        place = end
    return found[:MOST_PASSAGES]


def _around(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _last(text: str) -> str:
    return " ".join(text.split()[-AROUND:])


def _first(text: str) -> str:
    return " ".join(text.split()[:AROUND])


def joined(runs: Iterable[Run], *kinds: str) -> str:
    """The runs of some kinds put together."""
    return " ".join(run.text for run in runs if run.kind in kinds)
