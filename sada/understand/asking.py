"""What a mail wants that comes after our answer: it asks something more, it only thanks, or one cannot be sure.

Judged are its own words alone, without what it quotes. Asking outweighs thanking: «شكرًا، ومتى تُنجز؟» asks. What neither
asks nor plainly thanks is unsure, and a person says which it is.
"""

from __future__ import annotations

import re
from typing import Final

QUESTION: Final = "question"
THANKS: Final = "thanks"
UNSURE: Final = "unsure"
LONG: Final = 60  # words beyond which thanks may hold something more
_PLAIN: Final = str.maketrans("أإآٱىة", "اااايه", "".join(map(chr, range(0x64B, 0x653))) + "ـ")
_QUOTED: Final = re.compile(r"(?m)^\s*>.*$")
_POLITE: Final = re.compile(
    r"كيف (?:حالكم|حالك|الحال|انتم)[^؟?.،,\n]{0,20}[؟?]?|how are you[^?.,\n]{0,20}\??", re.IGNORECASE
)
_MARK: Final = re.compile(r"[؟?]")
_WHAT: Final = (
    r"متي|هل|لماذا|كيف|اين|ماذا|بماذا|لمن|ايش|وش|ليش|وين|كم"
    r"|ما (?:هي|هو|السبب|سبب|اسباب|موعد|مدي|مصير|الذي|المقصود|الفرق|رايكم|ردكم|تعليقكم)"
    r"|من (?:المسؤول|الجهه|هي الجهه)|اي (?:يوم|حي|شارع|جهه|تاريخ|بلديه)"
)
_ASKED_FOR: Final = (
    r"(?:ال)?(?:معرفه|اعرف|نعرف|افاده|افادتنا|افادتي|تزويد|تزويدنا|تزويدي|توضيح|ايضاح|رد|ردكم|بيان|تحديد|تفاصيل|معلومات|جواب|اجابه"
    r"|موعد|سبب|ارسال|عدد|استفسار|تصريح|تعليق|حل|معالجه|نظر|اعاده|اصلاح|استكمال|تاكيد)"
)
_WISH: Final = r"(?:نرجو|ارجو|نامل|امل|نود|اود|نريد|اريد|ابغي|نحتاج|احتاج|نطلب|اطلب|نتطلع|حبذا|الرجاء|يرجي|فضلا|نلتمس)"
_TELL: Final = r"افيدونا|افيدوني|زودونا|زودوني|وضحوا|اخبرونا|بينوا|ارسلوا|ابلغونا"
_STILL: Final = (
    r"ما ?زالت?|لا زالت?|لا يزال|لا تزال|ما تم|دون جدوي|بدون حل|حتي الان|الي الان"
    r"|لم (?:يتم|تتم|تعد|يعد|يصل|يصلنا|نستلم|ينفذ|تنفذ|يعالج|تعالج|يحل|تحل|يتغير|تجيبوا|تجب|تردوا|تذكروا|يذكر|توضحوا)"
)
_WORDS: Final = re.compile(rf"(?<!\w)[وف]?(?:{_WHAT}|{_TELL}|{_STILL}|نستفسر|استفسر)(?!\w)")
_ASKS_FOR: Final = re.compile(rf"(?<!\w)[وف]?{_WISH}(?!\w)[^.؟?!\n]{{0,40}}?(?<!\w)[وفبل]?{_ASKED_FOR}(?!\w)")
_ENGLISH: Final = re.compile(
    r"\b(?:could|can|would|will) you\b|\bplease (?:send|clarify|provide|confirm|tell|let|explain|share)\b"
    r"|\bstill (?:not|no|waiting)\b|\bnot yet\b|\b(?:wondering|need to know)\b"
    r"|(?:^|[.!\n]\s*)(?:and |so )?(?:when|why|how|what|where|who|which|is|are|does|do|did)\b",
    re.IGNORECASE,
)
_THANKS: Final = re.compile(
    r"(?<!\w)[وف]?(?:شكرا|شكر|الشكر|اشكر\w*|نشكر\w*|شاكر\w*|نقدر|اقدر|ممتن\w*|جزاكم|جزيتم|جزيل|بارك الله"
    r"|يعطيكم العافيه|ما قصرتم|لم تقصروا|وفقكم|تم الاستلام|استلمت|استلمنا|وصلني|وصلنا|وصل الرد|تم النشر|نشرنا)(?!\w)"
    r"|\bthank(?:s| you)\b|\bappreciate|\breceived\b",
    re.IGNORECASE,
)


def asking(text: str) -> str:
    """QUESTION, THANKS or UNSURE, of what somebody writes after we have answered."""
    own = _POLITE.sub(" ", _QUOTED.sub("", text).translate(_PLAIN)).strip()
    if _MARK.search(own) or _WORDS.search(own) or _ASKS_FOR.search(own) or _ENGLISH.search(own):
        return QUESTION
    return THANKS if _THANKS.search(own) and len(own.split()) <= LONG else UNSURE
