"""Where a text claims that a thing was done: «تمت المعالجة», «أُصلحت الإنارة». Behind it stands a proof, or it waits.

No claim: what is denied, conditional, hoped for, still to come or asked; what others said, by quotation marks or by a
word of saying; and a nominal announcement that names a time still to come.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sada.rules.deeds import ANNOUNCED, DONE, ENGLISH
from sada.rules.plain import SIGNS, any_of, plain

_SENTENCE: Final = re.compile(r"[^.؛!؟?\n]+[.؛!؟?]?")
_QUOTED: Final = re.compile(r"«[^«»\n]*»|\"[^\"\n]*\"|“[^“”\n]*”")
_REACH: Final = 240  # characters before a claim in which what takes it back is looked for
_FEW: Final = 2  # words in quotation marks that are one's own, marked out: «البلاغ «مغلق»»
# A passive of three letters is told from the noun by its sign alone: «رُدم الموقع».
_PASSIVE: Final = re.compile("(?<!\\w)([وف]?)(ر|ح|غ|ش|س|ن|ك|ص|د)\u064f(?=\\w)")

_NEAR: Final = any_of(
    r"(?<!\w)(?:و|ف)?(?:لم|لما|لا|لن|ليس|ليست|غير|دون|بدون|عدم|سوف|سيتم|ستتم|سيكون|ستكون|يكون|تكون|يجب|ينبغي)"
    r"(?! (?:شك|ريب|يخف|بد |جدال|يسع))(?: [\w·]+){0,2} ?$",
    r"(?<!\w)(?:و|ف)?(?:ما|قبل|ريثما|لحين|إلى حين|فور|عند|حال|حالما|بمجرد|بانتظار|طلب|لو) ?$",
)
_IF: Final = any_of(r"(?<!\w)(?:و|ف)?(?:إذا|لو|كلما|متى|في حال|حالما|هل|شريطة|ما لم|عما|مما إذا|ما إذا|مدى)(?!\w)")
_SO: Final = any_of(r"(?<!\w)(?:فقد|فإن\w*|فإنه|نفيد\w*)(?!\w)")
_IF_RAW: Final = re.compile(r"(?<!\w)[وف]?(?:إن|وإن) (?:كان|كانت)?(?: ?[\w·]+){0,2} ?$")
_UNSURE: Final = any_of(
    r"(?<!\w)(?:لا|لم|لن|ليس|ليست|نفت|ننفي|تنفي|نأمل|تأمل|نرجو|نتمنى|نتوقع|يتوقع|المتوقع|المفترض|يفترض|المقرر|"
    r"لعل|عسى|ربما)"
    r" (?!شك|ريب|يخف|بد |جدال|يسع)(?:[\w·]+ ){0,4}?(?:ب|ل)?(?:أن|إن|أنه|أنها|إنه|إنها|بأنه|بأنها)(?!\w)|"
    r"(?<!\w)(?:لعل|ربما|عسى|للتأكد|للتحقق|نتأكد|سنتأكد|نتحقق|سنتحقق|للوقوف على|بهدف|لغرض|من أجل)(?!\w)"
)
_SAID: Final = any_of(
    r"(?<!\w)(?:و|ف)?(?:ذكرت|ذكرتم|ذكرتموه|أشرت|أشرتم|قلت|قلتم|تقول|تقولون|أفدت|أفدتم|تفيدون|كتبت|كتبتم|تساءلت|"
    r"تساءلتم|سألت|"
    r"سألتم|تسأل|تسألون|استفسرتم|ادعى|يدعي|زعم|شكواكم|استفساركم|سؤالكم|رسالتكم|تغريدتكم|تداول|نشر|ذكر|ورد|كتب|"
    r"أثير|يشاع|أشيع|"
    r"استفسار|سؤال|تساؤل|شكوى المواطن|ادعاء|زعمت)(?!\w)"
)
_OURS: Final = any_of(
    r"(?<!\w)(?:و|ف)?(?:نفيد|تفيد|نود|تود|نوضح|توضح|نؤكد|تؤكد|أوضح|أكد|نحيط|نشعر|يسر|نبلغ|نبين|إفادت|إيضاح|فقد|"
    r"فإن|وعليه|عليه|"
    r"بأن|نعلم|أفاد)\w{0,4}(?!\w)"
)
# «إزالتها» is the work, «أزالتها» who did it: without its sign the first is meant.
_IS_WORK: Final = re.compile(r"[وف]?(?:[إا](?:زال|نار)ت(?:ه|ها|هم|هما)|[إاأ](?:زال|نار)[ةه]\w*)")
_LATER: Final = any_of(r"قريبا|قادم|مقبل|لاحقا|مستقبل|سيتم|ستتم|سوف|متوقع|مقرر|موعد|بدءا من|اعتبارا من|الموعد")
_NOT_ENGLISH: Final = re.compile(
    r"(?i)\b(?:not|n't|never|will|would|if|when|once|until|unless|whether|may|might|should|must|shall|be|to be|"
    r"hope|yet to)\b"
    r"[^.,;]{0,40}$"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that claims a thing was done, and where it stands."""

    start: int
    end: int
    text: str


def claims(text: str) -> list[Claim]:
    """The sentences that claim something done, in order; promises, conditions, questions and others' words are none."""
    own = _QUOTED.sub(_hidden, text)
    found = []
    for match in _SENTENCE.finditer(own):
        said = match.group()
        if said[-1] not in "؟?" and _claims(said):
            bare = text[match.start() : match.end()].strip().rstrip(".؛!").rstrip()
            start = match.start() + len(said) - len(said.lstrip())
            found.append(Claim(start, start + len(bare), bare))
    return found


def _hidden(quoted: re.Match[str]) -> str:
    """What is quoted put out of sight, its place kept; a word or two are one's own."""
    few = len(quoted.group().split()) <= _FEW
    return quoted.group() if few else "\u00b7" * len(quoted.group())


def _claims(said: str) -> bool:
    bare = SIGNS.sub("", _PASSIVE.sub(r"\1قد \2", said)).rstrip(" .؛!")
    compared = plain(bare)
    if any(_holds(compared, bare, done) for done in _found(DONE, compared)):
        return True
    if any(_holds(compared, bare, done) for done in _found(ANNOUNCED, compared)) and not _LATER.search(compared):
        return True
    return any(
        not _NOT_ENGLISH.search(bare[max(0, done.start() - _REACH) : done.start()]) for done in ENGLISH.finditer(bare)
    )


def _found(words: re.Pattern[str], compared: str) -> Iterator[re.Match[str]]:
    """Every place where the words begin, those within a longer match too."""
    at = 0
    while (match := words.search(compared, at)) is not None:
        yield match
        at = match.start() + 1


def _holds(compared: str, bare: str, done: re.Match[str]) -> bool:
    """Whether the clause before it leaves the claim standing."""
    before = compared[: done.start()]
    begun = max(max(before.rfind(mark) for mark in "،,:") + 1, len(before) - _REACH)
    clause = before[begun:]
    if _IS_WORK.fullmatch(bare, *done.span()):
        return False
    if _NEAR.search(clause) or _IF_RAW.search(bare[begun : done.start()]):
        return False
    condition, unsure, others = _last(_IF, clause), _last(_UNSURE, clause), _last(_SAID, clause)
    return not (
        (condition >= 0 and _last(_SO, clause) < condition)
        or unsure >= 0
        or (others >= 0 and _last(_OURS, clause) < others)
    )


def _last(words: re.Pattern[str], clause: str) -> int:
    return max((match.start() for match in words.finditer(clause)), default=-1)
