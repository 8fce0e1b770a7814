"""What a report centre's words for the state of a report mean: «مغلق», «غير منجز», «Closed - not resolved».

What denies comes first: a closing without treatment is a refusal, and what is not done is open whatever its word holds.
Words are compared without vowel signs and with one form of alef. Where a denial stands by a word of closing and its
meaning cannot be told, no state is given: a person reads the line.
"""

import re
from typing import Final

from sada.rules.plain import any_of, plain

_SPACES: Final = re.compile(r"[\s_\-–—:/.،,()\[\]|]+")
_HEAD, _TAIL = r"(?<!\w)(?:ال|و|وال|ب|ل|لل)?(?:", r")(?!\w)"
_WORK: Final = (
    r"معالج\w{1,4}|حل\w{0,2}|تنفيذ\w{0,2}|إنجاز\w{0,2}|إصلاح\w{0,2}|إجراء\w*|اتخاذ|استجابة|تجاوب|اختصاص\w{0,2}|علاج"
)
_CLOSED: Final = r"مغلقة?|مقفلة?|أغلقت?|أقفلت?|غلقت?|إغلاق\w{0,2}|إقفال\w{0,2}|closed"
_DONE: Final = (
    rf"{_CLOSED}|منجزة?|منفذة?|منتهية?|مكتملة?|محلولة?|معالج|عولجت?|نفذت?|أنجزت?|انتهت?|انتهى|اكتملت?|حلت|أصلحت?|"
    r"تم(?:ت)? (?:ال)?(?:معالج\w{1,4}|حل\w{0,2}|تنفيذ\w{0,2}|إنجاز\w{0,2}|إصلاح\w{0,2}|انتهاء|إنهاء|"
    r"علاج\w{0,2}|صيان\w{1,4}|إزال\w{1,4})|"
    r"done|resolved|completed?|solved|fixed|finished|treated|executed"
)
_NO: Final = r"غير|لم|لن|ليس|ليست|لا|بلا|دون|بدون|عدم|تعذر|يتعذر|استحال|not|no|non|never|without|isn't|wasn't|un"
_NOT_YET: Final = any_of(
    rf"{_HEAD}غير|لم|لن|ليس|ليست|عدم|not|non|never|isn't|wasn't{_TAIL} (?:\w+ ){{0,2}}?(?:ال|ب|بال)?(?:{_DONE}|"
    rf"(?:تتم|يتم)(?: (?:ال)?(?:{_CLOSED}|{_WORK}))?|تعالج|يعالج|تنفذ|ينفذ|تنجز|ينجز|تغلق|يغلق|تقفل|يقفل|تحل|يحل|"
    rf"تصلح|يصلح|تنته|ينته|تكتمل|يكتمل|{_WORK}{_TAIL}",
    r"(?<!\w)(?:unresolved|undone|unsolved|unfinished|unfixed|incomplete|unclosed|untreated)(?!\w)",
)
_REFUSED: Final = any_of(
    rf"{_HEAD}مرفوضة?|رفضت?|رفض|ملغي?|ملغاة?|ملغية|ألغي|إلغاء|مكررة?|مستبعدة?|استبعد|حفظ|محفوظة?|مردودة?|"
    rf"rejected|refused|cancell?ed|cancel|duplicate|declined|invalid{_TAIL}",
    r"خارج (?:نطاق |ال)*(?:اختصاص|صلاحي|نطاق)",
    rf"(?:دون|بدون|بلا|without|no) (?:\w+ )?(?:ال)?(?:{_WORK}|action|treatment|resolution|fix|solution{_TAIL}",
)
_REOPENED: Final = any_of(r"(?:أعيد|معاد|إعادة|تم إعادة|تمت إعادة) (?:ال)?فتح\w{0,2}", r"(?<!\w)re ?opened(?!\w)")
_UNDERWAY: Final = any_of(
    rf"{_HEAD}تحت|قيد|جار|جاري|جارية|يجري|تجري|محال|محالة|أحيلت?|إحالة|محول|محولة|تحويل|بانتظار|انتظار|معلقة?|مجدولة?|"
    rf"جزئيا?|جزئية|سيتم|ستتم|سوف|طلب|مرشحة?|متوقع|مخطط|progress|underway|assigned|pending|hold|scheduled|"
    rf"partially|partly|ongoing|waiting|ready|to be{_TAIL}"
)
_OPEN: Final = any_of(
    rf"{_HEAD}جديدة?|مستلمة?|استلمت?|استلام\w{{0,2}}|مفتوحة?|واردة?|مسجلة?|new|open|opened|received|registered{_TAIL}"
)
_IS_CLOSED: Final = any_of(rf"{_HEAD}{_CLOSED}{_TAIL}")
_IS_DONE: Final = any_of(rf"{_HEAD}{_DONE}{_TAIL}")
_DENIES: Final = any_of(rf"{_HEAD}{_NO}{_TAIL}")


def state_of(words: str) -> str:
    """open, underway, done or refused; "" where the words mean none we know or contradict each other."""
    said = _SPACES.sub(" ", plain(words.lower().replace("ى", "ي"))).strip()
    if _REOPENED.search(said):
        return "open"
    denied = _DENIES.search(said) is not None
    if _REFUSED.search(said):
        return "refused"
    if _NOT_YET.search(said):
        return _of_denied(said)
    if _UNDERWAY.search(said):
        return "underway"
    if _IS_DONE.search(said):
        return "" if denied else "done"
    return "open" if _OPEN.search(said) and not denied else ""


def _of_denied(said: str) -> str:
    """«غير مغلق» is open; «مغلق، لم يعالج» was closed without treatment."""
    without = _NOT_YET.sub(" ", said)
    return "refused" if _IS_CLOSED.search(without) else "open"


_PROVES_NOT: Final = any_of(
    rf"{_HEAD}لم|لن|تعذر|يتعذر|دون|بدون|سيتم|ستتم|سوف|لاحقا|خارج|will|unable|could not|cannot{_TAIL}"
)


def denies(proof: str) -> bool:
    """Whether what should prove a closing says itself that the thing was not done: «لم يحضر المقاول»."""
    said = _SPACES.sub(" ", plain(proof.lower())).strip()
    return _PROVES_NOT.search(said) is not None or _NOT_YET.search(said) is not None
