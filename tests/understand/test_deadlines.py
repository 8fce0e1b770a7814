"""A deadline that a journalist names is read; an hour that is no deadline is not."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from sada.understand.deadlines import deadline

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZoneInfo("Asia/Riyadh"))  # a Sunday


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("نحتاج الرد قبل الساعة الثانية ظهر اليوم", "2026-11-22T14:00"),
        ("أرجو الرد قبل الساعة 6 مساءً غدًا", "2026-11-23T18:00"),
        ("موعد الإغلاق الخميس 26 نوفمبر الساعة 4 عصرا", "2026-11-26T16:00"),
        ("نغلق الصفحة الساعة ٩:٣٠ مساء", "2026-11-22T21:30"),
        ("حتى الساعة 14:00", "2026-11-22T14:00"),
        ("نحتاج الرد قبل الساعة الثامنة صباحا", "2026-11-23T08:00"),  # eight has passed today
        ("نحتاج الرد قبل الساعة الثانية عشرة والنصف ظهرًا", "2026-11-22T12:30"),
        ("نأمل الرد خلال ساعتين", "2026-11-22T11:00"),
        ("نحتاج الرد خلال 3 ساعات", "2026-11-22T12:00"),
        ("الرد خلال نصف ساعة لو سمحت", "2026-11-22T09:30"),
        ("deadline 17:30", "2026-11-22T17:30"),
    ],
)
def test_an_hour_asked_for_is_a_deadline(text, at):
    said = deadline(text, NOW)
    assert said is not None
    assert said.at.isoformat(timespec="minutes").removesuffix("+03:00") == at
    assert text[said.start : said.end].strip()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "انطفأت الإنارة الساعة 9 مساء يوم الخميس",
        "تعمل الحديقة من الساعة 4 إلى الساعة 10",
        "أنجز العمل خلال ساعتين",
        "نحتاج الرد قبل نهاية الدوام",
    ],
)
def test_another_hour_is_none(text):
    assert deadline(text, NOW) is None
