"""Quantities that are only round («مئات المخالفات», «عشرات الآلاف») and doubling («إلى الضعف»): so many are claimed."""

import re
from collections.abc import Iterator
from typing import Final

from sada.numerals.bounds import Bound

_ROUND: Final = {"عشرات": 10.0, "مئات": 100.0, "مئآت": 100.0, "مائات": 100.0}
_MANY: Final = {"آلاف": 1e3, "الاف": 1e3, "ألوف": 1e3, "ملايين": 1e6, "مليارات": 1e9, "بلايين": 1e9}
_SOME: Final = re.compile(
    rf"(?<!\w)[وف]?[بلك]?(?:ال|لل)?(?P<some>{'|'.join(_ROUND)})(?:\s+(?:ال)?(?P<of>{'|'.join(_MANY)}))?(?!\w)"
    rf"|(?<!\w)[وف]?[بلك]?(?:ال|لل)?(?P<many>{'|'.join(_MANY)})(?!\w)"
)
_AMOUNT: Final = (
    r"(?:ال)?(?:عدد|أعداد|نسبة|حجم|كمية|مساحة|ميزانية|طاقة|إنتاج|إيرادات|تكلفة|معدل|متوسط|أسعار|سعر|عام|سنة|شهر|فترة)"
)
# «ضعف ما كان»: «ضعف الإنارة» is weakness.
_TIMES: Final = re.compile(
    r"(?<!\w)(?:إلى|الى|بنسبة|بمقدار)\s+(?P<to>الضعف(?:ين)?)(?!\w)"
    rf"|(?<!\w)[وفب]?(?P<twice>ضعف(?:ي|ا)?)\s+(?:ما|{_AMOUNT})(?!\w)|(?<!\w)[وف]?(?P<verb>[يت]?تضاعفت?)\s+{_AMOUNT}(?!\w)"
    rf"|(?<!\w)[وفب]?(?P<several>أضعاف)\s+(?:ما|{_AMOUNT})(?!\w)"
)
_FEWEST: Final = 3.0  # of «أضعاف»


def round_numbers(text: str) -> Iterator[tuple[int, int, float, Bound]]:
    """(start, end, value, bound) of each: a round plural says at least two of its kind."""
    for match in _SOME.finditer(text):
        value = 2 * _ROUND.get(match["some"] or "", 1.0) * _MANY.get(match["of"] or match["many"] or "", 1.0)
        yield match.start(), match.end(), value, "at_least"
    for match in _TIMES.finditer(text):
        name = match.lastgroup or ""
        several = name == "several"
        yield match.start(name), match.end(name), _FEWEST if several else 2.0, "at_least" if several else "exact"
