"""Numbers and addresses that belong to somebody, by their form: telephones, identities, accounts, plates, mail.

Found whatever the digits (٠۰０), with marks of direction or tatweel between them, in one run or in groups.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from sada.numerals.check_digits import is_iban, is_identity
from sada.numerals.plain import Plain

_GAP: Final = r"[ \t./()\-–‑]{0,4}"  # «(055) 123.4567», «055 - 1234567»
_CLOSE: Final = r"[ \-–‑]{0,3}"
_ALONE: Final = "(?<![0-9A-Za-z_@])"
_DATE: Final = r"(?![0-9]{1,2}[-./][0-9]{1,2}[-./](?:[0-9]{4}|[0-9]{2})(?![0-9]))"
_LETTER: Final = "[ءاأإآبحدرسصطعقكلمنهوىي]"  # of plates, and what is written for them
_WORDS: Final = (  # of three such letters that stand before or behind a number: «يصل إلى 150», «سعر 200», «20 كلم»
    r"(?!(?:[إا]ل[ىي]|عل[ىي]|عام|عدد|سعر|طول|مد[ىي]|نحو|بعد|كان|كما|[إا]لا|[أا]ما|منه|معه|وهو|وهي|ولا|كلم|سنه|عدا|لدى|حول"
    r"|وحد|ثلث|سوى|يوم|وقد|دون|لكل|وعدد)(?!\w))"
)
_LATIN: Final = "[ABDEGHJKLNRSTUVXZabdeghjklnrstuvxz]"
_PATTERNS: Final = (
    ("iban", re.compile(rf"(?<![A-Za-z0-9])SA{_CLOSE}[0-9]{{2}}(?:{_CLOSE}[A-Z0-9]){{20}}(?![0-9])", re.IGNORECASE)),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}", re.ASCII)),
    ("phone", re.compile(
        rf"{_ALONE}{_DATE}(?:(?:\+ ?|00)?966{_GAP}(?:0{_GAP})?[1-9](?:{_GAP}[0-9]){{7,8}}"
        rf"|0 ?[1-9](?:{_GAP}[0-9]){{7,8}})(?![0-9])"
    )),
    ("national_id", re.compile(rf"{_ALONE}{_DATE}[12](?:{_CLOSE}[0-9]){{9}}(?![0-9])")),
    ("plate", re.compile(
        r"(?<!\w)(?:[ء-ي]\s){3}\s?[0-9]{1,4}(?!\w)|(?<![\w.,/-])[0-9]{1,4}(?:\s[ء-ي]){3}(?!\w)"
    )),
    ("plate", re.compile(
        rf"(?<!\w)(?:{_WORDS}{_LETTER}{{3}}|(?:[A-Za-z]\s?){{3}})[\s-]?[0-9]{{1,4}}(?!\w)"
        rf"|(?<!\w)[0-9]{{1,4}}[\s-]?(?:{_WORDS}{_LETTER}{{3}}|(?:{_LATIN}\s?){{3}})(?!\w)"
    )),
)  # fmt: skip
_WORTH: Final = (  # cheap signs without which a pattern is not tried
    re.compile(r"[Ss][Aa]\W{0,3}[0-9]"),
    re.compile("@"),
    re.compile(r"[0-9](?:\W{0,4}[0-9]){8}"),
    re.compile(r"[0-9](?:\W{0,3}[0-9]){9}"),
    re.compile(r"\W[ء-ي]\W[ء-ي]\W{1,2}[0-9]|[0-9](?:\W[ء-ي]){3}"),
    re.compile(r"(?:لوح[هةات]|[Pp][Ll][Aa][Tt][Ee])\D{0,45}[0-9]"),
)
_MAYBE: Final = re.compile(r"[0-9](?:(?:[ ./-]{0,4}[0-9]){8}|(?<= [ء-ي] [ء-ي] [0-9])|(?= [ء-ي] [ء-ي] [ء-ي]))")
_PLATED: Final = re.compile(r"(?:لوح[هت]|plate)\D{0,45}[0-9]")
_IDENTITY: Final = re.compile(r"هوي[تةه]|السجل|سجل\s+مدني|[إا]قام[تةه]|بطاق[تةه]|ال[أا]حوال", re.IGNORECASE)
_ACCOUNT: Final = re.compile(r"[آا]يبان|حساب|iban", re.IGNORECASE)
_PLATE: Final = re.compile(r"لوح[هةات]|plate", re.IGNORECASE)
_NEAR: Final = 40  # characters before a number in which it is announced
_DIGIT_GROUPS: Final = re.compile("[0-9]+")
Found = tuple[int, int, str]


def numbers_of_people(text: str, *, unchecked: bool = False) -> list[Found]:
    """Spans with their sort: phone, national_id, iban, plate, email; some may overlap. An identity or account whose
    check digit is wrong counts only when the words before announce one, or, `unchecked`, when it stands in one run."""
    plain = Plain(text)
    return [(*plain.span(start, end), sort) for start, end, sort in _found(plain.text, unchecked)]


def may_hold(folded: str) -> bool:
    """Whether a folded text may hold any: a few cheap looks that spare nearly all texts the rest."""
    if "@" in folded or _MAYBE.search(folded) is not None:
        return True
    return ("لوح" in folded or "plate" in folded) and _PLATED.search(folded) is not None


def _found(text: str, unchecked: bool) -> Iterable[Found]:
    for (sort, pattern), worth in zip(_PATTERNS, _WORTH, strict=True):
        if worth.search(text) is None:
            continue
        for match in pattern.finditer(text):
            if _is_meant(sort, pattern, text, match, unchecked):
                yield match.start(), match.end(), sort


def _is_meant(sort: str, pattern: re.Pattern[str], text: str, match: re.Match[str], unchecked: bool) -> bool:
    """Whether the check digit is right, or the words before announce such a number (a slip of the pen is still
    somebody's); any other run of digits is a sum, a reference, a barcode, a row of a table."""
    written = match.group()
    if sort == "phone":
        return not _is_list(written)
    if pattern is _PATTERNS[-1][1]:
        return _announced(_PLATE, text, match)
    if sort == "national_id":
        in_one = written.isdigit()
        return (in_one and (unchecked or is_identity(written))) or _announced(_IDENTITY, text, match)
    if sort == "iban":
        bare = re.sub("[^A-Za-z0-9]", "", written)
        return unchecked or is_iban(bare) or _announced(_ACCOUNT, text, match)
    return True


def _announced(by: re.Pattern[str], text: str, match: re.Match[str]) -> bool:
    return by.search(text, max(0, match.start() - _NEAR), match.start()) is not None


def _is_list(written: str) -> bool:
    """«01 02 03 04 05» counts up; no telephone."""
    groups = _DIGIT_GROUPS.findall(written)
    return len(groups) > 3 and sum(group[0] == "0" for group in groups) > 2
