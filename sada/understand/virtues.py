"""«الأمانة» the virtue: «من مبدأ الشفافية والأمانة», «ذوي الأمانة», «وللأمانة», «الأمانة العلمية»."""

from __future__ import annotations

from typing import Final

from sada.understand.findings import Findings

_OTHERS: Final = frozenset((
    "صدق", "شفافيه", "نزاهه", "اخلاص", "دقه", "عداله", "عدل", "كفاءه", "كفايه", "مسووليه", "استقامه", "تقوي", "وفا",
    "حياديه", "موضوعيه", "مهنيه", "ثقه", "جوده", "حرص", "تفاني", "خلق",
))  # fmt: skip
_BEARERS: Final = frozenset((
    "ذوي", "ذو", "ذات", "التزام", "الالتزام", "بكل", "تحلي", "التحلي", "يتحلي", "خيانه", "اهل", "باب", "مبدا", "قيم",
    "قيمه", "خلق", "روح", "عظم", "ثقل", "اقتضت", "تقتضي", "مراعاه", "حفظ",
))  # fmt: skip
_KEEPS: Final = frozenset(
    ("التزام", "الالتزام", "يلتزم", "تلتزم", "يتحلي", "تتحلي", "التحلي", "اتسم", "يتسم", "عرف", "عرفوا")
)
_KINDS: Final = frozenset(("العلميه", "الصحفيه", "الصحافيه", "المهنيه", "الملقاه", "التاريخيه", "الادبيه"))
_NEAR: Final = 5  # words before «بالأمانة» among which somebody keeps it


def is_virtue(found: Findings, word: int, end: int) -> bool:
    """Whether the «الأمانة» of a press text that begins at `word` is honesty, no body: by the words beside it."""
    text = found.text
    before, behind = text[max(0, word - 50) : word], text[end : end + 30]
    if text.startswith(("وللا", "وبال"), word) or (text.startswith("لل", word) and before.endswith((". ", "."))):
        return True  # «وللأمانة وجدت …»
    last = before.split()
    following = behind.split(" ")[1] if " " in behind else ""
    if following in _KINDS or (following.startswith("و") and _name(following[1:]) in _OTHERS):
        return True
    if not last:
        return False
    if text.startswith("و", word) and _name(last[-1]) in _OTHERS:
        return True
    kept = text.startswith("با", word) or following == "في"
    return last[-1] in _BEARERS or (kept and not _KEEPS.isdisjoint(last[-_NEAR:]))


def _name(word: str) -> str:
    return word.strip(".").removeprefix("و").removeprefix("ب").removeprefix("ال")
