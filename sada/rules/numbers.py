"""Every number of a text: what it says (value, bound) and what it is (a quantity, or a date, time, phone, reference).

Only quantities and percentages state something that needs a proof. A date, an hour, «940» or the number of a letter
names something; to demand a fact for it would teach people to click warnings away. Decisions, with their limits:
a four-digit year needs a word before it or a calendar's letter behind it; «940» is a phone number only where the words
around it say so («940 حاوية» counts containers); digits glued to Latin letters are codes.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from sada.numerals.bounds import Bound, bound_after, bound_before
from sada.numerals.digits import DIGIT as D
from sada.numerals.digits import GROUPED, value_of_digits
from sada.numerals.english import (
    DAY,
    HOUR,
    PERCENT,
    PHONE,
    REFERENCE,
    SCALE,
    YEAR,
    Said,
    bound_in_english,
    in_english,
)
from sada.numerals.english import SCALES as ENGLISH_SCALES
from sada.numerals.rounds import round_numbers
from sada.numerals.words import SCALES, InWords, fold, in_words

Kind = Literal["quantity", "percent", "date", "time", "phone", "reference", "ordinal", "code", "small"]

SMALL: Final = 2  # «واحد», "one": grammar as often as counting
ABOUT_SHARE: Final = 0.1  # «نحو 150» bears anything within a tenth of it


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: its place (scale and percent sign included), value, kind, and the bound it claims."""

    start: int
    end: int
    text: str
    value: float
    kind: Kind
    bound: Bound = "exact"

    @property
    def demanded(self) -> bool:
        """Whether an outgoing text must prove it."""
        return self.kind in ("quantity", "percent")


def numbers(text: str) -> list[Number]:
    """All numbers of a text in order: both digit sets and words, each with its kind; none within another."""
    masked = _mask(text)
    found = [_digits(masked, m) for m in GROUPED.finditer(masked)] + [_words(masked, w) for w in in_words(masked)]
    found += [_english(masked, said) for said in in_english(masked)]
    found += [Number(at, to, "", value, "quantity", bound) for at, to, value, bound in round_numbers(masked)]
    found += [_share(masked, m) for m in _SHARES.finditer(masked)] + [_none(masked, m) for m in _ZERO.finditer(masked)]
    apart: list[Number] = []
    for n in sorted(found, key=lambda number: (number.start, -number.end)):
        if not apart or n.start >= apart[-1].end:
            apart.append(Number(n.start, n.end, text[n.start : n.end], n.value, n.kind, n.bound))
    return apart


def has_figure(text: str) -> bool:
    """Whether a number stands in it in digits of either set: «1,480 عمودًا», «٩٤٪», not «كثير»."""
    return any(sign.isdecimal() for sign in text)


def value_of(text: str) -> float | None:
    """The first number of a fact's value («1,250 حاوية», «٩٤٪», «مئة وخمسون»), whatever its kind; None without one."""
    return next((n.value for n in numbers(text)), None)


def number_of(text: str) -> Number | None:
    """The same with what it is and how it is bounded."""
    return next(iter(numbers(text)), None)


# What a fact that is itself bounded bears: a fact of «أكثر من 150» bears «أكثر من 100» and never «150».
_BOUNDED: Final[Mapping[tuple[Bound, Bound], Callable[[float, float], bool]]] = MappingProxyType(
    {
        ("over", "over"): lambda fact, said: said <= fact,
        ("over", "at_least"): lambda fact, said: said <= fact,
        ("at_least", "over"): lambda fact, said: said < fact,
        ("at_least", "at_least"): lambda fact, said: said <= fact,
        ("under", "under"): lambda fact, said: said >= fact,
        ("under", "at_most"): lambda fact, said: said >= fact,
        ("at_most", "under"): lambda fact, said: said > fact,
        ("at_most", "at_most"): lambda fact, said: said >= fact,
        ("about", "about"): lambda fact, said: abs(fact - said) <= ABOUT_SHARE * abs(said),
    }
)


def fact_bears(fact: Number, claimed: Number) -> bool:
    """Whether a fact's own number, with its bound, bears what a text claims of it."""
    if fact.bound == "exact":
        return bears(fact.value, claimed.value, claimed.bound)
    judge = _BOUNDED.get((fact.bound, claimed.bound))
    return judge is not None and judge(fact.value, claimed.value)


def bears(value: float, claimed: float, bound: Bound) -> bool:
    """Whether a fact's value bears what a text claims: «تجاوز 150» is borne by 151 and not by 150."""
    return {
        "exact": value == claimed,
        "over": value > claimed,
        "under": value < claimed,
        "at_least": value >= claimed,
        "at_most": value <= claimed,
        "about": abs(value - claimed) <= ABOUT_SHARE * abs(claimed),
    }[bound]


_WEB: Final = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+|[@#]\w+")


def _mask(text: str) -> str:
    """Addresses, handles and hashtags put out of sight, every offset kept."""
    return _WEB.sub(lambda m: "\u00b7" * len(m.group()), text)


def _alternatives(words: str) -> str:
    return "|".join(sorted(words.split(), key=len, reverse=True))


_MONTHS: Final = _alternatives(
    "محرم صفر ربيع جمادى جمادي رجب شعبان رمضان شوال ذو ذي القعدة الحجة يناير فبراير مارس أبريل ابريل إبريل مايو يونيو"
    " يوليو أغسطس اغسطس سبتمبر أكتوبر اكتوبر نوفمبر ديسمبر"
)
_N: Final = rf"{D}+"
_SERVICE: Final = "(?:940|٩٤٠|199040|١٩٩٠٤٠|199099|١٩٩٠٩٩|911|٩١١|998|٩٩٨)"
_STREET: Final = _alternatives("شارع طريق حي مخطط قطعة ميدان مخرج بوابة مبنى")
_MEASURES: Final = _alternatives("ألف مليون متر مترا كيلو كم")
# One pattern for each kind; what lies within its match is of that kind. The first that fits decides.
_KINDS: Final[tuple[tuple[Kind, re.Pattern[str]], ...]] = (
    ("time", re.compile(rf"(?<!{D}){D}{{1,2}}:{D}{{2}}(?::{D}{{2}})?(?!{D})|(?<!{D})(?:24/7|٢٤/٧)(?!{D})")),
    ("time", re.compile(rf"الساعة\s+\(?{_N}|{_N}\s*(?:صباح[اًا]*|مساء[ًا]*|ظهر[ًا]+|ليل[ًا]+|عصر[ًا]+)(?!\w)")),
    ("date", re.compile(rf"(?<!{D}){D}{{1,4}}\s?([-/.])\s?{D}{{1,2}}\s?\1\s?{D}{{1,4}}(?!{D})")),
    ("date", re.compile(rf"{_N}\s*[-–]?\s*(?:من\s+)?(?:شهر\s+)?(?:{_MONTHS})(?!\w)")),
    ("date", re.compile(rf"(?:{_MONTHS}|الآخرة?|الأولى?|الثانية?)\s+(?:من\s+)?(?:عام\s+)?{D}{{4}}(?!{D})")),
    ("date", re.compile(rf"(?<!{D}){D}{{4}}(?:\s?[-–/]\s?{D}{{4}})?\s?(?:هـ|ه)(?![\u0621-\u064a])")),
    ("date", re.compile(rf"(?<!{D})(?:19|20|١٩|٢٠){D}{{2}}م(?![\u0621-\u064a])")),
    (
        "date",
        re.compile(rf"[لو]?(?:ال)?(?:عام|عامي|سنة|رؤية|موسم|ميزانية)\s+{D}{{4}}(?:\s?[-–/و]\s?{D}{{4}})?(?!{D})"),
    ),
    (
        "date",
        re.compile(rf"(?<!\w)(?:في|منذ|حتى|بحلول|مطلع|نهاية)\s+(?:19|20|١٩|٢٠){D}{{2}}(?!{D}|[,٬.٫]{D})(?!\s*\w)"),
    ),
    ("phone", re.compile(rf"(?<!{D})(?:\+|00)?(?:966|٩٦٦)?[0٠]?[5٥]{D}{{8}}(?!{D})")),
    (
        "phone",
        re.compile(rf"(?<!{D})(?:(?:\+|00|٠٠)?(?:966|٩٦٦)[ -]?|[0٠])[1١][1-7١-٧](?:[ -]?{D}){{7}}(?!{D})"),
    ),
    ("phone", re.compile(rf"(?<!{D})(?:9200|800|٩٢٠٠|٨٠٠){D}{{5,7}}(?!{D})")),
    (
        "phone",
        re.compile(rf"(?:هاتف|جوال|واتساب|فاكس|تحويلة|الموحد|[با]*لاتصال|اتصال)\s*(?:رقم|على|ب)?\s*:?\s*\(?{D}{{3,}}"),
    ),
    (
        "phone",
        re.compile(rf"(?:مركز|مركز\s+البلاغات|الطوارئ|طوارئ|عمليات|رقم|[با]*لرقم|تطبيق)\s+[«\"(]?\s*{_SERVICE}(?!{D})"),
    ),
    (
        # Weaker words («على 940») prove a phone only when no thing to be counted follows («على 940 حاوية»).
        "phone",
        re.compile(
            rf"(?:البلاغات|بلاغات|خدمة|عبر|على|مع|إلى)\s+[«\"(]?\s*{_SERVICE}(?:\s*[»\")])?(?!{D})"
            r"(?!\s+(?!لل|لت|لإ|ل[ال]|أو|او|و|في|على|من|عند)[\u0621-\u064a])"
        ),
    ),
    ("reference", re.compile(rf"(?<!{D}){_SERVICE}-{D}{{2,9}}(?!{D})")),
    (
        "phone",
        re.compile(
            rf"(?<!\w)[وف]?(?:بلغت|بلغنا|بلغوا|أبلغت|أبلغنا|اتصلت|اتصلنا)\s+(?:ب|على\s+)?{_SERVICE}(?!{D})"
            rf"(?!\s+(?:حاوي|بلاغ|موقع|شارع))"
        ),
    ),
    ("reference", re.compile(rf"(?:بالعدد|العدد\s+رقم|عددها|عدد\s+رقم|العدد)\s*(?:رقم\s*)?[(«]\s*{_N}")),
    (
        "reference",
        re.compile(
            rf"(?:بالعدد|برقم|رقم|الرقم|أرقام|م/|المادة|مادة|الصفحة|صفحة|بند|البند|الفقرة)\s*[:(«]?\s*{_N}(?:/{_N})*"
        ),
    ),
    ("reference", re.compile(rf"(?:{_STREET})\s+(?:رقم\s+)?[(«]?\s*{_N}(?!{D})(?!\s*(?:{_MEASURES}))")),
    ("ordinal", re.compile(rf"(?m)^\s*[(\[]?{D}{{1,2}}\s?[.)\]\-–ـ](?=\s)")),
    ("time", re.compile(HOUR, re.IGNORECASE)),
    ("date", re.compile(rf"{DAY}|{YEAR}")),
    ("phone", re.compile(PHONE, re.IGNORECASE)),
    ("reference", re.compile(REFERENCE, re.IGNORECASE)),
    ("code", re.compile(r"(?<![\u0621-\u064a])ك?م[23٢٣](?!\w)")),  # «م2»: the square of a measure
    ("code", re.compile(rf"[A-Za-z_]{_N}\w*|{_N}[A-Za-z_]\w*|[A-Za-z]+[-/]{_N}")),
)
_PERCENT: Final = re.compile(r"\s*(?:[%٪]|(?:في|ب)\s?(?:ال)?(?:مئة|المئة|مائة|المائة)(?!\w))")
_PERCENT_BEFORE: Final = re.compile(rf"(?:^|[^\s{D[1:-1]})])\s*[%٪]$")
_SCALE: Final = re.compile(r"\s*\)?\s+([\u0621-\u0652]+)")


def _digits(text: str, match: re.Match[str]) -> Number:
    start, end, value = match.start(), match.end(), value_of_digits(match.group())
    scaled = _SCALE.match(text, end)
    if scaled and fold(scaled.group(1)) in SCALES:
        value, end = value * SCALES[fold(scaled.group(1))], scaled.end()
        start -= ")" in scaled.group() and text[start - 1 : start] == "("
    kind = _kind(text, match.start(), match.end())
    english = SCALE.match(text, end)
    if english:
        value, end = value * ENGLISH_SCALES[english[1].lower()], english.end()
    percent = _PERCENT.match(text, end) or PERCENT.match(text, end)
    if percent:
        kind, end = "percent", percent.end()
    elif _PERCENT_BEFORE.search(text[max(0, start - 6) : start]):  # papers write «%69» too
        kind, start = "percent", start - 1
    return Number(start, end, "", value, kind, _bound(text, start, end))


def _words(text: str, said: InWords) -> Number:
    percent = _PERCENT.match(text, said.end)
    if percent:
        return Number(said.start, percent.end(), "", said.value, "percent", _bound(text, said.start, percent.end()))
    return Number(said.start, said.end, "", said.value, _word_kind(text, said), _bound(text, said.start, said.end))


# «نصف السكان», «ثلثا الأعمال»: a part of a whole that is named. «نصف الساعة» and «النصف الأول» measure time.
_PARTS: Final = {
    "نصف": 50.0, "ربع": 25.0, "ثلث": 100 / 3, "ثلثا": 200 / 3, "ثلثي": 200 / 3, "ثلاثة أرباع": 75.0,
    "أربعة أخماس": 80.0,
}  # fmt: skip
_SHARES: Final = re.compile(
    rf"(?<!\w)[وفبل]?(?P<part>{'|'.join(sorted(_PARTS, key=len, reverse=True))})\s+"
    r"(?=ال(?!ساعة|يوم|شهر|عام|سنة|أسبوع|قرن|ليل|نهار|عمر|أول|ثاني|ثالث|رابع|أخير|مدة|فترة)\w{2})"
)
# «صفر» is the second month too: a count only before what is counted.
_ZERO: Final = re.compile(
    r"(?<!\w)صفر(?=\s+(?:حال[ةا]|بلاغ|شكو|شكا|إصاب|مخالف|وفا|حادث|ملاحظ|تسرب|انقطاع|عطل|أعطال|حفر|طلب))"
)


def _english(text: str, said: Said) -> Number:
    percent = PERCENT.match(text, said.end)
    kind: Kind = "percent" if said.is_share or percent else "small" if said.value <= SMALL else "quantity"
    end = percent.end() if percent else said.end
    return Number(said.start, end, "", said.value, kind, _bound(text, said.start, end))


def _share(text: str, match: re.Match[str]) -> Number:
    start, end = match.span("part")
    return Number(start, end, "", _PARTS[match["part"]], "percent", _bound(text, start, end))


def _none(text: str, match: re.Match[str]) -> Number:
    return Number(*match.span(), "", 0.0, "quantity", "exact")


def _bound(text: str, start: int, end: int) -> Bound:
    """What the words before a number, else those behind it, claim of it: «تجاوز 150», «150 على الأقل»."""
    before = bound_before(text, start)
    if before == "exact":
        before = bound_after(text, end)
    return bound_in_english(text, start, end) if before == "exact" else before


_YEAR_WORD: Final = re.compile(r"(?:^|\s)[لو]?(?:ال)?(?:عام|سنة)\s*$")
_PLACE_WORD: Final = re.compile(r"(?:^|\s)(?:شارع|طريق|حي|ميدان|جسر|نفق|مخطط)\s*$")
_THANKS: Final = re.compile(r"\s+(?:شكر|مبروك|تحية|الأواخر|الاواخر|الأوائل|الاوائل)")


def _word_kind(text: str, said: InWords) -> Kind:
    before = text[max(0, said.start - 12) : said.start]
    if _YEAR_WORD.search(before):
        return "date"
    if _PLACE_WORD.search(before):
        return "reference"
    # «واحد» and «اثنان» are grammar as often as counting; «ألف شكر» is a phrase.
    return "small" if said.value <= SMALL or _THANKS.match(text, said.end) else "quantity"


def _kind(text: str, start: int, end: int) -> Kind:
    low = max(0, start - 40)
    around = text[low : end + 40]
    for kind, pattern in _KINDS:
        for match in pattern.finditer(around):
            if match.start() + low <= start and end <= match.end() + low:
                return kind
    return "quantity"
