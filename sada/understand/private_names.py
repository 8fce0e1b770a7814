"""Names of private people: behind a word that announces one («المواطن», «الطفلان», «اسمي»), and by-names of speakers.

A name must begin like one: a given name, «أبو», «أم» or «عبد» with one, or an unknown word before «بن» or a family.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

from sada.understand.findings import Findings
from sada.understand.fold import Folded, fold
from sada.understand.offices import given_names

Span = tuple[int, int]
LONGEST: Final = 8  # words looked at
MOST: Final = 20  # families looked for again in one text
_WORD: Final = re.compile(r"[^\W_]+")
_GAP: Final = re.compile(r"[ ./-]{1,5}")
_STOPS: Final = frozenset("\n\r.،,؛;؟?!…")  # in the original: nobody is announced across one
_NEXT: Final = re.compile(r" ?[. ] ?(?=[^\W\d_])")
_PARENTS: Final = frozenset(("ابو", "ابا", "ابي", "ام"))
_SONS: Final = frozenset(("بن", "ابن", "بنت", "ال"))
_BY_NAME: Final = re.compile(r" (ا(?:بو|با|بي|م) ([^\W_]+))(?![^\W_])")
_LAST: Final = re.compile(r"([^\W_]+) \Z")
_PLACES: Final = frozenset((
    "حي", "شارع", "طريق", "مدرسه", "مسجد", "جامع", "قريه", "وادي", "مركز", "بلده", "هجره", "جبل", "مستشفي", "مخطط",
))  # fmt: skip
_BEFORE: Final = frozenset((
    "قال", "قالت", "يقول", "تقول", "ذكر", "ذكرت", "اضاف", "اضافت", "يضيف", "تضيف", "اوضح", "اوضحت", "اكد", "اكدت",
    "بدا", "بدات", "ختم", "ختمت", "تحدث", "تحدثت", "روي", "روت", "يروي", "تروي", "شكا", "شكت", "يشكو", "تشكو", "طالب",
    "طالبت", "ناشد", "ناشدت", "تساءل", "تساءلت", "تابع", "تابعت", "انا", "معك", "معكم", "جاري", "جارنا", "جارتي",
    "جارتنا", "العم", "الخاله", "الوالد", "الوالده", "اخوكم", "اختكم", "محدثكم", "محدثتكم", "يحكي", "تحكي",
    "السيد", "السيده", "المواطن", "المواطنه",
))  # fmt: skip
_GREETINGS: Final = ("ايات الت", "ايات الشكر", "ايات الولا", "ايات العرفان", "ايات الحب", "ايات العزا")
_BEHIND: Final = frozenset(("حديثه", "حديثها", "قائلا", "قائله", "قال", "قالت", "يقول", "تقول", "قايلا", "قايله"))


class Lists(NamedTuple):
    """Folded words: given names, those of men and of women that are ordinary words too, what is no part of a name."""

    given: frozenset[str]
    words: frozenset[str]
    hers: frozenset[str]
    nouns: frozenset[str]


@cache
def lists() -> Lists:
    """The words by which names are known."""
    text = (resources.files("sada.understand") / "data" / "private_names.txt").read_text(encoding="utf-8")
    rows = dict(line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    found = {sort: frozenset(map(fold, words.split())) for sort, words in rows.items()}
    given = found["given"] | found["word"] | found["her"] | frozenset(map(fold, given_names()))
    return Lists(given, found["word"], found["her"], found["noun"])


def private_names(found: Findings) -> list[Span]:
    """Where private people's names stand, in folded offsets; some may overlap."""
    names = [span for hit in found.of("person") for span in _announced(found.folded, hit.end, hit.cue.code)]
    names += _by_names(found.text)
    return names + list(_again(found.text, names)) if names else []


def _announced(folded: Folded, at: int, code: str) -> Iterable[Span]:
    begun = _begin(folded, at)
    if begun < 0 or folded.text.startswith(_GREETINGS, begun):
        return  # nobody, or «أسمى آيات التهاني», which is folded to «اسمي»
    run = _run(folded.text, begun)
    skipped = _adjectives(run) if code == "private" else 0
    count = _length(folded, run[skipped:], folded.text[at - 1] == "ه")
    if not count or (code == "self" and count < 2):
        return
    yield run[skipped][0], run[skipped + count - 1][1]
    yield from _joined(folded, run[skipped + count - 1][1], run[skipped + count :], code == "several")


def _begin(folded: Folded, at: int) -> int:
    """Where the first word behind an announcing one begins; -1 beyond a clause («المواطن/ محمد», «المواطن: سعد»)."""
    gap = _GAP.match(folded.text, at)
    if gap is None or gap.end() == len(folded.text):
        return -1
    if "." in gap.group():
        original = folded.original[folded.origin(at - 1) + 1 : folded.origin(gap.end())]
        if not _STOPS.isdisjoint(unicodedata.normalize("NFKC", original)):
            return -1
    return gap.end()


Words = Sequence[tuple[int, int, str]]


def _run(text: str, at: int) -> Words:
    """The words from `at` to the end of the clause, each apart from the next by one space."""
    out: list[tuple[int, int, str]] = []
    for _ in range(LONGEST):
        word = _WORD.match(text, at)
        if word is None:
            break
        out.append((word.start(), word.end(), word.group()))
        if text[word.end() : word.end() + 1] != " ":
            break
        at = word.end() + 1
    return out


def _adjectives(run: Words) -> int:
    """How many definite words stand between: «الطفل [الفلسطيني] علي دوابشة»."""
    given = lists().given
    for skipped in (1, 2):
        if len(run) <= skipped or not run[skipped - 1][2].startswith("ال") or run[skipped - 1][2] in given:
            return 0
        if run[skipped][2] in given:
            return skipped
    return 0


def _length(folded: Folded, run: Words, alone: bool = False) -> int:
    """How many words of the run are a name; none when it does not begin like one. `alone`: a woman's name suffices."""
    words = [word for _, _, word in run]
    taken = _first(words, alone)
    if not taken or (words[0] == "علي" and _is_preposition(folded, run[0])):
        return 0
    while taken < min(len(words), LONGEST):
        more, last = _more(words, taken, folded, run)
        taken += more
        if last or not more:
            break
    return min(taken, len(words))


def _first(words: Sequence[str], alone: bool) -> int:
    """How many words begin the name."""
    if not words:
        return 0
    names, word, behind = lists(), words[0], words[1] if len(words) > 1 else ""
    if word in _PARENTS:
        return 2 * (behind in names.given)
    if word == "عبد" and len(behind) > 3:
        return 2
    if word in names.given and word not in names.words and (alone or word not in names.hers):
        return 1
    if word in names.given:
        known = behind in _SONS or behind in names.given or _is_family(behind)
        return 2 if not known and word == "علي" and _may_be_name(behind) else int(known)  # «علي دوابشة»
    return int(_may_be_name(word) and (behind in ("بن", "بنت") or _is_family(behind)))


def _more(words: Sequence[str], at: int, folded: Folded, run: Words) -> tuple[int, bool]:
    """How many words at `at` go on with the name, and whether it ends with them."""
    names, word, left = lists(), words[at], len(words) - at
    if word in _SONS or word == "عبد":
        behind = 1 + (word != "عبد" and left > 2 and words[at + 1] in ("عبد", "ابو", "ابي"))
        return (1 + behind, False) if left > behind else (0, True)
    if word in ("ابو", "ابا", "با"):
        return (2, True) if left > 1 else (0, True)
    if word[:3] in ("ابا", "ابو") and len(word) > 5:
        return 1, True
    if word in names.given and not (word == "علي" and _is_preposition(folded, run[at])):
        return 1, False
    if _is_family(word) or _is_other_family(word):
        return 1, True
    if left > 1 and _may_be_name(word) and _is_family(words[at + 1]):
        return 2, True  # «حمد شافي السبيعي»
    ends = word[-1] == "ي" or (left == 1 and _ends_clause(folded.text, run[at][1]))
    return (1, True) if ends and _may_be_name(word) and word[0] not in "يت" and word[-1] != "ا" else (0, True)


def _ends_clause(text: str, end: int) -> bool:
    return text[end : end + 1] in ("", ".") or text[end : end + 2] == " ."


def _is_family(word: str) -> bool:
    """«العتيبي», and a given name with the article («الحمد»)."""
    if len(word) < 5 or word[:2] != "ال" or word in lists().nouns:
        return False
    return word[-1] == "ي" or word[2:] in lists().given or (word.startswith("العبد") and len(word) > 6)


def _is_other_family(word: str) -> bool:
    """«الدحيم» behind a given name: a definite word that is none of those which stand behind a subject."""
    is_noun = word in lists().nouns or word.endswith(("ه", "ات", "ين", "ون", "يا"))
    return len(word) > 4 and word[:2] == "ال" and not is_noun


def _may_be_name(word: str) -> bool:
    """An unknown word that is no noun with something joined on, no article, no word of every text."""
    if len(word) < 3 or not "\u0621" <= word[0] <= "\u064a" or word in ordinary():
        return False
    return word[:2] not in ("ال", "لل", "وا", "فا", "بي", "بم", "بت", "لت", "لم") and word[0] not in "ول"


@cache
def ordinary() -> frozenset[str]:
    """Folded words of any press text."""
    text = (resources.files("sada.understand") / "data" / "ordinary.txt").read_text(encoding="utf-8")
    return frozenset(fold(word) for line in text.splitlines() if not line.startswith("#") for word in line.split())


def _is_preposition(folded: Folded, word: tuple[int, int, str]) -> bool:
    """Whether «علي» is written «على»."""
    last = folded.original[folded.origin(word[1] - 1)]
    return unicodedata.normalize("NFKC", last) == "ى"


def _joined(folded: Folded, end: int, run: Words, several: bool) -> Iterable[Span]:
    """Further names: «… وسعد القحطاني», and behind a plural word also «…، وسعد القحطاني، وفهد»."""
    text, given = folded.text, lists().given
    while True:
        if not run or not several:
            gap = _NEXT.match(text, end) if several else None
            run = _run(text, gap.end()) if gap is not None else run
        start, stop, word = run[0] if run else (end, end, "")
        goes_on = word[:1] == "و" and (word[1:] in given or word[1:] in _PARENTS)
        if not goes_on and not (several and word in given):
            return
        bare = [(start + 1, stop, word[1:]), *run[1:]] if word not in given else list(run)
        count = _length(folded, bare, several)
        if not count or (count < 2 and not several):
            return
        end = bare[count - 1][1]
        yield bare[0][0], end
        run = bare[count:]


def _by_names(text: str) -> list[Span]:
    """«قالت أم خالد», «بدأ أبو محمد حديثه»: by-names of people who speak."""
    given = lists().given
    return [m.span(1) for m in _BY_NAME.finditer(text) if m[2] in given and _speaks(text, *m.span(1))]


def _speaks(text: str, start: int, end: int) -> bool:
    behind, last = _WORD.match(text, end + 1), _word_before(text, start)
    if last in _PLACES:
        return False
    return last.removeprefix("و") in _BEFORE or (behind is not None and behind.group() in _BEHIND)


def _again(text: str, names: Sequence[Span]) -> Iterable[Span]:
    """The family alone where it speaks later or opens a clause: «وأضاف العتيبي»."""
    families = {name[-1] for start, end in names if len(name := text[start:end].split()) > 1 and _is_family(name[-1])}
    for family in sorted(families)[:MOST]:
        for match in re.finditer(rf"(?<![^\W_]){family}(?![^\W_])", text):
            if _word_before(text, match.start()).removeprefix("و") in _BEFORE | {""}:
                yield match.span()


def _word_before(text: str, at: int) -> str:
    """The word before `at`, "" where a clause begins."""
    found = _LAST.search(text, max(0, at - 16), at)
    return found[1] if found is not None else ""
