"""What a reply says came of the matter, in the words that real replies use; proposed to whoever closes the case.

The order is that of certainty: what names a mistake or denies a report says so whatever else it promises; what is done
stands before what is under way, and that before what is only planned. Nothing is proposed where no such word stands.
"""

import re
from typing import Final

from sada.rules.closures import claims
from sada.rules.plain import any_of, plain

_CODES: Final[tuple[tuple[str, re.Pattern[str] | None], ...]] = (
    ("apology", any_of(r"نعتذر|تعتذر|اعتذار|خطأ غير مقصود")),
    (
        "not_true",
        any_of(
            r"غير صحيح|لا صحة|عار[يٍ]? (?:عن|من) الصحة|جملة وتفصيلا",
            r"(?<!\w)(?:و|ف)?(?:ننفي|تنفي|ينفي|نفت|نفى)(?!\w)",
        ),
    ),
    (
        "not_ours",
        any_of(
            r"(?:ليس|ليست|لا يقع|لا تقع|لا يدخل) (?:من|ضمن) (?:اختصاص|صلاحي|مسؤولي)",
            r"خارج (?:نطاق )?(?:اختصاص|صلاحي)",
        ),
    ),
    ("done", None),  # as the rule of claims finds it
    ("underway", any_of(r"\b(?:و|ف)?(?:جار|جاري|جارية|يجري العمل|تجري أعمال|قيد (?:التنفيذ|المعالجة)|بدأت?|باشرت?)\b")),
    ("coordinating", any_of(r"(?:ال)?تنسيق (?:مع|جار)|بالتنسيق مع|خوطبت|تمت مخاطبة|مخاطبة")),
    ("planned", any_of(r"(?:أدرج|إدراج|ضمن) ?\w* (?:ضمن )?(?:خطط|خطة|مشاريع|ميزانية|برنامج)")),
    ("future", any_of(r"\bسوف\b|\bس(?:يتم|تتم|يجري|تقوم|تعمل|يعالج|تعالج|تنفذ|ينفذ)\b|مستقبل[اي]")),
    (
        "appeal",
        any_of(r"(?:ندعو|تدعو|نهيب|تهيب|نأمل من|تأمل من) (?:ال\w+ )?(?:ب?ال)?(?:مواطن|سكان|أهالي|مقيم|جميع|إخوة)"),
    ),
)


def outcome_of(text: str) -> str:
    """The outcome that a reply as it was sent speaks of; "" where its words do not tell."""
    compared = plain(text)
    return next((code for code, words in _CODES if (words.search(compared) if words else claims(text))), "")
