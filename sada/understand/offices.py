"""A speaker taken apart: the office and the name, and whether it is a private person's name."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Final, NamedTuple

from sada.understand.roles import folded
from sada.understand.speakers import HONOURS
from sada.understand.tokens import Tokens

Range = tuple[int, int]
_NAMED_AFTER: Final = frozenset((
    "الملك", "الامام", "مدينه", "جامعه", "مستشفي", "شارع", "طريق", "حي", "مطار", "مركز", "جائزه", "مؤسسه", "جمعيه",
    "شركه", "مجموعه", "مدرسه", "ثانويه", "متوسطه", "ابتدائيه", "مجمع", "بن", "ابن", "ال",
))  # fmt: skip
_PUBLIC: Final = frozenset((
    "المتحدث", "الناطق", "وزير", "الوزير", "مدير", "المدير", "رئيس", "الرئيس", "امين", "الامين", "وكيل", "الوكيل",
    "محافظ", "المحافظ", "نائب", "مساعد", "عضو", "المشرف", "مشرف", "قائد", "اللواء", "العميد", "العقيد", "المقدم",
    "الرائد", "النقيب", "الملازم", "الفريق", "الامير", "الاميره", "القاضي", "البروفيسور", "الشيخ",
))  # fmt: skip
# What tells of a person beside the name: «أحمد العتيبي أحد المتعاملين في السوق» is no official.
_ONE_OF: Final = frozenset(("احد", "احدي"))
_TOLD_OF: Final = _ONE_OF | frozenset(("صاحب", "صاحبه", "والد", "والده", "شقيق", "شقيقه", "زوج", "زوجه", "نجل", "جار"))
_SERVING: Final = frozenset(("اعضاء", "المسؤولين", "مسؤولي", "المتحدثين", "منسوبي", "قيادات"))
_FATHERS: Final = frozenset(("ابو", "ابا", "ابي"))
_LONGEST: Final = 5  # words of a private person's name


class Parts(NamedTuple):
    """Token ranges of a speaker's office and name, each empty (a, a) when absent; `private`: a citizen's own name."""

    office: Range
    name: Range
    private: bool


@cache
def given_names() -> frozenset[str]:
    """Folded given names."""
    text = (resources.files("sada.understand") / "data" / "given_names.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(folded(name) for line in lines for name in line.split())


def parts(row: Tokens, first: int, last: int) -> Parts:
    """Take the speaker of tokens [first, last) apart."""
    while first < last and row.kinds[first] in '«"(,':
        first += 1
    begun = _name_start(row, first, last)
    if begun < 0:
        return Parts((first, last), (last, last), False)
    if begun > first:
        office, name = (first, begun), (begun, last)
        while office[1] > first and row.kinds[office[1] - 1] in ',-("«»)&':
            office = (first, office[1] - 1)
        return Parts(office, name, _is_private(row, office, name))
    stop = next((i for i in range(begun + 1, last) if _ends_name(row, i)), last)
    behind = stop + (stop < last and row.kinds[stop] in ",-(")
    return Parts((behind, last), (begun, stop), _is_private(row, (behind, last), (begun, stop)))


def _name_start(row: Tokens, first: int, last: int) -> int:
    """The token at which the name begins: a title of honour before a name, else a given name; -1 when none does."""
    if first < last and row.roles[first].folded in HONOURS and last - first > 1:
        return first
    honours = [i for i in range(first, last - 1) if row.roles[i].folded in HONOURS]
    if honours:
        at = honours[-1]
        while at - 1 > first and row.roles[at - 1].folded in HONOURS:
            at -= 1
        return at
    names = given_names()
    for i in range(first, last):
        if row.kinds[i] == "I" and i + 1 < last and row.kinds[i + 1] in "_~OC" and not _is_place(row, i):
            if row.roles[i + 1].folded in names or row.roles[i].folded in _FATHERS:
                return i  # «أبو محمد», «أم خالد»; «أم القرى» is a paper
        elif row.roles[i].folded in names and not row.roles[i].cut and (i == first or not _is_place(row, i)):
            return i
    return -1


def _is_place(row: Tokens, at: int) -> bool:
    """Whether a given name names what stands before it: «جامعة الملك سعود»."""
    return at > 0 and row.roles[at - 1].folded in _NAMED_AFTER


def _ends_name(row: Tokens, at: int) -> bool:
    word = row.roles[at].folded
    return row.kinds[at] in ",-(" or (row.kinds[at] == "O" and word not in HONOURS) or word in _TOLD_OF


def _is_private(row: Tokens, office: Range, name: Range) -> bool:
    """A citizen's name («المواطن سعد العتيبي»), or a bare one with nothing that says why the person is asked."""
    words = [row.roles[i].folded for i in range(*name)]
    if not words or len(words) > _LONGEST or any(word in HONOURS for word in words):
        return False
    if "C" in row.kinds[office[0] : office[1]]:
        return not any(row.roles[i].folded in _PUBLIC for i in range(*office))
    told = [row.roles[i].folded for i in range(*office)]
    if told and told[0] in _ONE_OF:
        return len(words) > 1 and words[0] in given_names() and not (_PUBLIC | _SERVING).intersection(told)
    is_kunya = row.kinds[name[0]] == "I"
    return office[0] == office[1] and len(words) > 1 and (is_kunya or words[0] in given_names())
