"""In what a number is measured: money, length, area, volume, weight, time, a share; or what it counts.

A fact of 20% bears no count of holes, one in riyals no length. Counted things are not told from each other here: their
names have too many forms, so a synonym would block (see `contradictions.other_things`, which asks a person).
"""

import re
from collections.abc import Mapping
from typing import Final

from sada.rules.plain import any_of, plain

_UNITS: Final[Mapping[str, re.Pattern[str]]] = {
    "share": any_of(r"[%٪]|(?<!\w)(?:نسبة|بالمئة|بالمائة|(?:في|ب) ?(?:ال)?(?:مئة|مائة)|نقطة مئوية|per ?cent)(?!\w)"),
    "area": any_of(r"(?<!\w)(?:م2|م²|(?:كيلو ?)?مترا? ?(?:مربعا?|2)|كم2|أمتار مربعة|هكتارا?|دونم)(?!\w)"),
    "volume": any_of(r"(?<!\w)(?:م3|م³|مترا? ?(?:مكعبا?|3)|أمتار مكعبة|لترا?|لترات|برميل)(?!\w)"),
    "length": any_of(r"(?<!\w)(?:كم|كيلو|كيلومترا?|كيلومترات|كيلو مترا?|مترا?|أمتار|مترا? طوليا?|كلم|km|m)(?!\w)"),
    "money": any_of(r"(?<!\w)(?:ريالا?|ريالات|ر\.س|هللة|دولارا?|SAR)(?!\w)|﷼"),
    "weight": any_of(r"(?<!\w)(?:طنا?|أطنان|كيلوغراما?|كيلوجراما?|كجم|كغ)(?!\w)"),
    "time": any_of(
        r"(?<!\w)(?:يوما?|أيام|ساعة|ساعات|دقيقة|دقائق|شهرا?|أشهر|شهور|أسبوعا?|أسابيع|سنة|سنوات|عاما?|أعوام)(?!\w)"
    ),
}
_SCALES: Final = any_of(r"^\)?\s*(?:(?:ألفا?|آلاف|مليونا?|ملايين|مليارا?|مليارات|مئة|مائة)\s+)?")
_NOUN: Final = re.compile(r"^[\u0621-\u064a]{3,}")
_NO_NOUN: Final = any_of(
    r"^(?:من|في|على|عن|إلى|حتى|مع|بعد|قبل|خلال|منذ|عند|لدى|بين|ضمن|فقط|أي|أو|ثم|لكن|كما|حيث|كان|كانت|هو|هي|هذا|"
    r"هذه|الذي|"
    r"التي|تقريبا|سنويا|شهريا|يوميا|أسبوعيا|حاليا|فعليا|إجمالا|أيضا|سابقا|تماما|مقارنة|مقابل|نقطة|عبر|ال\w+|"
    r"لل\w+|و\w+|"
    r"ب(?!لاغ|لدي|ئر|ناء|اب|رج|قع)\w+|ل(?!وح|جن|قاء)\w+)(?!\w)"
)
_COUNTED: Final = any_of(r"(?<!\w)(?:ال)?(?:عدد|أعداد)(?:ها|هم)?(?!\w)")


def unit_of(words: str) -> str:
    """The kind of measure that words name; "" where they name none of these."""
    compared = plain(words)
    return next((name for name, pattern in _UNITS.items() if pattern.search(compared)), "")


def measures_other(value: str, measure: str, before: str, behind: str, *, is_share: bool) -> bool:
    """Whether a number in a text is measured otherwise than the fact of this value and measure."""
    of_fact, tail = unit_of(f"{value} {measure}"), _SCALES.sub("", plain(behind))
    of_text = "share" if is_share else _leading_unit(tail)
    if of_fact == "share" and not of_text:
        return _is_counted(tail) or (_COUNTED.search(plain(before)) is not None and unit_of(before) != "share")
    counts = bool(re.search(r"[\u0621-\u064a]{3}", measure)) and not of_fact
    return bool(of_text) and not is_share and (of_text != of_fact if of_fact else counts)


def _leading_unit(tail: str) -> str:
    """The unit that stands right behind the number."""
    first = " ".join(re.split(r"[\s]+", tail.strip())[:2])
    found = {name: match.start() for name, pattern in _UNITS.items() if (match := pattern.search(first)) is not None}
    return next((name for name, at in found.items() if at == 0), "")


def _is_counted(tail: str) -> bool:
    bare = tail.lstrip()
    return _NOUN.match(bare) is not None and _NO_NOUN.match(bare) is None
