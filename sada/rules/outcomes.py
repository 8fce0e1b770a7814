"""What a reply says came of the matter, in the words that real replies use; proposed to whoever closes the case.

The order is that of certainty: what names a mistake or denies a report says so whatever else it promises; what is done
stands before what is under way, and that before what is only planned. Nothing is proposed where no such word stands.
"""

import re
from typing import Final

_SIGNS: Final = re.compile("[\u064b-\u065f\u0670\u0640]")
_ALEF: Final = str.maketrans("أإآٱىة", "ااااية")


def _plain(text: str) -> str:
    return _SIGNS.sub("", text).translate(_ALEF)


def _any(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(_plain(word) for word in words))


_CODES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("apology", _any(r"نعتذر|تعتذر|اعتذار|خطأ غير مقصود")),
    ("not_true", _any(r"غير صحيح|لا صحة|عار[يٍ]? (?:عن|من) الصحة|ننفي|تنفي|جملة وتفصيلا")),
    (
        "not_ours",
        _any(r"(?:ليس|ليست|لا يقع|لا تقع|لا يدخل) (?:من|ضمن) (?:اختصاص|صلاحي|مسؤولي)|خارج (?:نطاق )?(?:اختصاص|صلاحي)"),
    ),
    (
        "done",
        _any(
            r"\b(?:و|ف)?(?:تم|تمت|جرى|جرت) (?:ال)?(?:تنفيذ|معالجة|إصلاح|صيانة|إزالة|إعادة|استكمال|إنهاء|سفلتة|تنظيف)",
            r"\b(?:و|ف)?(?:أنجزت?|عولجت?|أعيدت?|نفذت?|أزيلت?|أصلحت?|انتهت|اكتملت?)\b",
        ),
    ),
    ("underway", _any(r"\b(?:و|ف)?(?:جار|جاري|جارية|يجري العمل|تجري أعمال|قيد (?:التنفيذ|المعالجة)|بدأت?|باشرت?)\b")),
    ("coordinating", _any(r"(?:ال)?تنسيق (?:مع|جار)|بالتنسيق مع|خوطبت|تمت مخاطبة|مخاطبة")),
    ("planned", _any(r"(?:أدرج|إدراج|ضمن) ?\w* (?:ضمن )?(?:خطط|خطة|مشاريع|ميزانية|برنامج)")),
    ("future", _any(r"\bسوف\b|\bس(?:يتم|تتم|يجري|تقوم|تعمل|يعالج|تعالج|تنفذ|ينفذ)\b|مستقبل[اي]")),
    (
        "appeal",
        _any(r"(?:ندعو|تدعو|نهيب|تهيب|نأمل من|تأمل من) (?:ال\w+ )?(?:ب?ال)?(?:مواطن|سكان|أهالي|مقيم|جميع|إخوة)"),
    ),
)


def outcome_of(text: str) -> str:
    """The outcome that a reply as it was sent speaks of; "" where its words do not tell."""
    plain = _plain(text)
    return next((code for code, words in _CODES if words.search(plain)), "")
