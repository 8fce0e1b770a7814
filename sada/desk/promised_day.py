"""The day that a sent reply promises: it becomes the promise that is followed when the case is closed."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from sada.numerals.digits import DIGIT as D
from sada.numerals.digits import value_of_digits
from sada.numerals.words import in_words
from sada.rules.wording import promises_in
from sada.understand.dates import dates

_ALEF: Final = str.maketrans("أإآ", "ااا")
_SPAN: Final = re.compile(
    rf"(?:خلال|بعد|غضون|تتجاوز|يتجاوز)\s+(?:مد[ةه]\s+)?(?:({D}{{1,3}}|\w+)\s+)?"
    r"(يومين|يوما|يوم|ايام|اسبوعين|اسبوعا|اسبوع|اسابيع|شهرين|شهرا|شهر|اشهر)(?!\w)"
)
# «تكتمل الأعمال يوم 5 ديسمبر»: with a day that is still to come the present tense promises as the future does.
_DUE: Final = re.compile(
    r"(?<!\w)[وف]?س?[يت](?:كتمل|ستكمل|نتهي|نجز|فتح|فتتح|سلم|عود|عاد|ستانف|بدا|باشر|عالج|نفذ|صلح|ركب|زال)(?!\w)"
)
_SENTENCE: Final = re.compile(r"[^.!؟?\n]+")
_MARKS: Final = {mark: None for mark in range(0x64B, 0x653)}
_LENGTHS: Final = {"يوم": 1, "ايا": 1, "اسب": 7, "اسا": 7, "شهر": 30, "اشه": 30}
_YEARS: Final = 3  # a longer span is no day anybody looks at


def promised_day(text: str, today: date) -> date | None:
    """The last day, not yet past, that stands in a sentence which promises something; None where none does."""
    said_so = [said for said in _SENTENCE.findall(text) if _DUE.search(said.translate(_ALEF).translate(_MARKS))]
    ends = [day for said in (*promises_in(text), *said_so) for day in (*_ends(said, today), *_spans(said, today))]
    return max((day for day in ends if today <= day < today.replace(year=today.year + _YEARS, day=1)), default=None)


def _ends(said: str, today: date) -> Iterator[date]:
    """The days written out: of a month its last, of a weekday the next."""
    for span in dates(said, today):
        value = span.until or span.value
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            yield date.fromisoformat(value)
        elif re.fullmatch(r"\d{4}-\d{2}", value):
            year, month = int(value[:4]), int(value[5:])
            yield date(year, month, monthrange(year, month)[1])
        elif re.fullmatch(r"-W-\d", value):
            yield today + timedelta(days=(int(value[-1]) - today.isoweekday()) % 7)


def _spans(said: str, today: date) -> Iterator[date]:
    """«خلال أسبوعين», «بعد 3 أيام»: counted from today."""
    for match in _SPAN.finditer(said.translate(_ALEF)):
        many, unit = match[1] or "", match[2]
        times = 2 if unit.endswith("ين") else _count(many)
        if times is not None:
            yield today + timedelta(days=times * _LENGTHS[unit[:3]])


def _count(many: str) -> int | None:
    if not many:
        return 1
    if re.fullmatch(rf"{D}+", many):
        return int(value_of_digits(many))
    return next((int(said.value) for said in in_words(many)), None)
