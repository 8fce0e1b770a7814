"""Light stemming of folded Arabic words for search: recall of word forms, not grammar."""

from __future__ import annotations

from functools import lru_cache

# Broken plurals of the words people search for in municipal matters; no affix rule joins them.
PLURALS = {
    "حدايق": "حديقه", "شوارع": "شارع", "مطاعم": "مطعم", "طرق": "طريق", "مشاريع": "مشروع", "اسواق": "سوق",
    "ارصفه": "رصيف", "حفر": "حفره", "اراضي": "ارض", "سيول": "سيل", "امطار": "مطر", "مباني": "مبني", "منازل": "منزل",
    "مقابر": "مقبره", "مسالخ": "مسلخ", "مواقف": "موقف", "مخططات": "مخطط", "احيا": "حي", "جسور": "جسر",
    "انفاق": "نفق", "كلاب": "كلب",
    "رخص": "رخصه", "مجالس": "مجلس", "امنا": "امين", "اعمده": "عمود", "ملاعب": "ملعب", "شواطي": "شاطي", "مدارس": "مدرسه",
    "مساجد": "مسجد", "منح": "منحه", "قري": "قريه", "مدن": "مدينه", "شكاوي": "شكوي", "لوحات": "لوحه", "حوادث": "حادث",
    "عقود": "عقد", "اهالي": "اهل", "سكان": "ساكن", "عمال": "عامل", "اسر": "اسره", "مستنقعات": "مستنقع", "اشجار": "شجره",
    "مداخل": "مدخل", "مخارج": "مخرج", "ميادين": "ميدان", "حشرات": "حشره", "حاويات": "حاويه", "بلاغات": "بلاغ",
}  # fmt: skip
PREFIXES = ("وبال", "وكال", "وال", "فال", "بال", "كال", "ولل", "لل", "ال")
SUFFIXES = ("ها", "هم", "يات", "ان", "ات", "ون", "ين", "يه", "ه", "ي")


def _plain(word: str) -> str:
    if word.startswith(PREFIXES):  # most words have none: one question instead of nine
        for prefix in PREFIXES:
            if word.startswith(prefix) and len(word) - len(prefix) >= 2:
                return word[len(prefix) :]
    # a single و before a long word is "and"; ب, ل and ك are left alone: stripping them breaks «بلدية»
    return word[1:] if word.startswith("و") and len(word) > 4 else word


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The common form of a folded word: article, «and» and endings off, broken plurals joined; others stay."""
    if not word or not "\u0621" <= word[0] <= "\u064a":
        return word
    plain = _plain(word)
    plain = PLURALS.get(plain, plain)
    if plain.endswith(SUFFIXES):
        for suffix in SUFFIXES:
            if plain.endswith(suffix) and len(plain) - len(suffix) >= 3:
                return plain[: -len(suffix)]
    return plain
