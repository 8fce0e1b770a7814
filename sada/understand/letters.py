"""Mails, calls, visits and posts with a heading: somebody speaks to us, otherwise than papers speak of us."""

from __future__ import annotations

import re

from sada.understand.findings import SOCIAL
from sada.understand.fold import fold
from sada.understand.types import Reading, Text

NOTED = frozenset(("phone", "in_person"))
SPOKEN = frozenset(("complaint", "inquiry", "suggestion", "praise"))
OPENING = 700  # characters in which a letter greets or says «I»
# A greeting, an address of honour, a first person who asks, wishes or thanks; questions announced as such.
_SPEAKS = re.compile(
    r"(?<!\w)و?(?:السلام عليكم|تحيه طيبه|تحياتي|مرحبا|صباح الخير|مسا الخير|الساده|الاخ|الاخوه|الاخوات|الزملا|الاستاذ|"
    r"استاذ|المكرم|سعاده|معالي|المحترم|المحترمين|حفظه الله|انا|نحن|اود|نود|ارجو|نرجو|امل|نامل|ارغب|نرغب|اقترح|نقترح|"
    r"اتمني|نتمني|اشكر|نشكر|اشكركم|اطلب|اناشد|نناشد|نناشدكم|عندي|لدي|ابي|ابغي|كيف|متي|هل|استفسار|اسيله)(?!\w)"
)


def speaks_to_us(text: Text) -> bool:
    """Whether it is a call, a visit, a post that somebody gave a heading, or a mail that greets or says «I».

    What else comes by mail is a release or an article that somebody sends on.
    """
    if text.medium == "email":
        return _SPEAKS.search(fold(text.whole[:OPENING])) is not None
    return text.medium in NOTED or (bool(text.title) and text.medium in SOCIAL)


def says_so(reading: Reading) -> bool:
    """Whether what was read as a letter asks, complains, wishes or thanks; otherwise it is read as a paper is."""
    return reading.relevance == "main" and reading.kind in SPOKEN
