"""Personal data to be masked: telephones, identity numbers, bank accounts, plates, mail, names of private people."""

from __future__ import annotations

import re

from sada.numerals.digits import western
from sada.understand.check_digits import is_iban, is_identity
from sada.understand.findings import Findings
from sada.understand.types import Evidence

DIGIT = "[0-9٠-٩]"
PATTERNS = (
    ("iban", re.compile(rf"(?<![A-Za-z0-9])SA\s?{DIGIT}{{2}}(?:\s?[A-Z0-9٠-٩]){{20}}(?![0-9٠-٩])", re.IGNORECASE)),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")),
    (
        "phone",
        re.compile(
            rf"(?<![0-9٠-٩])(?:(?:\+|00|٠٠)?(?:966|٩٦٦)[\s-]?[1-9١-٩](?:[\s-]?{DIGIT}){{7,8}}"
            rf"|[0٠][1-9١-٩](?:[\s-]?{DIGIT}){{7,8}})(?![0-9٠-٩])"
        ),
    ),
    ("national_id", re.compile(rf"(?<![0-9٠-٩])[12١٢]{DIGIT}{{9}}(?![0-9٠-٩])")),
    ("plate", re.compile(rf"(?<!\S)(?:[ء-ي]\s){{3}}\s?{DIGIT}{{1,4}}(?!\S)")),
)
WORTH = {  # cheap signs without which a pattern is not tried
    "iban": re.compile(r"[Ss][Aa]\s?[0-9٠-٩]"),
    "email": re.compile("@"),
    "phone": re.compile(r"[0-9٠-٩](?:[\s-]?[0-9٠-٩]){7}"),
    "national_id": re.compile(r"[0-9٠-٩]{10}"),
    "plate": re.compile(r"\s[ء-ي]\s[ء-ي]\s+[0-9٠-٩]"),
}
CHECKED = {"national_id": is_identity, "iban": is_iban}
ANNOUNCED = re.compile(r"هوي[تةه]|السجل|سجل\s+مدني|[إا]قام[تةه]|بطاق[تةه]|ال[أا]حوال|[آا]يبان|حساب|iban", re.IGNORECASE)
SIGN = re.compile("[0-9٠-٩@]")  # without one of these none of the patterns can match
NAME = re.compile(r"\s+((?:عبد\s|أبو\s|أم\s|بن\s|آل\s)?[ء-ي]{2,})")
NOT_NAMES = frozenset(
    [
        "أن",
        "إن",
        "أنه",
        "إنه",
        "من",
        "في",
        "على",
        "عن",
        "إلى",
        "الى",
        "الذي",
        "التي",
        "الذين",
        "قال",
        "يقول",
        "وقال",
        "أكد",
        "ذكر",
        "أوضح",
        "بأن",
        "بأنه",
        "لم",
        "لا",
        "ما",
        "كان",
        "كما",
        "حيث",
        "السعودي",
        "السعودية",
        "الذى",
        "بعد",
        "قبل",
        "منذ",
        "عند",
        "أمام",
        "ضد",
        "وهو",
        "وهي",
        "هو",
        "هي",
        "كل",
        "أي",
        "بعض",
        "غير",
        "مع",
        "حول",
        "لدى",
        "إلا",
        "أو",
        "ثم",
        "قد",
        "ولا",
        "ولم",
        "فقد",
        "والمقيم",
        "والمقيمين",
        "والمقيمة",
        "لدينا",
        "العادي",
        "الكريم",
        "البسيط",
        "الصالح",
    ]
)
LONGEST = 3  # words of a name


def personal(found: Findings) -> list[Evidence]:
    """Spans of personal data, none overlapping, in order; `code` says which sort."""
    text = found.folded.original
    spans = _patterns(text) + _names(found, text)
    spans.sort()
    out: list[Evidence] = []
    for start, end, code in spans:
        if not out or start >= out[-1].end:
            out.append(Evidence("personal", start, end, text[start:end], code))
    return out


def _patterns(text: str) -> list[tuple[int, int, str]]:
    if SIGN.search(text) is None:
        return []
    return [
        (match.start(), match.end(), code)
        for code, pattern in PATTERNS
        if WORTH[code].search(text) is not None
        for match in pattern.finditer(text)
        if code not in CHECKED or _is_meant(code, text, match)
    ]


def _is_meant(code: str, text: str, match: re.Match[str]) -> bool:
    """Whether the check digit of an identity or account is right, or the words before announce one (a slip of the
    pen is still somebody's number); any other run of digits is a sum, a reference, a barcode."""
    if CHECKED[code](western(match.group())):
        return True
    return ANNOUNCED.search(text, max(0, match.start() - 40), match.start()) is not None


def _names(found: Findings, text: str) -> list[tuple[int, int, str]]:
    """«المواطن محمد العتيبي»: up to three words behind a word that announces a private person."""
    out = []
    for hit in found.of("person"):
        _, at = found.folded.span(hit.start, hit.end)
        start = end = at
        for _ in range(LONGEST):
            word = NAME.match(text, end)
            if word is None or word.group(1) in NOT_NAMES:
                break
            start = word.start(1) if start == at else start
            end = word.end(1)
        if end > at:
            out.append((start, end, "name"))
    return out
