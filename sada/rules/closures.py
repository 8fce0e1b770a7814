"""Where a text claims that a thing was done: «تمت المعالجة», «أُصلحت الإنارة». Behind it stands a proof, or it waits."""

import re
from dataclasses import dataclass
from typing import Final

_SIGNS: Final = re.compile("[\u064b-\u065f\u0670\u0640]")
_ALEF: Final = str.maketrans("أإآٱىة", "ااااية")
_SENTENCE: Final = re.compile(r"[^.؛!؟\n]+")
_WORK: Final = (
    "معالجة", "تنفيذ", "إصلاح", "صيانة", "إزالة", "إعادة", "استكمال", "إنهاء", "سفلتة", "تنظيف", "رفع", "ردم", "إغلاق",
    "استبدال", "تركيب", "إنجاز",
)  # fmt: skip
_DID: Final = (
    "أصلحت", "أصلح", "عولجت", "عولج", "أعيدت", "أعيد", "أزيلت", "أزيل", "أنجزت", "أنجز", "نفذت", "نفذ", "ردمت",
    "استبدلت", "اكتملت", "انتهت", "عالجت", "عالجنا", "أصلحنا", "أزلنا", "أغلق البلاغ",
)  # fmt: skip


def _plain(text: str) -> str:
    return text.translate(_ALEF)


_DONE: Final = re.compile(
    rf"(?<!\w)(?:و|ف)?(?:تم|تمت|جرى|جرت) (?:ال)?(?:{'|'.join(map(_plain, _WORK))})"
    rf"|(?<!\w)(?:و|ف)?(?:{'|'.join(map(_plain, _DID))})(?!\w)"
)
_NOT: Final = re.compile(r"(?<!\w)(?:لم|سوف|سيتم|ستتم|قد|إذا|حال|عند|بعد أن|ريثما|حتى)(?!\w)".replace("إ", "ا"))


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that claims a thing was done, and where it stands."""

    start: int
    end: int
    text: str


def claims(text: str) -> list[Claim]:
    """The sentences that claim something done, in order; promises and conditions are none."""
    found = []
    for match in _SENTENCE.finditer(text):
        said = match.group()
        plain = _plain(_SIGNS.sub("", said))
        done = _DONE.search(plain)
        if done and not _NOT.search(plain[: done.start()][-20:]):
            bare = said.strip()
            start = match.start() + len(said) - len(said.lstrip())
            found.append(Claim(start, start + len(bare), bare))
    return found
